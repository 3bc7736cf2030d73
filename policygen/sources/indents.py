"""Lines of YAML that begin in a column where they can't stand, and where they would be right."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LINE = re.compile(r"(?P<before>[ ]*(?P<dash>- +)*)(?:(?P<key>[a-z][\w-]*):(?P<rest>[ ].*|$))?")


class Slip(NamedTuple):
    """What is wrong at a line and column, and what would be right."""

    line: int
    column: int
    message: str
    hint: str


class Written(NamedTuple):
    """A line that isn't blank and no comment: where its key or text begins, and its '- ' if any."""

    number: int
    column: int
    dash: int
    key: str
    rest: str  # what follows the key's colon, or all of it
    colon: int  # the column of that colon

    @property
    def opens(self) -> bool:
        """Whether the key has what stands below it."""
        return bool(self.key) and not self.rest


def rows(lines: Sequence[str]) -> list[Written]:
    """The lines on which something is written."""
    return [
        _row(number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _row(number: int, line: str) -> Written:
    found = _LINE.match(line)
    assert found
    column, dash = found.end("before") + 1, len(line) - len(line.lstrip(" ")) + 1
    rest = line[found.end("before") :] if found["key"] is None else found["rest"]
    rest = re.split(r"(?:^|[ \t])#", rest)[0].strip()
    return Written(
        number, column, dash if found["dash"] else 0, found["key"] or "", rest, found.end("key") + 1
    )


def too_deep(lines: Sequence[str], number: int, colon: int) -> Slip | None:
    """A key in a column of its own below one that has a text, where its ':' can't stand.

    That is this key, the one above, or a line that is missing between them.
    """
    written = rows(lines)
    at = next((at for at, row in enumerate(written) if row.number == number), 0)
    if not at:
        return None
    own, above = written[at], written[at - 1]
    if not above.key or own.colon != colon:
        return None
    before = written[at - 2].column if at > 1 else 0
    parent = at > 1 and written[at - 2].opens
    below = written[at + 1].column if at + 1 < len(written) else 0
    several = own.column == below and not own.opens
    apart = own.column - above.column
    if own.column == before or (parent and before >= above.column) or (
        several and apart == 1 and above.column != before
    ):  # fmt: skip
        message = f"this key begins in column {above.column}, and the one below in column"
        return _slip(above, f"{message} {own.column}", f"{_begin(own)}, as the one below")
    message = f"this key begins in column {own.column}, and the one above in column {above.column}"
    hint = f"{_begin(above)}, as the one above"
    if apart > 1 and several:
        hint = f"a line that ends in ':' seems to be missing between them; else {hint}"
    elif apart > 1:
        hint = f"{hint}, unless a line that ends in ':' is missing between them"
    return _slip(own, message, hint)


def too_shallow(lines: Sequence[str], number: int) -> Slip | None:
    """A line that begins where no line above it does to which it could belong."""
    written = rows(lines)
    at = next((at for at, row in enumerate(written) if row.number == number), 0)
    if not at:
        return None
    own = written[at]
    known: dict[int, Written] = {}  # the columns of the groups that are open here
    for row in reversed(written[:at]):
        first = row.dash or row.column if own.dash else row.column
        stands = row.key or (row.dash and own.dash)  # else it goes on with a text
        if stands and first < min(known, default=first + 1):
            known[first] = row
    column = own.dash or own.column
    fitting = {at: row for at, row in known.items() if (at == row.dash) == bool(own.dash)}
    if not (own.key or own.dash) or column in known or not fitting:
        return None
    if column < min(known):
        outermost = known[min(known)]
        message = f"this begins in column {min(known)}, and what is below in column {column}"
        return Slip(outermost.number, min(known), message, f"begin it in column {column}")
    below = written[at + 1].column if own.opens and at + 1 < len(written) else 0
    if below > column and (outer := [one for one in fitting if one < below]):
        nearest = [max(outer)]
    else:
        least = min(abs(one - column) for one in fitting)
        nearest = [one for one in fitting if abs(one - column) == least]
    hint = "begin it " + ", or ".join(_like(one, fitting[one]) for one in nearest)
    lower, higher = (_near(known, column, one) for one in (-1, 1))
    if own.opens and lower and higher - lower >= 4 and higher - column == column - lower:
        outside = known[lower]
        hint = (
            f"a line that ends in ':' and begins in column {column} seems to be missing "
            f"below {outside.key} on line {outside.number}; else {hint}"
        )
    what = "'-'" if own.dash else own.key
    message = f"{what} begins in column {column}, which fits no line above"
    return Slip(own.number, column, message, hint)


def _near(columns: Iterable[int], column: int, way: int) -> int:
    """The next column to the left, or to the right; 0 if there is none."""
    beyond = [one for one in columns if (one - column) * way > 0]
    return min(beyond, key=lambda one: abs(one - column), default=0)


def _like(column: int, row: Written) -> str:
    what = "the '-'" if row.dash == column else row.key
    return f"in column {column}, as {what} on line {row.number}"


def _begin(row: Written) -> str:
    return f"begin it in column {row.column}"


def _slip(row: Written, message: str, hint: str) -> Slip:
    return Slip(row.number, row.column, message, hint)
