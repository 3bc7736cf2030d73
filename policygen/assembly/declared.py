"""The names in a model's text beside those that its front matter declares."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.language import BEGINNINGS, LOOP, either_call, inspect
from policygen.assembly.named import (
    OUTSIDE,
    Loops,
    Through,
    asked_in,
    leaves_of,
    records_in,
    type_named,
)
from policygen.assembly.places import place_in
from policygen.assembly.syntax import PRINTED
from policygen.assembly.uses import TYPES_OF_A_POST, names_something
from policygen.errors import Position, Problem, nearest, suggest
from policygen.sources.asking import Asked
from policygen.sources.model import FrontMatter, Model
from policygen.sources.value_types import LINKING

_NAMING = ("values", "roles", "facts")  # groups whose names a text prints
_GROUPS = (*_NAMING, "decisions")
_ENOUGH = 200  # problems, after which a text isn't read on
PICTURE_ALONE = (
    "this is a picture, which is no text",
    "write its name alone between the braces, on a line of its own below ::: figure",
)
_OURS = {"values", "facts", "roles", "school", "loop"}  # names that no loop may take


def name_problems(
    model: Model, tree: nodes.Template
) -> tuple[Iterator[Problem], Iterator[Problem]]:
    """What is wrong with the names in a text, and the declared names that it never uses."""
    reader = _TreeReader(model)
    reader.read(tree)
    reader.used_beside()
    enough = len(reader.problems) >= _ENOUGH
    return iter(reader.problems), iter(()) if enough else _unused(model, reader)


def problems_of_name(model: Model, said: str, place: Position) -> list[Problem]:
    """What is wrong with a name that stands outside the text, such as in the control table.

    Raises TemplateSyntaxError if it can't be read.
    """
    reader = _TreeReader(model)
    reader.read(inspect(f"{{{{ {said} }}}}"))
    return [problem._replace(position=place) for problem in reader.problems]


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
        self.used: dict[str, set[str]] = {group: set() for group in _GROUPS}
        self.fields: set[tuple[str, str]] = set()  # of lists of records
        self.taken: list[Asked] = []  # lists of records that were taken for texts
        self.targets: set[str] = set()  # of loops
        self.printed_for: dict[str, set[str]] = {}  # alternatives of decisions for any of several
        self.open: list[_Block] = []

    def problem(self, line: int, near: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place_in(self.model, line, near), message, hint))

    def used_beside(self) -> None:
        """Note what the control table's rows name."""
        aside = _TreeReader(self.model)
        for said in filter(names_something, self.model.front.control.values()):
            with suppress(TemplateSyntaxError):  # said where the rows are checked
                aside.read(inspect(f"{{{{ {said} }}}}"))
        for group, names in aside.used.items():
            self.used[group] |= names

    def read(self, node: nodes.Node, loops: Loops = OUTSIDE) -> None:
        for child in node.iter_child_nodes():
            if len(self.problems) >= _ENOUGH:
                return
            inside = loops
            match child:
                case nodes.Call():
                    self.either(child)
                    continue
                case nodes.Output():
                    self.printed(child, loops)
                case nodes.Filter() if not _is_text(child):
                    self.problem(child.lineno, "{", "this is no text", PRINTED)
                case nodes.Filter(name="linked", node=nodes.Expr() as inner):
                    self.linked(inner, loops)
                case nodes.For(target=nodes.Name(name=target)):
                    self.targets.add(target)
                    inside = {**loops, target: self.loop(child, target), "loop": Through()}
                case nodes.Getattr():
                    self.name(child, loops)
                    continue
                case nodes.Name(name=name, ctx="load") if name not in loops:
                    self.unknown(child, name, f"{{{{ {name}")
            self.read(child, inside)

    def printed(self, node: nodes.Output, loops: Loops) -> None:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData | nodes.Call):
                continue
            if not isinstance(child, nodes.Filter) and not _is_text(child):
                self.problem(child.lineno, "{{", "this is no text", PRINTED)
            for leaf in leaves_of(child):
                if leaf is not child and type_named(self.model, leaf, loops)[0] == "picture":
                    self.problem(leaf.lineno, "{{", *PICTURE_ALONE)
                if found := records_in(self.model, leaf, loops):
                    self.no_text(leaf, *found)

    def no_text(self, node: nodes.Expr, asked: Asked, near: str) -> None:
        self.taken.append(asked)  # that its fields are printed nowhere follows from this
        field = next(iter(asked.fields), "name")
        message = f"{near} has several fields, so it can't be printed as one text"
        hint = f"write {{{{ {near}.{field} }}}}"
        if isinstance(node, nodes.Getattr):
            hint = f"write {{% for item in {near} %}} … {{{{ item.{field} }}}} … {{% endfor %}}"
        self.problem(node.lineno, near, message, hint)

    def linked(self, node: nodes.Expr, loops: Loops) -> None:
        """A value that is printed as a link must be of a type that leads somewhere."""
        for leaf in leaves_of(node):
            kind, near = type_named(self.model, leaf, loops)
            if kind is None or kind in LINKING:
                continue
            message = f"{near} is of no type that can be linked"
            hint = f"declare it with type: {', '.join(LINKING[:-1])} or {LINKING[-1]}"
            self.problem(leaf.lineno, near, message, f"{hint}, or leave |linked out")

    def loop(self, node: nodes.For, target: str) -> Through:
        """Check a loop, and say what it goes through."""
        if target in _OURS or target.startswith("_"):
            hint = "choose another, such as item"
            self.problem(node.lineno, target, f"{target!r} can't name the items of a list", hint)
        if node.else_:
            hint = "put the for between {% if values.name %} and {% else %}"
            self.problem(node.lineno, "{% for", "a for can't have an else", hint)
        match node.iter:
            case nodes.Getattr(node=nodes.Name(name="values" | "facts" as group), attr=name):
                asked = asked_in(self.model, group).get(name)
                if asked is None or getattr(asked, "items", None) is not None:
                    return Through()  # what is wrong with it is said where it is read, or declared
                if asked.type in ("list", "records"):
                    return Through(asked, name if asked.type == "records" else "")
        hint = "loop over a value of type list or records"
        self.problem(node.lineno, "{% for", "only a list can be looped over", hint)
        return Through()

    def field(self, node: nodes.Getattr, target: str, through: Through) -> None:
        """A field of an item."""
        name = node.attr
        if not through.list or through.asked is None:
            message = f"{target} has no fields"
            hint = f"write {{{{ {target} }}}}, or declare the list with type: records and fields:"
            self.problem(node.lineno, f"{target}.{name}", message, hint)
            return
        self.fields.add((through.list, name))
        if name not in (fields := through.asked.fields):
            if meant := nearest(name, fields):
                self.fields.add((through.list, meant))
            message = f"{name!r} is no field of {through.list}"
            self.problem(node.lineno, f"{target}.{name}", message, suggest(name, fields))

    def name(self, node: nodes.Getattr, loops: Loops) -> None:
        front = self.model.front
        match node:
            case nodes.Getattr(
                node=nodes.Name(name="values" | "facts" | "roles" as group), attr=name
            ):
                self.declared(node, group, name)
            case nodes.Getattr(node=nodes.Name(name=target), attr=_) if (
                target in loops and target != "loop"
            ):
                self.field(node, target, loops[target])
            case nodes.Getattr(
                node=nodes.Getattr(node=nodes.Name(name="roles"), attr=name), attr=attr
            ):
                self.declared(node, "roles", name)
                if attr not in TYPES_OF_A_POST:
                    message = f"{attr!r} is nothing that a school says of a post"
                    hint = suggest(attr, TYPES_OF_A_POST)
                    self.problem(node.lineno, f"{name}.{attr}", message, hint)
            case nodes.Getattr(node=nodes.Name(name="school"), attr="name"):
                pass
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if attr in LOOP:
                if "loop" not in loops:
                    self.problem(node.lineno, "loop", "loop stands outside a loop", "remove it")
            case nodes.Getattr(
                node=nodes.Getattr(node=nodes.Name(name="values"), attr=name), attr=item
            ):
                self.declared(node, "values", name)
                if name in front.values and front.values[name].type == "records":
                    self.no_text(node.node, front.values[name], f"values.{name}")
                    return
                items = (front.values[name].items or {}) if name in front.values else {item: ""}
                if item not in items:
                    message = f"{item!r} is not an item of {name}"
                    hint = suggest(item, items) or f"it has none; write values.{name}"
                    self.problem(node.lineno, f"{name}.{item}", message, hint)
            case _:
                self.unknown(node, node.attr, f".{node.attr}")

    def unknown(self, node: nodes.Node, name: str, near: str) -> None:
        hint = "write values.…, facts.…, roles.… or school.name"
        match node:
            case nodes.Getattr(node=nodes.Name(name=target)) if target in self.targets:
                hint = "let the for end behind it"
                self.problem(node.lineno, near, f"{target} stands outside its loop", hint)
                return
        if declared := self.model.front.decisions.get(name):
            self.used["decisions"].add(name)
            one = next(iter(declared.offered), "alternative")
            tag = f"optional {name}" if declared.is_switch else f"either {name}: {one}"
            hint = f"it is a decision; write {{% {tag} %}}"
        for group in ("facts", "values", "roles"):
            if name in self.known(group):
                hint = f"did you mean {group}.{name}?"
                self.used[group].add(name)
        self.problem(node.lineno, near, f"unknown name {name!r}", hint)

    def declared(self, node: nodes.Node, group: str, name: str) -> None:
        self.used[group].add(name)
        if name in self.known(group) or self.faulty(group, name):
            return
        where = "policygen.yaml" if group == "facts" else "the front matter"
        hint = f"declare it under {group}: in {where}"
        if other := next((one for one in _NAMING if name in self.known(one)), None):
            self.used[other].add(name)
            hint = f"did you mean {other}.{name}?"
        elif meant := nearest(name, self.known(group)):
            self.used[group].add(meant)
            hint = f"did you mean {meant}?"
        message = f"{group}.{name} is not declared in {where}"
        self.problem(node.lineno, f"{group}.{name}", message, hint)

    def known(self, group: str) -> Collection[str]:
        """The names that may stand behind a group's."""
        return self.model.front.roles if group == "roles" else asked_in(self.model, group)

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
            if not declared.is_switch and declared.offered:  # else it is said where it is declared
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
    return {one for other in front.decisions.values() for one in other.depends_on.get(name, ())}


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
        reader.used["decisions"].update(decision.depends_on)
    for name, printed in reader.printed_for.items():
        for alternative in front.decisions[name].offered:
            if alternative not in printed and alternative not in _asked_for(front, name):
                message = f"the alternative {alternative} of {name} has no passage"
                hint = f"add {{% or {alternative} %}} or {{% either {name}: {alternative} %}}"
                place = model.at("decisions", name, "alternatives", alternative, key=True)
                yield Problem(place, message, hint)
    for name, value in front.values.items():
        for field_ in value.fields if name in reader.used["values"] else ():
            if value.type != "records" or value in reader.taken:
                continue
            if (name, field_) not in reader.fields:
                message = f"{field_} is declared for {name}, but the text never uses it"
                place = model.at("values", name, "fields", field_, key=True)
                yield Problem(place, message, "use it or remove it")
    for group, names in (
        ("decisions", front.decisions),
        ("values", front.values),
        ("roles", front.roles),
    ):
        for name in names:
            if name not in reader.used[group]:
                message = f"{name} is declared under {group}, but the text never uses it"
                yield Problem(model.at(group, name, key=True), message, "use it or remove it")
