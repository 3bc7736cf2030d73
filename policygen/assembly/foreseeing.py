"""What changes from one text of a school to another, compared once for all that share both shapes.

Words of the school's own are left out of the comparison, and put back to see what is so of it: one
that calls its headteacher "headteacher" is not touched where the model now names that post.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from policygen.assembly.edition import Edition, document
from policygen.assembly.frame import VERSION_ROW, Frame
from policygen.assembly.lineage import Lineage, Names
from policygen.compare.changes import Change, changes
from policygen.compare.redline import redline
from policygen.document import Document, fill

_BEGIN, _END = "\ue100", "\ue101"  # around a slot's name: no text holds these signs
_LEFT_OUT = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


class Foreseeing:
    """Compares texts of one version with those of another, in which names are called so."""

    def __init__(self, names: Lineage) -> None:
        self.names = names
        self.known: dict[Any, tuple[Change, ...]] = {}

    def changes(self, before: Edition, after: Edition) -> tuple[Change, ...]:
        """What changes of a school's text, whichever version of the model its control table names.

        In its words stand blanks for those of the school: see `with_blanks`.
        """
        old = {self.renamed(slot): before.values[slot] for slot in before.words}
        new = {slot: after.values[slot] for slot in after.words}
        other = tuple(
            (slot, old[slot], new[slot]) for slot in old if old[slot] != new.get(slot, old[slot])
        )
        key = (*_shape(before), *_shape(after), other)
        if key not in self.known:
            was, now = {slot: said for slot, said, _ in other}, {s: said for s, _, said in other}
            texts = (self.text(before, was), self.text(after, now))
            self.known[key] = tuple(_of_text(changes(redline(*texts), texts[0])))
        return tuple(one for one in self.known[key] if _is_so(one, old, new))

    def text(self, edition: Edition, said: Mapping[str, str]) -> Document:
        """An edition's text with blanks, but for what differs whoever the school is."""
        found = replace(document(*_shape(edition)), history=None)
        return fill(found, _Blanks(self, said))

    def renamed(self, slot: str) -> str:
        """What a slot is called in the later version."""
        name, *form = slot.split("|")
        group, *words = name.split(".", 2)
        if group not in ("values", "roles") or not words:
            return slot
        became: Names = self.names.values if group == "values" else self.names.roles
        items = self.names.items.get(words[0], {}) if group == "values" else {}
        words = [became.get(words[0], words[0]), *(items.get(one, one) for one in words[1:])]
        return "|".join((".".join((group, *words)), *form))


class _Blanks(dict[str, str]):
    """By each slot its words, or a blank."""

    def __init__(self, names: Foreseeing, said: Mapping[str, str]) -> None:
        self.names = names
        self.said = said

    def __missing__(self, slot: str) -> str:
        name = self.names.renamed(slot)
        return self.said.get(name, f"{_BEGIN}{name}{_END}")


def with_blanks(words: str) -> str:
    """A change's words for readers: {place} where each school has its own; [place] is open."""

    def blank(found: re.Match[str]) -> str:
        name, *_ = found[1].split("|")
        return f"{{{name.partition('.')[2].replace('_', ' ').replace('.', ': ')}}}"

    return _LEFT_OUT.sub(blank, words)


def _shape(edition: Edition) -> tuple[Any, Frame, Any]:
    """What a text is made of, without what the school's record and its contacts add."""
    frame = replace(
        edition.frame, standing="draft", issues=0, standing_issue=None, applies_later=False,
        was_consulted=False, has_next_review=False, is_reviewed=False, logo="", contact=(),
    )  # fmt: skip
    return edition.shape, frame, edition.local


def _of_text(found: tuple[Change, ...]) -> Iterator[Change]:
    """The changes, but for the row that only says which version of the model it is."""
    return (one for one in found if (one.unit.kind, one.unit.heading) != ("control", VERSION_ROW))


def _is_so(change: Change, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Whether a unit changes, too, where its blanks have the words of a school."""
    if change.kind in ("moved", "renumbered") or not (change.before and change.after):
        return True
    return _filled(change.before, old) != _filled(change.after, new) or (
        change.before == change.after  # in what words don't show
    )


def _filled(words: str, values: Mapping[str, str]) -> str:
    return _LEFT_OUT.sub(lambda found: values.get(found[1], found[0]), words)
