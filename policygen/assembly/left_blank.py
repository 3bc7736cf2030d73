"""Answers that are none yet: TBC, [insert place], ……; and those that bring quotation marks along.

How real documents mark what is still to be filled in was taken from published policies.
"""

import re
from collections.abc import Iterator
from typing import Any

from policygen.assembly.compose import Composed
from policygen.errors import Problem, quoted
from policygen.sources.adoption import Adoption
from policygen.sources.located import Keys

_WHOLE = re.compile(
    r"(?:t\.?b\.?[acd]\.?|to be (?:confirmed|completed|decided|added|advised)|x{3,}|\?+|-{2,}"
    r"|\[[^\[\]]*\]|<[^<>@/:]*>)[.!?:]*",
    re.I,
)
_WITHIN = re.compile(
    r"_{3,}|…\s*…|\.{4,}|\bX{4,}\b"
    r"|[\[(<{](?i:insert|tb[acd]\b|to be (?:confirmed|completed))(?:[ \w,'’/-]*[\])>}]|$)"
    r"|\[(?i:enter|add|type|state|specify|delete|your|school|name|date)\b[^\]]*\]"
    r"|<(?i:name|date|insert|school|your|place|post|title)\b[^<>@/:]*(?:>|$)"
)
_IN_QUOTES = re.compile("[“„]([^“”„]+)[”“]|‘([^‘’]+)’")
_BEGUN = re.compile("[“„]([^“”„]+)|‘([^‘’]+)")  # ’ alone is an apostrophe, as in the staff’s
_ENDED = re.compile("([^“”„]+)”")


def left_blank(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    """The answers that a text prints though something is still to be filled in there."""
    for keys, said in _printed(adoption, composed):
        if is_blank(said):
            message = f"{_named(keys)} is still to be filled in: {quoted(said)} would be printed"
            place = adoption.school.at(*keys)
            yield Problem(place, message, "write what belongs there", warning=True)


def left_in_quotes(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    """The answers that stand in printed quotation marks as a whole, as they come from Word."""
    for keys, said in _printed(adoption, composed):
        said = said.strip()
        if found := _IN_QUOTES.fullmatch(said):
            message = f"{_named(keys)} stands in quotation marks, which would be printed"
            hint = f"if they aren't meant, write it without them: {found[1] or found[2]}"
        elif found := _BEGUN.fullmatch(said) or _ENDED.fullmatch(said):
            message = f"{_named(keys)} has one quotation mark, which would be printed"
            hint = f"if it isn't meant, write it without: {''.join(filter(None, found.groups()))}"
        if found:
            yield Problem(adoption.school.at(*keys), message, hint, warning=True)


def is_blank(said: str) -> bool:
    """Whether a text says of itself that it is still to be filled in.

    >>> is_blank("[insert place]"), is_blank("the XXth Legion's hall")
    (True, False)
    """
    said = said.strip()
    return bool(_WHOLE.fullmatch(said) or _WITHIN.search(said))


def _printed(adoption: Adoption, composed: Composed) -> Iterator[tuple[Keys, str]]:
    """Each text that a school, or its trust, gave for what is printed, and where it stands."""
    located = adoption.school.located
    own: Keys = ("policies", adoption.policy)
    holders: set[Keys] = {(*own, "control")}
    for use in composed.used:
        if use.kind == "role":
            holders.add(("roles", use.name))
        elif use.kind in ("value", "item", "line", "field"):
            holders.add((*(("facts",) if use.group == "facts" else (*own, "values")), use.name))
    for keys in sorted(holders, key=str):
        yield from _texts(keys, located.raw(*keys))


def _texts(keys: Keys, data: Any) -> Iterator[tuple[Keys, str]]:
    match data:
        case str():
            yield keys, data
        case dict():
            for name, inner in data.items():
                yield from _texts((*keys, name), inner)
        case list():
            for index, inner in enumerate(data):
                yield from _texts((*keys, index), inner)


def _named(keys: Keys) -> str:
    """What stands there, by the last name on the way to it."""
    return next(str(key) for key in reversed(keys) if isinstance(key, str))
