"""A model's text with every passage and no values, on the very lines of its source.

So what the Markdown parser finds in it can be placed exactly.
"""

from policygen.assembly.language import language
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.shape import OpenPassage, Shape
from policygen.sources.model import Model


def mask(model: Model) -> Shape:
    """The text with every passage, and a sentinel for every value, on the lines of the source."""
    passages: dict[OpenPassage, int] = {}
    output: list[str] = []
    line = 1
    tag: list[str] | None = None
    either = language().extensions[next(iter(language().extensions))]
    source = either.preprocess(model.text, None)
    for lineno, kind, text in language().lex(source):
        if lineno > line:
            output.append("\n" * (lineno - line))
            line = lineno
        piece = ""
        if kind == "data":
            piece = text
        elif kind == "variable_begin":
            piece = sentinels.numbered(sentinels.SLOT, 0)
        elif kind == "block_begin":
            tag = []
        elif kind == "block_end" and tag is not None:
            piece = _mark(tag, passages)
            tag = None
        elif tag is not None and kind != "whitespace":
            tag.append(text)
        output.append(piece)
        line += piece.count("\n")
    text = "".join(output).replace(sentinels.INLINE, "")
    return Shape(text, ("value",), (), tuple(passages))


def _mark(tag: list[str], passages: dict[OpenPassage, int]) -> str:
    edge = {"either": sentinels.EITHER, "or": sentinels.OR, "endeither": sentinels.END}.get(tag[0])
    if edge is None:
        return ""
    index = passages.setdefault(OpenPassage("", ""), 0)
    indent = int(tag[-1]) if "|" in tag else 0
    return " " * indent + edge + sentinels.numbered(sentinels.PASSAGE, index)
