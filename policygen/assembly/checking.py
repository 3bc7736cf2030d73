"""What is wrong with a model's text by itself, whatever a school will choose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.alternatives import LOOP, REFUSED, either_call, inspect
from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.assembly.markdown import parse
from policygen.assembly.mask import mask
from policygen.assembly.numbering import number
from policygen.dates import ACCEPTED, PartialDate
from policygen.errors import Position, Problem, suggest
from policygen.sources.model import Model

MAX_COMBINATIONS = 1_000
_INNER = ("or", "endeither", "else", "endif", "endfor")
_TAGS = "{% either decision: alternative %} … {% or alternative %} … {% endeither %}"


def check_text(model: Model) -> list[Problem]:
    """Everything wrong with a model's text that can be said without choosing."""
    problems = list(_declaration_problems(model))
    try:
        tree = inspect(model.text)
    except TemplateSyntaxError as error:
        return [*problems, _syntax_problem(model, error)]
    reader = _TreeReader(model)
    reader.read(tree)
    problems += reader.problems
    problems += _unused(model, reader)
    masked = mask(model)
    parsed = parse(masked)
    for fault in parsed.faults:
        problems.append(Problem(_at(model, fault.line, fault.near), fault.message, fault.hint))
    for anchor in number(parsed.blocks).lost:
        anchors = re.findall(r"\{#([^{}\s]+)\}", model.text)
        message = f"the cross-reference to #{anchor} leads nowhere"
        problems.append(
            Problem(_find(model, f"(#{anchor})"), message, suggest(anchor, anchors, verb="use"))
        )
    return problems


def check_combinations(model: Model) -> list[Problem]:
    """What is wrong with some combination of choices: a target that only another one prints.

    For a text that `check_text` finds nothing in; tries the first thousand combinations.
    """
    decisions = model.front.decisions
    names = list(decisions)
    problems: dict[Problem, None] = {}
    values = {name: f"a {name}" for name in model.front.values} | defaults(model)
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
                PartialDate.parse(value.default)
            except ValueError as error:
                yield Problem(model.at(*keys, "default"), str(error), ACCEPTED)


def _syntax_problem(model: Model, error: TemplateSyntaxError) -> Problem:
    message = error.message or "this can't be read"
    if message.endswith(REFUSED):
        hint = "a model only prints values, chooses passages and goes through lists"
        return Problem(_at(model, error.lineno, "{"), message, hint)
    if found := re.search(r"unknown tag '(\w+)'", message):
        if found[1] in _INNER:
            place = _at(model, error.lineno, found[1])
            return Problem(
                place, f"{found[1]!r} stands here without its beginning", f"write {_TAGS}"
            )
        hint = suggest(found[1], ["either", "if", "for", *_INNER])
        return Problem(_at(model, error.lineno, found[1]), f"unknown tag {found[1]!r}", hint)
    if "end of template" in message:
        message = "a block that begins in this text never ends"
        if found := re.search(r"needs to be closed is '(\w+)'", error.message or ""):
            message = f"an {found[1]!r} block in this text never ends"
            return Problem(_last(model, found[1]), message, f"write {_TAGS}")
    place = _at(model, error.lineno, "{{")
    if model.text.split("\n")[error.lineno - 1][place.column - 1 :].startswith("{{"):
        hint = "write {{ values.name }} or {{ roles.name }}"
        return Problem(place, f"these braces can't be read: {message}", hint)
    place = _at(model, error.lineno, "{%")
    return Problem(place, f"this tag can't be read: {message}", f"write {_TAGS}")


def _last(model: Model, word: str) -> Position:
    """Where the last tag with this name stands."""
    lines = model.text.split("\n")
    for index in range(len(lines) - 1, -1, -1):
        if found := re.search(rf"\{{%-?\s*{word}\b", lines[index]):
            return Position(model.path, model.first_line + index, found.start() + 1)
    return Position(model.path, model.first_line)


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
                case nodes.For(target=nodes.Name(name=target), iter=source):
                    self.loop(child, source)
                    inside = loops | {target, "loop"}
                case nodes.Getattr():
                    self.name(child, loops)
                    continue
                case nodes.Name(name=name, ctx="load") if name not in loops:
                    near = f"{{{{ {name}"
                    hint = "write values.…, roles.… or school.name"
                    self.problem(child.lineno, near, f"unknown name {name!r}", hint)
            self.read(child, inside)

    def loop(self, node: nodes.For, source: nodes.Node) -> None:
        declared = self.model.front.values
        if isinstance(source, nodes.Getattr):
            value = declared.get(source.attr)
            if value is None or value.type == "list":
                return
        hint = "loop over a value of type list"
        self.problem(node.lineno, "{%", "only a list can be looped over", hint)

    def name(self, node: nodes.Getattr, loops: frozenset[str]) -> None:
        front = self.model.front
        match node:
            case nodes.Getattr(node=nodes.Name(name="values"), attr=name):
                self.declared(node, "values", name, front.values)
            case nodes.Getattr(node=nodes.Name(name="roles"), attr=name):
                self.declared(node, "roles", name, front.roles)
            case nodes.Getattr(node=nodes.Name(name="school"), attr="name"):
                pass
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if attr in LOOP:
                if "loop" not in loops:
                    self.problem(node.lineno, "loop", "loop stands outside a loop", "remove it")
            case nodes.Getattr(
                node=nodes.Getattr(node=nodes.Name(name="values"), attr=name), attr=item
            ):
                self.declared(node, "values", name, front.values)
                items = (front.values[name].items or {}) if name in front.values else {item: ""}
                if item not in items:
                    message = f"{item!r} is not an item of {name}"
                    self.problem(node.lineno, f"{name}.{item}", message, suggest(item, items))
            case _:
                near = f".{node.attr}"
                hint = "write values.…, roles.… or school.name"
                self.problem(node.lineno, near, f"unknown name {node.attr!r}", hint)

    def declared(self, node: nodes.Node, group: str, name: str, known: object) -> None:
        assert isinstance(known, dict)
        self.used[group].add(name)
        if name not in known:
            hint = suggest(name, known) or f"declare it under {group}: in the front matter"
            message = f"{group}.{name} is not declared in the front matter"
            self.problem(node.lineno, f"{group}.{name}", message, hint)

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
            if declared and name not in declared.alternatives:
                message = f"{name!r} is not an alternative of {decision}"
                self.problem(call.lineno, name, message, suggest(name, declared.alternatives))
            elif name in block.alternatives:
                hint = "join the two passages into one"
                self.problem(call.lineno, name, f"{name} has two passages here", hint)
            block.alternatives.append(name)

    def complete(self, block: _Block) -> None:
        self.used["decisions"].add(block.decision)
        declared = self.model.front.decisions.get(block.decision)
        if declared is None:
            decisions = self.model.front.decisions
            hint = suggest(block.decision, decisions) or "declare it under decisions:"
            message = f"the decision {block.decision!r} is not declared in the front matter"
            self.problem(block.line, block.decision, message, hint)
            return
        for name in declared.alternatives:
            if name not in block.alternatives:
                message = f"the alternative {name} of {block.decision} has no passage here"
                hint = f"add {{% or {name} %}}, with nothing after it if nothing is to be printed"
                self.problem(block.line, block.decision, message, hint)


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
