"""What is wrong with a model's text by itself, whatever a school will choose."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.assembly.language import LOOP, either_call, inspect
from policygen.assembly.mask import mask
from policygen.assembly.numbering import number
from policygen.assembly.syntax import PRINTED, place_of, stray_braces, syntax_problem
from policygen.dates import ACCEPTED, PartialDate
from policygen.errors import Position, Problem, nearest, suggest
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.inlines import CUT
from policygen.readers.markdown.typed import typed_faults
from policygen.sources.model import Model
from policygen.sources.text import tidy

MAX_COMBINATIONS = 1_000
_OURS = {"values", "roles", "school", "loop"}  # names that no loop may take


def check_text(model: Model) -> list[Problem]:
    """Everything wrong with a model's text that can be said without choosing."""
    problems = list(_declaration_problems(model))
    try:
        tree = inspect(model.text)
    except TemplateSyntaxError as error:
        return [*problems, syntax_problem(model, error)]
    reader = _TreeReader(model)
    reader.read(tree)
    problems += reader.problems
    stray = list(stray_braces(model))
    problems += stray or _unused(model, reader)  # a name in single braces looks unused
    problems += _quoted_tags(model)
    try:
        masked = mask(model)
        parsed = parse(masked.shape)
        faults = list(parsed.faults)
        if not any(fault.message == CUT for fault in faults):  # what follows is out of place
            faults += typed_faults(masked.shape, masked.tags, {fault.line for fault in faults})
    except RecursionError:
        place = Position(model.path, model.first_line)
        message = "brackets, bold words or lists are nested too deeply in this text"
        return [*problems, Problem(place, message, "take some of them apart")]
    for fault in faults:
        line = masked.lines[fault.line - 1]
        problems.append(Problem(_at(model, line, fault.near), fault.message, fault.hint))
    for anchor in number(parsed.blocks).lost:
        anchors = re.findall(r"\{#([^{}\s]+)\}", model.text)
        message = f"the cross-reference to #{anchor} leads nowhere"
        problems.append(
            Problem(_find(model, f"(#{anchor})"), message, suggest(anchor, anchors, verb="use"))
        )
    return problems


_QUOTED_TAG = re.compile(r"^[ \t]*>[> \t]*(?=\{%)", re.M)


def _quoted_tags(model: Model) -> Iterator[Problem]:
    """Tags that would part lines of a quotation: what is left of it would depend on luck."""
    for found in _QUOTED_TAG.finditer(model.text):
        message = "a tag can't stand behind the > of a quotation"
        hint = "put the tags on lines of their own, before and after the whole quotation"
        yield Problem(place_of(model, found.end()), message, hint)


def check_combinations(model: Model) -> list[Problem]:
    """What is wrong with some combination of choices: a target that only another one prints.

    For a text that `check_text` finds nothing in; tries the first thousand combinations.
    """
    decisions = model.front.decisions
    names = list(decisions)
    problems: dict[Problem, None] = {}
    values = {**{name: f"a {name}" for name in model.front.values}, **defaults(model)}
    tried = 0
    for picked in product(*(decisions[name].alternatives for name in names)):
        if (tried := tried + 1) > MAX_COMBINATIONS:
            count = prod(len(decision.alternatives) for decision in decisions.values())
            message = f"only {MAX_COMBINATIONS:,} of {count:,} combinations of choices were tried"
            problems[Problem(Position(model.path), message, warning=True)] = None
            break
        answers = Answers(dict(zip(names, picked, strict=True)), values, {}, "a school")
        for problem in shape_problems(model, compose(model, answers).shape):
            problems[problem] = None
    return list(problems)


def _declaration_problems(model: Model) -> Iterator[Problem]:
    for name, value in model.front.values.items():
        keys = ("values", name)
        if value.type == "list" and (value.default or value.example):
            what = "default" if value.default else "example"
            hint = "give its defaults as items: {name: text}"
            yield Problem(model.at(*keys, what, key=True), f"a list can't have a {what}", hint)
        if value.type != "list" and value.items is not None:
            hint = "add type: list"
            yield Problem(
                model.at(*keys, "items", key=True), f"{name} has items but is no list", hint
            )
        if value.type == "date" and value.default:
            try:
                PartialDate.parse(tidy(value.default))
            except ValueError as error:
                yield Problem(model.at(*keys, "default"), str(error), ACCEPTED)


def _at(model: Model, line: int, near: str = "") -> Position:
    """A line of the text as a place in the file; the column is where `near` stands in it."""
    lines = model.text.split("\n")
    words = lines[line - 1] if 0 < line <= len(lines) else ""
    for offset in range(min(8, len(lines) - line + 1) if near else 0):  # it may be further on
        column = lines[line - 1 + offset].find(near)
        if column >= 0:
            return Position(model.path, model.first_line + line - 1 + offset, column + 1)
    indent = len(words) - len(words.lstrip())
    return Position(model.path, model.first_line + line - 1, indent + 1)


def _find(model: Model, words: str) -> Position:
    line = model.text.split(words)[0].count("\n") + 1 if words in model.text else 1
    return _at(model, line, words)


@dataclass(slots=True)
class _Block:
    decision: str
    line: int
    alternatives: list[str] = field(default_factory=list)


class _TreeReader:
    """Walks the syntax tree of a model's text and compares it with the front matter."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.problems: list[Problem] = []
        self.used: dict[str, set[str]] = {"values": set(), "roles": set(), "decisions": set()}
        self.open: list[_Block] = []

    def problem(self, line: int, near: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(_at(self.model, line, near), message, hint))

    def read(self, node: nodes.Node, loops: frozenset[str] = frozenset()) -> None:
        for child in node.iter_child_nodes():
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
        if kind == "endeither":
            self.complete(self.open.pop())
            return
        if kind == "either":
            self.open.append(_Block(decision, call.lineno))
        block = self.open[-1]
        declared = self.model.front.decisions.get(decision)
        for name in alternatives.split(","):
            meant = name
            if declared and name not in declared.alternatives:
                message = f"{name!r} is not an alternative of {decision}"
                self.problem(call.lineno, name, message, suggest(name, declared.alternatives))
                meant = nearest(name, declared.alternatives) or name
            elif name in block.alternatives:
                hint = "join the two passages into one"
                self.problem(call.lineno, name, f"{name} has two passages here", hint)
            block.alternatives.append(meant)

    def complete(self, block: _Block) -> None:
        decisions = self.model.front.decisions
        name = block.decision
        self.used["decisions"] |= {name, nearest(name, decisions) or name}
        declared = decisions.get(name)
        if declared is None:
            if not self.faulty("decisions", name):
                meant = nearest(name, decisions)
                hint = f"did you mean {meant}?" if meant else "declare it under decisions:"
                message = f"the decision {name!r} is not declared in the front matter"
                self.problem(block.line, name, message, hint)
            return
        for alternative in declared.alternatives:
            if alternative not in block.alternatives:
                message = f"the alternative {alternative} of {name} has no passage here"
                tag = f"{{% or {alternative} %}}"
                hint = f"add {tag}, with nothing after it if nothing is to be printed"
                self.problem(block.line, name, message, hint)


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
    for group, names in (
        ("decisions", front.decisions),
        ("values", front.values),
        ("roles", front.roles),
    ):
        for name in names:
            if name not in reader.used[group]:
                message = f"{name} is declared under {group}, but the text never uses it"
                yield Problem(model.at(group, name, key=True), message, "use it or remove it")
