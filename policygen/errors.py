"""What can be wrong, where it is, and what would be right.

The records are named tuples since every command waits for this module: a dataclass takes six times
as long to make.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a source file: path from the workspace; line and column count from 1.

    In a spreadsheet it is a `cell`, such as B7.
    """

    path: str
    line: int = 1
    column: int = 1
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.cell or f'{self.line}:{self.column}'}"


class Problem(NamedTuple):
    """One thing wrong at one place; the hint names what would be right."""

    position: Position
    message: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return with_hint(f"{self.position}: {kind}{self.message}", self.hint)


class Reason(NamedTuple):
    """Why something can't be done, where that is no place in a source file.

    It may be about a file, of which the message goes on to say something, or about a target, such
    as an adoption by name.
    """

    message: str
    hint: str = ""
    path: str = ""
    target: str = ""

    def __str__(self) -> str:
        path = f"{self.path} " if self.path else ""
        target = f"{self.target}: " if self.target else ""
        return with_hint(f"{target}{path}{self.message}", self.hint)


class PolicyError(Exception):
    """Something that the person who runs policygen can put right."""

    reasons: tuple[Reason | Problem, ...]

    def __init__(self, message: str, hint: str = "", path: str = "", target: str = "") -> None:
        super().__init__(message, hint, path, target)  # with these it can go between processes
        self.reasons = (Reason(message, hint, path, target),)

    def __str__(self) -> str:
        return "\n".join(map(str, self.reasons))


class RefusedError(PolicyError):
    """What was asked for can't be done: every reason for it."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        Exception.__init__(self, self.reasons)


class WrongWordError(RefusedError):
    """What was asked for names nothing that there is, or isn't well formed; no file is at fault."""


class SourceError(PolicyError):
    """Something is wrong at known places in source files: all of them, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.reasons = self.problems
        Exception.__init__(self, self.problems)


class TextError(ValueError):
    """A text that can't be taken; `right` is what would be, unless the message says it."""

    def __init__(self, message: str, right: str) -> None:
        super().__init__(message)
        self.right = right


def right_for(error: ValueError, otherwise: str) -> str:
    """What would be right in place of what an error refuses: it may know better."""
    return error.right if isinstance(error, TextError) else otherwise


def told(error: PolicyError | OSError) -> tuple[Reason | Problem, ...]:
    """Why something failed, where the system's own refusal stops nothing else either."""
    if isinstance(error, PolicyError):
        return error.reasons
    return (Reason(f"{error.filename or 'a file'}: {error.strerror}"),)


def placed(error: PolicyError, position: Position) -> list[Problem]:
    """An error as problems: at a place, unless it knows better which file it is about."""
    return [
        reason if isinstance(reason, Problem) else _placed(reason, position)
        for reason in error.reasons
    ]


def _placed(reason: Reason, position: Position) -> Problem:
    if reason.path not in ("", position.path):
        position = Position(reason.path)
    target = f"{reason.target}: " if reason.target else ""
    return Problem(position, f"{target}{reason.message}", reason.hint)


def with_hint(message: str, hint: str) -> str:
    """A message as it is printed, with what would be right below it."""
    return f"{message}\n  {hint}" if hint else message


def suggest(word: str, options: Iterable[str], *, verb: str = "choose") -> str:
    """A hint for a word that isn't among the options: the nearest one, or all of them."""
    choices = sorted(map(str, options))
    if not choices:
        return ""
    if near := nearest(word, choices):
        return f"did you mean {near}?"
    shown = choices[:10]
    *rest, last = shown
    listed = f"{', '.join(rest)} or {last}" if rest else last
    more = f" ({len(choices) - len(shown)} more)" if len(choices) > len(shown) else ""
    return f"{verb} {listed}{more}"


_MANY = 200  # options


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that a word is probably a slip for."""
    from difflib import get_close_matches  # only where something is wrong

    word = word.lower()[:200]
    choices = sorted(options)
    if len(choices) > _MANY:  # comparing takes long
        near = range(len(word) - 2, len(word) + 3)
        choices = [one for one in choices if one[:1] == word[:1] and len(one) in near][:_MANY]
    return next(iter(get_close_matches(word, choices, 1, 0.65)), None)


def is_near(word: str, option: str) -> bool:
    """Whether a word is probably a slip for an option: `suggest` would name it."""
    return nearest(word, [option]) is not None


def quoted(text: str) -> str:
    """A text as a message quotes it: on one line, and not the whole of a long one."""
    return repr(text if len(text) <= 60 else f"{text[:57].rstrip()}…")


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 edition, 2 editions."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
