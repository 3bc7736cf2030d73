"""A heading: of a part, a section, or what is within one; what its braces say of it."""

import re

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Inlines, Section
from policygen.document.numerals import MOST_LETTERS, is_clause_mark, is_label
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.attributes import Attributes
from policygen.readers.markdown.building import Builder, anchor_of, attributes_of

_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
# What a heading may be besides, and at which levels.
_WORDS = {"unnumbered": (2, 3), "appendix": (2,), "new-page": (1, 2), "landscape": (2,)}
_KEYS = {"label": (2, 3), "clauses": (2,)}
_TYPED_MARK = re.compile(r"(?:appendix|annex|schedule) (?:[A-Z]|[0-9]+|[IVX]+)\b[.:]?", re.I)
_MARKS = {1: "#", 2: "##", 3: "###"}


def headed(builder: Builder, node: SyntaxTreeNode, title: Inlines) -> Section:
    """What stands under a heading, still empty."""
    level = _LEVELS.get(node.tag, 3)
    if node.tag not in _LEVELS:
        hint = "write # for a part, ## for a section, ### for a heading within one"
        builder.fault(node, "a heading of this level can't be used", hint)
    given = attributes_of(node)
    words = given.words
    said = {**{f".{word}": _WORDS.get(word) for word in words},
            **{f"{key}=": _KEYS.get(key) for key, _ in given.keys}}  # fmt: skip
    for one, levels in said.items():
        if levels and level not in levels:
            marks = " or ".join(_MARKS[other] for other in levels)
            builder.fault(
                node, f"{one} can't stand behind {_MARKS[level]}",
                f"put it behind a heading with {marks}", one,
            )  # fmt: skip
    if {"appendix", "unnumbered"} <= {*words}:
        message = "a heading can't be both .appendix and .unnumbered"
        builder.fault(node, message, "keep one of them", ".unnumbered")
    source = node.children[0].content if node.children else ""
    if "appendix" in words and (typed := _TYPED_MARK.match(source)):
        hint = "take it away, as appendices are named by themselves"
        builder.fault(node, f"an appendix's number is typed here: {typed[0]!r}", hint, typed[0])
    anchor = anchor_of(builder, node, _WORDS, _KEYS)
    return Section(
        title, (), anchor, level=level,
        unnumbered="unnumbered" in words, appendix="appendix" in words,
        new_page="new-page" in words, landscape="landscape" in words,
        label=_label(builder, node), clauses=_clauses(builder, node),
    )  # fmt: skip


def _label(builder: Builder, node: SyntaxTreeNode) -> str:
    """The label that a heading has instead of a number."""
    given = attributes_of(node)
    label = given.get("label")
    if not _is_given(given, "label"):
        return ""
    near = f"label={label}"
    source = node.children[0].content if node.children else ""
    if label and re.match(rf"{re.escape(label)}[^\w-]", source, re.I):
        hint = "take it away, as the label is printed by itself"
        builder.fault(node, f"the heading begins with its label, {label!r}", hint, label)
    for word in ("appendix", "unnumbered"):
        if word in given.words:
            message = f"a heading with a label can't be .{word}, too"
            builder.fault(node, message, "keep one of them", near)
    if not is_label(label):
        hint = (
            f"write letters and digits, {MOST_LETTERS} at most, such as label=A1; words belong in "
            "the heading, and numbers alone are counted"
        )
        builder.fault(node, f"{label!r} can't be a label", hint, near)
        return ""
    return label


def _is_given(given: Attributes, key: str) -> bool:
    """Whether a key is given, in plain words: a value in its place is a fault already."""
    return key in dict(given.keys) and not sentinels.ANY.search(given.typed)


def _clauses(builder: Builder, node: SyntaxTreeNode) -> str:
    """The first mark of a section's clauses."""
    given = attributes_of(node)
    first = given.get("clauses")
    if not _is_given(given, "clauses"):
        return ""
    if not is_clause_mark(first):
        hint = "write the first mark as it is to be printed, such as clauses=a) or clauses=A."
        builder.fault(node, f"clauses can't count from {first!r}", hint, f"clauses={first}")
        return ""
    return first
