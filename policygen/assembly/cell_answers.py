"""Answers as cells of a table: what stands in a school's file as text, and text as what will."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any

from policygen.assembly.asked_columns import AskedColumn
from policygen.errors import nearest, quoted, right_for, suggest
from policygen.sources.decision import Decision, yes_or_no
from policygen.sources.guarded import CLEAR, DROP, NONE_OF_THEM, guarded, unguarded
from policygen.sources.records import kind_of
from policygen.sources.text import MAX_LENGTH, tidy, tidy_lines
from policygen.sources.value_types import TYPES, TypeName

_QUOTE = '"'
_QUOTING = 'put an item that holds ; or begins with " in quotes: "one; and more"; another'


class WrongCellError(Exception):
    """Why the text of a cell can't be taken, and what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def cell_of(column: AskedColumn, entry: Any) -> str:
    """The cell for what stands in a school's file under a column's keys; empty if nothing does.

    What can't be read by its type is shown as it was written.
    """
    part = _part(column, entry)
    if part is True:
        return DROP
    if column.listed:
        if column.decision and part == []:
            return NONE_OF_THEM
        texts = part if isinstance(part, list) else []
        return guarded(joined_items([tidy(one) for one in texts if isinstance(one, str)]))
    if not isinstance(part, str):
        return ""
    if column.decision and column.decision.is_switch:
        part = yes_or_no(part) or part
    return guarded(as_read(part, column.sheet.type))


def as_read(text: str, kind: TypeName) -> str:
    """A text as its type prints it; as it is, but tidy, where it is none of that type."""
    try:
        return TYPES[kind].read(text)
    except ValueError:
        return tidy_lines(text) if kind == "lines" else tidy(text)


def changed_entry(column: AskedColumn, text: str, entry: Any) -> Any:
    """What will stand under a column's keys with the text of a cell taken; None for nothing.

    The entry that is there comes back where the cell is empty or says what it says already.
    Raises WrongCellError.
    """
    words = tidy_lines(text) if column.listed or column.sheet.type == "lines" else tidy(text)
    bare = unguarded(words)
    marked = bare != words
    if not words or (guarded(bare) if marked else words) == cell_of(column, entry):
        return entry
    if words.lower() == CLEAR:
        return _with_part(column, entry, None)
    after = _with_part(column, entry, _read(column, bare, marked))
    return entry if cell_of(column, after) == cell_of(column, entry) else after


def _read(column: AskedColumn, text: str, marked: bool) -> Any:
    word = "" if marked else text.lower()
    if column.part == "item" and word == DROP:
        return True
    if column.decision:
        if not column.listed:
            return _alternative(column, column.decision, text)
        if word == NONE_OF_THEM:
            if not column.decision.optional:
                hint = f"name one at least: {'; '.join(column.decision.offered)}"
                raise WrongCellError(f"{column.keys[-1]} takes one alternative at least", hint)
            return []
        picked = [
            _alternative(column, column.decision, one)
            for item in split_items(text)
            for one in _at_commas(column.decision, item)
        ]
        return list(dict.fromkeys(picked))
    if word in (NONE_OF_THEM, DROP):
        raise WrongCellError(f"{text} can't stand here", f"write {CLEAR} to take the answer away")
    if column.listed:
        return split_items(text)
    return read_text(text, column.sheet.type, column.name)


def read_text(text: str, kind: TypeName, name: str) -> str:
    """The text of a cell, which is one of a type. Raises WrongCellError."""
    if len(text) > MAX_LENGTH:
        message = f"{name} is {len(text):,} characters long"
        raise WrongCellError(message, f"keep it within {MAX_LENGTH:,}")
    try:
        TYPES[kind].read(text)
    except ValueError as error:
        raise WrongCellError(str(error), right_for(error, TYPES[kind].right)) from None
    return text


def _at_commas(decision: Decision, text: str) -> list[str]:
    """The names in a text that has commas between them, as on the command line; else itself."""
    names = [tidy(one) for one in text.split(",")]
    return names if all(one.lower() in decision.offered for one in names) else [text]


def _alternative(column: AskedColumn, decision: Decision, text: str) -> str:
    """The alternative that a text names, or is the label of. Raises WrongCellError.

    The school's own version of the model goes first; then what others call the same alternative.
    """
    offered = {key.lower(): key for key in decision.offered}
    labels = dict(_elsewhere(column, decision))
    labels |= {tidy(label).lower(): key for key, label in decision.offered.items()}
    word = text.lower()
    switch = yes_or_no(text) if decision.is_switch else None
    if found := switch or offered.get(word) or labels.get(word):
        return found
    near = labels.get(nearest(text, labels) or "")
    meant = text if nearest(text, decision.offered) or not near else near
    message = f"{quoted(text)} is not an alternative of {column.keys[-1]}"
    raise WrongCellError(message, suggest(meant, decision.offered))


def _elsewhere(column: AskedColumn, decision: Decision) -> Iterator[tuple[str, str]]:
    """What other versions call alternatives of this one, where it can mean but one of them."""
    for label, keys in column.elsewhere.items():
        if len(own := [key for key in keys if key in decision.offered]) == 1:
            yield label, own[0]


def joined_items(items: list[str]) -> str:
    """Items as one text, with ; between; quotes around one that holds a ; or begins with one."""
    return "; ".join(
        f'"{one.replace(_QUOTE, _QUOTE * 2)}"' if ";" in one or one.startswith(_QUOTE) else one
        for one in items
    )


def split_items(text: str) -> list[str]:
    """The items of such a text; a line break parts them too. Raises WrongCellError."""
    try:
        lines = (f"{line}\n" for line in text.split("\n"))
        rows = csv.reader(lines, delimiter=";", skipinitialspace=True, strict=True)
        return [item for row in rows for one in row if (item := tidy(one))]
    except csv.Error:
        raise WrongCellError("the quotes in this list can't be read", _QUOTING) from None


def _part(column: AskedColumn, entry: Any) -> Any:
    """What a column shows of what stands under its keys; True for an item that is dropped."""
    match column.part, entry:
        case "whole", _:
            return entry
        case "titled", str():
            return entry if column.key == "title" else None
        case "item", dict():
            if column.key in (entry.get("drop") or ()):
                return True
            renamed = entry.get("rename")
            return renamed.get(column.key) if isinstance(renamed, dict) else None
        case _, dict():
            return entry.get(column.key)
    return None


def _with_part(column: AskedColumn, entry: Any, new: Any) -> Any:
    """The same with another part; None where nothing is left of it."""
    if column.part == "whole":
        return new
    if column.part == "titled" and isinstance(entry, str | None):
        if column.key == "title":
            return new
        entry = {"title": entry} if entry else {}
    if not isinstance(entry, Mapping | None):
        message = f"{column.keys[-1]} is {kind_of(entry)} in the school's file"
        raise WrongCellError(message, "mend it there first")
    if column.part == "item":
        return _with_item(column.key, entry or {}, new)
    after = {**(entry or {}), column.key: new}
    return {key: value for key, value in after.items() if value is not None} or None


def _with_item(item: str, entry: Mapping[str, Any], new: Any) -> Any:
    """How a school changes the model's list, with one item called otherwise, dropped or neither."""
    rename, drop = dict(entry.get("rename") or {}), list(entry.get("drop") or ())
    if isinstance(new, str):
        rename[item] = new
    else:
        rename.pop(item, None)
    if new is not True:
        drop = [one for one in drop if one != item]
    elif item not in drop:
        drop.append(item)
    after = {**entry, "rename": rename, "drop": drop}
    return {key: value for key, value in after.items() if value} or None
