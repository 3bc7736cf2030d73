"""A heading: of a part, a section, or what is within one; what its braces say of it."""

import re

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Inlines, Section
from policygen.readers.markdown.building import Builder, anchor_of, attributes_of

_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
# What a heading may be besides, and at which levels.
_WORDS = {"unnumbered": (2, 3), "appendix": (2,), "new-page": (1, 2), "landscape": (2,)}
_TYPED_MARK = re.compile(r"(?:appendix|annex|schedule) (?:[A-Z]|[0-9]+|[IVX]+)\b[.:]?", re.I)
_MARKS = {1: "#", 2: "##", 3: "###"}


def headed(builder: Builder, node: SyntaxTreeNode, title: Inlines) -> Section:
    """What stands under a heading, still empty."""
    level = _LEVELS.get(node.tag, 3)
    if node.tag not in _LEVELS:
        hint = "write # for a part, ## for a section, ### for a heading within one"
        builder.fault(node, "a heading of this level can't be used", hint)
    words = attributes_of(node).words
    for word, levels in _WORDS.items():
        if word in words and level not in levels:
            marks = " or ".join(_MARKS[one] for one in levels)
            builder.fault(
                node, f".{word} can't stand behind {_MARKS[level]}",
                f"put it behind a heading with {marks}", f".{word}",
            )  # fmt: skip
    if {"appendix", "unnumbered"} <= {*words}:
        message = "a heading can't be both .appendix and .unnumbered"
        builder.fault(node, message, "keep one of them", ".unnumbered")
    source = node.children[0].content if node.children else ""
    if "appendix" in words and (typed := _TYPED_MARK.match(source)):
        hint = "take it away, as appendices are named by themselves"
        builder.fault(node, f"an appendix's number is typed here: {typed[0]!r}", hint, typed[0])
    return Section(
        title, (), anchor_of(builder, node, _WORDS), level=level,
        unnumbered="unnumbered" in words, appendix="appendix" in words,
        new_page="new-page" in words, landscape="landscape" in words,
    )  # fmt: skip
