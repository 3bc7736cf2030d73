"""A model's text with every passage and no values, on the very lines of its source.

So what the Markdown parser finds in it can be placed exactly.
"""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from policygen.assembly.language import language
from policygen.assembly.linking import with_links
from policygen.assembly.printing import pictures_in
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.shape import OpenPassage, Shape
from policygen.sources.model import Model

_TAG_LINE = re.compile(
    r"^[ \t]*\{%[-+]?\s*(?:if|elif|else|endif|for|endfor)\b[^%\n]*%\}[ \t]*$", re.M
)


_EDGES = {
    "either": sentinels.EITHER, "optional": sentinels.EITHER, "or": sentinels.OR,
    "endeither": sentinels.END, "endoptional": sentinels.END,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, the line of the source for each of its own, and those of loops and conditions.

    `tags` are lines of the masked text: where such a tag stood, or the line after it.
    """

    shape: Shape
    lines: tuple[int, ...]
    tags: tuple[int, ...]


def mask(model: Model) -> Masked:
    """The text with every passage, and a sentinel for every value, line by line as in the source.

    The lines of loops and conditions stay as empty ones, but not between the rows of a table, where
    they leave nothing and an empty line would end it.
    """
    text, passages = _masked(model)
    ends = [found.start() for found in re.finditer("\n", model.text)]
    tags = {bisect_left(ends, found.start()) for found in _TAG_LINE.finditer(model.text)}
    lines = text.split("\n")
    kept = [index for index in range(len(lines)) if not _between_rows(index, lines, tags)]
    masked = "\n".join(lines[index] for index in kept)
    masked = with_links(masked, lambda *_: sentinels.numbered(sentinels.SLOT, 0))
    shape = Shape(
        masked, ("value",), ("value",), tuple(passages), pictures=pictures_in(model, masked)
    )
    edges = {at for one in model.included for at in (one.first, one.first + one.count)}
    places = tuple(bisect_left(kept, index) + 1 for index in sorted(tags | edges))
    return Masked(shape, tuple(index + 1 for index in kept), places)


def _between_rows(index: int, lines: list[str], tags: Collection[int]) -> bool:
    if index not in tags:
        return False
    before, after = index, index
    while before in tags:
        before -= 1
    while after in tags:
        after += 1
    beside = (lines[at].lstrip() for at in (before, after) if 0 <= at < len(lines))
    return [line[:1] for line in beside] == ["|", "|"]


def _masked(model: Model) -> tuple[str, Collection[OpenPassage]]:
    passages: dict[OpenPassage, int] = {}
    output: list[str] = []
    line = 1
    tag: list[str] | None = None
    either = language().extensions[next(iter(language().extensions))]
    source = either.preprocess(model.text, None)
    pictures = [name for name, value in model.front.values.items() if value.type == "picture"]
    shown = re.compile(rf"\s*values\.({'|'.join(pictures) or '$.'})\s*")
    tokens = list(language().lex(source))
    for at, (lineno, kind, text) in enumerate(tokens):
        if lineno > line:
            output.append("\n" * (lineno - line))
            line = lineno
        piece = ""
        if kind == "data":
            piece = text
        elif kind == "variable_begin":
            piece = sentinels.numbered(sentinels.SLOT, 0)
            if shown.fullmatch(_expression(tokens, at)):
                piece = f"![{piece}]({sentinels.numbered(sentinels.BLANK, 0)})"
        elif kind == "block_begin":
            tag = []
        elif kind == "block_end" and tag is not None:
            piece = _mark(tag, passages)
            tag = None
        elif tag is not None and kind != "whitespace":
            tag.append(text)
        output.append(piece)
        line += piece.count("\n")
    return sentinels.signed("".join(output)), passages


def _expression(tokens: list[tuple[int, str, str]], begin: int) -> str:
    """What stands in the braces that begin with a token."""
    inside = takewhile(lambda token: token[1] != "variable_end", tokens[begin + 1 :])
    return "".join(text for _, _, text in inside)


def _mark(tag: list[str], passages: dict[OpenPassage, int]) -> str:
    edge = _EDGES.get(tag[0])
    if edge is None:
        return ""
    index = passages.setdefault(OpenPassage("", ""), 0)
    indent = int(tag[-1]) if "|" in tag else 0
    mark = " " * indent + edge + sentinels.numbered(sentinels.PASSAGE, index)
    return mark if "|" in tag else mark + sentinels.INLINE
