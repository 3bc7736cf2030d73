"""What schools must have or publish, held against what they have: what is wrong, and who says so.

No source says anything of a school whose kind isn't known, so nothing is asked of it; that is said,
and so is that the sources know only part of what some kinds must have.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from policygen.assembly.approvers import known_as
from policygen.dates import PartialDate
from policygen.errors import plural
from policygen.lifecycle.cycles import TERMS, Term, add_months, next_review
from policygen.lifecycle.kinds import LACKS, LackKind
from policygen.sources.required import Required, Rule, Source, bodies, facts_not_given

_YEAR = 12  # months after which what was looked up ought to be looked up again


class PolicyHeld(NamedTuple):
    """A policy that a school has: an adoption, or one that no model here is of (`is_other`).

    `by`, `looked_at` and `next_review` are of the last issue; without one, `version` is empty.
    """

    policy: str
    version: str = ""
    by: str = ""
    looked_at: PartialDate | None = None
    next_review: PartialDate | None = None
    published: str = ""
    publish: str = "public"
    is_other: bool = False
    was_issued: bool = False  # once, though all of it may have been withdrawn


class Holdings(NamedTuple):
    """A school with the policies that it has. `trusts` are its trust and those above, by names."""

    school: str
    name: str
    facts: Mapping[str, Any]
    held: tuple[PolicyHeld, ...]
    trust: str = ""
    trusts: tuple[str, ...] = ()


class Lack(NamedTuple):
    """A policy of a school that isn't as it must be: how, in words, and which sources ask for it.

    `policy` is empty where nothing is known of what the school must have.
    """

    school: str
    name: str
    trust: str
    trusts: tuple[str, ...]
    policy: str
    title: str
    states: tuple[LackKind, ...]
    said: str
    sources: tuple[Source, ...] = ()

    @property
    def state(self) -> str:
        """Its states in words."""
        return ", ".join(self.states)

    @property
    def asked_by(self) -> str:
        """The sources in words."""
        return "; ".join(map(str, self.sources))

    def record(self) -> dict[str, Any]:
        """It for machines."""
        sources = [
            {
                "title": one.title,
                "address": one.address or None,
                "dated": one.dated.iso if one.dated else None,
                "looked_up": one.looked_up.iso,
                "note": one.note or None,
            }
            for one in self.sources
        ]
        return self._asdict() | {"sources": sources}


class _Found(NamedTuple):
    """One thing that is wrong: of which kind, in words, and by which rules."""

    state: LackKind
    said: str
    rules: tuple[Rule, ...]


def what_lacks(
    schools: Iterable[Holdings], required: Required, today: date, *, has_site: bool = False,
    terms: Mapping[str, Term] = TERMS,
) -> list[Lack]:  # fmt: skip
    """What isn't as it must be, by school and policy; `has_site` where they are published by us."""
    found = [
        lack
        for school in schools
        for lack in _lacks_of(school, required, today, has_site=has_site, terms=terms)
    ]
    return sorted(found, key=lambda one: (one.name, one.school, one.title))


def _lacks_of(
    school: Holdings, required: Required, today: date, *, has_site: bool,
    terms: Mapping[str, Term],
) -> Iterator[Lack]:  # fmt: skip
    of_school = (school.school, school.name, school.trust, school.trusts)
    kind, phase = (str(school.facts.get(one) or "") for one in ("kind", "phase"))
    rules = [one for one in required.rules if not one.kinds or kind in one.kinds]
    if not kind and len(rules) < len(required.rules):
        said = "the fact kind isn't given, so nobody can say what the school must have"
        yield Lack(*of_school, "", "", ("unclear",), said)
    elif not rules:
        said = f"no source here says what a school of its kind must have: {kind or 'any'}"
        yield Lack(*of_school, "", "", ("unclear",), said)
    elif kind in required.partial:
        said = f"the sources here name only part of what a school of its kind must have: {kind}"
        yield Lack(*of_school, "", "", ("unclear",), said)
    by_policy: dict[str, list[Rule]] = {}
    for rule in rules:
        if not rule.phases or phase in rule.phases:
            by_policy.setdefault(rule.policy, []).append(rule)
    for policy in {one.policy for one in rules if one.phases and not phase} - by_policy.keys():
        told = tuple(one.source for one in rules if one.policy == policy)
        said = "whether it is asked for depends on the fact phase, which isn't given"
        yield Lack(*of_school, policy, required.title(policy), ("unclear",), said, told)
    for policy, asked in by_policy.items():
        held = _held(school, required.names_of(policy))
        found = [*_wrong(school, held, asked, today, has_site=has_site, terms=terms)]
        if found:
            sources = dict.fromkeys(rule.source for one in found for rule in one.rules)
            states = tuple(dict.fromkeys(one.state for one in found))
            said = "; ".join(one.said for one in found)
            title = required.title(policy)
            yield Lack(*of_school, policy, title, states, said, tuple(sources))


def _held(school: Holdings, names: Sequence[str]) -> PolicyHeld | None:
    """What a school has under one of some names: an issued adoption, another, another policy."""
    found = [one for name in names for one in school.held if one.policy == name]
    return min(found, key=lambda one: (not one.version and not one.is_other, one.is_other),
               default=None)  # fmt: skip


def _wrong(
    school: Holdings, held: PolicyHeld | None, asked: Sequence[Rule], today: date, *,
    has_site: bool, terms: Mapping[str, Term],
) -> Iterator[_Found]:  # fmt: skip
    if held is None:
        yield _Found("missing", "the school has none", tuple(asked))
        return
    if not (held.version or held.is_other):
        why = "all that was issued is withdrawn" if held.was_issued else "it isn't approved yet"
        yield _Found("missing", why, tuple(asked))
        return
    if not held.is_other:
        yield from _overdue(held, asked, today, terms)
        yield from _wrong_body(school, held, asked)
    if rules := tuple(one for one in asked if one.publish):
        if held.publish != "public":
            yield _Found("unpublished", f"publish: {held.publish}", rules)
        elif not held.published and (held.is_other or not has_site):
            yield _Found("unpublished", "nothing says where it is published", rules)


def _overdue(
    held: PolicyHeld, asked: Sequence[Rule], today: date, terms: Mapping[str, Term]
) -> Iterator[_Found]:
    """That a review is late, by the date that the school has, or by how often it is asked for."""
    if held.next_review and held.next_review.last_day < today:
        rules = tuple(one for one in asked if one.review) or tuple(asked)
        yield _Found("overdue", f"its review was due {held.next_review}", rules)
        return
    for rule in asked:
        if not rule.review or not held.looked_at or rule.review.term not in (None, *terms):
            continue
        due = next_review(rule.review, held.looked_at, terms=terms)
        if due and due.last_day < today:
            said = f"last looked at {held.looked_at}, to be reviewed {rule.review}"
            yield _Found("overdue", said, (rule,))
            return


def _wrong_body(school: Holdings, held: PolicyHeld, asked: Sequence[Rule]) -> Iterator[_Found]:
    for rule in asked:
        known = bodies(rule, school.facts)
        unsaid = facts_not_given(rule, school.facts)
        if not (known or unsaid) or known_as(held.by, known):
            continue
        said = f"approved by {held.by}"
        if known:
            *rest, last = _told_once(known)
            expected = f"{', '.join(rest)} or {last}" if rest else last
            said += f", where {expected} is expected"
        if unsaid:  # it may be what the school calls it
            facts, given = "fact", "isn't given"
            if len(unsaid) > 1:
                facts, given = "facts", "aren't given"
            names = " and ".join(unsaid)
            said += f"; whether that is right depends on the {facts} {names}, which {given}"
        yield _Found("unclear" if unsaid else "wrong body", said, (rule,))
        return


def _told_once(names: Sequence[str]) -> list[str]:
    return [name for at, name in enumerate(names) if not known_as(name, names[:at])]


def lack_totals(found: Sequence[Lack], schools: int) -> str:
    """How much of what must be there isn't right, and in how many schools."""
    counts = Counter(state for one in found for state in one.states)
    said = [f"{counts[state]:,} {state}" for state in LACKS if counts[state]]
    concerned = len({one.school for one in found})
    what = ", ".join(said) if said else "nothing that a source asks for is wanting"
    return f"{what}, in {concerned:,} of {plural(schools, 'school')}" if said else what


def is_old(required: Required, today: date) -> bool:
    """Whether some of it was looked up more than a year ago."""
    day = required.looked_up
    return day is not None and add_months(day, _YEAR).last_day < today
