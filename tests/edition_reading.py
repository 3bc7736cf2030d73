"""A Markdown edition read back into its document: the way in for what was once issued."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition_inlines import read_inlines, read_note, with_notes, without_labels
from edition_tables import is_note, read_grid
from markdown_it.tree import SyntaxTreeNode
from pictures import PICTURE

from policygen.document import (
    Alternatives,
    Block,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definition,
    Definitions,
    Document,
    Figure,
    Form,
    Guidance,
    Inlines,
    Letter,
    Numbering,
    Paragraph,
    Passage,
    Quotation,
    Section,
    Step,
    Steps,
    Strong,
    Table,
    Text,
    TickBox,
    joined,
    plain,
    query,
)
from policygen.errors import SourceError
from policygen.readers.markdown.commonmark import CommonMark
from policygen.sources.positions import load

_HEADING = re.compile(r"((?:[^\W\d]+ )?[\w.-]+)\. ")
_BELOW = re.compile(r"([\w.-]+\.\d+) ")
_ANCHOR = re.compile(r'<a id="([^"]+)"(?: class="level-(\d)")?>')
_NAMED = re.compile(r'<span id="([^"]+)">')  # a paragraph
_END = re.compile(r"<!-- end of (inner )?(\S+) -->")
_LABEL = re.compile(r"(Either|Or|Where chosen|To be decided):")


def read(text: str, path: str = "edition.md") -> Document:
    """The document of a Markdown edition that policygen wrote, its slots filled.

    Raises SourceError if the front matter can't be read.
    """
    _, front, body = text.split("---\n", 2)
    located = load(front, path, first_line=2)
    if located.problems:
        raise SourceError(located.problems)
    data: dict[str, str] = located.data
    title = data.pop("title")
    notice = data.pop("notice", "")
    is_draft = bool(data.pop("draft", ""))
    assert is_draft == (data.get("status", "issued") != "issued")
    if keywords := data.get("keywords"):
        data["keywords"] = ", ".join(keywords)
    numbering = _numbering(data.pop("numbering", ""))
    markdown = CommonMark()
    markdown.disable("text_join")  # an escaped [ begins no footnote
    nodes = SyntaxTreeNode(markdown.parse(body)).children
    notes = {}
    while nodes[-1].type == "paragraph" and (note := read_note(nodes[-1].children[0].children)):
        notes[note[0]] = note[1]
        nodes = nodes[:-1]
    start = 1 if notice else 0  # after the notice stands the subtitle
    _Headings(numbering).read(nodes[start + 1 :])
    blocks = list(_sections(_blocks(nodes[start + 1 :])))
    first = blocks.pop(0)
    assert isinstance(first, Table)
    last = blocks[-1] if blocks else None
    history = last if isinstance(last, Section) and last.anchor == "version-history" else None
    if history:
        blocks.pop()
        history = replace(history, children=tuple(map(_ours, history.children)))
    return Document(
        title=title,
        subtitle=read_inlines(nodes[start].children[0].children),
        notice=(Text(notice),) if notice else (),
        properties=tuple((key, (Text(value),)) for key, value in data.items()),
        control=_control(first),
        children=without_labels(with_notes(tuple(blocks), notes)),
        history=history,
        numbering=numbering,
    )


def _numbering(said: str) -> Numbering:
    if not said:
        return Numbering()
    *more, first, second, appendix = said.split(", ")
    return Numbering(bool(more), (first, second), appendix)


@dataclass(slots=True)
class _Open:
    """A clause that still takes in what follows it; or, without number, what holds the clauses."""

    level: int = 0
    number: str = ""
    anchor: str = ""
    children: list[Block] = field(default_factory=list)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
    """The blocks of sibling nodes: a clause takes in what follows it, up to a comment."""
    stack = [_Open()]
    caption = ""

    def close(depth: int) -> None:
        while len(stack) > depth:
            done = stack.pop()
            stack[-1].children.append(Clause(tuple(done.children), done.anchor, done.number))

    rest = iter(nodes)
    block: Block | None
    for node in rest:
        match node.type:
            case "html_block" if _begun(node, "steps"):
                block = _steps(node, _upto_end("steps", rest))
            case "html_block" if is_note(node):
                block = read_grid(node, rest, _blocks)
            case "html_block" if _begun(node, "definitions"):
                block = _definitions(_upto_end("definitions", rest))
            case "html_block":
                if found := _END.match(node.content.strip()):
                    close(
                        next(
                            depth for depth, clause in enumerate(stack)
                            if clause.number == found[2] and (clause.level == 3) == bool(found[1])
                        )
                    )  # fmt: skip
                continue
            case "paragraph" if _shown(node):
                block = _shown(node)
            case "paragraph" if _is_numbered(node):
                children = stack[-1].children
                children[-1] = _captioned(children[-1], node)
                continue
            case "paragraph" if _plain_caption(node):
                caption = _plain_caption(node)
                continue
            case "paragraph":
                block = _paragraph(node.children[0].children)
            case "heading":
                block = node.meta["section"]
                close(1)
            case "ordered_list":
                stack[-1].children += map(_step, node.children)
                continue
            case "bullet_list":
                block = BulletList(tuple(map(_item, node.children)))
            case "table":
                block, caption = _table(node, caption), ""
            case "blockquote":
                block = (
                    _framed(node) or _alternatives(node) or Quotation(tuple(_blocks(node.children)))
                )
                if _offers(block, 3):
                    close(1)  # no clause holds a heading
            case _:
                raise ValueError(f"no edition has a {node.type}")
        assert block
        if isinstance(block, Clause):
            level = _level(node.children[0].children, block.number)
            close(next((d for d, c in enumerate(stack) if c.level >= level), len(stack)))
            stack.append(_Open(level, block.number, block.anchor, list(block.children)))
        else:
            stack[-1].children.append(block)
    close(1)
    return stack[0].children


def _plain_caption(node: SyntaxTreeNode) -> str:
    inner = node.children[0].children
    return _plain(inner) if inner and inner[0].content == "<small>" else ""


def _shown(node: SyntaxTreeNode) -> Figure | None:
    """A picture, without the caption that may stand below it."""
    anchor, rest = _leading_anchor(node.children[0].children)
    if [one.type for one in rest] != ["image"]:
        return None
    alt = read_inlines(rest[0].children)
    name = str(rest[0].attrs["src"]).removeprefix("../parts/")
    return Figure(alt, (), name, PICTURE.pixels, anchor=anchor)


def _is_numbered(node: SyntaxTreeNode) -> bool:
    return bool(re.match(r"Figure \d", _plain_caption(node)))


def _captioned(figure: Block, node: SyntaxTreeNode) -> Figure:
    """A picture with its caption."""
    assert isinstance(figure, Figure)
    words = read_inlines(node.children[0].children[1:-1])
    assert isinstance(words[0], Text)
    label, _, first = words[0].text.partition(": ")
    caption = joined((Text(first), *words[1:]))
    return replace(figure, caption=caption, number=label.removeprefix("Figure "))


def _paragraph(nodes: Sequence[SyntaxTreeNode]) -> Block:
    anchor, rest = _leading_anchor(nodes, _NAMED)
    if anchor:
        return Paragraph(read_inlines(rest), anchor)
    anchor, rest = _leading_anchor(nodes)
    inlines = read_inlines(rest)
    if not (anchor and inlines and isinstance(inlines[0], Text)):
        return Paragraph(inlines)
    number, _, words = inlines[0].text.partition(" ")
    return Clause((Paragraph(joined((Text(words), *inlines[1:]))),), anchor, number)


def _level(nodes: Sequence[SyntaxTreeNode], number: str) -> int:
    """How deep a clause is, which is said where its number doesn't."""
    found = next(filter(None, (_ANCHOR.fullmatch(node.content) for node in nodes)), None)
    if found and found[2]:
        return int(found[2])
    return 2 if number.startswith("(") else 1


@dataclass(slots=True)
class _Headings:
    """Finds in order what each heading is: its level and number follow from those before it."""

    numbering: Numbering
    said: str = ""  # by the comment above
    in_part: bool = False
    inside: bool = False  # a section that has a number

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        """Note the section of each heading in its meta."""
        for node in nodes:
            if node.type == "html_block":
                self.said = node.content.strip()
            elif node.type == "heading":
                node.meta["section"] = self.heading(node)
                self.said = ""
            else:
                self.read(node.children)

    def heading(self, node: SyntaxTreeNode) -> Section:
        anchor, rest = _leading_anchor(node.children[0].children)
        title = read_inlines(rest)
        kinds = set(re.findall("part|unnumbered|new page|landscape", self.said))
        label, clauses = (
            found[1] if (found := re.search(rf"{kind} ([^\s,]+)", self.said)) else ""
            for kind in ("label", "clauses")
        )
        rank = int(node.tag[1])
        if rank == 2:
            self.in_part = "part" in kinds
        level = 1 if rank == 2 and self.in_part else rank - (self.in_part and rank > 2)
        counted = _HEADING if level == 2 else _BELOW
        found = None
        counts = level == 2 or (level == 3 and self.inside and self.numbering.subheadings)
        if counts and "unnumbered" not in kinds and isinstance(title[0], Text):
            found = counted.match(title[0].text)
        if label and level == 3 and isinstance(title[0], Text):
            found = re.match(f"({re.escape(label)}) ", title[0].text)
        if level < 3:
            self.inside = found is not None
        number = found[1] if found else ""
        if found:
            assert isinstance(title[0], Text)
            title = joined((Text(title[0].text[found.end() :]), *title[1:]))
        return Section(
            title, (), anchor, number, level,
            unnumbered="unnumbered" in kinds, appendix=" " in number,
            new_page="new page" in kinds, landscape="landscape" in kinds,
            in_part=self.in_part and level > 1, label=label, clauses=clauses,
        )  # fmt: skip


def _leading_anchor(
    nodes: Sequence[SyntaxTreeNode], tag: re.Pattern[str] = _ANCHOR
) -> tuple[str, Sequence[SyntaxTreeNode]]:
    while nodes and nodes[0].type == "text" and not nodes[0].content:
        nodes = nodes[1:]
    if nodes and nodes[0].type == "html_inline" and (found := tag.fullmatch(nodes[0].content)):
        return found[1], nodes[2:]
    return "", nodes


def _ours(block: Block) -> Block:
    """A block of the version history, whose table is set in our own way."""
    if isinstance(block, Table):
        return replace(block, widths=(12, 22, 24, 42), row_headings=True)
    return block


def _control(table: Table) -> Control:
    """The control table: the only one that stands before the text."""
    rows = [(plain(term), said) for term, said in table.rows]
    model = tuple(row for row in rows if row[0] in ("Review cycle", "Model policy", "Department"))
    record = tuple(row for row in rows if row not in model)
    return Control(plain(table.header[0]), record, model)


def _table(node: SyntaxTreeNode, caption: str) -> Table:
    header, *rows = (
        tuple(read_inlines(_leading_anchor(cell.children[0].children)[1]) for cell in row.children)
        for part in node.children
        for row in part.children
    )
    anchor, *anchors = (
        _leading_anchor(row.children[0].children[0].children)[0]
        for part in node.children
        for row in part.children
    )
    styles = (str(cell.attrs.get("style", "")) for cell in node.children[0].children[0].children)
    aligns = tuple(style.rpartition(":")[2] or "left" for style in styles)
    return Table(
        caption, header, tuple(rows), aligns=aligns if {*aligns} != {"left"} else (),
        anchor=anchor, row_anchors=tuple(anchors) if any(anchors) else (),
    )  # fmt: skip


def _begun(node: SyntaxTreeNode, kind: str) -> bool:
    """Whether such a block begins here."""
    return node.content.strip() in (f"<!-- {kind} -->", f"<!-- titled {kind} -->")


def _upto_end(kind: str, rest: Iterator[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    """The nodes up to the comment that ends such a block."""
    depth = 1
    found = []
    for node in rest:
        depth += _begun(node, kind) - (node.content.strip() == f"<!-- end of {kind} -->")
        if not depth:
            break
        found.append(node)
    return found


def _definitions(nodes: Sequence[SyntaxTreeNode]) -> Definitions:
    items: list[Definition] = []
    own = [*_outside("definitions", nodes)]
    starts = [index for index in own if _is_term(nodes[index])]
    for start, end in pairwise([*starts, len(nodes)]):
        lines = [part for part in nodes[start].children[0].children if part.type == "strong"]
        terms = tuple(read_inlines(line.children[1:-1]) for line in lines)
        meanings: list[list[SyntaxTreeNode]] = [[]]
        for index, node in enumerate(nodes[start + 1 : end], start + 1):
            if node.content.strip() == "<!-- or -->" and index in own:
                meanings.append([])
            else:
                meanings[-1].append(node)
        items.append(Definition(terms, tuple(tuple(_blocks(one)) for one in meanings)))
    return Definitions(tuple(items))


def _outside(kind: str, nodes: Sequence[SyntaxTreeNode]) -> Iterator[int]:
    """The indices of the nodes that stand in no further block of the kind."""
    depth = 0
    for index, node in enumerate(nodes):
        depth += _begun(node, kind)
        if not depth:
            yield index
        depth -= node.content.strip() == f"<!-- end of {kind} -->"


def _is_term(node: SyntaxTreeNode) -> bool:
    parts = node.children[0].children if node.type == "paragraph" else []
    bold = next((part for part in parts if part.type == "strong"), None)
    return bold is not None and bold.children[0].content == "<dfn>"


def _steps(mark: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]) -> Steps:
    title, anchor, inside = _titled(mark, nodes)
    return Steps(title, tuple(_blocks(inside)), anchor)


def _step(item: SyntaxTreeNode) -> Step:
    first, *rest = item.children
    anchor, words = _leading_anchor(first.children[0].children)
    children = (Paragraph(read_inlines(words)), *_blocks(rest))
    return Step(children, anchor, item.info)


def _titled(
    mark: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]
) -> tuple[Inlines, str, Sequence[SyntaxTreeNode]]:
    """The title of a block in bold words, if it has one, its anchor, and what is in it."""
    if "titled" not in mark.content:
        return (), "", nodes
    anchor, rest = _leading_anchor(nodes[0].children[0].children)
    (title,) = read_inlines(rest)
    assert isinstance(title, Strong)
    return title.children, anchor, nodes[1:]


def _framed(node: SyntaxTreeNode) -> Box | Form | Letter | Guidance | None:
    """A box or the like: a quotation that says so, its title in bold words or missing."""
    mark, *nodes = node.children
    kinds = ("box", "form", "office form", "letter", "guidance")
    kind = next((kind for kind in kinds if _begun(mark, kind)), None)
    if kind is None:
        return None
    title, anchor, inside = _titled(mark, nodes)
    children = tuple(_blocks(inside))
    match kind:
        case "box":
            return Box(title, children, anchor)
        case "letter":
            return Letter(title, children, anchor)
        case "guidance":
            first, *others = title
            assert isinstance(first, Text)
            words = first.text.removeprefix("Guidance to the school").removeprefix(": ")
            return Guidance(joined((Text(words), *others)), children)
    return Form(title, children, anchor, kind == "office form")


def _item(node: SyntaxTreeNode) -> Blocks:
    """An item of a list; [ ] before its words, as it stands in the file, is a box to tick."""
    blocks = tuple(_blocks(node.children))
    first = node.children[0]
    if first.type != "paragraph" or not first.children[0].content.startswith("[ ] "):
        return blocks
    task = blocks[0]
    assert isinstance(task, Paragraph) and isinstance(task.children[0], Text)
    words = (Text(task.children[0].text.removeprefix("[ ]")), *task.children[1:])
    return (Paragraph((TickBox(), *words)), *blocks[1:])


def _alternatives(node: SyntaxTreeNode) -> Alternatives | None:
    if _label(node.children[0]) is None:
        return None
    question, any_of = "", False
    passages: list[tuple[str, list[SyntaxTreeNode]]] = []
    in_table = False
    for child in node.children:
        if child.type == "html_block" and "<table" in child.content:
            in_table = True
        if child.type == "html_block" and "</table>" in child.content:
            in_table = False
        label = None if in_table else _label(child)
        if label is None:
            passages[-1][1].append(child)
            continue
        kind, words = label
        if kind == "To be decided":
            question = words
        else:
            passages.append((words, []))
            any_of = any_of or kind == "Where chosen"
    return Alternatives(
        question,
        tuple(Passage(label, _sections(_blocks(nodes))) for label, nodes in passages),
        any_of,
    )


def _label(node: SyntaxTreeNode) -> tuple[str, str] | None:
    if node.type != "paragraph":
        return None
    inner = node.children[0].children
    if len(inner) < 2 or inner[0].content != "<mark>":
        return None
    if not (found := _LABEL.fullmatch(inner[1].content)):
        return None
    return found[1], _plain(inner[3:]).strip()


def _plain(nodes: Iterable[SyntaxTreeNode]) -> str:
    return "".join(n.content for n in nodes if n.type in ("text", "text_special"))


def _sections(blocks: Iterable[Block], level: int = 2) -> Blocks:
    """The blocks with what follows a heading put into its section."""
    result: list[Block] = []
    held: list[Block] = []
    section: Section | None = None

    def close() -> None:
        inner = _sections(held, level + 1) if level < 3 else tuple(held)
        if section:
            kept = (*section.children, *inner)
            result.append(replace(section, children=kept))
        else:
            result.extend(inner)

    for block in blocks:
        if isinstance(block, Section) and max(block.level, 2) == level and not block.children:
            close()
            section, held = block, []
        elif isinstance(block, Alternatives) and _offers(block, level):
            close()
            section, held = None, []
            result.append(block)
        else:
            held.append(block)
    close()
    return tuple(result)


def _offers(block: Block, level: int) -> bool:
    """Whether an open decision has a heading of this level in it."""
    return any(section.level <= level for section in query((block,), Section))
