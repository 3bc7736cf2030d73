"""The record of an adoption as one chain: its issues, reviews and withdrawals, as they were made,
and last that it is retired, if it is. That a school has left is on a record of the school's own.

Each entry that policygen records has a seal: its number in the one order of all of them, for an
issue the beginning of its frozen file's digest, and a digest of all that, of every other key of
the entry, and of the seal before; the first holds to all that was typed by hand before it. So none
can be changed, left out, put in or moved without breaking the chain. The head is kept beside the
issues as well: so a chain that was cut shows too. Who rewrites all of it, the head too, is not
found here: the README says so.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeAlias

from policygen.dates import PartialDate
from policygen.sources.entries import (
    SEALED,
    AdoptionEntry,
    EntryGroup,
    HistoryEntry,
    Retirement,
    ReviewEntry,
    Seal,
    Withdrawal,
)
from policygen.sources.located import Keys
from policygen.sources.school import School

_Group: TypeAlias = EntryGroup | Literal["retired"]
_Entry: TypeAlias = HistoryEntry | ReviewEntry | Withdrawal | Retirement
_LENGTH = 16  # hexadecimal digits of a digest that a seal holds
_EMPTY = AdoptionEntry(model="?")
NO_SEAL = ""  # the head of a record that has not begun
OF_SCHOOL = "."  # what the record of the school itself goes by; it is no policy's name
_NAMES: Mapping[_Group, str] = {
    "history": "issue", "reviews": "review", "withdrawals": "withdrawal", "retired": "retirement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain doesn't hold: an entry by its keys in that of the policy, or none; and why."""

    what: str
    keys: Keys = ()


def records_of(school: School) -> dict[str, AdoptionEntry]:
    """A school's records, by policy; and its own, which holds nothing but that it is retired."""
    own = AdoptionEntry(model="?", retired=school.retired) if school.retired else _EMPTY
    return {**school.policies, OF_SCHOOL: own}


def file_seal(file_digest: str) -> str:
    """What a seal keeps of the digest of an issue's frozen file."""
    return file_digest[:_LENGTH]


def next_seal(
    identity: str, policy: str, entry: AdoptionEntry, group: _Group,
    fields: Mapping[str, str], file_digest: str = "",
) -> Seal:  # fmt: skip
    """The seal of an entry that is to be recorded after all those that an adoption has."""
    known = _sealed(entry)
    before = known[-1].seal if known else Seal(0, "", _typed(entry))
    file = file_seal(file_digest)
    number = before.number + 1
    chained = _chained(identity, policy, number, group, fields, file, before.chained)
    return Seal(number, file, chained)


def head_of(entry: AdoptionEntry) -> str:
    """The last seal of a chain, as it is written."""
    known = _sealed(entry)
    return str(known[-1].seal) if known else NO_SEAL


def breaks(
    school: School, policy: str, entry: AdoptionEntry, heads: tuple[str, ...]
) -> Iterator[Break]:
    """Where the record of a policy isn't as policygen made it.

    `heads` are the seals that the chain may end in: more than one only where a run was killed.
    """
    known = _sealed(entry)
    for group, index in _loose(entry):
        one = getattr(entry, group)[index]
        yield Break(f"the {_NAMES[group]} of {_date_of(one)} has no seal", (group, index))
    if broken := _broken(school, policy, entry, known):
        yield broken
    elif known and not heads:
        yield Break("the head of the record is missing")
    elif heads and head_of(entry) not in heads:
        yield Break("the end of the record is missing")


def proves(school: School, policy: str, entry: AdoptionEntry, issue: HistoryEntry) -> bool:
    """Whether the chain holds from its beginning up to an issue."""
    if issue.seal is None:
        return False
    upto = [one for one in _sealed(entry) if one.seal.number <= issue.seal.number]
    return _broken(school, policy, entry, upto) is None


def fields_of(entry: _Entry) -> dict[str, str]:
    """An entry's keys with what they say, but for its seal; a group of keys as data."""
    values = ((name, getattr(entry, name)) for name in type(entry).model_fields if name != "seal")
    return {name: _said(value) for name, value in values if value not in (None, {})}


def _said(value: object) -> str:
    if isinstance(value, dict):
        return json.dumps([[name, str(said)] for name, said in value.items()])
    return str(value)


@dataclass(frozen=True, slots=True)
class _Sealed:
    group: _Group
    keys: Keys
    entry: _Entry
    seal: Seal


def _sealed(entry: AdoptionEntry) -> list[_Sealed]:
    """The entries that have a seal, in the order of their numbers."""
    found = [
        _Sealed(group, (group, index), one, one.seal)
        for group in SEALED
        for index, one in enumerate(getattr(entry, group))
        if one.seal
    ]
    if (gone := entry.retired) and gone.seal:
        found.append(_Sealed("retired", ("retired",), gone, gone.seal))
    return sorted(found, key=lambda one: one.seal.number)


def _broken(
    school: School, policy: str, entry: AdoptionEntry, known: list[_Sealed]
) -> Break | None:
    """The first of some sealed entries that doesn't hold to the one before it."""
    before = _typed(entry)
    for number, one in enumerate(known, 1):
        if one.seal.number != number:
            return Break(f"entry {number} of the record is missing", one.keys)
        fields, file = fields_of(one.entry), one.seal.file
        chained = _chained(school.identity, policy, number, one.group, fields, file, before)
        if chained != one.seal.chained:
            what = f"the {_NAMES[one.group]} of {_date_of(one.entry)} isn't as it was recorded"
            if number == 1 and _begins_typed(entry):
                what += ", or what was typed before it isn't"
            return Break(what, one.keys)
        before = chained
    return None


def _loose(entry: AdoptionEntry) -> Iterator[tuple[EntryGroup, int]]:
    """Entries without a seal that stand after one that has one."""
    for group in SEALED:
        sealed = False
        for index, one in enumerate(getattr(entry, group)):
            sealed |= one.seal is not None
            if sealed and one.seal is None:
                yield group, index


def _typed(entry: AdoptionEntry) -> str:
    """A digest of what was typed by hand before the record began."""
    loose = set(_loose(entry))
    typed = [
        [group, dict(sorted(fields_of(one).items()))]
        for group in SEALED
        for index, one in enumerate(getattr(entry, group))
        if one.seal is None and (group, index) not in loose
    ]
    return sha256(json.dumps(typed).encode()).hexdigest()[:_LENGTH]


def _begins_typed(entry: AdoptionEntry) -> bool:
    """Whether something on a record may have been typed before it began."""
    return bool(entry.reviews) or any(one.seal is None for one in entry.history[:1])


def _date_of(entry: _Entry) -> PartialDate:
    return entry.issued if isinstance(entry, HistoryEntry) else entry.on


def _chained(
    identity: str, policy: str, number: int, group: _Group, fields: Mapping[str, str],
    file: str, before: str,
) -> str:  # fmt: skip
    said = json.dumps([identity, policy, number, group, dict(sorted(fields.items())), file, before])
    return sha256(said.encode()).hexdigest()[:_LENGTH]
