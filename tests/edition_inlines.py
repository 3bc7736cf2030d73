"""The inside of a paragraph of a Markdown edition, read back."""

from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Blank,
    Blocks,
    Clause,
    Emphasis,
    Figure,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Section,
    Step,
    Strong,
    Text,
    joined,
    map_inlines,
    plain,
    walk,
)


def read_inlines(nodes: Sequence[SyntaxTreeNode]) -> Inlines:
    """The inlines of a paragraph or a cell. Raises ValueError for what no edition has."""
    result: list[Inline] = []
    rest = iter(nodes)
    for node in rest:
        match node.type:
            case "text" | "text_special":
                result.append(Text(node.content))
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
            case "hardbreak":
                result.append(LineBreak())
            case "html_inline" if node.content == "<br>":
                result.append(LineBreak())
            case "html_inline" if node.content == "<mark>":
                result.append(Blank(plain(read_inlines(_upto("</mark>", rest)))[1:-1]))
            case "html_inline" if node.content == "<span>":
                result.append(_wordings(iter(_upto("</span>", rest))))
            case _:
                raise ValueError(f"no edition has {node.type} in a sentence")
    return joined(tuple(result))


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
    labels: dict[str, tuple[str, str]] = {}
    outer = ""
    for block in walk(blocks):
        if isinstance(block, Section) and block.number:
            labels[block.anchor] = ("section", block.number)
        if isinstance(block, Step) and block.anchor:
            labels[block.anchor] = ("step", block.number)
        if isinstance(block, Figure) and block.number:
            labels[block.anchor] = ("figure", block.number)
        if isinstance(block, Clause):
            if block.number.startswith("("):
                labels[block.anchor] = ("clause", outer + block.number)
            else:
                outer = block.number
                labels[block.anchor] = ("clause", block.number)

    def change(inlines: Inlines) -> Inlines:
        return tuple(map(one, inlines))

    def one(inline: Inline) -> Inline:
        match inline:
            case Reference(anchor, (Text(words),)) if anchor in labels:
                word, number = labels[anchor]
                if words.lower() == f"{word} {number}":
                    return Reference(anchor, (), words.split()[0], number)
        return inline

    return map_inlines(blocks, change)
