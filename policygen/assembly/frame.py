"""What stands around the text: title, control table, version history, data for machines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias

from policygen.assembly.quoting import set_quotes_in
from policygen.document import (
    USUAL,
    Block,
    Blocks,
    Control,
    Document,
    Inlines,
    Link,
    Numbering,
    Paragraph,
    Section,
    Slot,
    Table,
    Text,
)
from policygen.document.measuring import breadth
from policygen.document.quotes import typographic
from policygen.sources.adoption import Adoption
from policygen.sources.entries import AdoptionEntry, HistoryEntry
from policygen.sources.model import Model
from policygen.sources.text import ended
from policygen.sources.value_types import TypeName, address_of

ControlRows: TypeAlias = tuple[tuple[str, Inlines], ...]
NoticeKind = Literal["edition", "draft", "model", "changed", "altered", "withdrawn"]

NOTICES: Mapping[NoticeKind, str] = {
    "edition": "",
    "draft": "DRAFT: not for publication",
    "model": "MODEL POLICY: every alternative, for consultation",
    "changed": "",  # it names a version: see _notice
    "altered": "DRAFT: the record of this policy has been altered",
    "withdrawn": "WITHDRAWN: not in force",
}
NEXT_REVIEW = "edition.next_review"  # the slot of its day
NOT_ISSUED = "DRAFT: not yet issued"  # of an edition that nobody has approved


@dataclass(frozen=True, slots=True)
class Frame:
    """The shape of what stands around a text: two editions with equal frames differ in values."""

    policy: str
    model: str
    title: str
    publisher: str
    department: str
    model_issued: str
    review: str
    keywords: str
    standing: NoticeKind
    issues: int = 0
    standing_issue: int | None = None  # the last that was not withdrawn, counted from 0
    applies_later: bool = False
    was_consulted: bool = False
    has_next_review: bool = False
    is_reviewed: bool = False
    logo: str = ""
    contact: tuple[TypeName, ...] = ()
    control: ControlRows = ()
    numbering: Numbering = USUAL


def frame_of(
    model: Model, standing: NoticeKind, adoption: Adoption | None = None, control: ControlRows = ()
) -> Frame:
    """The frame of an edition; `control` are its own rows of the control table."""
    if adoption is None:
        return _frame(model, standing, "", control=control)
    entry, logo = adoption.entry, adoption.school.logo
    last = entry.last_issue
    return _frame(
        model,
        standing,
        logo.kind if logo else "",
        issues=len(entry.history),
        standing_issue=entry.history.index(last) if last else None,
        applies_later=bool(last and last.in_force),
        was_consulted=bool(last and last.consulted),
        has_next_review=bool(entry.next_review),
        is_reviewed=bool(entry.last_review),
        contact=tuple(_contact(adoption)),
        control=control,
    )


@lru_cache(maxsize=4096)
def _frame(model: Model, standing: NoticeKind, logo: str, **of_record: Any) -> Frame:
    front = model.front
    return Frame(
        policy=model.policy,
        model=model.version,
        title=front.title,
        publisher=front.publisher,
        department=front.department or "",
        model_issued=str(front.issued),
        review=str(front.review),
        keywords=", ".join(front.keywords),
        standing=standing,
        logo=logo,
        numbering=front.numbering.numbering,
        **of_record,
    )


def frame_values(model: Model, adoption: Adoption | None) -> dict[str, str]:
    """The words of the slots that a frame has."""
    values = {"edition.date": model.front.issued.first_day.isoformat()}
    if adoption:
        entry = adoption.entry
        values["school.name"] = typographic(adoption.school.name)
        for name, words in _contact(adoption).items():
            values[f"edition.{name}"] = words
            values[f"edition.{name}.link"] = address_of(name, words)
        for index, issue in enumerate(entry.history):
            said = (issue.version, str(issue.issued), issue.by, _summary(entry, issue))
            values.update(zip(_history_slots(index), map(typographic, said), strict=True))
        if last := entry.last_issue:
            values["edition.date"] = last.issued.first_day.isoformat()
            if last.in_force:
                values["edition.in_force"] = str(last.in_force)
            if last.consulted:
                values["edition.consulted"] = typographic(last.consulted_in_words)
        if review := entry.last_review:
            values["edition.reviewed"] = str(review.on)
        if entry.next_review:
            values[NEXT_REVIEW] = str(entry.next_review)
            values["edition.next_review_date"] = entry.next_review.iso
    return values


def _contact(adoption: Adoption) -> dict[TypeName, str]:
    """By what anyone may ask the school something, as its facts have it."""
    facts = adoption.school.facts
    by: tuple[TypeName, ...] = ("email", "telephone")
    return {name: said for name in by if isinstance(said := facts.get(name), str)}


def _summary(entry: AdoptionEntry, issue: HistoryEntry) -> str:
    """What the version history says of an issue, and whether it was withdrawn."""
    gone = next((one for one in entry.withdrawals if one.version == issue.version), None)
    if not gone:
        return issue.summary
    return f"{ended(issue.summary)} Withdrawn {gone.on.when}: {gone.reason}"


_ISSUE = ("version", "issued", "by", "summary")
_HISTORY_WIDTHS = (12, 22, 24, 42)
# No date is broken, nor a name where there is the room.
_HISTORY_MEASURES = tuple(
    (breadth(words), breadth(words))
    for words in ("Version", "30 September 2026", "Responsibilities", "Responsibilities")
)


@cache
def _history_slots(index: int) -> tuple[str, ...]:
    return tuple(f"history.{index}.{field}" for field in _ISSUE)


def framed(frame: Frame, blocks: Blocks) -> Document:
    """The whole document: the numbered blocks with the frame around them."""
    return replace(_empty(frame), children=blocks)


@lru_cache(maxsize=4096)
def _empty(frame: Frame) -> Document:
    """A frame without a text: one for all texts, so that writers set it once."""
    subtitle = Text(frame.publisher) if frame.standing == "model" else Slot("school.name")
    document = Document(
        title=typographic(frame.title),
        subtitle=(subtitle,),
        notice=_notice(frame),
        properties=tuple(_properties(frame)),
        control=_control(frame),
        children=(),
        history=None if frame.standing == "model" else _history(frame),
        logo=frame.logo,
        numbering=frame.numbering,
        contact=tuple(
            Link(Slot(f"edition.{name}.link"), (Slot(f"edition.{name}"),)) for name in frame.contact
        ),
    )
    return set_quotes_in(document)


def _notice(frame: Frame) -> Inlines:
    if frame.standing == "changed":
        return (Text("Draft: changed since version "), *_last(frame, "version"))
    if frame.standing == "edition" and not _in_force(frame):
        return (Text(NOT_ISSUED),)
    notice = NOTICES[frame.standing]
    return (Text(notice),) if notice else ()


def _in_force(frame: Frame) -> bool:
    """Whether the text is that of the last issue: only then may it carry its version."""
    return frame.standing == "edition" and frame.standing_issue is not None


def _version(frame: Frame) -> Inlines:
    if _in_force(frame):
        return _last(frame, "version")
    if frame.standing == "changed":
        return _notice(frame)
    if frame.standing == "withdrawn":
        return (Text("Withdrawn"),)
    return (Text("Draft" if frame.issues else "Not yet issued"),)


def _last(frame: Frame, field: str) -> Inlines:
    return (Slot(f"history.{frame.standing_issue}.{field}"),)


CONSULTED = "Consulted"
VERSION_ROW = "Model policy"  # it says which version that is
OWN_ROWS = (  # of the control table
    "School", "Version", "Date of issue", "Approved by", "Applies from", "Last reviewed",
    "Next review", "Review cycle", VERSION_ROW, "Department",
)  # fmt: skip


def _control(frame: Frame) -> Control:
    record: list[tuple[str, Inlines]] = []
    if frame.standing != "model":
        record.append(("School", (Slot("school.name"),)))
        record.append(("Version", _version(frame)))
        if _in_force(frame):
            record.append(("Date of issue", _last(frame, "issued")))
            record.append(("Approved by", _last(frame, "by")))
            if frame.applies_later:
                record.append(("Applies from", (Slot("edition.in_force"),)))
            if frame.was_consulted:
                record.append((CONSULTED, (Slot("edition.consulted"),)))
        if frame.is_reviewed:
            record.append(("Last reviewed", (Slot("edition.reviewed"),)))
        if frame.has_next_review:
            record.append(("Next review", (Slot(NEXT_REVIEW),)))
    model: list[tuple[str, Inlines]] = [
        *((typographic(term), said) for term, said in frame.control),
        ("Review cycle", (Text(frame.review[:1].upper() + frame.review[1:]),)),
        (VERSION_ROW, (Text(f"{frame.publisher}, {frame.model_issued}"),)),
    ]
    if frame.department:
        model.append(("Department", (Text(frame.department),)))
    return Control("Document control", tuple(record), tuple(model))


def _history(frame: Frame) -> Section:
    header = ("Version", "Date of issue", "Approved by", "Summary of changes")
    content: Block = Paragraph((Text("This policy has not been issued yet."),))
    if frame.issues:
        rows = tuple(
            tuple((Slot(slot),) for slot in _history_slots(index)) for index in range(frame.issues)
        )
        caption = "Every issue of this policy, the oldest first"
        heads = tuple((Text(word),) for word in header)
        content = Table(
            caption, heads, rows, _HISTORY_WIDTHS, row_headings=True, measures=_HISTORY_MEASURES
        )
    return Section((Text("Version history"),), (content,), "version-history")


def _properties(frame: Frame) -> list[tuple[str, Inlines]]:
    school: Inlines = (Slot("school.name"),)
    status = str(frame.standing)
    if frame.standing == "edition":
        status = "issued" if frame.issues else "not issued"
    rows: list[tuple[str, Inlines]] = [
        ("policy", (Text(frame.policy),)),
        ("model", (Text(frame.model),)),
        ("publisher", (Text(frame.publisher),)),
        ("date", (Slot("edition.date"),)),
        ("lang", (Text("en-GB"),)),
        ("status", (Text(status),)),
    ]
    if frame.department:
        rows.append(("department", (Text(frame.department),)))
    if frame.keywords:
        rows.append(("keywords", (Text(frame.keywords),)))
    if frame.standing != "model":
        rows.insert(0, ("school", school))
        if _in_force(frame):
            rows.append(("version", _last(frame, "version")))
            rows.append(("approved_by", _last(frame, "by")))
        if frame.has_next_review:
            rows.append(("next_review", (Slot("edition.next_review_date"),)))
    return rows
