"""The answers of schools to one policy as tables: one for all, and one for each list of records."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policygen.assembly.answers import read_answers
from policygen.assembly.asked_columns import (
    CONTROL_ROW,
    AskedColumn,
    AskedList,
    asked_column,
    columns_of,
    control_sheet,
    in_all_versions,
    lists_of,
)
from policygen.assembly.cell_answers import as_read, cell_of
from policygen.assembly.compose import compose
from policygen.assembly.uses import Use
from policygen.sources.adoption import Adoption
from policygen.sources.asking import ItemField
from policygen.sources.guarded import guarded
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.sources.sheets import AnswerSheet, SheetColumn, sheet_titles

ANSWERS = "Answers"
SCHOOL, NAME, MODEL = "school", "name", "model"
FIRST = (
    SheetColumn(SCHOOL, "Which school, by the name of its folder?", fixed=True),
    SheetColumn(NAME, "What is it called?", fixed=True),
    SheetColumn(MODEL, "Which model version has it adopted?"),
)
_GROUPS = ("choices", "values", "roles", "facts", "other_policies")


def all_columns(models: Iterable[Model]) -> dict[str, AskedColumn]:
    """The columns of several versions of a model, the newest first, each name once."""
    newest_first = [*models]
    names = dict.fromkeys(name for one in reversed(newest_first) for name in columns_of(one))
    found = {
        name: in_all_versions(
            {m.version: columns_of(m)[name] for m in newest_first if name in columns_of(m)}
        )
        for name in names
    }
    return dict(sorted(found.items(), key=lambda one: _GROUPS.index(one[0].partition(".")[0])))


def all_lists(models: Iterable[Model]) -> dict[str, AskedList]:
    """The lists of records of several versions of a model in one."""
    return {name: one for model in reversed([*models]) for name, one in lists_of(model).items()}


def list_titles(lists: Mapping[str, AskedList]) -> dict[str, str]:
    """The title of the sheet of each list."""
    titles = sheet_titles([ANSWERS, *lists])
    return {name: titles[name] for name in lists}


@dataclass(frozen=True, slots=True)
class Answering:
    """A school with the model that it answers; what is `open`, by name, if it has adopted it."""

    school: School
    model: Model
    open: frozenset[str] | None = None


def open_in(adoption: Adoption) -> frozenset[str]:
    """What is still open in an adoption, as adopt asks it: what to confirm, too."""
    return _open_in(adoption, draft=False)


def is_unanswered(adoption: Adoption) -> bool:
    """Whether anything is open besides answers that are there, and can't be taken or confirmed."""
    holder = ("policies", adoption.policy)
    names = (name.split(".") for name in _open_in(adoption, draft=True))
    kept = ((*(holder if name[0] in ("choices", "values") else ()), *name) for name in names)
    return any(adoption.school.located.raw(*keys) is None for keys in kept)


def _open_in(adoption: Adoption, *, draft: bool) -> frozenset[str]:
    answers, _ = read_answers(adoption, draft=draft)
    composed = compose(adoption.model, answers)
    decisions, entry = adoption.model.front.decisions, adoption.entry
    asked = {name: decisions[name].fact for name in composed.open}
    chosen = {f"facts.{fact}" if fact else f"choices.{name}" for name, fact in asked.items()}
    confirm = (name for name in entry.confirm if entry.choices.get(name) is not None)
    chosen |= {f"choices.{name}" for name in confirm if name in decisions}
    return frozenset(chosen.union(map(_column_name, composed.missing)))


def _column_name(use: Use) -> str:
    return f"other_policies.{use.name}" if use.kind == "policy" else str(use)


def answer_sheets(schools: Sequence[Answering], models: Sequence[Model]) -> list[AnswerSheet]:
    """The answers of some schools, to these versions of a model."""
    columns = _told_apart(models)
    columns |= {name: control_sheet(name) for name in _control_rows(schools)}
    rows = [
        [
            one.school.id,
            guarded(one.school.name),
            "" if one.open is None else f"{one.model.policy}@{one.model.version}",
            *(_cell(name, one.school, one.model) for name in columns),
        ]
        for one in schools
    ]
    still = frozenset(
        (row, place)
        for row, one in enumerate(schools)
        for place, name in enumerate(columns, len(FIRST))
        if name in (one.open or ())
    )
    sheets = [AnswerSheet(ANSWERS, (*FIRST, *columns.values()), rows, still)]
    lists = all_lists(models)
    for name, title in list_titles(lists).items():
        asked = lists[name]
        fields = [
            SheetColumn(asked.heading(field), one.ask, one.type, help=_help(one))
            for field, one in asked.fields.items()
        ]
        items = [
            [one.school.id, *(field_cell(asked, item, field) for field in asked.fields)]
            for one in schools
            if name in lists_of(one.model)
            for item in items_of(one.school.located.raw(*asked.keys))
        ]
        first = SheetColumn(SCHOOL, f"{FIRST[0].ask} A row for each of: {asked.ask}", fixed=True)
        sheets.append(AnswerSheet(title, (first, *fields), items))
    return sheets


def _told_apart(models: Sequence[Model]) -> dict[str, SheetColumn]:
    """The columns of these versions; those that ask the same say which versions they are of."""
    columns = {name: one.sheet for name, one in all_columns(models).items()}
    often = Counter(one.ask for one in columns.values())
    for name, sheet in columns.items():
        if often[sheet.ask] > 1 and len(models) > 1:
            of = ", ".join(one.version for one in models if name in columns_of(one))
            columns[name] = replace(sheet, ask=f"{sheet.ask} ({of})")
    return columns


def _control_rows(schools: Iterable[Answering]) -> Iterator[str]:
    """The rows that schools have in the control tables of a policy, each as a column once."""
    seen = set()
    for one in schools:
        entry = one.school.policies.get(one.model.policy)
        for term in entry.control if entry else ():
            if term.lower() not in seen:
                seen.add(term.lower())
                yield f"{CONTROL_ROW}{term}"


def _help(one: ItemField) -> str:
    within = f" {one.limits.in_words}." if one.limits.in_words else ""
    return f"{one.ask}{within}{f' Such as: {one.example}' if one.example else ''}"


def _cell(name: str, school: School, model: Model) -> str:
    column = asked_column(model, name, school)
    return cell_of(column, school.located.raw(*column.keys)) if column else ""


def items_of(entry: Any) -> list[Mapping[str, Any]]:
    """The items of a list of records as a school's file has it; none if it is no such list."""
    if not isinstance(entry, list) or not all(isinstance(item, dict) for item in entry):
        return []
    return entry


def field_cell(asked: AskedList, item: Mapping[str, Any], field: str) -> str:
    """The cell for a field of an item."""
    text = item.get(field)
    return guarded(as_read(text, asked.fields[field].type)) if isinstance(text, str) else ""
