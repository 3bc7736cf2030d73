"""A model version: YAML front matter that declares decisions, values and roles; then the text."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from policygen.errors import Position, Problem
from policygen.sources.decision import Decision
from policygen.sources.located import Located
from policygen.sources.positions import load
from policygen.sources.records import (
    Date,
    Line,
    Lines,
    Name,
    Record,
    ReviewCycle,
    Title,
    check,
)
from policygen.sources.text import decode

MAX_MODEL_BYTES = 512 * 1024

Items: TypeAlias = dict[Name, Line]


class Value(Record):
    """A blank that a school fills: a text, an address or the like in lines, a date, or a
    list of named items with defaults."""

    ask: Line
    example: Line | None = None
    type: Literal["text", "lines", "date", "list"] = "text"
    default: Lines | None = None
    items: Items | None = None


class FrontMatter(Record):
    """What a model version says of itself before its text begins."""

    title: Title
    publisher: Title
    department: Title | None = None
    issued: Date
    review: ReviewCycle
    note: Line | None = None
    keywords: list[Title] = []
    decisions: dict[Name, Decision] = {}
    values: dict[Name, Value] = {}
    roles: dict[Name, Title] = {}


@dataclass(frozen=True, slots=True, eq=False)  # so that a cache can be keyed by it
class Model:
    """One dated text of a model policy. `first_line` is the line where the text begins."""

    policy: str
    version: str
    path: str
    front: FrontMatter
    text: str
    first_line: int
    located: Located

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the front matter."""
        return self.located.at(keys, key=key)


def read_model(
    data: bytes, path: str, policy: str, version: str
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
    if lines[0].rstrip() != "---" or "---" not in (ends := [line.rstrip() for line in lines[1:]]):
        hint = "begin with a line ---, then title: and the other keys, then a second line ---"
        return None, [Problem(Position(path), "the front matter is missing", hint)]
    end = ends.index("---") + 1
    located = load("\n".join(lines[1:end]), path, first_line=2)
    problems += located.problems
    if located.data is None and not problems:
        located.data = {}
    if located.data is None:
        return None, problems
    front, faults = check(FrontMatter, located)
    problems += faults
    if front is None:
        return None, problems
    text = "\n".join(lines[end + 1 :])
    model = Model(policy, version, path, front, text, end + 2, located)
    return model, problems
