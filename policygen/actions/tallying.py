"""What schools chose and worded otherwise, counted: no reading of schools, so quick to import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from policygen.sources.guarded import NONE_OF_THEM
from policygen.sources.in_versions import said_in_all, with_versions, wordings

OPEN, IDLE = "(open)", "(not asked)"
_MEANING = {
    NONE_OF_THEM: "None of them",
    OPEN: "Still open",
    IDLE: "No matter, by what else was chosen",
}

AskedIn: TypeAlias = Mapping[str, tuple[str, Mapping[str, str]]]
"""The decisions of a model version by name: what is asked, and each alternative with its label."""


@dataclass(frozen=True, slots=True)
class Picked:
    """One wording of an alternative, or a word in brackets for what isn't one; who chose it.

    `versions` are the model versions that word it so, where others have other words.
    """

    alternative: str
    label: str
    versions: tuple[str, ...]
    schools: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """The label, with its versions where others have other words."""
        return with_versions(self.label, [*self.versions]) if self.versions else self.label


@dataclass(frozen=True, slots=True)
class DecisionChoices:
    """A decision, and what was chosen."""

    name: str
    ask: str
    chosen: tuple[Picked, ...]


class Pick(NamedTuple):
    """What a school picked of each decision of its model version, by alternatives or such words."""

    school: str
    version: str
    picked: Mapping[str, Sequence[str]]


def tallied(asked: Mapping[str, AskedIn], picks: Iterable[Pick]) -> list[DecisionChoices]:
    """The decisions of some model versions, each alternative with those who picked it.

    What nobody picked is among them. Versions that word an alternative otherwise are told apart.
    """
    newest_first = {version: asked[version] for version in sorted(asked, reverse=True)}
    found: dict[tuple[str, str], dict[str, list[str]]] = {}  # of each version
    for school, version, picked in picks:
        for decision, words in picked.items():
            for word in words:
                by_version = found.setdefault((decision, word), {})
                by_version.setdefault(version, []).append(school)
    names = dict.fromkeys(name for one in newest_first.values() for name in one)
    return [_decision(name, newest_first, found) for name in names]


def _decision(
    name: str,
    asked: Mapping[str, AskedIn],
    found: Mapping[tuple[str, str], Mapping[str, list[str]]],
) -> DecisionChoices:
    having = {version: one[name] for version, one in asked.items() if name in one}
    words = dict.fromkeys(word for _, offered in having.values() for word in offered)
    chosen: list[Picked] = []
    for word in words:
        labels = {v: offered[word] for v, (_, offered) in having.items() if word in offered}
        each, by_version = wordings(labels), found.get((name, word), {})
        for label, versions in each.items():
            schools = sorted(one for version in versions for one in by_version.get(version, ()))
            told = tuple(versions) if len(each) > 1 else ()
            chosen.append(Picked(word, label, told, tuple(schools)))
    for word, label in _MEANING.items():
        if by_version := found.get((name, word), {}):
            schools = sorted(one for some in by_version.values() for one in some)
            chosen.append(Picked(word, label, (), tuple(schools)))
    ask = said_in_all({version: said for version, (said, _) in having.items()})
    return DecisionChoices(name, ask, tuple(chosen))


def heading_of(name: str, places: Iterable[str]) -> str:
    """What local wording is of: its id, and wherever readers of several texts find it."""
    found = " or ".join(dict.fromkeys(places))
    return f"{name}, {found}" if found != name else name
