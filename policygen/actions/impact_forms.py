"""What would change, as lines, as CSV, as records, as a web page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from policygen.actions.impact import ClauseImpact, Impact, NewQuestion, Rewording
from policygen.assembly.paper_parts import as_paragraph, lined_cell, worded
from policygen.document import (
    Block,
    Blocks,
    Control,
    Document,
    Grid,
    Section,
    TableRow,
    Text,
)
from policygen.document.quotes import typographic
from policygen.errors import plural
from policygen.sources.guarded import csv_for_spreadsheets
from policygen.writers import plate

_HEADS = ("Policy", "What", "Id", "Where", "Why", "Before", "After", "School", "Name")


def impact_in_all(found: Impact) -> str:
    """How many schools are touched, and how many are not."""
    counts = (
        (found.conflicts, "in conflict"),
        (found.unchanged, "whose text stays the same"),
        (found.refused, "refused"),
        (found.up_to_date, "up to date"),
        (found.later, "on a later version"),
    )
    others = [f"{len(some)} {said}" for some, said in counts if some]
    return "; ".join([f"{touched(found.changed, found)} would have another text", *others])


def touched(schools: Sequence[str], found: Impact) -> str:
    """How many of all schools these are."""
    return f"{len(schools)} of {plural(len(found.names), 'school')}"


def happens(one: Rewording) -> str:
    """What becomes of a clause."""
    return "another number" if one.kind == "renumbered" else one.kind


def only_renumbered(found: Impact) -> tuple[list[ClauseImpact], tuple[str, ...]]:
    """What only has another number in some texts, and in which."""
    some = [one for one in found.clauses if _is_renumbered(one)]
    return some, tuple(sorted({name for one in some for name in one.schools}))


def beyond_numbers(found: Impact) -> list[ClauseImpact]:
    """What changes otherwise, and what was noted and touches nobody."""
    return [one for one in found.clauses if not _is_renumbered(one)]


def _is_renumbered(one: ClauseImpact) -> bool:
    return bool(one.rewordings) and all(each.kind == "renumbered" for each in one.rewordings)


def clause_heading(one: ClauseImpact) -> str:
    """What changes, as a reader finds it in the model."""
    return f"{one.id}, {one.where}" if one.where and one.where != one.id else one.id


def to_be_answered(one: NewQuestion) -> str:
    """What must be answered, or confirmed."""
    return f"{one.name} {'to confirm' if one.confirms else 'to answer'}"


def impact_as_csv(impacts: Iterable[Impact]) -> str:
    """A line for each school and each thing that touches it, or for that nothing does."""
    rows = ((found.policy, *line) for found in impacts for line in _lines(found))
    return csv_for_spreadsheets((_HEADS, *rows))


def _lines(found: Impact) -> Iterator[tuple[str, ...]]:
    for clause in found.clauses:
        for one in clause.rewordings:
            about = (happens(one), clause.id, clause.where, clause.note, one.before, one.after)
            yield from ((*about, name, found.names[name]) for name in one.schools)
    for question in found.questions:
        what = "to confirm" if question.confirms else "to answer"
        about = (what, question.name, "", question.ask, "", "")
        yield from ((*about, name, found.names[name]) for name in question.schools)
    for name, some in found.conflicts.items():
        for met in some:
            where = (met.id, met.where, met.reason, met.local, met.after)
            yield "conflict", *where, name, found.names[name]
    for name, reasons in found.refused.items():
        yield "refused", "", "", "\n".join(map(str, reasons)), "", "", name, found.names[name]
    others = (found.unchanged, found.up_to_date, found.later)
    for what, schools in zip(("same text", "up to date", "later version"), others, strict=True):
        yield from ((what, "", "", "", "", "", name, found.names[name]) for name in schools)


def impact_as_record(found: Impact) -> dict[str, Any]:
    """All of it for machines."""
    return {
        "policy": found.policy,
        "cause": found.cause,
        "schools": dict(found.names),
        "changes": [asdict(one) for one in found.clauses],
        "changed": list(found.changed),
        "questions": [asdict(one) for one in found.questions],
        "conflicts": {name: [*map(asdict, some)] for name, some in found.conflicts.items()},
        "unchanged": list(found.unchanged),
        "up_to_date": list(found.up_to_date),
        "later": list(found.later),
        "refused": {name: [*map(str, reasons)] for name, reasons in found.refused.items()},
    }


def impact_as_page(impacts: Sequence[Impact], cause: str) -> bytes:
    """All of it as a web page, policy by policy."""
    rows = tuple((found.title, worded(impact_in_all(found))) for found in impacts)
    publishers = dict.fromkeys(found.publisher for found in impacts)
    document = Document(
        typographic(f"What would change: {cause}"),
        worded(", ".join(publishers)),
        (),
        (("lang", (Text("en-GB"),)),),
        Control("In all", rows or (("Policies", worded("none")),)),
        tuple(map(_of_policy, impacts)) if len(impacts) > 1 else _parts(impacts),
    )
    return plate("html", document).fill({})


def _of_policy(found: Impact) -> Section:
    return Section(worded(found.title), _parts([found]), found.policy, unnumbered=True)


def _parts(impacts: Iterable[Impact]) -> tuple[Section, ...]:
    """All sections, each with an anchor of its own."""
    return tuple(
        replace(one, anchor=f"{found.policy}-{count}")
        for found in impacts
        for count, one in enumerate(_sections(found), 1)
    )


def _sections(found: Impact) -> Iterator[Section]:
    for one in beyond_numbers(found):
        note: Blocks = (as_paragraph(one.note),) if one.note else ()
        if not one.rewordings:
            note = (*note, as_paragraph("No school’s text has this."))
        rows = (
            (happens(each), each.before, each.after, _named(each.schools, found))
            for each in one.rewordings
        )
        heads: tuple[str, ...] = ("What", "Before", "After", "Schools")
        yield _section(clause_heading(one), note, heads, [*rows], (2, 6, 6, 4))
    some, schools = only_renumbered(found)
    if some:
        said = f"{', '.join(one.where or one.id for one in some)}: {_named(schools, found)}"
        note = (as_paragraph(said.replace("\n", ", ")),)
        yield _section("Only other numbers", note, (), [], ())
    rows_of = [
        (to_be_answered(one), one.ask, _named(one.schools, found)) for one in found.questions
    ]  # fmt: skip
    heads = ("What", "Question", "Schools")
    if rows_of:
        yield _section("To be answered", (), heads, rows_of, (3, 8, 6))
    in_conflict = [
        (found.names[name], f"{met.id}, {met.where}", met.before, met.after, met.local)
        for name, some_met in found.conflicts.items()
        for met in some_met
    ]
    heads = ("School", "Where", "The model", "The model then", "The school")
    if in_conflict:
        yield _section("Local wording in conflict", (), heads, in_conflict,
                       (3, 3, 6, 6, 6))  # fmt: skip
    refused = [(found.names[n], "\n".join(map(str, why))) for n, why in found.refused.items()]
    if refused:
        yield _section("Refused", (), ("School", "Why"), refused, (3, 12))
    for title, names in (
        ("Whose text stays the same", found.unchanged),
        ("Up to date", found.up_to_date),
        ("On a later version", found.later),
    ):
        if names:
            note = (as_paragraph(_named(names, found).replace("\n", ", ")),)
            yield _section(title, note, (), [], ())


def _section(
    title: str, note: Blocks, heads: Sequence[str], rows: Sequence[Sequence[str]],
    widths: tuple[int, ...],
) -> Section:  # fmt: skip
    table: tuple[Block, ...] = ()
    if rows:
        cells = (TableRow(tuple(lined_cell(one) for one in row)) for row in (heads, *rows))
        table = (Grid((), tuple(cells), widths=widths, row_headings=True),)
    return Section(worded(title), (*note, *table), unnumbered=True, landscape=bool(rows))


def _named(schools: Sequence[str], found: Impact) -> str:
    """Schools by their names, or that it is all of them."""
    if len(schools) == len(found.names) > 2:
        return f"All {len(schools):,} schools"
    settle = " (once settled)"
    return "\n".join(f"{found.names[name]}{settle * (name in found.conflicts)}" for name in schools)
