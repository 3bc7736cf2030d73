"""What a document says, in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from policygen.document.blocks import Block
from policygen.document.inlines import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
)
from policygen.document.links import policy_at
from policygen.document.memory import once
from policygen.document.nodes import Document
from policygen.document.walking import map_inlines, query


def plain(
    inlines: Inlines, values: Mapping[str, str] | None = None, *, line_break: str = " "
) -> str:
    """The bare words. A slot prints its value, or nothing where `values` has none for it."""

    def inside(inlines: Inlines) -> str:
        return plain(inlines, values, line_break=line_break)

    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(text)
            case Slot(name):
                words.append((values or {}).get(name, ""))
            case Blank(label):
                words.append(f"[{label}]")
            case Strong(children) | Emphasis(children) | Link(_, children) | Revision(_, children):
                words.append(inside(children))
            case Reference(_, children, word, number):
                words.append(inside(children) if children else f"{word} {number}".strip())
            case InlineAlternatives(passages):
                words.append(f"[{inline.joint.join(map(inside, passages))}]")
            case LineBreak():
                words.append(line_break)
            case Footnote(children, number):
                words.append(f" [{f'note {number}'.rstrip()}: {inside(children)}]")
            case FillIn():
                words.append("____")
            case TickBox():
                words.append("[ ]")
            case _:
                assert_never(inline)
    return "".join(words)


def fill(document: Document, values: Mapping[str, str]) -> Document:
    """The document with its slots filled: what a reader of the finished edition sees.

    Raises KeyError for a slot that has no value.
    """

    def filled(inlines: Inlines) -> Inlines:
        return joined(tuple(map(one, inlines)))

    def one(inline: Inline) -> Inline:
        match inline:
            case Slot(name):
                return Text(values[name])
            case Link(Slot(name), children):
                return Link(values[name], children)
        return inline

    return map_inlines((unled(document),), filled)[0]


@once
def unled(document: Document) -> Document:
    """The document without links to policies of which nobody has said where they are.

    Their words stay. It is the same object where there are none.
    """
    children = tuple(map(_unled, document.children))
    same = all(one is was for one, was in zip(children, document.children, strict=True))
    return document if same else replace(document, children=children)


@once
def _unled(block: Block) -> Block:
    if not any(policy_at(link.address) for link in query((block,), Link)):
        return block

    def change(run: Inlines) -> Inlines:
        return joined(tuple(inline for one in run for inline in words(one)))

    def words(inline: Inline) -> Inlines:
        match inline:
            case Link(address, children) if policy_at(address):
                return children
        return (inline,)

    return map_inlines((block,), change)[0]


def noteless(inlines: Inlines) -> Inlines:
    """The inlines without their footnotes, where none can stand."""

    def change(run: Inlines) -> Inlines:
        return tuple(inline for inline in run if not isinstance(inline, Footnote))

    return map_inlines((Strong(inlines),), change)[0].children


def label(word: str, number: str, caption: Inlines) -> str:
    """What a caption begins with, such as "Figure 1: "; nothing where there is no number."""
    return f"{word} {number}{': ' if caption else ''}" if number else ""


def as_label(word: str, number: str) -> str:
    """What a reference prints, in which no line ends between a name and its number.

    Only pages need that: elsewhere a space is a space, and an old text is no other for it.
    """
    if not number:
        return word
    *outer, last = f"{word} {number}".strip().split(", ")
    parts = (_bound(part) if len(part.split()) < 3 else part for part in outer)
    return ", ".join([*parts, _bound(last)])


def _bound(part: str) -> str:
    return "\N{NO-BREAK SPACE}".join(part.rsplit(" ", 1))


def unlinked(inlines: Inlines) -> Inlines:
    """The words of a title, to be a link themselves."""

    def change(run: Inlines) -> Inlines:
        words: list[Inline] = []
        for inline in run:
            match inline:
                case Link(_, children) | Reference(_, children) if children:
                    words.extend(children)
                case Reference(word=word, number=number):
                    words.append(Text(f"{word} {number}".strip()))
                case _:
                    words.append(inline)
        return joined(tuple(words))

    return map_inlines((Strong(inlines),), change)[0].children


def joined(inlines: Inlines) -> Inlines:
    """The inlines with neighbouring texts made one, and empty ones left out."""
    if len(inlines) == 1 and inlines != (Text(""),):
        return inlines
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
