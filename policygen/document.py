"""The document between reading and writing: a tree of frozen records, the same for all formats.

Blocks and inlines are closed sets: a writer matches them all, and mypy finds one that it forgot.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the model itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value, by its name: filled at the very end, never parsed as markup."""

    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A value still to be filled in; the label says which."""

    label: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a https, mailto or tel address."""

    address: str
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference to an anchor.

    It prints `children`, or, where there are none, what it leads to: "section" and "7". Those two
    are empty until the numbers are known.
    """

    anchor: str
    children: "Inlines" = ()
    word: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class InlineAlternatives:
    """A decision inside a sentence that is still open: every wording on offer."""

    passages: tuple["Inlines", ...]


Inline: TypeAlias = Text | Slot | Blank | Strong | Emphasis | Link | Reference | InlineAlternatives
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers; each item is a tuple of blocks."""

    items: tuple["Blocks", ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered unit of the text, 1.1 or (a) by its depth; it begins with a paragraph."""

    children: "Blocks"
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading: numbered at level 2, not numbered at level 3."""

    title: Inlines
    children: "Blocks"
    anchor: str = ""
    number: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is said of each, such as the control table."""

    title: str
    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row is as long as the header."""

    caption: str
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One alternative as it stands in an open decision."""

    label: str
    children: "Blocks"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A decision that is still open: the question, and every passage on offer."""

    question: str
    passages: tuple[Passage, ...]


Block: TypeAlias = Paragraph | BulletList | Clause | Section | Facts | Table | Alternatives
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text: a title, whose it is, and blocks.

    `notice` is what every page must say of its standing, such as DRAFT; empty for an edition in
    force. `properties` are the document's data for machines, in order. `logo` is the kind of
    picture that the school's logo is, png or jpeg; empty where there is none.
    """

    title: str
    subtitle: Inlines
    notice: Inlines
    properties: tuple[tuple[str, Inlines], ...]
    children: Blocks
    logo: str = ""

    @property
    def has_logo(self) -> bool:
        """Whether the school's logo is printed."""
        return bool(self.logo)


@dataclass(frozen=True, slots=True)
class Logo:
    """A school's logo: the picture's bytes, its kind (png or jpeg), its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def map_inlines(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """The blocks with `change` applied to each run of inlines that they hold."""

    def mapped(block: Block) -> Block:
        match block:
            case Paragraph(children):
                return Paragraph(change(children))
            case BulletList(items):
                return BulletList(tuple(map_inlines(item, change) for item in items))
            case Clause(children, anchor, number):
                return Clause(map_inlines(children, change), anchor, number)
            case Section(title, children, anchor, number, level):
                inner = map_inlines(children, change)
                return Section(change(title), inner, anchor, number, level)
            case Facts(title, rows):
                return Facts(title, tuple((term, change(said)) for term, said in rows))
            case Table(caption, header, rows):
                changed = tuple(tuple(map(change, row)) for row in rows)
                return Table(caption, tuple(map(change, header)), changed)
            case Alternatives(question, passages):
                return Alternatives(
                    question,
                    tuple(Passage(p.label, map_inlines(p.children, change)) for p in passages),
                )

    return tuple(map(mapped, blocks))


def fill(document: Document, values: Mapping[str, str]) -> Document:
    """The document with its slots filled: what a reader of the finished edition sees.

    Raises KeyError for a slot that has no value.
    """

    def filled(inlines: Inlines) -> Inlines:
        return joined(tuple(one(inline) for inline in inlines))

    def one(inline: Inline) -> Inline:
        match inline:
            case Slot(name):
                return Text(values[name])
            case Strong(children):
                return Strong(filled(children))
            case Emphasis(children):
                return Emphasis(filled(children))
            case Link(address, children):
                return Link(address, filled(children))
            case Reference(anchor, children, word, number):
                return Reference(anchor, filled(children), word, number)
            case InlineAlternatives(passages):
                return InlineAlternatives(tuple(map(filled, passages)))
            case Text() | Blank():
                return inline

    return Document(
        document.title,
        filled(document.subtitle),
        filled(document.notice),
        tuple((key, filled(value)) for key, value in document.properties),
        map_inlines(document.children, filled),
        document.logo,
    )


def joined(inlines: Inlines) -> Inlines:
    """The inlines with neighbouring texts made one, and empty ones left out."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            if not inline.text:
                continue
            if result and isinstance(result[-1], Text):
                result[-1] = Text(result[-1].text + inline.text)
                continue
        result.append(inline)
    return tuple(result)


def walk(blocks: Blocks) -> Iterator[Block]:
    """Every block of a tree, parents before children, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Section() | Clause():
                yield from walk(block.children)
            case BulletList(items):
                for item in items:
                    yield from walk(item)
            case Alternatives(passages=passages):
                for passage in passages:
                    yield from walk(passage.children)
            case Paragraph() | Facts() | Table():
                pass


def plain(inlines: Inlines, values: Mapping[str, str] | None = None) -> str:
    """The bare words. A slot prints its value, or nothing where `values` has none for it."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(text)
            case Slot(name):
                words.append((values or {}).get(name, ""))
            case Blank(label):
                words.append(f"[{label}]")
            case Strong(children) | Emphasis(children) | Link(_, children):
                words.append(plain(children, values))
            case Reference(_, children, word, number):
                words.append(plain(children, values) if children else f"{word} {number}".strip())
            case InlineAlternatives(passages):
                words.append(f"[{' or '.join(plain(p, values) for p in passages)}]")
    return "".join(words)
