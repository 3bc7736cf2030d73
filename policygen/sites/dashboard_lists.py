"""The lists behind the dashboard's figures: each adoption is told in which of them it is.

A list has an id, by which the page's address names it, and a mark, the class of its rows.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from policygen.dates import MONTHS
from policygen.errors import plural
from policygen.sites.overview import Overseen

WITHIN = (30, 60, 90)  # days
NEW_EDITION = "new-edition"  # of a text from outside
MONTHS_SHOWN = 24
LATER, NO_DATE, NO_VERSION = "later", "no-date", "none"


def version_listed(model: str) -> str:
    """A model version as lists have it, which is one word; what can't be one is none."""
    return model if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", model) else NO_VERSION


def of_model(policy: str, version: str) -> str:
    """The list of a policy's adoptions with a model version."""
    return f"model.{policy}.{version_listed(version)}"


def of_choice(policy: str, decision: str, word: str) -> str:
    """The list of a policy's adoptions by what was picked of a decision."""
    word = re.sub("[^a-z0-9_]+", "-", word)  # (open) is no alternative's name, nor is -open-
    return f"choice.{policy}.{decision}.{word}"


def of_month(year: int, month: int) -> str:
    """The list of reviews that fall due in a month."""
    return f"month-{year}-{month:02}"


def of_policy(policy: str) -> str:
    """The list of a policy's adoptions."""
    return f"policy.{policy}"


def of_trust(trust: str) -> str:
    """The list of the adoptions of a trust's schools, or of trusts under it, by its name."""
    return f"trust.{trust}"


def months(today: date) -> Iterator[tuple[str, str]]:
    """The months that are shown, each with its list."""
    for ahead in range(MONTHS_SHOWN):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        yield of_month(year, month + 1), f"{MONTHS[month]} {year}"


def lists_with(one: Overseen, today: date) -> Iterator[str]:
    """The ids of the lists that an adoption is in."""
    row = one.row
    yield of_policy(row.policy)
    yield from map(of_trust, one.trusts)
    yield from row.states
    if one.is_open:
        yield "open"
    if row.local and "retired" not in row.states:
        yield "local"
    if "retired" in row.states:
        return
    yield from _review(row.due, today)
    if row.why_due:
        yield NEW_EDITION
    if row.why_due and row.review != "overdue":  # which is a list of its own
        ahead = max((row.due_by - today).days, 0) if row.due_by else 0
        yield from (f"due-{limit}" for limit in WITHIN if ahead <= limit)
    yield of_model(row.policy, row.model)
    for decision, words in one.picked.items():
        yield from (of_choice(row.policy, decision, word) for word in words)


def _review(due: date | None, today: date) -> Iterator[str]:
    if due is None:
        yield NO_DATE
        return
    days = (due - today).days
    if days < 0:
        yield "overdue"
        return
    yield from (f"due-{limit}" for limit in WITHIN if days <= limit)
    ahead = (due.year - today.year) * 12 + due.month - today.month
    yield of_month(due.year, due.month) if ahead < MONTHS_SHOWN else LATER


class Lists:
    """Which adoptions are in which list, and what each list that is linked to is called."""

    def __init__(self, adoptions: Sequence[Overseen], today: date) -> None:
        self._held: dict[str, list[int]] = {}
        self._of: list[list[str]] = []
        for index, one in enumerate(adoptions):
            names = list(dict.fromkeys(lists_with(one, today)))
            self._of.append(names)
            for name in names:
                self._held.setdefault(name, []).append(index)
        self._marks = {name: f"l{number}" for number, name in enumerate(self._held)}
        self._schools = [one.row.school for one in adoptions]
        self.titles: dict[str, str] = {}

    def count(self, name: str) -> int:
        """How many adoptions are in a list."""
        return len(self._held.get(name, ()))

    def schools(self, name: str) -> int:
        """Of how many schools they are."""
        return len({self._schools[index] for index in self._held.get(name, ())})

    def size(self, name: str) -> str:
        """Both in words."""
        if not self.count(name):
            return "none"
        policies = plural(self.count(name), "policy", "policies")
        return f"{policies} of {plural(self.schools(name), 'school')}"

    def mark(self, name: str) -> str:
        """The class of a list's rows; that of a list that is empty is no row's."""
        return self._marks.get(name, "none")

    def marks(self, index: int) -> str:
        """The classes of an adoption's row: its lists that something links to or chooses."""
        return " ".join(self._marks[name] for name in self._of[index])

    def linked(self, name: str, title: str) -> str:
        """Where a list is, which has that title from now on; nowhere if it is empty.

        Whoever has kept the address of one that is now empty finds its title there.
        """
        self.titles[name] = title
        return f"#{name}" if self.count(name) else ""
