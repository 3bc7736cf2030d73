"""What stands around the text: title, control table, version history, data for machines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from policygen.document import (
    Block,
    Blocks,
    Control,
    Document,
    Inlines,
    Paragraph,
    Section,
    Slot,
    Table,
    Text,
)
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model

Standing = Literal["edition", "draft", "model", "changed"]

NOTICES: Mapping[Standing, str] = {
    "edition": "",
    "draft": "DRAFT: not for publication",
    "model": "MODEL POLICY: every alternative, for consultation",
    "changed": "",  # it names a version: see _notice
}


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
    standing: Standing
    issues: int = 0
    has_next_review: bool = False
    is_reviewed: bool = False
    logo: str = ""


def frame_of(model: Model, standing: Standing, adoption: Adoption | None = None) -> Frame:
    """The frame of an edition."""
    entry = adoption.entry if adoption else None
    school = adoption.school if adoption else None
    return _frame(
        model,
        standing,
        len(entry.history) if entry else 0,
        bool(entry and entry.next_review),
        bool(entry and entry.last_review),
        school.logo.kind if school and school.logo else "",
    )


@lru_cache(maxsize=4096)
def _frame(
    model: Model, standing: Standing, issues: int, has_next: bool, is_reviewed: bool, logo: str
) -> Frame:
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
        issues=issues,
        has_next_review=has_next,
        is_reviewed=is_reviewed,
        logo=logo,
    )


def frame_values(model: Model, adoption: Adoption | None) -> dict[str, str]:
    """The words of the slots that a frame has."""
    values = {"edition.date": model.front.issued.first_day.isoformat()}
    if adoption:
        entry = adoption.entry
        values["school.name"] = adoption.school.name
        for index, issue in enumerate(entry.history):
            said = (issue.version, str(issue.issued), issue.by, issue.summary)
            values.update(zip(_history_slots(index), said, strict=True))
        if entry.history:
            values["edition.date"] = entry.history[-1].issued.first_day.isoformat()
        if review := entry.last_review:
            values["edition.reviewed"] = str(review.on)
        if entry.next_review:
            values["edition.next_review"] = str(entry.next_review)
            values["edition.next_review_date"] = entry.next_review.iso
    return values


_ISSUE = ("version", "issued", "by", "summary")
_HISTORY_WIDTHS = (12, 22, 24, 42)


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
    return Document(
        title=frame.title,
        subtitle=(subtitle,),
        notice=_notice(frame),
        properties=tuple(_properties(frame)),
        control=Control("Document control", tuple(_control(frame))),
        children=(),
        history=None if frame.standing == "model" else _history(frame),
        logo=frame.logo,
    )


def _notice(frame: Frame) -> Inlines:
    if frame.standing == "changed":
        return (Text("Draft: changed since version "), *_last(frame, "version"))
    notice = NOTICES[frame.standing]
    return (Text(notice),) if notice else ()


def _in_force(frame: Frame) -> bool:
    """Whether the text is that of the last issue: only then may it carry its version."""
    return frame.standing == "edition" and frame.issues > 0


def _version(frame: Frame) -> Inlines:
    if _in_force(frame):
        return _last(frame, "version")
    if frame.standing == "changed":
        return _notice(frame)
    return (Text("Draft" if frame.issues else "Not yet issued"),)


def _last(frame: Frame, field: str) -> Inlines:
    return (Slot(f"history.{frame.issues - 1}.{field}"),)


def _control(frame: Frame) -> list[tuple[str, Inlines]]:
    rows: list[tuple[str, Inlines]] = []
    if frame.standing != "model":
        rows.append(("School", (Slot("school.name"),)))
        rows.append(("Version", _version(frame)))
        if _in_force(frame):
            rows.append(("Date of issue", _last(frame, "issued")))
            rows.append(("Approved by", _last(frame, "by")))
        if frame.is_reviewed:
            rows.append(("Last reviewed", (Slot("edition.reviewed"),)))
        if frame.has_next_review:
            rows.append(("Next review", (Slot("edition.next_review"),)))
    rows.append(("Review cycle", (Text(frame.review[:1].upper() + frame.review[1:]),)))
    rows.append(("Model policy", (Text(f"{frame.publisher}, {frame.model_issued}"),)))
    if frame.department:
        rows.append(("Department", (Text(frame.department),)))
    return rows


def _history(frame: Frame) -> Section:
    header = ("Version", "Date of issue", "Approved by", "Summary of changes")
    content: Block = Paragraph((Text("This policy has not been issued yet."),))
    if frame.issues:
        rows = tuple(
            tuple((Slot(slot),) for slot in _history_slots(index)) for index in range(frame.issues)
        )
        caption = "Every issue of this policy, the oldest first"
        heads = tuple((Text(word),) for word in header)
        content = Table(caption, heads, rows, _HISTORY_WIDTHS, row_headings=True)
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
