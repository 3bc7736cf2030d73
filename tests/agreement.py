"""The formats read as their users see them: each text as units of a number and its words.

No reader uses what policygen knows of a document. Word's numbers are counted from its styles and
its numbering part, as Word counts them.
"""

import json
import re
import string
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any, TypeAlias

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pdf_tags import Tag, read_tags

Unit: TypeAlias = tuple[str, str]  # a bullet's number is •; a table's row has | between its cells

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

BULLETS = "•–◦"  # what Word shows a bullet as, inside none, one and two others
PLACE, TICK_BOX = "____", "[ ]"

_CHECK_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTE = f"{_W}footnoteReference"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(slots=True)
class Content:
    """What a reader finds on the page: the facts, then the text, the version history included."""

    title: str = ""
    facts: list[Unit] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, number: str, words: str) -> None:
        number = "•" if number and number in BULLETS else tidy(number).rstrip(".")
        if number or words:
            self.units.append((number, words))

    def on_one_line(self) -> str:
        """All of it as the words of a cell."""
        return " ".join(" ".join(filter(None, unit)) for unit in self.units)


def tidy(words: str) -> str:
    """Words as a page shows them: any run of white space is one space, wherever a line may end."""
    return re.sub(r"[ \t\n\xa0]+", " ", words).strip(" ")


def row(cells: list[str]) -> str:
    """A table's row as one text."""
    return " | ".join(cells)


# Word


def read_docx(data: bytes) -> Content:
    """A Word edition."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        trees = {
            name: etree.fromstring(archive.read(f"word/{name}.xml"))
            for name in ("document", "styles", "numbering")
        }
        if "word/footnotes.xml" in archive.namelist():
            trees["footnotes"] = etree.fromstring(archive.read("word/footnotes.xml"))
    reader = _WordReader(trees["styles"], trees["numbering"])
    content = reader.read(trees["document"][0])
    notes = {one.get(f"{_W}id"): one for one in trees.get("footnotes", ())}
    content.notes = [tidy(reader.words(notes[number])) for number in reader.noted]
    return content


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{_W}val")


def _shorten(control: Any) -> None:
    """Let a control that is empty say no more than that there is one."""
    kinds = [element.tag for element in control[0]]
    (run,) = control[1]
    first, *more = run.iterchildren(f"{_W}t", f"{_W}br")
    first.text = TICK_BOX if _CHECK_BOX in kinds else PLACE
    for element in more:
        run.remove(element)


def _overridden(levels: list[Any], num: Any) -> list[Any]:
    """The levels of a list that has some of its own instead of those of what it rests on."""
    own = {level.get(f"{_W}ilvl"): level for level in num.iter(f"{_W}lvl")}
    return [own.get(level.get(f"{_W}ilvl"), level) for level in levels]


class _WordReader:
    def __init__(self, styles: Any, numbering: Any) -> None:
        self.styles = {s.get(f"{_W}styleId"): s for s in styles.iter(f"{_W}style")}
        self.names = {key: (_value(s, "name") or "").lower() for key, s in self.styles.items()}
        (self.default,) = (
            key
            for key, s in self.styles.items()
            if s.get(f"{_W}type") == "paragraph" and s.get(f"{_W}default") == "1"
        )
        abstracts = {
            a.get(f"{_W}abstractNumId"): list(a.iter(f"{_W}lvl"))
            for a in numbering.iter(f"{_W}abstractNum")
        }
        self.levels = {
            num.get(f"{_W}numId"): _overridden(abstracts[_value(num, "abstractNumId")], num)
            for num in numbering.iter(f"{_W}num")
        }
        self.counts: dict[str, list[int]] = {number: [0] * 9 for number in self.levels}
        # The lists of steps, which begin anew, each counted by itself.
        steps = (n for n in numbering.iter(f"{_W}num") if _value(n, "lvlOverride/startOverride"))
        self.begins = {n.get(f"{_W}numId") for n in steps if n.find(f".//{_W}lvl") is None}
        self.content = Content()
        self.noted: list[str] = []  # the ids of the notes that were referred to

    def read(self, body: Any) -> Content:
        for control in body.iter(f"{_W}sdt"):
            _shorten(control)
        facts = body.find(f"{_W}tbl")
        header, *rows = self.rows(facts)
        assert header[0] == "Document control"
        self.content.facts = [(term, said) for term, said in rows]
        self.blocks(element for element in body if element is not facts)
        return self.content

    def rows(self, table: Any) -> list[list[str]]:
        return [
            [
                self.cell(cell)
                for cell in line.findall(f"{_W}tc")
                if _value(cell, "tcPr/vMerge") != "continue"
            ]
            for line in table.findall(f"{_W}tr")
        ]

    def cell(self, cell: Any) -> str:
        outer, self.content = self.content, Content()
        self.blocks(iter(cell))
        inside, self.content = self.content, outer
        return inside.on_one_line()

    def style(self, paragraph: Any) -> str:
        return _value(paragraph, "pPr/pStyle") or self.default

    def form(self, table: Any) -> None:
        """A row of fields is a line; in a single cell, what is asked and its place are one."""
        for line in table.findall(f"{_W}tr"):
            cells = line.findall(f"{_W}tc")
            if len(cells) > 1:
                paragraphs = (tidy(self.words(p)) for p in line.iter(f"{_W}p"))
                self.content.add("", " ".join(paragraphs))
                continue
            inside = list(cells[0].iterchildren(f"{_W}p", f"{_W}tbl"))
            if len(inside) > 1 and self.words(inside[1]) == PLACE:
                said = f"{self.words(inside[0])} {PLACE}"
                self.content.add("", tidy(said))
                inside = inside[2:]
            self.blocks(iter(inside))

    def blocks(self, elements: Iterator[Any]) -> None:
        for element in elements:
            if element.tag == f"{_W}p":
                self.paragraph(element)
            elif element.tag == f"{_W}tbl" and self.is_decision(element):
                for cell in element.findall(f"{_W}tr/{_W}tc"):
                    self.blocks(iter(cell))
            elif element.tag == f"{_W}tbl" and self.table_style(element).endswith("form table"):
                self.form(element)
            elif element.tag == f"{_W}tbl":
                for cells in self.rows(element):
                    self.content.add("", row(cells))

    def is_decision(self, table: Any) -> bool:
        return self.table_style(table) in ("decision table", "box table")

    def table_style(self, table: Any) -> str:
        return self.names.get(_value(table, "tblPr/tblStyle") or "", "")

    def paragraph(self, paragraph: Any) -> None:
        style = self.style(paragraph)
        name = self.names[style]
        words = self.words(paragraph)
        if name == "title":
            self.content.title = self.number(paragraph) + words
        elif name == "subtitle" or name.startswith("toc"):
            self.content.add(self.number(paragraph), "")
        elif (number := _value(paragraph, "pPr/numPr/numId")) in self.begins:
            assert number
            self.content.add(self.count(number, 0), tidy(words))
        elif self.counts_nothing(number):  # a number typed by hand
            number, _, rest = words.partition("\t")
            self.content.add(number, tidy(rest))
        else:
            self.content.add(self.number(paragraph), tidy(words))

    def words(self, element: Any) -> str:
        return "".join(
            self.said(part)
            for part in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_NOTE}", f"{_WP}docPr")
            if part.getparent().tag in (f"{_W}r", f"{_WP}inline")
        )

    def said(self, part: Any) -> str:
        if part.tag == _NOTE:
            self.noted.append(part.get(f"{_W}id"))
            return f"[^{len(self.noted)}]"
        if part.tag == f"{_WP}docPr":  # what a picture shows
            return str(part.get("descr"))
        return part.text or "" if part.tag == f"{_W}t" else {f"{_W}tab": "\t"}.get(part.tag, " ")

    def counts_nothing(self, number: str | None) -> bool:
        return bool(number) and not any(
            _value(level, "lvlText") for level in self.levels[str(number)]
        )

    def number(self, paragraph: Any) -> str:
        """The number that Word gives the next paragraph: its own, or that of its style."""
        style = self.style(paragraph)
        own = _value(paragraph, "pPr/numPr/numId")
        number = own or self.inherited(style, "numId")
        if number in (None, "0"):
            return ""
        assert number
        levels = self.levels[number]
        linked = [i for i, level in enumerate(levels) if _value(level, "pStyle") == style]
        depth = linked[0] if linked else int(self.inherited(style, "ilvl") or 0)
        if own:
            depth = int(_value(paragraph, "pPr/numPr/ilvl") or 0)
        return self.count(number, depth)

    def count(self, number: str, depth: int) -> str:
        """The next number of a list."""
        levels = self.levels[number]
        counts = self.counts[number]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (8 - depth)
        label = _value(levels[depth], "lvlText") or ""
        return re.sub(r"%(\d)", lambda m: self.counted(levels, counts, int(m[1]) - 1), label)

    def counted(self, levels: list[Any], counts: list[int], depth: int) -> str:
        count = counts[depth] + int(_value(levels[depth], "start") or 1) - 1
        letters = string.ascii_lowercase[(count - 1) % 26] * ((count - 1) // 26 + 1)
        match _value(levels[depth], "numFmt"):
            case "lowerLetter":
                return letters
            case "upperLetter":
                return letters.upper()
            case "lowerRoman":
                return ROMAN[count - 1]
            case "upperRoman":
                return ROMAN[count - 1].upper()
        return str(count)

    def inherited(self, style: str | None, what: str) -> str | None:
        while style:
            element = self.styles[style]
            if (found := _value(element, f"pPr/numPr/{what}")) is not None:
                return found
            style = _value(element, "basedOn")
        return None


# HTML


def read_html(data: bytes) -> Content:
    """A HTML edition."""
    page = data.decode().replace("<wbr>", "")  # an element with an end, for lxml
    main = html.fromstring(page).get_element_by_id("main")
    for link in main.iterfind(".//a[@role='doc-noteref']"):
        link.text = f"[^{link.text}]"
    for line_break in main.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    for kind, said, mark in (("place", "[to fill in]", PLACE), ("tick", "[to tick]", TICK_BOX)):
        for place in main.find_class(kind):
            assert place.find_class("heard")[0].text == said
            place[:] = []
            place.text = mark
    content = Content(title=tidy(main.find("h1").text_content()))
    (terms,) = main.find_class("control")
    content.facts = [
        (tidy(pair.find("dt").text_content()), tidy(pair.find("dd").text_content()))
        for pair in terms
    ]
    (text,) = main.find_class("text")
    notes = text.find("section[@role='doc-endnotes']")
    if notes is not None:
        for note in notes.iterfind("div/div"):
            number, *_, back = note.find("p")
            back.getparent().remove(back)
            content.notes.append(tidy(note.text_content().strip().removeprefix(number.text)))
        text.remove(notes)
    for element in text:
        if element.get("class") != "back" and terms.getparent() is not element:
            _element(element, content)
    return content


_INLINE = ("span", "a", "br", "em", "mark", "strong", "sup")


def _element(element: Any, content: Content, bullet: str = "") -> None:
    if element.get("class") == "notice":
        return
    match element.tag:
        case "img":
            content.add(bullet, tidy(element.get("alt")))
        case "p" | "h2" | "h3" | "h4" | "dt" | "figcaption":
            number = element.find("*[@class='number']")
            printed = "" if number is None else number.text
            words = element.text_content().removeprefix(printed)
            content.add(printed or bullet, tidy(words))
        case "table":
            for caption in element.findall("caption"):
                content.add("", tidy(caption.text_content()))
            for line in element.iter("tr"):
                content.add("", row([_cell(cell) for cell in line]))
        case "li" if len(element) == 0 or element[0].tag in _INLINE:
            content.add("•", tidy(element.text_content()))
        case _:
            for index, child in enumerate(element):
                first = element.tag == "li" and index == 0 and _has_bullets(element.getparent())
                if child.get("class") != "permalink":
                    _element(child, content, "•" if first else "")


def _cell(cell: Any) -> str:
    inside = Content()
    if all(child.tag in _INLINE for child in cell):
        inside.add("", tidy(cell.text_content()))
    else:
        for child in cell:
            _element(child, inside)
    return inside.on_one_line()


def _has_bullets(element: Any) -> bool:
    return bool(element.get("class") != "fields")


# Markdown


def read_markdown(data: bytes) -> Content:
    """A Markdown edition, by a reader that knows CommonMark and pipe tables."""
    _, front, body = data.decode().split("---\n", 2)
    commonmark = MarkdownIt("commonmark").enable("table").disable("reference")
    nodes = SyntaxTreeNode(commonmark.parse(body)).children
    title = re.search(r"^title: (.*)$", front, re.M)
    assert title
    content = Content(title=tidy(json.loads(title[1])))
    first = next(index for index, node in enumerate(nodes) if node.type == "table")
    content.facts = [(term, said) for term, said in _table(nodes[first])[1:]]
    reader = _MarkdownReader(content, "sub-headings" in front)
    reader.nodes(_without_notes(nodes[first + 1 :], content))
    return content


def _without_notes(nodes: list[SyntaxTreeNode], content: Content) -> list[SyntaxTreeNode]:
    """The nodes of a text without its footnotes, which are noted."""
    kept = []
    for node in nodes:
        source = node.children[0].content if node.type == "paragraph" else ""
        if found := re.match(r"\[\^(\d+)\]: ", source):
            assert int(found[1]) == len(content.notes) + 1
            content.notes.append(_words(node)[found.end() :])
        else:
            kept.append(node)
    return kept


def _table(node: SyntaxTreeNode) -> list[list[str]]:
    return [
        [_words(cell) for cell in line.children] for part in node.children for line in part.children
    ]


_SECTION = re.compile(r"((?:[^\W\d]+ )?[\w.-]+\.) ")
_CLAUSE = re.compile(r"((?=[\w-]*[\d.)])[\w-]+(?:\.[\w-]+)*[.)]?|[a-zA-Z]|[ivxl]+|\(\w+\))(?: |$)")
_BELOW = re.compile(r"([\w.-]+\.\d+) ")


@dataclass(slots=True)
class _MarkdownReader:
    content: Content
    subheadings: bool
    said: str = ""  # what a comment says of the heading below it
    label: str = ""  # and the number that it gives it
    in_part: bool = False
    inside: bool = False  # a section that has a number

    def nodes(self, nodes: list[SyntaxTreeNode], bullet: str = "") -> None:
        rest = iter(nodes)
        for index, node in enumerate(rest):
            if node.type == "html_block" and node.content.lstrip().startswith("<table"):
                self.table(node, rest)
            else:
                self.node(node, "" if index else bullet)

    def table(self, node: SyntaxTreeNode, rest: Iterator[SyntaxTreeNode]) -> None:
        """A table whose cells are Markdown, with tags between them."""
        cells: list[list[SyntaxTreeNode]] = []
        while True:
            tags = re.findall(r"</?\w+", node.content) if node.type == "html_block" else []
            if not tags:
                cells[-1].append(node)
            for tag in tags:
                if tag == "</tr":
                    self.content.add("", row([self.cell(cell) for cell in cells]))
                    cells = []
                elif tag in ("<td", "<th"):
                    cells.append([])
            if "</table" in tags:
                return
            node = next(rest)

    def cell(self, nodes: list[SyntaxTreeNode]) -> str:
        outer, self.content = self.content, Content()
        self.nodes(nodes)
        inside, self.content = self.content, outer
        return inside.on_one_line()

    def node(self, node: SyntaxTreeNode, bullet: str = "") -> None:
        match node.type:
            case "heading" | "paragraph":
                words = _words(node)
                is_step = bullet not in ("", "•")
                number = "" if is_step else self.number(node, words)
                self.content.add(number or bullet, words.removeprefix(number).strip(" "))
            case "table":
                for cells in _table(node):
                    self.content.add("", row(cells))
            case "html_block":
                assert node.content.startswith("<!--"), "only comments are HTML blocks"
                kinds = re.findall("part|unnumbered", node.content)
                self.said = " ".join(kinds) if "box" not in node.content else self.said
                label = re.search(r"label ([^\s,]+)", node.content)
                self.label = label[1] if label else ""
            case _:
                mark = f"{node.info}." if node.info else "•"
                marked = node.type == "list_item" and not _to_fill_in(node.parent)
                self.nodes(node.children, mark if marked else "")

    def number(self, node: SyntaxTreeNode, words: str) -> str:
        """The number that a paragraph or a heading with an anchor begins with."""
        first, *rest = node.children[0].children or [node.children[0]]
        if first.type != "html_inline" or not first.content.startswith("<a id="):
            return ""
        found = None
        if node.type == "paragraph":
            said = next((one for one in rest[1:] if one.type != "text" or one.content), None)
            clause = said and said.type == "text" and not _pictures(node)  # titles are bold
            found = _CLAUSE.match(words) if clause else None
        elif self.is_section(node):
            found = None if self.said else _SECTION.match(words)
            self.inside = bool(found)
        elif self.label:
            found = re.match(f"({re.escape(self.label)}) ", words)
        elif self.subheadings and self.inside and not self.said:
            found = _BELOW.match(words)
        if node.type == "heading":
            self.said = self.label = ""
        return found[1] if found else ""

    def is_section(self, heading: SyntaxTreeNode) -> bool:
        """Whether a heading is that of a part or of a section, not within one."""
        rank = int(heading.tag[1])
        if rank == 2:
            self.in_part = "part" in self.said
        return rank == 2 or (rank == 3 and self.in_part)


def _pictures(node: SyntaxTreeNode) -> bool:
    return any(inner.type == "image" for inner in node.children[0].children)


def _to_fill_in(node: SyntaxTreeNode | None) -> bool:
    """Whether there are fields or choices among the items of a list, which then has no bullets."""
    return any(
        child.content.startswith("[ ] ") or 'class="place"' in child.content
        or 'class="tick"' in child.content
        for child in (node.walk() if node else ()) if child.type == "inline"
    )  # fmt: skip


def _words(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak") or node.content == "<br>":
        return " "
    if node.children:
        return tidy(_words_inside(node))
    return node.content if node.type in ("text", "text_special") else ""


def _words_inside(node: SyntaxTreeNode) -> str:
    if not node.children:
        return _words(node)
    words = []
    inside = iter(node.children)
    for child in inside:
        if child.content in _TO_FILL_IN:
            words.append(_TO_FILL_IN[child.content])
            while next(inside).content != "</span>":
                pass
        else:
            words.append(_words_inside(child))
    return "".join(words)


_TO_FILL_IN = {'<span class="place">': PLACE, '<span class="tick">': TICK_BOX}


# PDF


def read_pdf(data: bytes) -> Content:
    """A PDF edition, by its tags: as a screen reader says it."""
    (document,) = read_tags(data).tags()
    first, *rest = document.tags()
    assert first.role == "Title"
    content = Content(title=tidy(first.text()))
    index = next(index for index, tag in enumerate(rest) if tag.role == "Table")
    _, *rows = [_pdf_row(line) for part in rest[index].tags() for line in part.tags()]
    content.facts = [(term, said) for term, said in rows]
    after = rest[index + 1 :]
    if len(after) > 1 and after[1].role == "TOC":
        del after[:2]
    _pdf_blocks(after, content)
    content.notes = [_pdf_note(tag) for tag in document.all() if tag.role == "Note"]
    return content


def as_seen(content: Content, printed: Content) -> Content:
    """A content as PDF prints it, whose fonts have no letters for some of its signs.

    Signs without width go: at the end of a line they are dropped.
    """
    held = "".join(_texts(printed))
    missing = {sign for text in _texts(content) for sign in text} - {*held}
    named: dict[int, str | None] = {
        ord(sign): f"[{unicodedata.name(sign, '').lower() or f'U+{ord(sign):04X}'}]"
        for sign in missing
    }
    named |= dict.fromkeys(map(ord, "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"))

    def seen(words: str) -> str:
        return tidy(words.translate(named))

    return Content(
        seen(content.title),
        [(term, seen(said)) for term, said in content.facts],
        [unit for number, said in content.units if any(unit := (number, seen(said)))],
        [*map(seen, content.notes)],
    )


def _texts(content: Content) -> Iterator[str]:
    yield content.title
    yield from (said for _, said in (*content.facts, *content.units))
    yield from content.notes


_IN_LINE = ("Span", "Strong", "Em", "Link", "Note", "Lbl")
_FILLED_IN = {"to fill in": PLACE, "to tick": TICK_BOX}


def _pdf_note(note: Tag) -> str:
    return tidy("".join(_pdf_words(kid) for kid in note.kids[1:]))


def _pdf_words(kid: Tag | str) -> str:
    if isinstance(kid, str):
        return kid
    if kid.role == "Lbl":
        return f"[^{kid.text()}]"
    if kid.role == "Note":
        return ""
    if kid.alt and kid.role == "Figure":
        return _FILLED_IN.get(kid.alt, kid.alt)
    return "".join(map(_pdf_words, kid.kids))


def _is_in_line(kid: Tag | str) -> bool:
    if isinstance(kid, str) or kid.role in _IN_LINE:
        return True
    return kid.role == "Figure" and kid.alt in _FILLED_IN


def _pdf_blocks(kids: Sequence[Tag | str], content: Content, number: str = "") -> None:
    """What stands below one another; what stands in a line is one unit, the first has a number."""
    for in_line, run in groupby(kids, _is_in_line):
        if in_line:
            content.add(number, tidy("".join(map(_pdf_words, run))))
            number = ""
            continue
        for tag in run:
            assert isinstance(tag, Tag)
            _pdf_block(tag, content, number)
            number = ""


def _pdf_block(tag: Tag, content: Content, number: str) -> None:
    match tag.role:
        case "P":
            content.add(number, tidy("".join(map(_pdf_words, tag.kids))))
        case "H1" | "H2" | "H3" | "H4" | "H5" | "H6":
            counted, _, words = _pdf_words(tag).rpartition("\N{EM SPACE}")
            content.add(counted, tidy(words))
        case "Figure":
            content.add(number, tidy(tag.alt))
        case "Table":
            for line in (line for part in tag.tags() for line in part.tags()):
                content.add("", row(_pdf_row(line)))
        case "L":
            for kid in tag.tags():
                _pdf_item(kid, content)
        case "Div" if _is_row(tag):
            content.add(number, tidy(" ".join(map(_pdf_words, tag.tags()))))
        case _:
            _pdf_blocks(tag.kids, content, number)


def _is_row(tag: Tag) -> bool:
    """Whether it is cells side by side."""
    cells = tag.tags()
    return len(cells) > 1 and all(
        cell.role == "Div" and all(map(_is_in_line, cell.kids)) for cell in cells
    )


def _pdf_item(item: Tag, content: Content) -> None:
    if item.role == "L":
        _pdf_block(item, content, "")
        return
    label, *body = item.tags()
    number = _pdf_words(Tag("Span", label.kids))
    if label.tags():  # a term
        content.add("", tidy(number))
        number = ""
    for one in body:
        _pdf_blocks(one.kids, content, number)


def _pdf_row(line: Tag) -> list[str]:
    cells = []
    for cell in line.tags():
        inside = Content()
        _pdf_blocks(cell.kids, inside)
        cells.append(inside.on_one_line())
    return cells


READERS = {"docx": read_docx, "html": read_html, "md": read_markdown, "pdf": read_pdf}
