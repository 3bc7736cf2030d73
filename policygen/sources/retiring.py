"""A school or a policy retired, as one line of the school's file; all its other lines as they were.

The line may be taken away again: what was issued, reviewed and withdrawn isn't touched.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from policygen.errors import PolicyError
from policygen.sources.positions import load
from policygen.sources.recording import LOADER, line_after, pairs_of, scalar

_KEY = "retired"


def retired(source: str, policy: str | None, entry: Mapping[str, str]) -> str:
    """A school's file that says of a policy, or of the school, since when it is retired, and why.

    Raises PolicyError if that can't be written without changing anything else.
    """
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    said = f"{_KEY}: {{{', '.join(f'{key}: {scalar(text)}' for key, text in entry.items())}}}"
    lines, holder = plain.split("\n"), _holder(plain, policy)
    pairs = pairs_of(holder)
    place = pairs["name" if policy is None else "model"][1]
    lines.insert(line_after(place, lines), " " * holder.start_mark.column + said)
    return _checked(source, lines, policy, dict(entry), said)


def brought_back(source: str, policy: str | None) -> str:
    """A school's file that no longer says that a policy, or the school, is retired.

    Raises PolicyError if that line can't be taken away without changing anything else.
    """
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    key, value = pairs_of(_holder(plain, policy))[_KEY]
    del lines[key.start_mark.line : line_after(value, lines)]
    return _checked(source, lines, policy, None, "")


def _holder(plain: str, policy: str | None) -> Any:
    root = yaml.compose(plain, Loader=LOADER)
    return root if policy is None else pairs_of(pairs_of(root)["policies"][1])[policy][1]


def _checked(
    source: str, lines: list[str], policy: str | None, entry: dict[str, str] | None, said: str
) -> str:
    """The lines as text, if they say what the source does but for this."""
    meant = load(source, "").data
    holder = meant if policy is None else meant["policies"][policy]
    holder.pop(_KEY, None)
    if entry:
        holder[_KEY] = entry
    text = "\n".join(lines)
    if load(text, "").data != meant:
        raise PolicyError(
            "this can't be written in the layout that its school.yaml has",
            f"write by hand: {said}" if said else f"remove {_KEY}: by hand",
            target=policy or "",
        )
    return text.replace("\n", "\r\n") if "\r\n" in source else text
