"""Policies that schools must have or publish, as sources say it: required.yaml, ours or another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from policygen.dates import Cycle, PartialDate
from policygen.errors import Position, Problem, SourceError, quoted, suggest
from policygen.sources.facts import Fact, standard_facts
from policygen.sources.located import Keys, Located
from policygen.sources.positions import load
from policygen.sources.records import (
    Date,
    GroupOf,
    Id,
    Line,
    Record,
    ReviewCycle,
    Title,
    WebAddress,
    check,
)
from policygen.sources.text import decode

REQUIRED = "required.yaml"  # at the top of a workspace, in place of ours
_FACT = "facts."


class _Says(Record):
    """What a source says of one policy, or of all of its policies that don't say it themselves.

    None is for any school, or nothing said.
    """

    must: Literal["have", "publish"] | None = None
    review: ReviewCycle | None = None
    approved_by: list[Title] | None = None  # each a body or a post, or a fact: facts.governing_body
    kinds: list[Line] | None = None
    phases: list[Line] | None = None


class _Source(_Says):
    """A source, and what it says of which policies."""

    title: Line
    address: WebAddress | None = None
    looked_up: Date
    dated: Date | None = None  # the date that it bears itself
    note: Line | None = None
    policies: GroupOf[Id, _Says | None]


class RequiredFile(Record):
    """What required.yaml holds. One without sources leaves ours as they are."""

    policies: GroupOf[Id, Title] = {}
    as_: GroupOf[Id, Id] = Field(default={}, alias="as")
    partial: list[Line] = []  # kinds of school of which the sources say only a part
    sources: list[_Source] = []


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is said, when that was looked up, and the date that it bears itself."""

    title: str
    address: str
    looked_up: PartialDate
    dated: PartialDate | None = None
    note: str = ""

    def __str__(self) -> str:
        dated = f"dated {self.dated}, " if self.dated else ""
        return f"{self.title} ({dated}looked up {self.looked_up})"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one source says of one policy. It is for any school where `kinds`, `phases` are empty.

    `approved_by` are bodies, posts and facts that name them, of which any will do; where there are
    none, or no `review`, the source says nothing of it.
    """

    policy: str
    source: Source
    publish: bool = False
    review: Cycle | None = None
    approved_by: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Required:
    """All that sources say; what the policies are called, and other names of them.

    `partial` are kinds of school of which the sources don't mean to say all that one must have.
    `looked_up` is the earliest day on which one of the sources was looked up; it stands at `place`.
    """

    rules: tuple[Rule, ...]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    looked_up: PartialDate | None = None
    place: Position | None = None
    partial: tuple[str, ...] = ()

    def title(self, policy: str) -> str:
        """What a policy is called."""
        return self.titles.get(policy) or policy.replace("-", " ").capitalize()

    def names_of(self, policy: str) -> tuple[str, ...]:
        """All names by which a policy may be known, its own first."""
        return (policy, *(other for other, one in self.names.items() if one == policy))


@lru_cache(maxsize=1)
def standard_required() -> Required:
    """What policygen says itself, for schools in England."""
    required, problems = read_required(
        files(__package__).joinpath(REQUIRED).read_bytes(),
        f"policygen's own {REQUIRED}",
        standard_facts(),
    )
    if problems:
        raise SourceError(problems)
    return required


def read_required(
    data: bytes, path: str, facts: Mapping[str, Fact]
) -> tuple[Required, list[Problem]]:
    """What a file says is required, and everything that is wrong with it.

    `facts` are those that may be said of a school, by which its kinds and phases are known.
    """
    source, problems = decode(data, path)
    if problems:
        return Required((), {}, {}), problems
    located = load(source, path)
    file, faults = check(RequiredFile, located)
    problems += [*located.problems, *faults]
    if file is None:
        return Required((), {}, {}), problems
    partial = _as_known("kind", file.partial, facts)
    problems += _problems(file, located, facts)
    if not file.sources:
        ours = standard_required()
        return Required(
            ours.rules, {**ours.titles, **file.policies}, {**ours.names, **file.as_},
            ours.looked_up, ours.place,
            partial if "partial" in file.model_fields_set else ours.partial,
        ), [*problems, *located.warnings]  # fmt: skip
    first = min(range(len(file.sources)), key=lambda at: file.sources[at].looked_up.first_day)
    place = located.at(("sources", first, "looked_up"))
    looked_up = file.sources[first].looked_up
    required = Required(
        tuple(_rules(file, facts)), file.policies, file.as_, looked_up, place, partial
    )
    return required, [*problems, *located.warnings]


def _as_known(fact: str, names: Sequence[str], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Names of kinds or phases as a school's facts have them, whichever words are used here."""
    known = facts.get(fact)
    return tuple((known and known.meant(name)) or name for name in names)


def _rules(file: RequiredFile, facts: Mapping[str, Fact]) -> Iterator[Rule]:
    for one in file.sources:
        source = Source(one.title, one.address or "", one.looked_up, one.dated, one.note or "")
        for policy, own in one.policies.items():
            said = own or _Says()
            must = said.must or one.must
            approvers = one.approved_by if said.approved_by is None else said.approved_by
            kinds = one.kinds if said.kinds is None else said.kinds
            phases = one.phases if said.phases is None else said.phases
            yield Rule(
                policy, source, must == "publish", said.review or one.review,
                tuple(approvers or ()), _as_known("kind", kinds or (), facts),
                _as_known("phase", phases or (), facts),
            )  # fmt: skip


def _problems(file: RequiredFile, located: Located, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """What is wrong with a file: what is empty, and names of kinds, phases, facts, policies."""
    if not (located.data or located.problems):
        message = f"this file says nothing, so policygen's own {REQUIRED} holds"
        hint = "write sources: in it, or remove it"
        yield Problem(Position(located.path, 1, 1), message, hint, warning=True)
    if "sources" in file.model_fields_set and not file.sources:
        hint = f"name one, or remove it, and policygen's own {REQUIRED} holds"
        yield Problem(located.at(("sources",)), "sources is empty", hint)
    yield from _unknown("kind", file.partial, ("partial",), located, facts)
    for at, one in enumerate(file.sources):
        yield from _empty(one, at, located)
        for policy, says in (("", one), *one.policies.items()):
            keys = ("sources", at, *(("policies", policy) if policy else ()))
            for key, fact in (("kinds", "kind"), ("phases", "phase")):
                names = getattr(says, key, None) or ()
                yield from _unknown(fact, names, (*keys, key), located, facts)
            for index, name in enumerate((says.approved_by if says else None) or ()):
                fact = name.removeprefix(_FACT)
                if name.startswith(_FACT) and fact not in facts:
                    message = f"{quoted(fact)} is no fact that is declared"
                    place = located.at((*keys, "approved_by", index))
                    yield Problem(place, message, suggest(fact, facts, verb="write"))
    asked = {policy for one in file.sources for policy in one.policies}
    if file.sources:
        for policy in file.policies:
            if policy not in asked:
                message = f"no source here asks for {quoted(policy)}"
                place = located.at(("policies", policy), key=True)
                yield Problem(place, message, suggest(policy, asked, verb="write"), warning=True)
        for other, policy in file.as_.items():
            if policy not in asked:
                message = f"no source here asks for {quoted(policy)}"
                place = located.at(("as", other))
                yield Problem(place, message, suggest(policy, asked, verb="write"), warning=True)
    else:
        known_ids = {rule.policy for rule in standard_required().rules}
        for other, policy in file.as_.items():
            if policy not in known_ids:
                message = f"no source asks for {quoted(policy)}"
                yield Problem(located.at(("as", other)), message, suggest(policy, known_ids))


def _unknown(
    fact: str, names: Sequence[str], keys: Keys, located: Located,
    facts: Mapping[str, Fact],
) -> Iterator[Problem]:  # fmt: skip
    """Names of kinds or phases, by which fact that is, that no school can say of itself."""
    known = facts.get(fact)
    for index, name in enumerate(names):
        if not (known and known.meant(name)):
            message = f"{quoted(name)} is no {fact} of school that is known"
            hint = suggest(name, [*known.one_of, *known.also] if known else [])
            yield Problem(located.at((*keys, index)), message, hint)


def _empty(source: _Source, at: int, located: Located) -> Iterator[Problem]:
    """Lists of a source that ask for nothing, or of anybody. One of a policy takes back its own."""
    if not source.policies:
        hint = "name those of which the source says something, or remove the source"
        yield Problem(located.at(("sources", at, "policies")), "policies is empty", hint)
    for key in ("kinds", "phases", "approved_by"):
        if getattr(source, key) == []:
            hint = "name those that the source names, or remove it where it names none"
            yield Problem(located.at(("sources", at, key)), f"{key} is empty", hint)


def bodies(rule: Rule, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Who may approve by a rule, as a school with such facts calls them."""

    def named() -> Iterator[str]:
        for name in rule.approved_by:
            if not name.startswith(_FACT):
                yield name
            elif (said := facts.get(name.removeprefix(_FACT))) is not None:
                yield from said if isinstance(said, tuple | list) else (str(said),)

    return tuple(dict.fromkeys(named()))


def facts_not_given(rule: Rule, facts: Mapping[str, object]) -> tuple[str, ...]:
    """The facts by which a rule names who may approve, and that a school doesn't give."""
    asked = (one.removeprefix(_FACT) for one in rule.approved_by if one.startswith(_FACT))
    return tuple(name for name in asked if facts.get(name) is None)
