"""Which decisions of a model can have to do with one another, by where they stand in its text."""

import re
from collections.abc import Iterator

from policygen.assembly.deciding import deciding
from policygen.assembly.places import ids_in, without_notes
from policygen.sources.model import Model

_SEEN = re.compile(
    r"\{%[-+]?\s*(?:(?P<begun>either|optional)\s+(?P<name>\w+)|(?P<other>if|for)\b|(?P<end>end))"
    r"|^(?P<heading>#{1,3}) |\(\s*<?#(?P<led>[^\s()<>]+)",
    re.M,
)
_EATEN = re.compile(r"\{[{%]-|-[%}]\}")  # a tag that may eat the end of a line above a heading


def within_reach(model: Model) -> list[frozenset[str]]:
    """Groups of decisions: what is wrong with several choices is so with some of one group.

    Such are those that stand between two headings which are always printed, as nothing below a
    heading is read otherwise for what stands above it; and those around a reference with those
    around all that has its id. What says whether another applies stands with it. For a text that
    `check_text` finds nothing in.
    """
    decisions = model.front.decisions
    groups = dict.fromkeys(_together(model))
    known = (group.intersection(decisions) for group in groups)
    return [*dict.fromkeys(group.union(deciding(decisions, group)) for group in known if group)]


def _together(model: Model) -> Iterator[frozenset[str]]:
    text = without_notes(model.text)
    cuts = not _EATEN.search(text)
    ids = sorted((place, name) for name, places in ids_in(model.text).items() for place in places)
    leads: dict[str, set[str]] = {}  # around an id or what leads to it
    around: list[str] = []
    here: set[str] = set()
    headed = False

    def passed(end: int) -> None:
        while ids and ids[-1][0] < end:
            leads.setdefault(ids.pop()[1], set()).update(around)

    ids.reverse()
    for found in _SEEN.finditer(text):
        passed(found.start())
        if found["begun"]:
            around.append(found["name"])
            here.add(found["name"])
        elif found["other"]:
            around.append("")
        elif found["end"]:
            around.pop()
        elif found["led"]:
            leads.setdefault(found["led"], set()).update(around)
        else:
            level = len(found["heading"])
            headed = headed and level > 1
            # Below a sub-heading it matters whether its section is printed.
            if cuts and not around and (headed or level < 3):
                yield frozenset(here)
                here = set()
                headed = level > 1
    passed(len(text))
    yield frozenset(here)
    yield from map(frozenset, leads.values())
    if leads.keys() - ids_in(model.text).keys():
        # An anchor that follows from words may be of whatever heading or clause has such.
        yield frozenset(model.front.decisions)
