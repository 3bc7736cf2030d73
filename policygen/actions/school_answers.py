"""What its row of a table would change in a school's file: all, or nothing if a cell is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policygen.actions.faults_at_cells import faults_at_cells
from policygen.actions.no_longer import NoLonger, no_longer_issued
from policygen.assembly.answer_table import (
    FIRST,
    MODEL,
    NAME,
    SCHOOL,
    field_cell,
    items_of,
    open_in,
)
from policygen.assembly.asked_columns import (
    AllLabels,
    AskedColumn,
    AskedList,
    asked_column,
    lists_of,
)
from policygen.assembly.cell_answers import WrongCellError, cell_of, changed_entry, read_text
from policygen.assembly.item_answers import AnswerChange, list_changes
from policygen.errors import Problem, SourceError, plural, suggest
from policygen.sources.adopting import confirmed
from policygen.sources.asking import MAX_ITEMS
from policygen.sources.cells import FileCell
from policygen.sources.editing import Editor
from policygen.sources.guarded import CLEAR, unguarded
from policygen.sources.headed_rows import HeadedRow
from policygen.sources.located import Keys, Located
from policygen.sources.model import Model
from policygen.sources.positions import load
from policygen.sources.records import kind_of
from policygen.sources.school import School
from policygen.sources.text import encode_like, tidy
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class SchoolRows:
    """A school's rows in a table: its own, and those of its lists of records by their names."""

    main: HeadedRow | None
    items: Mapping[str, Sequence[HeadedRow]]


@dataclass(frozen=True, slots=True)
class SchoolChanges:
    """What changes of a school: its answers, and the model version that it adopts, if it does.

    `open` is what is still open then, by name; `no_longer` are the policies of the school that are
    no longer what was issued by then.
    """

    school: str
    adopts: str
    changes: tuple[AnswerChange, ...]
    open: tuple[str, ...]
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    no_longer: tuple[NoLonger, ...] = ()


def planned(
    library: Library, policy: str, name: str, rows: SchoolRows, problems: list[Problem],
    labels: AllLabels,
) -> SchoolChanges | None:  # fmt: skip
    """What a school's rows would change; None for nothing. What is wrong goes into `problems`."""
    workspace = library.workspace
    before = workspace.read(workspace.school_file(name))
    school, faults = workspace.parse_school(before, name)
    if school is None:
        problems += [one for one in faults if not one.warning]
        return None
    own = load(before.decode("utf-8-sig"), school.path)
    taker = _Taker(library, policy, school, own, rows, problems, labels)
    model = taker.model()
    if model is None:
        return None
    taker.take(model)
    if problems or not (taker.entries or taker.adopts):
        return None
    if gone := school.is_retired(policy):
        problems.append(gone)
        return None
    try:
        text = taker.edited(before.decode("utf-8-sig"), model)
    except SourceError as error:
        problems += error.problems
        return None
    after = encode_like(text, before)
    problems += taker.faults(after)
    if problems:
        return None
    adopts = model.version if taker.adopts else ""
    still = _open(library, policy, name, after)
    other = no_longer_issued(library, name, policy, before, after)
    return SchoolChanges(name, adopts, tuple(taker.changes), still, before, after, other)


def _open(library: Library, policy: str, name: str, after: bytes) -> tuple[str, ...]:
    """What is open in a school's file as it will be; nothing if it hasn't adopted the policy."""
    school, _ = library.workspace.parse_school(after, name)
    if school is None or policy not in school.policies:
        return ()
    adoption, _ = library.adoption(school, policy)
    return tuple(sorted(open_in(adoption))) if adoption else ()


class _Taker:
    """Takes one school's rows; what is wrong is told at its cell."""

    def __init__(
        self, library: Library, policy: str, school: School, own: Located, rows: SchoolRows,
        problems: list[Problem], labels: AllLabels,
    ) -> None:  # fmt: skip
        self.own, self._labels = own, labels
        self.library, self.policy, self.school, self.rows = library, policy, school, rows
        self.problems = problems
        self.entries: dict[Keys, Any] = {}
        self.changes: list[AnswerChange] = []
        self.adopts = False
        self._cells: dict[Keys, list[FileCell]] = {}

    def model(self) -> Model | None:
        """The model that the school has adopted, or will."""
        row, workspace = self.rows.main, self.library.workspace
        said = row.text(MODEL) if row else ""
        wanted = said.rpartition("@")[2]
        if entry := self.school.policies.get(self.policy):
            adoption, faults = self.library.adoption(self.school, self.policy)
            self.problems += faults
            if row and wanted and wanted != entry.model:
                message = f"{self.school.id} has adopted {self.policy}@{entry.model}"
                hint = "change model: in its school.yaml, then write the table anew"
                self.problems.append(row.problem(MODEL, message, hint))
            return adoption.model if adoption else None
        versions = workspace.policies[self.policy]
        if row and wanted and wanted not in versions:
            message = f"{self.policy} has no model version {wanted!r}"
            self.problems.append(row.problem(MODEL, message, suggest(wanted, versions)))
            return None
        self.adopts = bool(wanted)
        model, faults = self.library.model(self.policy, wanted or versions[-1])
        self.problems += faults
        return model

    def take(self, model: Model) -> None:
        """Take all cells."""
        adopted = self.school.policies.get(self.policy) is not None
        self.school, _ = self.library.in_its_names(self.school, model)
        if row := self.rows.main:
            if (said := unguarded(row.text(NAME))) and said != self.school.name:
                message = f"{self.school.id} is called {self.school.name}"
                hint = "look whether the rows got mixed up; policygen rename changes a name"
                self.problems.append(row.problem(NAME, message, hint))
            for name, cell in row.cells.items():
                if name not in (one.name for one in FIRST):
                    column = asked_column(model, name, self.school, self._labels)
                    self._cell(column, name, cell, model)
        lists = lists_of(model)
        for name, rows in self.rows.items.items():
            if name in lists:
                self._list(lists[name], rows)
            else:
                self._unasked(rows[0].cells[SCHOOL], name, model)
        self.adopts |= not adopted and any(keys[0] == "policies" for keys in self.entries)

    def _cell(self, column: AskedColumn | None, name: str, cell: FileCell, model: Model) -> None:
        if column is None:
            if tidy(cell.text):
                self._unasked(cell, name, model)
            return
        if cell.fault:
            self.problems.append(cell.problem(*cell.fault))
            return
        entry, shown = self._entry(column.keys), self.school.located.raw(*column.keys)
        try:
            if changed_entry(column, cell.text, shown) == shown:
                return  # the cell is as it was written
            after = changed_entry(column, cell.text, entry)
        except WrongCellError as error:
            self.problems.append(cell.problem(error.message, error.hint))
            return
        if after is None and self.own.raw(*column.keys) is None:
            by = self.school.said_by(column.keys) or "not said here"
            message = f"{column.name} is {by}, and can't be taken away"
            self.problems.append(cell.problem(message, "leave this empty, or give another answer"))
        elif after != entry:
            change = AnswerChange(column.name, cell_of(column, shown), cell_of(column, after))
            self._change(column.keys, after, [cell], [change])

    def _unasked(self, cell: FileCell, name: str, model: Model) -> None:
        school, policy, version = self.school.id, self.policy, model.version
        has, hint = "has", "leave this empty"
        if policy not in self.school.policies:
            has, newest = "would adopt", self.library.workspace.policies[policy][-1]
            if version != newest:
                hint = (
                    f"leave {MODEL} empty to adopt {newest}; or adopt {version} first, and write "
                    f"the table anew: policygen adopt {school} {policy} --model {version}"
                )
        message = f"{policy}@{version}, which {school} {has}, doesn't ask for {name}"
        self.problems.append(cell.problem(message, hint))

    def _entry(self, keys: Keys) -> Any:
        """What stands under some keys so far. Of a post it is what the school says itself: part of
        it may be its trust's.
        """
        said = self.own.raw(*keys) if keys[0] == "roles" else self.school.located.raw(*keys)
        return self.entries.get(keys, said)

    def _change(
        self, keys: Keys, after: Any, cells: Sequence[FileCell], changes: Sequence[AnswerChange]
    ) -> None:
        self.entries[keys] = after
        self._cells.setdefault(keys, []).extend(cells)
        self.changes += changes

    def _list(self, asked: AskedList, rows: Sequence[HeadedRow]) -> None:
        """The items of a list of records, all of them anew."""
        entry = self._entry(asked.keys)
        first = rows[0].cells[SCHOOL]
        if entry is not None and not isinstance(entry, list):
            file = f" from {entry['rows']}" if isinstance(entry, dict) and "rows" in entry else ""
            said = f"has {asked.name}{file}" if file else f"has {kind_of(entry)} as {asked.name}"
            message = f"{self.school.id} {said}"
            self.problems.append(first.problem(message, "change it there, and leave it out here"))
            return
        if any(tidy(cell.text).lower() == CLEAR for row in rows for cell in row.cells.values()):
            if len(rows) > 1:
                message = f"{self.school.id} has other rows beside {CLEAR}"
                self.problems.append(first.problem(message, "remove them, or that one"))
            elif entry is not None:
                said = plural(len(entry), "item")
                self._change(asked.keys, None, [first], [AnswerChange(asked.name, said, "")])
            return
        if len(rows) > MAX_ITEMS:
            message = f"{asked.name} has {plural(len(rows), 'item')}"
            self.problems.append(
                rows[MAX_ITEMS].problem(SCHOOL, message, f"keep it within {MAX_ITEMS}")
            )
            return
        old = items_of(entry)
        beside = [*old, *({} for _ in rows)]
        items = [self._item(asked, row, was) for row, was in zip(rows, beside, strict=False)]
        changes = [*list_changes(asked, old, items)]
        if changes:
            cells = [cell for row in rows for cell in row.cells.values()]
            self._change(asked.keys, items, cells, changes)

    def _item(self, asked: AskedList, row: HeadedRow, was: Mapping[str, Any]) -> dict[str, Any]:
        """One item; a field whose words are the same stays as it is written."""
        item = {name: said for name, said in was.items() if name not in asked.fields}
        for name, one in asked.fields.items():
            cell = row.cells.get(asked.heading(name))
            text = cell.text if cell else ""
            if cell and cell.fault:
                self.problems.append(cell.problem(*cell.fault))
            elif tidy(text) == "":
                if not one.optional:
                    example = f", such as: {one.example}" if one.example else ""
                    message = f"this item has no {name}"
                    hint = f"write it{example}" if cell else f"add the column {asked.heading(name)}"
                    self.problems.append(row.problem(asked.heading(name), message, hint))
            else:
                item |= self._field(asked, cell, name, was)
        return item

    def _field(
        self, asked: AskedList, cell: FileCell | None, name: str, was: Mapping[str, Any]
    ) -> dict[str, str]:
        kind = asked.fields[name].type
        text = cell.text if cell else ""
        said = text.strip() if kind == "lines" else tidy(text)
        bare = unguarded(said)
        if field_cell(asked, was, name) in (said, bare) or field_cell(
            asked, {name: bare}, name
        ) == field_cell(asked, was, name):
            return {name: was[name]}
        try:
            return {name: read_text(bare, kind, name)}
        except WrongCellError as error:
            if cell:
                self.problems.append(cell.problem(error.message, error.hint))
            return {}

    def edited(self, source: str, model: Model) -> str:
        """The school's file with the changes. Raises SourceError where it can't be changed so."""
        editor = Editor.of(source, self.school.path)
        holder: Keys = ("policies", self.policy)
        rest = dict(self.entries)
        if self.adopts:
            entry: dict[str, Any] = {"model": model.version}
            for keys in [keys for keys in rest if keys[:2] == holder]:
                entry.setdefault(str(keys[2]), {})[keys[3]] = rest.pop(keys)
            editor = editor.put(holder, entry)
        for keys, value in rest.items():
            if value is not None:
                editor = editor.put(keys, value, before="policies" if len(keys) == 2 else "")
                editor = confirmed(editor, keys)
            elif editor.get(keys) is not None:
                editor = editor.remove(keys)
        return editor.text

    def faults(self, after: bytes) -> Iterator[Problem]:
        """What is wrong with the file as it would be, told at the cells where it comes from."""
        name = self.school.id
        return faults_at_cells(self.library, name, after, [self.policy], self._cells)
