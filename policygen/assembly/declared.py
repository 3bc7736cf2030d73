"""The names in a model's text beside those that its front matter declares."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from policygen.assembly.language import BEGINNINGS, LOOP, either_call
from policygen.assembly.places import place_in
from policygen.assembly.syntax import PRINTED
from policygen.errors import Problem, nearest, suggest
from policygen.sources.model import FrontMatter, Model

_ENOUGH = 200  # problems, after which a text isn't read on
_OURS = {"values", "roles", "school", "loop"}  # names that no loop may take


def name_problems(
    model: Model, tree: nodes.Template
) -> tuple[Iterator[Problem], Iterator[Problem]]:
    """What is wrong with the names in a text, and the declared names that it never uses."""
    reader = _TreeReader(model)
    reader.read(tree)
    enough = len(reader.problems) >= _ENOUGH
    return iter(reader.problems), iter(()) if enough else _unused(model, reader)


@dataclass(slots=True)
class _Block:
    decision: str
    line: int
    kind: str
    alternatives: list[str] = field(default_factory=list)


class _TreeReader:
    """Walks the syntax tree of a model's text and compares it with the front matter."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.problems: list[Problem] = []
        self.used: dict[str, set[str]] = {"values": set(), "roles": set(), "decisions": set()}
        self.printed_for: dict[str, set[str]] = {}  # alternatives of decisions for any of several
        self.open: list[_Block] = []

    def problem(self, line: int, near: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place_in(self.model, line, near), message, hint))

    def read(self, node: nodes.Node, loops: frozenset[str] = frozenset()) -> None:
        for child in node.iter_child_nodes():
            if len(self.problems) >= _ENOUGH:
                return
            inside = loops
            match child:
                case nodes.Call():
                    self.either(child)
                    continue
                case nodes.Output():
                    self.printed(child)
                case nodes.Filter() if not _is_text(child):
                    self.problem(child.lineno, "{", "this is no text", PRINTED)
                case nodes.For(target=nodes.Name(name=target)):
                    self.loop(child, target)
                    inside = loops | {target, "loop"}
                case nodes.Getattr():
                    self.name(child, loops)
                    continue
                case nodes.Name(name=name, ctx="load") if name not in loops:
                    self.unknown(child, name, f"{{{{ {name}")
            self.read(child, inside)

    def printed(self, node: nodes.Output) -> None:
        for child in node.nodes:
            checked = isinstance(child, nodes.TemplateData | nodes.Call | nodes.Filter)
            if not checked and not _is_text(child):
                self.problem(child.lineno, "{{", "this is no text", PRINTED)

    def loop(self, node: nodes.For, target: str) -> None:
        if target in _OURS or target.startswith("_"):
            hint = "choose another, such as item"
            self.problem(node.lineno, target, f"{target!r} can't name the items of a list", hint)
        if node.else_:
            hint = "put the for between {% if values.name %} and {% else %}"
            self.problem(node.lineno, "{% for", "a for can't have an else", hint)
        match node.iter:
            case nodes.Getattr(node=nodes.Name(name="values"), attr=name):
                value = self.model.front.values.get(name)
                if value is None or value.type == "list" or value.items is not None:
                    return  # what else is wrong with it is said where it is read, or declared
        hint = "loop over a value of type list"
        self.problem(node.lineno, "{% for", "only a list can be looped over", hint)

    def name(self, node: nodes.Getattr, loops: frozenset[str]) -> None:
        front = self.model.front
        match node:
            case nodes.Getattr(node=nodes.Name(name="values"), attr=name):
                self.declared(node, "values", name)
            case nodes.Getattr(node=nodes.Name(name="roles"), attr=name):
                self.declared(node, "roles", name)
            case nodes.Getattr(node=nodes.Name(name="school"), attr="name"):
                pass
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if attr in LOOP:
                if "loop" not in loops:
                    self.problem(node.lineno, "loop", "loop stands outside a loop", "remove it")
            case nodes.Getattr(
                node=nodes.Getattr(node=nodes.Name(name="values"), attr=name), attr=item
            ):
                self.declared(node, "values", name)
                items = (front.values[name].items or {}) if name in front.values else {item: ""}
                if item not in items:
                    message = f"{item!r} is not an item of {name}"
                    hint = suggest(item, items) or f"it has none; write values.{name}"
                    self.problem(node.lineno, f"{name}.{item}", message, hint)
            case _:
                self.unknown(node, node.attr, f".{node.attr}")

    def unknown(self, node: nodes.Node, name: str, near: str) -> None:
        hint = "write values.…, roles.… or school.name"
        for group, known in (
            ("values", self.model.front.values),
            ("roles", self.model.front.roles),
        ):
            if name in known:
                hint = f"did you mean {group}.{name}?"
                self.used[group].add(name)
        self.problem(node.lineno, near, f"unknown name {name!r}", hint)

    def declared(self, node: nodes.Node, group: str, name: str) -> None:
        front = self.model.front
        groups: dict[str, Collection[str]] = {"values": front.values, "roles": front.roles}
        other = "roles" if group == "values" else "values"
        self.used[group].add(name)
        if name in groups[group] or self.faulty(group, name):
            return
        hint = f"declare it under {group}: in the front matter"
        if name in groups[other]:
            self.used[other].add(name)
            hint = f"did you mean {other}.{name}?"
        elif meant := nearest(name, groups[group]):
            self.used[group].add(meant)
            hint = f"did you mean {meant}?"
        message = f"{group}.{name} is not declared in the front matter"
        self.problem(node.lineno, f"{group}.{name}", message, hint)

    def faulty(self, group: str, name: str) -> bool:
        """Whether a name is missing only because its declaration is wrong, which is said."""
        written = self.model.located.raw(group)
        return written is not None and (not isinstance(written, dict) or name in written)

    def either(self, call: nodes.Call) -> None:
        method, *arguments = either_call(call)
        if method != "_marked":
            return
        kind, decision, alternatives, _ = arguments
        if kind in BEGINNINGS.values():
            self.complete(self.open.pop())
            return
        if kind in BEGINNINGS:
            self.open.append(_Block(decision, call.lineno, kind))
        if kind == "optional":
            return
        block = self.open[-1]
        declared = self.model.front.decisions.get(decision)
        for name in alternatives.split(","):
            meant = name
            if declared and len(declared.offered) > 1 and name not in declared.offered:
                message = f"{name!r} is not an alternative of {decision}"
                self.problem(call.lineno, name, message, suggest(name, declared.offered))
                meant = nearest(name, declared.offered) or name
            elif name in block.alternatives:
                hint = "join the two passages into one"
                self.problem(call.lineno, name, f"{name} has two passages here", hint)
            block.alternatives.append(meant)

    def complete(self, block: _Block) -> None:
        decisions = self.model.front.decisions
        name = block.decision
        self.used["decisions"].add(name)
        declared = decisions.get(name)
        if declared is None:
            if meant := nearest(name, decisions):
                self.used["decisions"].add(meant)
            if not self.faulty("decisions", name):
                hint = f"did you mean {meant}?" if meant else "declare it under decisions:"
                message = f"the decision {name!r} is not declared in the front matter"
                self.problem(block.line, name, message, hint)
            return
        if block.kind == "optional":
            if not declared.is_switch:
                message = f"{name} is no decision of yes or no"
                hint = "declare it with optional: yes and no alternatives, or write "
                hint += f"{{% either {name}: {next(iter(declared.offered), 'alternative')} %}}"
                self.problem(block.line, name, message, hint)
            return
        if declared.any_of:
            self.printed_for.setdefault(name, set()).update(block.alternatives)
            return
        for alternative in declared.offered:
            if alternative not in block.alternatives:
                message = f"the alternative {alternative} of {name} has no passage here"
                tag = f"{{% or {alternative} %}}"
                hint = f"add {tag}, with nothing after it if nothing is to be printed"
                self.problem(block.line, name, message, hint)


def _asked_for(front: FrontMatter, name: str) -> set[str]:
    """The alternatives of a decision for which another one applies."""
    return {one for other in front.decisions.values() for one in other.only_if.get(name, ())}


def _is_text(node: nodes.Node | None) -> bool:
    """Whether an expression is a value or several, and not just true or false."""
    match node:
        case nodes.Filter(node=inner):
            return _is_text(inner)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            return _is_text(left) and _is_text(right)
        case nodes.Name(name=name) | nodes.Getattr(node=nodes.Name(name=name)):
            return name != "loop"
    return isinstance(node, nodes.Getattr)


def _unused(model: Model, reader: _TreeReader) -> Iterator[Problem]:
    front = model.front
    for decision in front.decisions.values():
        reader.used["decisions"].update(decision.only_if)
    for name, printed in reader.printed_for.items():
        for alternative in front.decisions[name].offered:
            if alternative not in printed and alternative not in _asked_for(front, name):
                message = f"the alternative {alternative} of {name} has no passage"
                hint = f"add {{% or {alternative} %}} or {{% either {name}: {alternative} %}}"
                place = model.at("decisions", name, "alternatives", alternative, key=True)
                yield Problem(place, message, hint)
    for group, names in (
        ("decisions", front.decisions),
        ("values", front.values),
        ("roles", front.roles),
    ):
        for name in names:
            if name not in reader.used[group]:
                message = f"{name} is declared under {group}, but the text never uses it"
                yield Problem(model.at(group, name, key=True), message, "use it or remove it")
