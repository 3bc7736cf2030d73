"""A model version: YAML front matter that declares decisions, values and roles; then the text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from policygen.document import Numbering
from policygen.errors import Position, Problem
from policygen.sources.approving import Agreed, ApprovalRules
from policygen.sources.asking import Asked
from policygen.sources.decision import Decision, Switch
from policygen.sources.facts import Fact, standard_facts
from policygen.sources.located import Located
from policygen.sources.outside import OutsideText
from policygen.sources.picture import Picture
from policygen.sources.positions import load
from policygen.sources.records import (
    Date,
    FirstMark,
    Line,
    Lines,
    Name,
    NamedMark,
    Record,
    ReviewCycle,
    Title,
    check,
    parsed,
)
from policygen.sources.row_files import NAME_ONE, rows_name
from policygen.sources.since import Since
from policygen.sources.text import decode

_TEXT = re.compile(r"#+ \S.*\{#|##+ |\d+\. |\{%|:::|\* ")  # how lines of a text begin
MAX_MODEL_BYTES = 512 * 1024

RowsName = Annotated[str, parsed(rows_name, NAME_ONE)]
Items: TypeAlias = dict[Name, Line]


class Value(Asked):
    """A blank that a school fills, maybe with a default, or as a list with items to begin with."""

    default: Lines | None = None
    items: Items | None = None
    rows: RowsName | None = None  # a file beside the model, with the items of a list of records
    sheet: Title | None = None  # of that file, where several hold something


class NumberingRules(Record):
    """How a text counts: see `Numbering`."""

    subheadings: Switch = False
    inside: list[FirstMark] = Field(default=["(a)", "(i)"], min_length=1, max_length=2)
    appendices: NamedMark = "Appendix A"
    removed: Literal["close up", "not used"] = "close up"  # what a school removes

    @property
    def numbering(self) -> Numbering:
        """It as documents have it; where one mark inside clauses is given, the next is another."""
        first, *more = self.inside
        second = more[0] if more else "(i)" if first.strip("().").lower() != "i" else "(a)"
        return Numbering(self.subheadings, (first, second), self.appendices)


class FrontMatter(Record):
    """What a model version says of itself before its text begins."""

    title: Title
    publisher: Title
    department: Title | None = None
    issued: Date
    review: ReviewCycle
    note: Line | None = None
    keywords: list[Title] = []
    relies_on: list[Line] = []  # editions of texts from outside, such as kcsie-2025
    since: Since | None = None
    numbering: NumberingRules = NumberingRules()
    decisions: dict[Name, Decision] = {}
    values: dict[Name, Value] = {}
    administrative: list[Line] = []
    approval: ApprovalRules = ApprovalRules()
    agreed: Agreed | None = None
    roles: dict[Name, Title] = {}
    control: dict[Title, Line] = {}


@dataclass(frozen=True, slots=True)
class Included:
    """A shared passage in a model's text: its first line there, counted from 0, how many lines it
    has and how far they are indented; its file; and the place in the model that asks for it.
    """

    first: int
    count: int
    indent: int
    path: str
    place: Position


@dataclass(frozen=True, eq=False)  # so that a cache can be keyed by it
class Model:
    """One dated text of a model policy. `first_line` is the line where the text begins.

    `facts` are those that a workspace declares, which every model may ask for. `pictures` are those
    that the text shows, by their names, as far as they were looked for; `files` are those that the
    front matter names, as far as they are there. `included` are the shared passages in the text.
    `texts` are those from outside that a workspace declares, of which references print the edition
    that holds `today`; without a day the newest.
    """

    policy: str
    version: str
    path: str
    front: FrontMatter
    text: str
    first_line: int
    located: Located
    facts: Mapping[str, Fact]
    files: Mapping[str, bytes] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    included: tuple[Included, ...] = ()
    texts: Mapping[str, OutsideText] = field(default_factory=dict)
    today: date | None = None

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """The bytes of the pictures, by what is in them."""
        return {name: data for one in self.pictures.values() for name, data in one.parts.items()}

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the front matter."""
        return self.located.at(keys, key=key)


def read_model(
    data: bytes, path: str, policy: str, version: str, facts: Mapping[str, Fact] | None = None
) -> tuple[Model | None, list[Problem]]:
    """A model version from its file's bytes, and everything wrong with its front matter.

    Like `check`, it makes what it can of a faulty file, so that the text can be checked too.
    """
    if len(data) > MAX_MODEL_BYTES:
        message = f"this file is larger than {MAX_MODEL_BYTES // 1024} KB"
        return None, [Problem(Position(path), message, "split the policy into several")]
    source, problems = decode(data, path)
    if problems:
        return None, problems
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        hint = "begin with a line ---, then title: and the other keys, then a second line ---"
        return None, [Problem(Position(path), "the front matter is missing", hint)]
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), None)
    if end is None:
        return None, [_never_ends(lines, path)]
    located = load("\n".join(lines[1:end]), path, first_line=2)
    front, faults = check(FrontMatter, located)
    problems += [*located.problems, *faults]
    if front is None:
        return None, problems
    text = "\n".join(lines[end + 1 :])
    declared = standard_facts() if facts is None else facts
    model = Model(policy, version, path, front, text, end + 2, located, declared)
    return model, problems


def _never_ends(lines: Sequence[str], path: str) -> Problem:
    """That front matter has no end: at the first line that can't be of it, if there is one."""
    first = next((at for at, line in enumerate(lines) if at and _TEXT.match(line)), None)
    if first is None:
        hint = "write a second line --- below its last key, and the text below that"
        return Problem(Position(path), "the front matter begins here and never ends", hint)
    hint = "write a second line --- above this one"
    return Problem(Position(path, first + 1), "the front matter hasn't ended here", hint)
