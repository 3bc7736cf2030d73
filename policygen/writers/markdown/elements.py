"""The body of a Markdown edition: its blocks."""

from typing import assert_never

from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definitions,
    Figure,
    Footnote,
    Form,
    Grid,
    Guidance,
    Inlines,
    Letter,
    Paragraph,
    Quotation,
    Section,
    Step,
    Steps,
    Table,
    Text,
    label,
    query,
)
from policygen.document.held import NOTE, held
from policygen.document.memory import once
from policygen.document.revisions import in_line, in_words
from policygen.writers.around import heading_level, heading_number
from policygen.writers.markdown.definitions import definition_paragraphs
from policygen.writers.markdown.forms import task_list_item
from policygen.writers.markdown.inlines import (
    anchor_tag,
    at_line_start,
    at_line_starts,
    heading_end,
    in_markdown,
    markdown_plate,
    on_one_line,
    parts_hole,
    plain_text,
)
from policygen.writers.markdown.steps import ITEM_INDENT, STEPS_END, marked_title, ordered_item
from policygen.writers.markdown.tables import markdown_table, pipe_table
from policygen.writers.plate import TextPlate

_PART = "\n\n"
_WITHIN = "  "  # and the space behind a bullet: as far in as what follows
_QUOTED = (Alternatives, Box, Form, Guidance, Letter, Quotation)


@once
def markdown_block(block: Block) -> TextPlate:
    """A block, set once for all texts that it stands in."""
    return markdown_plate(_block(block))


def _blocks(blocks: Blocks, depth: int = 0) -> str:
    """Blocks inside so many clauses."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        parts.extend(parting(before, block, depth))
        parts.append(_block(block, depth))
        before = block
    return "\n\n".join(parts)


def _block(block: Block, depth: int = 0) -> str:
    match block:
        case Paragraph(children, anchor):
            named = f'<span id="{anchor}"></span>' if anchor else ""  # <a> would make it a clause
            return named + at_line_starts(in_markdown(children))
        case BulletList(items):
            said = (task_list_item(_blocks(item, depth)) for item in items)
            # What follows a list right behind a bullet would stand too far in, as if it were code.
            tasks = (f"{_WITHIN}{one}" if one.startswith("- ") else one for one in said)
            # Where one holds more than words, Python-Markdown wants all of them apart.
            apart = _PART if any(len(item) > 1 for item in items) else "\n"
            return apart.join(f"- {_indented(task, ITEM_INDENT)}" for task in tasks)
        case Quotation(children):
            return f"> {_indented(_blocks(children, depth), '> ')}"
        case Box(title, children, anchor):
            return _framed("box", title, _blocks(children, depth), anchor)
        case Letter(title, children, anchor):
            return _framed("letter", title, _blocks(children, depth), anchor)
        case Guidance(children=children):
            return _framed("guidance", block.heading, _blocks(children, depth))
        case Form(title, children, anchor, office):
            kind = "office form" if office else "form"
            return _framed(kind, title, _blocks(children, depth), anchor)
        case Definitions():
            return definition_paragraphs(block, _blocks)
        case Steps(title, children, anchor):
            above = marked_title("steps", title, anchor)
            return _PART.join([above, _blocks(children, depth), STEPS_END])
        case Step():
            return ordered_item(block, _blocks)
        case Clause(children, anchor, number):
            return f"{_anchored(anchor, number, depth)}{number} {_blocks(children, depth + 1)}"
        case Section(children=children):
            heading = _heading(block)
            return f"{heading}\n\n{_blocks(children)}" if children else heading
        case Table(caption, header, rows, aligns=aligns):
            anchors = (block.anchor, *block.row_anchors)
            table = pipe_table((header, *rows), aligns, anchors)
            return f"<small>{plain_text(caption)}</small>\n\n{table}" if caption else table
        case Figure():
            return _figure(block)
        case Grid():
            return markdown_table(in_line(block), _blocks)
        case Alternatives(question, passages):
            lines = [f"<mark>To be decided:</mark> {plain_text(question)}"]
            for index, passage in enumerate(passages):
                lines.append(f"<mark>{block.word(index)}:</mark> {plain_text(passage.label)}")
                if passage.children:
                    lines.append(_blocks(passage.children, depth))
            return f"> {_indented(chr(10).join(_spaced(lines)), '> ')}"
        case BlockRevision():
            return _blocks(in_words(block), depth)
        case _:
            assert_never(block)


def _framed(kind: str, title: Inlines, inside: str, anchor: str = "") -> str:
    """A quotation, which a mark tells from others."""
    parts = [marked_title(kind, title, anchor), inside]
    return f"> {_indented(_PART.join(parts), '> ')}"


@once
def markdown_control(control: Control) -> TextPlate:
    """The control table."""
    cells = [((Text(term),), said) for term, said in control.rows]
    return markdown_plate(pipe_table([((Text(control.title),), (Text("Details"),)), *cells]))


def _figure(figure: Figure) -> str:
    """A picture by its file, and its caption below it."""
    address = f"{parts_hole()}{figure.drawing or figure.picture}"
    shown = f"![{on_one_line(figure.alt)}]({address})" if figure.picture else ""
    image = anchor_tag(figure.anchor) + (shown or on_one_line(figure.alt))
    words = f"{label('Figure', figure.number, figure.caption)}{on_one_line(figure.caption)}"
    return f"{image}\n\n<small>{words}</small>" if words else image


def _heading(section: Section) -> str:
    """A heading, below a comment that says what can't be seen here."""
    said = {
        "part": section.level == 1,
        "unnumbered": section.unnumbered,
        "new page": section.new_page,
        "landscape": section.landscape,
    }
    counted = {"label": section.label, "clauses": section.clauses}
    told = (f"{name} {first}" for name, first in counted.items() if first)
    comment = ", ".join([*(word for word, is_so in said.items() if is_so), *told])
    above = f"<!-- {comment} -->\n\n" if comment else ""
    number = heading_number(section)
    words = f"{number} {on_one_line(section.title)}" if number else on_one_line(section.title)
    marks = "#" * heading_level(section)
    return f"{above}{marks} {anchor_tag(section.anchor)}{heading_end(words)}"


def _anchored(anchor: str, number: str, depth: int) -> str:
    """What stands before a clause's number: where that doesn't tell how deep it is, this does."""
    tells = number[-1:].isdigit() if not depth else depth == 1 and number[:1] == "("
    level = "" if tells else f' class="level-{depth + 1}"'
    return f'<a id="{anchor}"{level}></a>' if anchor else ""


@once
def markdown_notes(block: Block) -> tuple[TextPlate, ...]:
    """The footnotes of a block, in order."""
    found = query((block,), Footnote) if NOTE in held(block).runs else ()
    return tuple(
        markdown_plate(f"[^{note.number}]: {at_line_start(on_one_line(note.children))}")
        for note in found
    )


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _spaced(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (*line.split("\n"), "")][:-1]


def parting(before: Block | None, block: Block, depth: int = 0) -> list[str]:
    """A comment where a block would otherwise be read as part of the one before it."""
    match before, block:
        case Clause(), Clause() | Section():
            return []
        case Clause(number=number), _:
            return [f"<!-- end of {'inner ' * (depth > 1)}{number} -->"]
        case BulletList(), BulletList():
            return ["<!-- -->"]
        case _ if isinstance(before, _QUOTED) and isinstance(block, _QUOTED):
            return ["<!-- -->"]  # Python-Markdown would make one of two
    return []
