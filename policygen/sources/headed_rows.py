"""Rows of a table of answers from a file: each cell by the name that heads its column."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.errors import Position, Problem, nearest, quoted, suggest
from policygen.sources.cells import FileCell, FileRow
from policygen.sources.text import tidy

_ALSO = {
    "school_name": "name", "school's_name": "name", "name_of_school": "name",
    "name_of_the_school": "name", "full_name": "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """A row: its cells by the names of their columns, and its place."""

    cells: Mapping[str, FileCell]
    place: Position

    def text(self, name: str) -> str:
        """The tidy text of one cell; empty if there is none."""
        return tidy(self.cells[name].text) if name in self.cells else ""

    def problem(self, name: str, message: str, hint: str = "") -> Problem:
        """Something wrong with one cell, or with the row where it has none of that name."""
        cell = self.cells.get(name)
        return cell.problem(message, hint) if cell else Problem(self.place, message, hint)

    def without(self, columns: Collection[int]) -> "HeadedRow":
        """The same without some columns, counted from 1."""
        cells = {
            name: cell for name, cell in self.cells.items() if cell.place.column not in columns
        }
        return replace(self, cells=cells) if columns else self

    @property
    def holds_anything(self) -> bool:
        """Whether any cell does."""
        return any(tidy(cell.text) for cell in self.cells.values())


def headed_rows(
    rows: Sequence[FileRow], names: Collection[str], whole: Collection[str] = ()
) -> tuple[list[HeadedRow], list[Problem]]:
    """The rows below the first, and what is wrong with the names in that.

    A column that nothing known names isn't taken, nor is one that is there twice. A name may stand
    without its group, but those that must be `whole`.
    """
    if not rows:
        return [], []
    header, *others = rows
    known = _known(names, whole)
    found = [known.get(_plain(cell.text), "") for cell in header.cells]
    twice = {name for name, count in Counter(found).items() if count > 1}
    problems = list(_problems(header, others, found, twice, names))
    columns = [(index, name) for index, name in enumerate(found) if name and name not in twice]
    headed = [
        HeadedRow(
            {name: row.cells[index] for index, name in columns if index < len(row.cells)}, row.place
        )
        for row in others
    ]
    return headed, problems


def _known(names: Collection[str], whole: Collection[str]) -> dict[str, str]:
    """What may be written for each name: with its group before it or without, if that is clear."""
    short = Counter(name.partition(".")[2] for name in names)
    known = {
        rest: name
        for name in names
        if short[rest := name.partition(".")[2]] == 1 and rest and name not in whole
    }
    whole_names = {name: name for name in names}
    return {_plain(said): name for said, name in {**_also(names), **known, **whole_names}.items()}


def _also(names: Collection[str]) -> dict[str, str]:
    """What people write in place of some names."""
    return {said: name for said, name in _ALSO.items() if name in names}


def _plain(text: str) -> str:
    return tidy(text).lower().replace(" ", "_").replace("-", "_")


def _meant(said: str, names: Collection[str]) -> list[str]:
    """The columns that were probably meant, by all of their names or by what follows the group."""
    also = _also(names)
    whole = nearest(said, names)
    if near := nearest(_plain(said), [*also, *([_plain(whole)] if whole else ())]):
        whole = also.get(near, whole)
    last = {name: _plain(name.partition(".")[2] or name) for name in names}
    near = nearest(_plain(said), last.values())
    return [whole] if whole else [name for name in names if last[name] == near]


def _problems(
    header: FileRow, others: Sequence[FileRow], found: Sequence[str], twice: Collection[str],
    names: Collection[str],
) -> Iterator[Problem]:  # fmt: skip
    told = set()
    for index, (cell, name) in enumerate(zip(header.cells, found, strict=True)):
        if name and name in twice and name in told:
            message = f"the column {name} is there twice, so neither is taken"
            yield cell.problem(message, "remove one of the two")
        elif not name and any(tidy(r.cells[index].text) for r in others if index < len(r.cells)):
            said = tidy(cell.text)
            meant = _meant(said, [one for one in names if one not in found] or names)
            message = f"{quoted(said)} is no column of this table, and isn't taken"
            hint = suggest("", meant, verb="write") or "leave it, or write above it what it answers"
            problem = cell.problem(message if said else "nothing names this column", hint)
            yield problem._replace(warning=not meant)
        told.add(name)
    width = len(header.cells)
    for row in others:
        if extra := next((cell for cell in row.cells[width:] if tidy(cell.text)), None):
            yield extra.problem("nothing names this column", "put a text with a comma in quotes")
