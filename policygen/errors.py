"""What can be wrong, where it is, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file: path from the workspace; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place; the hint names what would be right."""

    position: Position
    message: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{self.position}: {kind}{self.message}{hint}"


class PolicyError(Exception):
    """Something that the person who runs policygen can put right."""


class SourceError(PolicyError):
    """Something is wrong at known places in source files: all of them, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def placed(error: PolicyError, position: Position) -> Problem:
    """An error about a file as a problem at a place in it."""
    message, _, hint = str(error).partition("\n  ")
    return Problem(position, message.removeprefix(f"{position.path} "), hint)


def suggest(word: str, options: Iterable[str], *, verb: str = "choose") -> str:
    """A hint for a word that isn't among the options: the nearest one, or all of them."""
    choices = sorted(map(str, options))
    if not choices:
        return ""
    if near := nearest(word, choices):
        return f"did you mean {near}?"
    shown = choices[:8]
    *rest, last = shown
    listed = f"{', '.join(rest)} or {last}" if rest else last
    more = f" ({len(choices) - len(shown)} more)" if len(choices) > len(shown) else ""
    return f"{verb} {listed}{more}"


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that a word is probably a slip for."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(word.lower()[:200], sorted(options), 1, 0.65)), None)


def is_near(word: str, option: str) -> bool:
    """Whether a word is probably a slip for an option: `suggest` would name it."""
    return nearest(word, [option]) is not None


def quoted(text: str) -> str:
    """A text as a message quotes it: on one line, and not the whole of a long one."""
    return repr(text if len(text) <= 60 else f"{text[:57].rstrip()}…")


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 edition, 2 editions."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
