"""The inside of a paragraph: markdown-it's inline nodes and our sentinels into inlines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Slot,
    Strong,
    Text,
    TickBox,
    joined,
)
from policygen.document.links import is_address, policy_address, secure_address
from policygen.readers.markdown import marks, sentinels
from policygen.readers.markdown.attributes import BRACES
from policygen.readers.markdown.passages import InlineRun
from policygen.readers.markdown.shape import Shape
from policygen.readers.markdown.touching import touching
from policygen.sources.filling import FILL_IN, TICK_BOX
from policygen.sources.text import describe, refused_character

CUT = "an either block is cut apart here"
_CUT_HINT = (
    "end it in the paragraph, bold words or link that it begins in, or give each tag its own line"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a text may not hold: its line, and words to find the column by."""

    line: int
    message: str
    hint: str = ""
    near: str = ""


@dataclass(slots=True)
class Inliner:
    """Reads one run of inline nodes; what is wrong in it goes to `faults`."""

    shape: Shape
    line: int
    faults: list[Fault]
    noteless: str = ""  # what it stands in that can't have footnotes
    pipes: bool = False  # whether a | may stand in it, or is said to be wrong already
    in_link: bool = False
    form: bool = False  # whether there may be places to write and boxes to tick in it
    began: dict[int, str] = field(default_factory=dict)  # by line, the mark that it begins with

    def fault(self, message: str, hint: str = "", near: str = "") -> None:
        """Note something wrong."""
        self.faults.append(Fault(self.line, message, hint, near))

    def begins(self, text: str) -> None:
        """Note what the lines of a text can't begin with; the first of several is enough."""
        above = ""
        for number, line in enumerate(text.split("\n"), self.line):
            mark, above = marks.beginning(line) or marks.parted(above, line), line
            if not mark:
                continue
            if number - 1 not in self.began:
                self.faults.append(Fault(number, mark.message, mark.hint, mark.words))
            self.pipes = self.pipes or mark.words == "|"
            self.began[number] = mark.words

    def inlines(self, nodes: Sequence[SyntaxTreeNode], *, inside: str = "") -> Inlines:
        """The inlines of sibling nodes."""
        run = InlineRun()
        for index, node in enumerate(nodes, 1):
            match node.type:
                case "text":
                    # Where a choice leaves nothing after a line's end, no line begins.
                    ends = index == len(nodes) and _in_paragraph(node)
                    cut = ends and node.content.endswith("\\")
                    if cut and node.content == "\\" and run.inlines[-1:] == [Text(" ")]:
                        run.inlines.pop()
                    self.text(node.content[:-1].rstrip(" \t") if cut else node.content, run)
                case "text_special":  # an escaped character, or one written as &name;
                    self.special(node, run)
                case "fill_in" | "tick_box":
                    self.field(node, run, inside)
                case "softbreak":
                    run.add(Text(" "))
                case "strong" | "em":
                    run.add(self.stressed(node, inside))
                case "link":
                    self.link(node, run, inside)
                case "footnote":
                    run.add(self.footnote(node, bool(run.inlines or run.open)))
                case "code_inline" if sentinels.ANY.search(node.content):
                    hint = "take away the backticks"
                    self.fault("a value can't stand inside a code span", hint, "`")
                case "code_inline":
                    self.fault("a code span can't be used in a model", "use plain words", "`")
                case "hardbreak":
                    run.add(LineBreak())
                case "spacebreak":
                    hint = "write \\ at the line's end to begin a new line, or remove the spaces"
                    near = f"{nodes[index - 2].content.rpartition(' ')[2]}  " if index > 1 else ""
                    self.fault("two spaces at a line's end can't be seen", hint, near)
                case "image":
                    hint = "write ::: figure above it and ::: below it"
                    given = sentinels.ANY.search(str(node.attrs["src"]))  # a school's own
                    self.fault("a picture can't stand here", hint, "{{" if given else "![")
                case _:
                    hint = "write Markdown; a < that is meant as such is written \\<"
                    self.fault("HTML can't be used in a model", hint, node.content)
            if node.type in ("softbreak", "hardbreak", "spacebreak"):
                self.line += 1
        if run.open:
            self.fault(CUT, _CUT_HINT, "{%")
        result = _lines(joined(tuple(run.inlines)))
        for mark in touching(result):
            self.fault(mark.message, mark.hint, mark.words)
        return result

    def text(self, content: str, run: InlineRun) -> None:
        content = content.replace(sentinels.INLINE, "")
        if sentinels.POLICY in content:
            hint = "write [](policy:name) or [words](policy:name), with no \\ and no link around it"
            self.fault("a link to another policy can't be read here", hint, "(policy:")
        if sentinels.TEXT in content:
            hint = "write [](text:name) or [words](text:name), with no \\ and no link around it"
            self.fault("a reference to a text can't be read here", hint, "(text:")
        for mark in marks.holding(content, pipes=self.pipes, form=self.form):
            if mark.words not in self.began.get(self.line, ""):
                self.fault(mark.message, mark.hint, mark.words)
        for piece in sentinels.PIECES.split(content):
            if not piece:
                continue
            if piece == sentinels.BREAK:
                run.add(LineBreak())
            elif sentinels.MARK.fullmatch(piece):
                known = self.shape.passages[sentinels.index_of(piece[1:])]
                if not run.mark(piece[0], known.any_of):
                    self.fault(CUT, _CUT_HINT, "{%")
            elif piece[0] == sentinels.ADDRESS:
                run.add(self.linked(piece))
            elif sentinels.NUMBERED.fullmatch(piece):
                run.add(self.sentinel(piece))
            else:
                # where a passage is left out, the spaces on both sides of it are one
                run.add(Text(re.sub("[ \t]+", " ", piece)))
        for found in BRACES.finditer(content):
            hint = "put it at the end of what it names: a heading, a paragraph or a row"
            self.fault(f"{found[0]} can't stand here", hint, found[0])

    def field(self, node: SyntaxTreeNode, run: InlineRun, inside: str) -> None:
        """A place to write, or a box to tick."""
        fill_in = node.type == "fill_in"
        if not self.form:
            mark = marks.misplaced(FILL_IN if fill_in else TICK_BOX)
            self.fault(mark.message, mark.hint, node.content)
        elif inside:
            hint = "put it before or behind them"
            self.fault(f"{node.content} can't stand in bold words or a link", hint, node.content)
        run.add(FillIn() if fill_in else TickBox())

    def special(self, node: SyntaxTreeNode, run: InlineRun) -> None:
        if character := refused_character(node.content):
            self.fault(describe(character), "delete it", node.markup)
        elif node.content.startswith("\\") and len(node.content) > 1:
            hint = "write \\\\ for the sign itself, or plain words for what it was to do"
            self.fault("a \\ that stands before no sign", hint, node.content)
        else:
            run.add(Text(sentinels.KEPT.get(node.content, node.content)))

    def sentinel(self, piece: str) -> Inline:
        index = sentinels.index_of(piece)
        if piece[0] == sentinels.SLOT:
            return Slot(self.shape.slots[index])
        return Blank(self.shape.blanks[index])

    def linked(self, piece: str) -> Inline:
        """A value that leads somewhere itself."""
        end = len(piece) // 2
        words = self.sentinel(piece[end:])
        if self.in_link:
            hint = "write the value without |linked"
            self.fault("a value that is a link can't stand in the words of one", hint, "|linked")
            return words
        return Link(Slot(self.shape.addresses[sentinels.index_of(piece[:end])]), (words,))

    def stressed(self, node: SyntaxTreeNode, inside: str) -> Inline:
        children = self.inlines(node.children, inside="bold")
        match children:
            case (Emphasis(words),) if node.type == "strong":
                return Emphasis((Strong(words),))  # both, in one way however it was typed
        if inside == "bold" and not _is_all_of(node, node.parent):
            hint = "make all of them both, as in ***both***, or use one of the two"
            self.fault("bold or italic words can't stand inside one another", hint, node.markup)
        return Strong(children) if node.type == "strong" else Emphasis(children)

    def footnote(self, node: SyntaxTreeNode, follows: bool) -> Inline:
        first = node.children[0].content if node.children else "]"
        near = f"^[{sentinels.ANY.split(first)[0][:12]}"
        if self.noteless:
            hint = "write it where the words around it stand, or into the text"
            self.fault(f"a footnote can't stand in {self.noteless}", hint, near)
        elif not follows:
            hint = "put it behind the words that it belongs to"
            self.fault("a footnote without words before it", hint, near)
        outer, self.form = self.form, False
        children = _trimmed(self.within("another", node))
        self.form = outer
        if not children:
            self.fault("a footnote without words", "write them between [ and ]", near)
        return Footnote(children)

    def within(self, what: str, node: SyntaxTreeNode, inside: str = "") -> Inlines:
        """What stands in something that can't have footnotes."""
        outer, self.noteless = self.noteless, self.noteless or what
        children = self.inlines(node.children, inside=inside)
        self.noteless = outer
        return children

    def link(self, node: SyntaxTreeNode, run: InlineRun, inside: str) -> None:
        address = str(node.attrs.get("href", ""))
        self.in_link = True
        children = self.within("a link", node, inside or "link")
        self.in_link = False
        if address[:1] in (sentinels.POLICY, sentinels.TEXT):
            self.elsewhere(address, children, run)
        elif address.startswith("policy:") and not sentinels.ANY.search(address):
            hint = "write [](policy:e-safety), with the name that its folder has under templates"
            self.fault(f"{address!r} names no policy", hint, address)
        elif address.startswith("text:") and not sentinels.ANY.search(address):
            hint = "write [](text:kcsie), with the name that policygen.yaml has for it under texts"
            self.fault(f"{address!r} names no text", hint, address)
        elif sentinels.ANY.search(address):
            hint = "write the address out; a value can stand in the link's words"
            self.fault("a value can't stand inside a link's address", hint, "](")
        elif address.startswith("#"):
            run.add(Reference(address[1:], children))
        elif not is_address(address):
            self.fault(f"a link can't lead to {address!r}", _meant(address), address)
        elif not children:
            self.fault("a link without words", "write them between [ and ]", address)
        else:
            run.add(Link(address, children))
        if node.attrs.get("title"):
            self.fault("a link can't have a title", "take away the words in quotes", address)

    def elsewhere(self, sign_and_place: str, children: Inlines, run: InlineRun) -> None:
        """A link to another policy or text: its words or its title, linked if it has an address.

        Words that name a policy keep which it is.
        """
        *address, last = sentinels.NUMBERED.findall(sign_and_place)
        title = self.sentinel(last)
        words = children or (title,)
        if address:
            leads = Slot(self.shape.addresses[sentinels.index_of(address[0])])
            run.add(Link(leads, words))
        elif children and sign_and_place[0] == sentinels.POLICY and isinstance(title, Slot):
            run.add(Link(policy_address(title.name.partition(".")[2]), words))
        else:
            run.inlines.extend(words)


def _meant(address: str) -> str:
    """What would be right where a link can't lead to an address."""
    if address.startswith(("http://", "www.")):
        secure = secure_address(address)
        return f"write {secure} and see whether it opens" if secure else _BEGINNINGS
    if is_address(f"mailto:{address}"):
        return f"write mailto:{address}"
    return _BEGINNINGS


_BEGINNINGS = (
    "links begin with https://, mailto: or tel:, lead to an id such as #monitoring, or to a policy "
    "as in policy:behaviour"
)


def _in_paragraph(node: SyntaxTreeNode) -> bool:
    """Whether a node stands directly in a paragraph, and not in a cell or in bold words."""
    holder = node.parent and node.parent.parent
    return holder is not None and holder.type == "paragraph"


def _is_all_of(node: SyntaxTreeNode, outer: SyntaxTreeNode | None) -> bool:
    """Whether words are bold within italic ones, or the other way round, and all of those."""
    if outer is None or outer.type == node.type or not _in_words(outer):
        return False
    return [one for one in outer.children if one.type != "text" or one.content] == [node]


def _in_words(node: SyntaxTreeNode) -> bool:
    return node.parent is not None and node.parent.type not in ("strong", "em")


def _trimmed(inlines: Inlines) -> Inlines:
    """The inlines without spaces at their edges."""
    if inlines and isinstance(inlines[0], Text):
        inlines = (Text(inlines[0].text.lstrip()), *inlines[1:])
    if inlines and isinstance(inlines[-1], Text):
        inlines = (*inlines[:-1], Text(inlines[-1].text.rstrip()))
    return joined(inlines)


def _lines(inlines: Inlines) -> Inlines:
    """The inlines without breaks that would leave a line empty, as a choice may bring about."""
    kept: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak) and (not kept or isinstance(kept[-1], LineBreak)):
            continue
        kept.append(inline)
    if kept and isinstance(kept[-1], LineBreak):
        kept.pop()
    return tuple(kept)
