"""A paper for the meeting at which a policy is approved: what is asked, and all that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policygen.assembly.deviating import Deviation
from policygen.assembly.side_by_side import in_cell
from policygen.compare.changes import Change, in_rows
from policygen.document import (
    Block,
    Blocks,
    BulletList,
    Cell,
    Control,
    Document,
    FillIn,
    Form,
    Grid,
    Inlines,
    Paragraph,
    Section,
    TableRow,
    Text,
    plain,
    walk,
)
from policygen.document.blocks import Clause
from policygen.document.quotes import typographic
from policygen.document.revisions import earlier, later
from policygen.errors import plural

_COUNTED = (
    ("changed", "changed"),
    ("added", "added"),
    ("removed", "removed"),
    ("moved", "moved"),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A question of the model, and what the school answered, in its words; and what it did before.

    `before` is empty where it wasn't asked; `changed` says whether it is another answer now.
    """

    ask: str
    answer: str
    before: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """What a board is asked to approve: a version of a policy, and all that it must know of it.

    `before` names the text that it takes the place of, and is empty for a policy that has never
    been issued; then nothing has changed, and the board is given the `text` in outline. `approvers`
    are those who may approve it, if the model says; `due` is when it must be approved.
    """

    school: str
    title: str
    version: str
    model: str
    before: str
    text: Document
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decided, ...] = ()
    wordings: tuple[Deviation, ...] = ()
    approvers: tuple[str, ...] = ()
    due: str = ""
    consultation: tuple[str, ...] = ()
    incomplete: bool = False


def paper(matter: Matter) -> Document:
    """The paper, as a document."""
    rows = [
        ("School", matter.school),
        ("Policy", matter.title),
        ("Version", matter.version),
        ("In place of", matter.before or "nothing: it is the first"),
        ("For approval by", _either(matter.approvers)),
        ("Review due", matter.due),
        ("Model policy", matter.model),
    ]
    notice = "The policy is incomplete: it can't be approved as it is" if matter.incomplete else ""
    return Document(
        typographic(f"For approval: {matter.title}"),
        _text(matter.school),
        _text(notice) if notice else (),
        (("lang", (Text("en-GB"),)),),
        Control("About this paper", tuple((term, _text(said)) for term, said in rows if said)),
        tuple(_sections(matter)),
    )


def _sections(matter: Matter) -> Iterator[Section]:
    yield _section("What is asked", *_asked(matter))
    others = [one for one in matter.changes if one.kind == "renumbered"]
    if changed := [one for one in matter.changes if one.kind != "renumbered"]:
        legend = "Words in bold have gone, or are new."
        yield _section("What has changed", _said(legend), _side_by_side(changed))
    if others:
        lines = (one.words for one in in_rows(others))
        yield _section("What only has another number", _listed(lines))
    if not matter.before:
        yield _section("The text in outline", _outline(matter.text))
    if matter.decisions:
        yield _section("What was decided", _decisions(matter.decisions))
    if matter.wordings:
        yield _section("Local wording", _wordings(matter.wordings))
    if matter.consultation:
        yield _section("Consultation", *map(_said, matter.consultation))
    yield _section("Approval", _form(matter))


def _section(title: str, *blocks: Block) -> Section:
    anchor = title.lower().replace(" ", "-")
    return Section(_text(title), blocks, anchor, unnumbered=True)


def _asked(matter: Matter) -> Iterator[Block]:
    who = _either(matter.approvers)
    asked = f"{who[:1].upper()}{who[1:]} is asked" if who else "You are asked"
    due = f" Its review is due {matter.due}." if matter.due else ""
    yield _said(f"{asked} to approve version {matter.version} of this policy.{due}")
    if not matter.before:
        yield _said("It has never been issued: this would be its first version.")
        return
    counts = [
        plural(count, "place") + f" {word}"
        for kind, word in _COUNTED
        if (count := sum(one.kind == kind for one in matter.changes))
    ]
    if not counts:
        yield _said(f"Its words are those of {matter.before}.")
        return
    yield _said(f"Since {matter.before}: {', '.join(counts)}.")


def _side_by_side(changes: Sequence[Change]) -> Grid:
    rows = [_row(_said("Where"), _said("Before"), _said("Now"), _said("What kind of change"))]
    for heading, some in groupby(changes, _heading):
        rows.append(TableRow((Cell((_said(heading),), cols=4),), band=True))
        for one in some:
            sides = (in_cell(side) or (_said(words),) for side, words in _sides(one))
            before, now = (side if any(map(_speaks, side)) else (_said("–"),) for side in sides)
            rows.append(TableRow((_cell(_where(one)), Cell(before), Cell(now), Cell(_kinds(one)))))
    return Grid((), tuple(rows), widths=(2, 6, 6, 4), row_headings=True)


def _sides(change: Change) -> tuple[tuple[Blocks, str], tuple[Blocks, str]]:
    """Both sides as blocks, and as words; of what is new or gone as a whole nothing is marked."""
    old, new = change.old, change.new
    if change.kind != "changed":
        old, new = earlier(old), later(new)
    return (old, change.before), (new, change.after)


def _speaks(block: Block) -> bool:
    return any(isinstance(node, Text) and node.text for node in walk((block,)))


def _heading(change: Change) -> str:
    unit = change.unit
    if unit.kind in ("clause", "heading", "section", "text") and unit.heading:
        return unit.heading
    return "The text" if unit.kind == "text" else "What stands around the text"


def _where(change: Change) -> str:
    unit = change.unit
    if unit.kind == "clause":
        return unit.number
    if unit.kind in ("section", "heading") and unit.number:
        return unit.number if " " in unit.number else f"Section {unit.number}"
    words = str(unit).partition(" of ")[0] if unit.kind in ("text", "heading") else str(unit)
    return words[:1].upper() + words[1:]


def _kinds(change: Change) -> Blocks:
    words = {"changed": "Changed", "added": "Added", "removed": "Removed", "moved": "Moved"}
    said = words.get(change.kind, "")
    if change.was:
        said += f" from {change.was}" if change.kind == "moved" else f" (it was {change.was})"
    return (_said(said),)


def _decisions(decisions: Sequence[Decided]) -> Grid:
    first = sorted(decisions, key=lambda one: not one.changed)
    has_before = any(one.changed for one in first)
    heads = ("Question", "Before", "Now") if has_before else ("Question", "Answer")
    rows = [_row(*map(_said, heads))]
    for one in first:
        before = (one.before or "not asked",) if has_before else ()
        rows.append(_row(*map(_said, (one.ask, *before, one.answer))))
    return Grid((), tuple(rows), widths=(6, 4, 4) if has_before else (6, 6), row_headings=True)


def _wordings(wordings: Sequence[Deviation]) -> Grid:
    rows = [_row(*map(_said, ("Where", "The model", "The school", "Why")))]
    rows += [
        TableRow(
            (
                _cell(f"{one.where}, {one.became}"), _cell(one.model or "–"),
                _cell(one.school or "–"), _cell(one.reason),
            )
        )
        for one in wordings
    ]  # fmt: skip
    return Grid((), tuple(rows), widths=(3, 6, 6, 4), row_headings=True)


def _outline(document: Document) -> BulletList:
    """Each section with its number, and how many clauses it has."""
    lines = []
    for block in document.children:
        match block:
            case Section(title, children, number=number):
                count = sum(isinstance(one, Clause) for one in children)
                clauses = f": {plural(count, 'clause')}" if count else ""
                lines.append(f"{number} {plain(title)}{clauses}".strip())
    return _listed(lines)


def _form(matter: Matter) -> Form:
    asked = ("Approved by", "Signed", "Name", "Date")
    fields = tuple((Paragraph((Text(f"{one}: "), FillIn())),) for one in asked)
    words = f"Version {matter.version} of this policy is approved."
    return Form((), (_said(words), BulletList(fields)))


def _row(*blocks: Block) -> TableRow:
    return TableRow(tuple(Cell((block,)) for block in blocks))


def _cell(words: str) -> Cell:
    return Cell(tuple(_said(line) for line in words.split("\n") if line))


def _listed(lines: Iterable[str]) -> BulletList:
    return BulletList(tuple((_said(line),) for line in lines))


def _said(words: str) -> Paragraph:
    return Paragraph(_text(words))


def _text(words: str) -> Inlines:
    return (Text(typographic(words)),)


def _either(words: Sequence[str]) -> str:
    *rest, last = words or [""]
    return f"{', '.join(rest)} or {last}" if rest else last
