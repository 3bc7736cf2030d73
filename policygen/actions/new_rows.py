"""A row of a table of new schools: the file that it makes, or what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from policygen.actions.faults_at_cells import faults_at_cells
from policygen.assembly.answer_table import NAME, SCHOOL
from policygen.assembly.asked_columns import AskedColumn
from policygen.assembly.cell_answers import WrongCellError, changed_entry, split_items
from policygen.assembly.school_table import POLICIES, id_from, school_columns
from policygen.errors import PolicyError, Problem, quoted, suggest
from policygen.sources.adopting import new_school
from policygen.sources.cells import FileCell
from policygen.sources.guarded import unguarded
from policygen.sources.headed_rows import HeadedRow
from policygen.sources.located import Keys
from policygen.sources.model import Model
from policygen.sources.names import is_id
from policygen.sources.school import School
from policygen.sources.text import tidy
from policygen.workspace.library import Library

_GROUPS = (
    "email",
    "trust",
    "roles",
    "facts",
    "policies",
)  # in the order that a school's file has them


@dataclass(frozen=True, slots=True)
class NewSchool:
    """A school that was made, or would be: what it adopts, and the columns that say more of it."""

    school: str
    name: str
    adopts: tuple[str, ...]
    says: tuple[str, ...]
    file: bytes = field(repr=False)


class NewSchools:
    """What the rows of such a table may hold, and the schools that are there already."""

    def __init__(self, library: Library) -> None:
        self.library, self.workspace = library, library.workspace

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The newest model of each policy, as far as they can be read."""
        known = self.workspace.policies.items()
        found = {policy: self.library.model(policy, versions[-1])[0] for policy, versions in known}
        return {policy: model for policy, model in found.items() if model}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The policies that there are, with their titles where they are known."""
        known = self.workspace.policies
        return {one: self.models[one].front.title if one in self.models else "" for one in known}

    @cached_property
    def columns(self) -> Mapping[str, AskedColumn]:
        """The columns besides those that name a school and its policies."""
        return school_columns(self.workspace.facts, self.models.values(), self.workspace.trusts)

    @cached_property
    def schools(self) -> Mapping[str, School | None]:
        """The schools that there are, as far as they can be read."""
        found: dict[str, School | None] = {}
        for name in self.workspace.schools:
            try:
                found[name] = self.workspace.school(name)[0]
            except PolicyError:  # about its logo
                found[name] = None
        return found

    @cached_property
    def identities(self) -> Mapping[str, str]:
        """The school of each identity."""
        return {one.identity: one.id for one in self.schools.values() if one}

    @cached_property
    def called(self) -> Mapping[str, str]:
        """The school of each full name."""
        return {tidy(one.name).lower(): one.id for one in self.schools.values() if one}

    def adopted(self, text: str) -> dict[str, str]:
        """The policies that a cell names, each with its model version, if it says one.

        Raises WrongCellError.
        """
        found: dict[str, str] = {}
        for policy, version in (one for said in split_items(text) for one in self._policies(said)):
            if found.setdefault(policy, version) != version:
                hint = "leave one model version"
                raise WrongCellError(f"{policy} is named with two model versions", hint)
        return found

    def _policies(self, said: str) -> Iterator[tuple[str, str]]:
        """The policies in a text, by their names or titles; it may have commas between them."""
        known = self.workspace.policies
        called = [*self.titles.values()]
        by_title = {t.lower(): p for p, t in self.titles.items() if t and called.count(t) == 1}
        name, _, version = (part.strip() for part in said.partition("@"))
        policy = by_title.get(name.lower(), name.lower())
        if policy not in known and "," in said:
            for part in filter(None, map(tidy, said.split(","))):
                yield from self._policies(part)
            return
        if policy not in known:
            message = f"there is no model policy {quoted(name)}"
            raise WrongCellError(message, suggest(name, known))
        if version and version not in known[policy]:
            message = f"{policy} has no model version {quoted(version)}"
            raise WrongCellError(message, suggest(version, known[policy]))
        yield policy, version


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A row that names a school; `id` is empty where it can't."""

    row: HeadedRow

    @property
    def name(self) -> str:
        """The school's full name."""
        return unguarded(self.row.text(NAME))

    @property
    def id(self) -> str:
        """The name of its folder, as the row says it or as it follows from the full name."""
        return self.row.text(SCHOOL) or id_from(self.name)

    @property
    def cell(self) -> FileCell:
        """The one that names it."""
        name = SCHOOL if self.row.text(SCHOOL) else NAME
        return self.row.cells.get(name) or next(iter(self.row.cells.values()))

    def problem(self, message: str, hint: str = "") -> Problem:
        """Something wrong with how it is named."""
        return self.cell.problem(message, hint)


def school_of_row(known: NewSchools, row: SchoolRow, problems: list[Problem]) -> NewSchool | None:
    """The school that a row makes; None where it is there, as the row has it.

    What is wrong goes into `problems`.
    """
    there = known.schools.get(row.id)
    unread = any(row.row.cells[one].fault for one in (SCHOOL, NAME) if one in row.row.cells)
    if not unread:
        problems += _of_its_name(known, row)
    is_named = not (unread or problems)
    reader = _Reader(known, there, problems)
    reader.read(row.row)
    if not is_named:
        return None
    if there:
        problems += _of_another(row, there, [*reader.says, *[POLICIES] * bool(reader.adopts)])
        return None
    file = new_school(row.name, reader.data()).encode()
    cells = {("name",): [row.row.cells[NAME]], **reader.cells}
    problems += faults_at_cells(known.library, row.id, file, reader.adopts, cells, row.cell)
    adopts = tuple(f"{policy}@{version}" for policy, version in reader.adopts.items())
    return NewSchool(row.id, row.name, adopts, tuple(reader.says), file)


def _of_another(row: SchoolRow, there: School, other: Sequence[str]) -> Iterator[Problem]:
    """What is wrong where a row says other things of a school that is there already."""
    hint = f"write another name under {SCHOOL} if this is another school"
    if row.name != there.name:
        yield row.problem(f"there is a school {there.id} already, called {there.name}", hint)
    elif other:
        message = f"{there.id} is there already, and has other {', '.join(other)}"
        yield row.problem(message, f"{hint}; policygen answers and policygen adopt change one")


def _of_its_name(known: NewSchools, row: SchoolRow) -> Iterator[Problem]:
    """Why no school can be made of that name."""
    said = row.row.text(SCHOOL)
    if not row.name:
        yield row.row.problem(NAME, "this school has no name", "write its full name")
    elif not is_id(row.id):
        if not said:
            message = f"no name for its folder follows from {quoted(row.name)}"
        else:
            message = f"{quoted(said)} can't name a school"
        meant = id_from(said)
        such = meant if is_id(meant) else "oak-primary"
        hint = f"write small letters, digits and hyphens under {SCHOOL}, such as {such}"
        yield row.problem(message, hint)
    elif row.id in known.schools:
        if known.schools[row.id] is None:
            hint = f"mend it first: policygen check {row.id}"
            yield row.problem(f"the file of {row.id} is there, and can't be read", hint)
    elif other := known.identities.get(row.id):
        yield row.problem(f"the record of {other} goes by this name", "choose another name")
    elif not said and (other := known.called.get(row.name.lower())):
        hint = f"write {other} under {SCHOOL} if it is that one, or another name if it isn't"
        yield row.problem(f"{other} is called {row.name} already", hint)
    elif known.workspace.school_file(row.id).exists():
        yield row.problem("a file of that school is there already", "choose another name")


class _Reader:
    """Reads the cells of a row, beside the school as it is `there`, if it is."""

    def __init__(self, known: NewSchools, there: School | None, problems: list[Problem]) -> None:
        self._known, self._there, self._problems = known, there, problems
        self._entries: dict[Keys, Any] = {}
        self.cells: dict[Keys, list[FileCell]] = {}
        self.adopts: dict[str, str] = {}  # what isn't adopted yet, in which model version
        self.says: list[str] = []  # the columns that say what isn't so yet

    def read(self, row: HeadedRow) -> None:
        """Read all cells of a row."""
        for name, cell in row.cells.items():
            try:
                if cell.fault:
                    raise WrongCellError(*cell.fault)
                if name == POLICIES:
                    self._adopt(cell)
                elif column := self._known.columns.get(name):
                    self._say(column, cell)
            except WrongCellError as error:
                self._problems.append(cell.problem(error.message, error.hint))

    def _say(self, column: AskedColumn, cell: FileCell) -> None:
        there = self._there.located.raw(*column.keys) if self._there else None
        before = self._entries.get(column.keys, there)
        after = changed_entry(column, cell.text, before)
        if after != before:
            self._entries[column.keys] = after
            self.cells.setdefault(column.keys, []).append(cell)
            self.says.append(column.name)

    def _adopt(self, cell: FileCell) -> None:
        for policy, version in self._known.adopted(unguarded(cell.text)).items():
            entry = self._there.policies.get(policy) if self._there else None
            if entry is None or version not in ("", entry.model):
                self.adopts[policy] = version or self._known.workspace.policies[policy][-1]
                self.cells["policies", policy] = [cell]

    def data(self) -> dict[str, Any]:
        """What stands in the school's file besides its name."""
        found: dict[str, Any] = {}
        for (group, *rest), entry in self._entries.items():
            if rest:
                found.setdefault(str(group), {})[rest[0]] = entry
            else:
                found[str(group)] = entry
        if self.adopts:
            found["policies"] = {policy: {"model": one} for policy, one in self.adopts.items()}
        return {group: found[group] for group in _GROUPS if group in found}
