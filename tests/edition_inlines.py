"""The inside of a paragraph of a Markdown edition, read back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Blank,
    Blocks,
    Clause,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Node,
    Reference,
    Section,
    Strong,
    Text,
    TickBox,
    children,
    joined,
    map_inlines,
    plain,
)


def read_inlines(nodes: Sequence[SyntaxTreeNode]) -> Inlines:
    """The inlines of a paragraph or a cell. Raises ValueError for what no edition has."""
    result: list[Inline] = []
    rest = iter(nodes)
    for node in rest:
        match node.type:
            case "text":
                result += _noted(node.content)
            case "text_special":
                result.append(Text(node.content))
            case "softbreak" if result[-1:] == [LineBreak()]:
                pass
            case "softbreak":
                result.append(Text(" "))
            case "strong":
                result.append(Strong(read_inlines(node.children)))
            case "em":
                result.append(Emphasis(read_inlines(node.children)))
            case "link":
                children = read_inlines(node.children)
                address = str(node.attrs["href"])
                if address.startswith("#"):
                    result.append(Reference(address[1:], children))
                else:
                    result.append(Link(address, children))
            case "html_inline" if node.content == "<br>":
                result.append(LineBreak())
            case "html_inline" if node.content == "<mark>":
                result.append(Blank(plain(read_inlines(_upto("</mark>", rest)))[1:-1]))
            case "html_inline" if node.content == '<span class="place">':
                lines = sum(inner.content == "<br>" for inner in _upto("</span>", rest))
                result.append(FillIn(max(lines, 1)))
            case "html_inline" if node.content == '<span class="tick">':
                assert plain(read_inlines(_upto("</span>", rest))) == "☐"
                result.append(TickBox())
            case "html_inline" if node.content == "<span>":
                result.append(_wordings(iter(_upto("</span>", rest))))
            case _:
                raise ValueError(f"no edition has {node.type} in a sentence")
    return joined(tuple(result))


def _noted(text: str) -> Iterator[Inline]:
    """A text with the footnotes that it refers to, without their words."""
    for index, piece in enumerate(re.split(r"\[\^([0-9]+)\]", text)):
        yield Footnote((), piece) if index % 2 else Text(piece)


def with_notes(blocks: Blocks, notes: Mapping[str, Inlines]) -> Blocks:
    """Blocks with the words of their footnotes, by their numbers."""

    def change(inlines: Inlines) -> Inlines:
        return tuple(
            Footnote(notes[inline.number], inline.number)
            if isinstance(inline, Footnote)
            else inline
            for inline in inlines
        )

    return map_inlines(blocks, change)


def read_note(nodes: Sequence[SyntaxTreeNode]) -> tuple[str, Inlines] | None:
    """The number and the words of a footnote that stands at an edition's end."""
    if not nodes or nodes[0].type != "text" or not re.match(r"\[\^[0-9]+\]: ", nodes[0].content):
        return None
    note, first, *rest = read_inlines(nodes)
    assert isinstance(note, Footnote) and isinstance(first, Text)
    return note.number, joined((Text(first.text.removeprefix(": ")), *rest))


def _upto(end: str, rest: Iterator[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    """The nodes up to the tag that ends the element which has just begun."""
    start = end.replace("/", "")
    depth = 1
    found = []
    for node in rest:
        if node.type == "html_inline":
            depth += {start: 1, end: -1}.get(node.content, 0)
            if not depth:
                break
        found.append(node)
    return found


def _wordings(nodes: Iterator[SyntaxTreeNode]) -> InlineAlternatives:
    passages, any_of = [], False
    for node in nodes:
        if node.content == "<mark>":
            passages.append(read_inlines(_upto("</mark>", nodes)))
        any_of = any_of or node.content == " and/or "
    return InlineAlternatives(tuple(passages), any_of)


def without_labels(blocks: Blocks) -> Blocks:
    """References that print what they lead to lose the words, which their target gives."""
    labels = dict(_labels(blocks))

    def change(inlines: Inlines) -> Inlines:
        return tuple(map(one, inlines))

    def one(inline: Inline) -> Inline:
        match inline:
            case Reference(anchor, (Text(words),)) if anchor in labels:
                number = labels[anchor]
                word = words.removesuffix(number).rstrip(" ")
                if words.endswith(number) and _WORD.fullmatch(word):
                    return Reference(anchor, (), word, number)
        return inline

    return map_inlines(blocks, change)


_WORD = re.compile("([Ss]ection|[Cc]lause|(.*, p|[Pp])aragraph)?")


def _labels(nodes: Iterable[Node], outer: str = "") -> Iterator[tuple[str, str]]:
    """The numbers that references print, by anchors."""
    for node in nodes:
        inside = outer
        if isinstance(node, Section | Clause) and node.number:
            inside = f"{outer}{node.number}" if isinstance(node, Clause) else ""
            yield node.anchor, (inside or node.number).rstrip(".")
        yield from _labels(children(node), inside)
