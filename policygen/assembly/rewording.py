"""Which alternatives a later model version words otherwise: their labels, or their passages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from policygen.assembly.lineage import Lineage
from policygen.assembly.new_names import PASSAGE_TAG, with_new_names
from policygen.assembly.places import without_notes
from policygen.readers.markdown.attributes import BRACES
from policygen.sources.decision import NO, YES
from policygen.sources.model import Model
from policygen.sources.text import tidy


@lru_cache(maxsize=256)
def rewording(
    before: Model, after: Model, names: Lineage, decision: str, alternative: str
) -> tuple[str, str] | None:
    """What an alternative of the earlier version says, and what its successor; None if the same.

    That is the question, the label, or the words of its passages, whichever differs first.
    """
    new = names.decisions[decision]
    became = names.alternatives[decision][alternative]
    old_one, new_one = before.front.decisions[decision], after.front.decisions[new]
    for old, now in (
        (old_one.offered[alternative], new_one.offered[became]),
        (old_one.asked, new_one.asked),
        (
            passages(with_new_names(before.text, names)).get((new, became), ""),
            passages(after.text).get((new, became), ""),
        ),
    ):
        if old != now:
            return old, now
    return None


@lru_cache(maxsize=16)
def passages(text: str) -> Mapping[tuple[str, str], str]:
    """The words of a model's text that are printed for each alternative, by its decision."""
    found: dict[tuple[str, str], list[str]] = {}
    open_: list[tuple[str, tuple[str, ...], int]] = []
    bare = without_notes(text)
    for tag in PASSAGE_TAG.finditer(bare):
        kind, said = tag["tag"], tag["said"]
        name, _, alternatives = said.partition(":")
        if kind in ("either", "optional"):
            open_.append((name.strip(), _alternatives(alternatives) or (YES,), tag.end()))
        elif open_:
            name, picked, start = open_.pop()
            for one in picked:
                found.setdefault((name, one), []).append(_words(bare[start : tag.start()]))
            if kind == "or":
                open_.append((name, _alternatives(said), tag.end()))
            elif kind == "endoptional":
                found.setdefault((name, NO), [])
    return {key: "\n".join(said) for key, said in found.items()}


def _alternatives(said: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in said.split(",") if one.strip())


def _words(passage: str) -> str:
    """A passage as it reads: ids, and where its lines break, are no words."""
    return tidy(re.sub(r"^[ \t]*[0-9]+[.)][ \t]", "1. ", BRACES.sub("", passage), flags=re.M))
