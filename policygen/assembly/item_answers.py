"""What changes in a list of records, item by item and field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policygen.assembly.answer_table import field_cell
from policygen.assembly.asked_columns import AskedList


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that changes, by the name of its column; empty is none."""

    name: str
    old: str
    new: str


def list_changes(
    asked: AskedList, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[AnswerChange]:
    """The changes from one list to another."""
    for number, (before, after) in enumerate(zip(old, new, strict=False), 1):
        for name in asked.fields:
            was, will = field_cell(asked, before, name), field_cell(asked, after, name)
            if was != will:
                yield AnswerChange(f"{asked.name}, item {number}, {name}", was, will)
    for number, item in enumerate(new[len(old) :], len(old) + 1):
        yield AnswerChange(f"{asked.name}, item {number}", "", _in_short(asked, item))
    for number, item in enumerate(old[len(new) :], len(new) + 1):
        yield AnswerChange(f"{asked.name}, item {number}", _in_short(asked, item), "")


def _in_short(asked: AskedList, item: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (field_cell(asked, item, field) for field in asked.fields)))
