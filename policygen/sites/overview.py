"""What the publisher's dashboard shows: adoptions as on a day, and what their policies ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policygen.lifecycle.kinds import LackKind
from policygen.register.rows import Row


@dataclass(frozen=True, slots=True)
class Overseen:
    """An adoption: its row in the register, and what was picked of each decision, by name.

    What stands for no alternative, such as that a decision is open, is a word in brackets. `above`
    are the trusts above the school's own, by what they are called.
    """

    row: Row
    picked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_open: bool = False
    above: tuple[str, ...] = ()

    @property
    def trusts(self) -> tuple[str, ...]:
        """The school's trust and those above it, by what they are called."""
        return tuple(filter(None, (self.row.trust, *self.above)))


@dataclass(frozen=True, slots=True)
class CountedDecision:
    """A decision: its name, its question, and each word that is counted, with its label."""

    name: str
    ask: str
    offered: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LocalWords:
    """How a school words something otherwise: what became of the model's words, and why."""

    school: str
    became: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordedClause:
    """What schools word otherwise, as a reader finds it, and how each of them does."""

    where: str
    wordings: tuple[LocalWords, ...]


@dataclass(frozen=True, slots=True)
class PolicyAsked:
    """A policy: its name and title, its decisions, and its clauses that have local wording."""

    name: str
    title: str
    newest: str
    asked: tuple[CountedDecision, ...] = ()
    clauses: tuple[WordedClause, ...] = ()


@dataclass(frozen=True, slots=True)
class LackSeen:
    """A policy of a school that isn't as it must be: both by name, how it is, and what is wrong."""

    school: str
    name: str
    title: str
    states: tuple[LackKind, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it, as on a day; the soonest review comes first.

    Schools that are `unread` have mistakes in their files that hide what they have adopted; those
    of `flawed` ones may hide some of it. Schools `without` have adopted nothing. `lacks` are the
    policies that schools must have or publish, and that aren't as they must be; none where
    required.yaml has a mistake, and so nobody can say. It `is_unsettled` where the settings have
    one: which facts and texts there are isn't known then.
    """

    today: date
    adoptions: tuple[Overseen, ...]
    policies: tuple[PolicyAsked, ...]
    unread: tuple[str, ...] = ()
    lacks: tuple[LackSeen, ...] | None = ()
    is_unsettled: bool = False
    flawed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
