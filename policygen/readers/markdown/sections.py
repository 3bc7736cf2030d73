"""Pieces into sections: what follows a heading goes into its section, in each passage by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from policygen.document import Alternatives, Block, Blocks, Passage, Section


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, before what follows it is put into its section."""

    section: Section


@dataclass(frozen=True, slots=True)
class Open:
    """An open decision, before its passages are parted into sections."""

    question: str
    passages: tuple[tuple[str, tuple["Piece", ...]], ...]
    any_of: bool = False


Piece: TypeAlias = Block | Heading | Open


def sections(pieces: Iterable[Piece], level: int) -> Blocks:
    """The blocks of some pieces: what follows a heading goes into its section.

    A part holds no sections, so that they stay what a text is made of: those follow it.
    """
    result: list[Block] = []
    heading: Heading | None = None
    content: list[Piece] = []

    def close() -> None:
        inner = sections(content, level + 1) if level < 3 else tuple(map(_block, content))
        if heading:
            result.append(replace(heading.section, children=inner))
        else:
            result.extend(inner)

    for piece in pieces:
        if not _begins(piece, level):
            content.append(piece)
            continue
        close()
        heading, content = None, []
        if isinstance(piece, Heading):
            heading = piece
        else:
            result.append(_block(piece))
    close()
    return tuple(result)


def _begins(piece: Piece, level: int) -> bool:
    """Whether a piece is, or offers, a heading that ends the section before it."""
    match piece:
        case Heading():
            return piece.section.level <= level
        case Open(passages=passages):
            return any(_begins(inner, level) for _, pieces in passages for inner in pieces)
    return False


def _block(piece: Piece) -> Block:
    match piece:
        case Heading(section):  # nothing stands above it to hold it
            return section
        case Open(question, passages, any_of):
            offered = tuple(Passage(label, sections(inner, 2)) for label, inner in passages)
            return Alternatives(question, offered, any_of)
    return piece
