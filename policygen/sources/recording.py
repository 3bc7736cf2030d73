"""An entry of the record written into a school's file: a few new lines, all others as they were."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from policygen.errors import PolicyError
from policygen.sources.positions import load
from policygen.sources.school import EntryGroup

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Words that YAML takes for text wherever they stand; everything else goes into quotes.
_PLAIN = re.compile(r"(\d{1,2} )?[A-Z][a-z]+( [A-Za-z0-9'()&/.-]+)*")


def recorded(
    source: str, policy: str, group: EntryGroup, entry: Mapping[str, str], next_review: str | None
) -> str:
    """A school's file with one more entry on the record of a policy, and its next review.

    Raises PolicyError if that can't be done without changing anything else.
    """
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    meant = load(plain, "").data
    adoption = meant["policies"][policy]
    adoption[group] = [*(adoption.get(group) or []), dict(entry)]
    adoption.pop("next_review", None)
    if next_review:
        adoption["next_review"] = next_review
    text = _with_new_lines(plain, policy, group, entry, next_review)
    if load(text, "").data != meant:
        from policygen.sources import editing  # for a layout that few files have

        text = editing.recorded_anew(plain, policy, group, entry, next_review)
    if load(text, "").data != meant:
        raise PolicyError(
            "nothing can be recorded in the layout that its school.yaml has",
            "write the policy's keys on lines of their own, as policygen adopt does",
            target=policy,
        )
    return text.replace("\n", "\r\n") if "\r\n" in source else text


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """The lines from `begin` up to `end`, counted from 0, give way to others."""

    begin: int
    end: int
    lines: tuple[str, ...]


def _with_new_lines(
    source: str, policy: str, group: EntryGroup, entry: Mapping[str, str], next_review: str | None
) -> str:
    """The text with the lines changed that must; not to be trusted where its layout is unusual."""
    root = yaml.compose(source, Loader=LOADER)
    adoption = pairs_of(pairs_of(root)["policies"][1])[policy][1]
    pairs = pairs_of(adoption)
    indent = " " * adoption.start_mark.column
    lines = source.split("\n")
    changes = []
    others = (value for name, (_, value) in pairs.items() if name != "next_review")
    below = max(line_after(value, lines) for value in others)
    added: list[str] = []  # below all that stands there
    if group not in pairs:
        added += [f"{indent}{group}:", *_item(entry, f"{indent}  - ")]
    elif items := pairs[group][1].value:
        lead = f"{' ' * pairs[group][1].start_mark.column}-".ljust(items[-1].start_mark.column)
        after = line_after(items[-1], lines)
        while re.match(rf" {{{len(lead) - 1},}} *#", lines[after] if after < len(lines) else ""):
            after += 1  # a comment as deep as the item is about it
        below = max(below, after)
        item = _item(entry, lead, flow=items[-1].flow_style)
        changes.append(_Change(after, after, tuple(item)))
    else:
        key, value = pairs[group]
        line = key.start_mark.line
        comment = lines[line][value.end_mark.column :] if isinstance(value.value, list) else ""
        item = _item(entry, f"{indent}  - ")
        changes.append(_Change(line, line + 1, (f"{indent}{group}:{comment}", *item)))
    if "next_review" in pairs:
        key, value = pairs["next_review"]
        line, said = key.start_mark.line, lines[key.start_mark.line]
        new = f"{said[: value.start_mark.column]}{next_review}{said[value.end_mark.column :]}"
        comment = said[value.end_mark.column :].strip()
        kept = (new,) if next_review else (f"{indent}{comment}",) if comment else ()
        changes.append(_Change(line, line + 1, kept))
    elif next_review:
        added.append(f"{indent}next_review: {next_review}")
    changes.append(_Change(below, below, tuple(added)))
    for change in sorted(changes, reverse=True):  # from below, so that the counts stay right
        lines[change.begin : change.end] = change.lines
    return "\n".join(lines)


def pairs_of(mapping: Any) -> dict[str, tuple[Any, Any]]:
    """The key and value nodes of a mapping, by the key."""
    return {key.value: (key, value) for key, value in mapping.value}


def line_after(node: Any, lines: Sequence[str]) -> int:
    """The line below the one on which a node's last word stands."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    line = int(node.end_mark.line - (node.end_mark.column == 0))
    while not lines[line].strip():  # a text of several lines ends with the empty ones below it
        line -= 1
    return line + 1


def _item(entry: Mapping[str, str], lead: str, *, flow: bool = False) -> Iterator[str]:
    """The lines of one item of a list; `lead` is its dash with the spaces around it."""
    pairs = [f"{key}: {scalar(text)}" for key, text in entry.items()]
    if flow:
        pairs = [f"{{{', '.join(pairs)}}}"]
    for pair in pairs:
        yield f"{lead}{pair}"
        lead = " " * len(lead)


def scalar(text: str) -> str:
    """A text as YAML has it, in quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
