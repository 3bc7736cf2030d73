"""What blocks say, with all that may differ in them, as one text to be compared."""

from collections.abc import Iterator
from typing import assert_never

from policygen.document import (
    Alternatives,
    Blank,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Definitions,
    Emphasis,
    Figure,
    FillIn,
    Footnote,
    Form,
    Grid,
    Guidance,
    Inline,
    InlineAlternatives,
    Inlines,
    Letter,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Reference,
    Revision,
    Section,
    Slot,
    Step,
    Steps,
    Strong,
    Table,
    TableRow,
    TableRows,
    Text,
    TickBox,
)
from policygen.document.links import policy_at
from policygen.document.quotes import straight
from policygen.document.revisions import as_compared


def said(blocks: Blocks) -> str:
    """The words of some blocks, a line for each, with marks for what isn't words."""
    return "\n".join(map(_block, blocks))


def said_barely(blocks: Blocks) -> str:
    """What some blocks say, whatever their numbers, and however their marks are set."""
    return straight(said(tuple(map(as_compared, blocks))))


def _block(block: Block) -> str:
    match block:
        case Paragraph(children):
            return _inlines(children)
        case BulletList(items):
            return "\n".join(f"- {said(item)}" for item in items)
        case Quotation(children):
            return f"> {said(children)}"
        case Box(title, children):
            return f"[box] {_inlines(title)}\n{said(children)}"
        case Letter(title, children):
            return f"[letter] {_inlines(title)}\n{said(children)}"
        case Guidance(title, children):
            return f"[guidance] {_inlines(title)}\n{said(children)}"
        case Definitions(items):
            return "\n".join(
                f"{' / '.join(map(_inlines, item.terms))}: {said(meaning)}"
                for item in items
                for meaning in item.meanings
            )
        case Steps(title, children):
            return f"[steps] {_inlines(title)}\n{said(children)}"
        case Step(children, _, number):
            return f"{number}. {said(children)}"
        case Form(title, children, _, office):
            return f"[{'office form' if office else 'form'}] {_inlines(title)}\n{said(children)}"
        case Clause(children, _, number):
            return f"{number} {said(children)}"
        case Section(title, children):
            kinds = {
                "unnumbered": block.unnumbered, "appendix": block.appendix,
                f"label {block.label}": block.label, f"clauses {block.clauses}": block.clauses,
            }  # fmt: skip
            marks = "".join(f" [{kind}]" for kind, is_so in kinds.items() if is_so)
            return "\n".join([f"{_inlines(title)}{marks}", *([said(children)] if children else [])])
        case Table(caption, header, rows):
            lines = (" | ".join(map(_inlines, row)) for row in (header, *rows))
            return "\n".join([caption, *lines])
        case Figure(alt, caption, picture, drawing=drawing):
            shown = (drawing or picture)[:8]  # tells one from another
            return f"[picture {shown}: {_inlines(alt)}] {_inlines(caption)}"
        case Grid(caption, grid_rows):
            return "\n".join([_inlines(caption), *_rows(grid_rows)])
        case Alternatives(question, passages):
            offered = (f"{passage.label}: {said(passage.children)}" for passage in passages)
            return "\n".join([question, *offered])
        case BlockRevision(inserted, children):
            return f"[{'inserted' if inserted else 'deleted'}]\n{said(children)}"
        case _:
            assert_never(block)


def _rows(rows: TableRows) -> Iterator[str]:
    for row in rows:
        if isinstance(row, TableRow):
            yield " | ".join(said(cell.children) for cell in row.cells)
            continue
        yield row.question
        for passage in row.passages:
            yield f"{passage.label}:"
            yield from _rows(passage.rows)


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Slot(name):
            return f"{{{name}}}"
        case Blank(label):
            return f"[{label}]"
        case Strong(children):
            return f"**{_inlines(children)}**"
        case Emphasis(children):
            return f"*{_inlines(children)}*"
        case Link(address, children) if policy_at(address):  # anchors are made of what is said
            return _inlines(children)
        case Link(address, children):
            leads = f"{{{address.name}}}" if isinstance(address, Slot) else address
            return f"{_inlines(children)} <{leads}>"
        case Reference(anchor, children):  # its number follows from elsewhere
            return f"{_inlines(children)} <#{anchor}>"
        case LineBreak():
            return "\n"
        case Footnote(children):
            return f"^[{_inlines(children)}]"
        case FillIn(lines):
            return f"____{{{lines}}}" if lines > 1 else "____"
        case TickBox():
            return "[ ]"
        case InlineAlternatives(passages):
            return f"[{inline.joint.join(map(_inlines, passages))}]"
        case Revision(inserted, children):
            return f"[{'inserted' if inserted else 'deleted'}: {_inlines(children)}]"
        case _:
            assert_never(inline)
