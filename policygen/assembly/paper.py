"""A paper for the meeting at which a policy is approved: what is asked, and all that changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of

from policygen.assembly.deviating import Deviation
from policygen.assembly.paper_changes import ChangeBeside, by_class, set_beside, side_by_side
from policygen.assembly.paper_parts import (
    as_paragraph,
    field_to_fill,
    lined_cell,
    lines_as_list,
    row_of,
    worded,
)
from policygen.compare.changes import Change, in_rows
from policygen.compare.class_words import Posts
from policygen.document import (
    Block,
    Blocks,
    BulletList,
    Control,
    Document,
    Form,
    Grid,
    Section,
    TableRow,
    plain,
)
from policygen.document.blocks import Clause
from policygen.document.quotes import typographic
from policygen.errors import plural


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
    been issued. Where there is none, or it isn't held and so isn't compared, the board is given the
    `text` in outline. `approvers`
    are those who may approve it, if the model says; `due` is when its review is. `consultation`
    says whether it is as it was agreed, `consulted` with whom it must be talked over, and when it
    was, if it was. `posts` are what the school calls its posts.
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
    is_compared: bool = True
    consultation: str = ""
    consulted: Mapping[str, str] = of(default_factory=dict)
    posts: Posts = frozenset()
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
        worded(matter.school),
        worded(notice) if notice else (),
        matter.text.properties,  # for machines it is of the same day and policy
        Control("About this paper", tuple((term, worded(said)) for term, said in rows if said)),
        tuple(_sections(matter)),
    )


def _sections(matter: Matter) -> Iterator[Section]:
    yield _section("What is asked", *_asked(matter))
    others = [one for one in matter.changes if one.kind == "renumbered"]
    if changed := _changed(matter):
        legend = "Words in bold have gone, or are new."
        yield _section("What has changed", as_paragraph(legend), side_by_side(changed))
    if others:
        lines = (one.words for one in in_rows(others))
        yield _section("What only has another number", lines_as_list(lines))
    if not (matter.before and matter.is_compared):
        yield _section("The text in outline", _outline(matter.text))
    if matter.decisions:
        yield _section("What was decided", _decisions(matter.decisions))
    if matter.wordings:
        yield _section("Local wording", _wordings(matter.wordings))
    if matter.consultation:
        yield _section("Consultation", as_paragraph(matter.consultation), *_consulted(matter))
    yield _section("Approval", _form(matter))


def _changed(matter: Matter) -> list[ChangeBeside]:
    return [set_beside(one, matter.posts) for one in matter.changes if one.kind != "renumbered"]


def _section(title: str, *blocks: Block) -> Section:
    anchor = title.lower().replace(" ", "-")
    return Section(worded(title), blocks, anchor, unnumbered=True)


def _asked(matter: Matter) -> Iterator[Block]:
    who = _either([f"the {one}" for one in matter.approvers])
    by = f" by {who}" if who else ""
    due = f" Its review is due {matter.due}." if matter.due else ""
    version = f"Version {matter.version} of this policy"
    yield as_paragraph(f"{version} is put forward for approval{by}.{due}")
    if not matter.before:
        yield as_paragraph("It has never been issued: this would be its first version.")
        return
    if not matter.is_compared:
        text = f"The text of {matter.before} isn't held here"
        yield as_paragraph(f"{text}: what has changed isn't known.")
        return
    counts = [
        f"{plural(count, 'place')} {kind}"
        for kind in ("changed", "added", "removed", "moved")
        if (count := sum(one.kind == kind for one in matter.changes))
    ]
    if not counts:
        yield as_paragraph(f"Its words are those of {matter.before}.")
        return
    yield as_paragraph(f"Since {matter.before}: {', '.join(counts)}.")
    if lines := [*by_class(_changed(matter))]:
        yield lines_as_list(lines)


def _decisions(decisions: Sequence[Decided]) -> Grid:
    first = sorted(decisions, key=lambda one: not one.changed)
    has_before = any(one.changed for one in first)
    heads = ("Question", "Before", "Now") if has_before else ("Question", "Answer")
    rows = [row_of(*map(as_paragraph, heads))]
    for one in first:
        before = (one.before or "not asked",) if has_before else ()
        rows.append(row_of(*map(as_paragraph, (one.ask, *before, one.answer))))
    return Grid((), tuple(rows), widths=(6, 4, 4) if has_before else (6, 6), row_headings=True)


def _wordings(wordings: Sequence[Deviation]) -> Grid:
    rows = [row_of(*map(as_paragraph, ("Where", "The model", "The school", "Why")))]
    rows += [
        TableRow(
            (
                lined_cell(f"{one.where}, {one.became}"), lined_cell(one.model or "–"),
                lined_cell(one.school or "–"), lined_cell(one.reason),
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
                count = _clauses(children)
                clauses = f": {plural(count, 'clause')}" if count else ""
                lines.append(f"{number} {plain(title)}{clauses}".strip())
    return lines_as_list(lines)


def _clauses(blocks: Blocks) -> int:
    """How many clauses there are, those of sections within too, but none within another."""
    inner = (_clauses(one.children) for one in blocks if isinstance(one, Section))
    return sum(isinstance(one, Clause) for one in blocks) + sum(inner)


def _consulted(matter: Matter) -> Iterator[Block]:
    """Who was consulted, and a place for the date where nobody has said it yet."""
    if said := [f"{body}: consulted {when}" for body, when in matter.consulted.items() if when]:
        yield lines_as_list(said)
    open_yet = [body for body, when in matter.consulted.items() if not when]
    if open_yet:
        lines = tuple(field_to_fill(f"{body}, consulted on") for body in open_yet)
        yield Form((), (BulletList(lines),))


def _form(matter: Matter) -> Form:
    asked = ("Approved by", "Signed", "Name", "Date")
    fields = tuple(map(field_to_fill, asked))
    words = f"Version {matter.version} of this policy is approved."
    return Form((), (as_paragraph(words), BulletList(fields)))


def _either(words: Sequence[str]) -> str:
    *rest, last = words or [""]
    return f"{', '.join(rest)} or {last}" if rest else last
