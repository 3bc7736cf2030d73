"""The Markdown of models: CommonMark with {#id}, blocks of ::: and the marks between passages."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, hr, list_block, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from policygen.readers.markdown import sentinels
from policygen.readers.markdown.attributes import NONE, split_attributes
from policygen.readers.markdown.commonmark import CommonMark
from policygen.readers.markdown.definitions import definitions_rule
from policygen.readers.markdown.fences import fence_rule

INDENT = "indent"  # under this name a block's token says how far it is indented in its container

_FILL_IN = re.compile("_{4,}")
_TICK_BOX = re.compile(r"\[ \](?![(\[])")
_SPACES = re.compile("[ \t]*")


@lru_cache(maxsize=1)
def model_markdown() -> CommonMark:
    """The one parser of this process."""
    markdown = CommonMark()
    markdown.disable("text_join")  # so that a sentinel can't be forged as &#xE000;
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    markdown.block.ruler.before("table", "edge", _edge_rule, interrupts)
    markdown.block.ruler.before("table", "fenced", _measured(fence_rule), interrupts)
    for name, rule, interrupted in (
        ("paragraph", paragraph, ()),
        ("table", table, ("paragraph", "reference")),
        ("blockquote", blockquote, ("paragraph", "reference", "blockquote", "list")),
        ("list", list_block, ("paragraph", "reference", "blockquote")),
    ):
        markdown.block.ruler.at(name, _measured(rule), {"alt": [*interrupted]})
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.at("hr", _ruler_rule, interrupts)
    markdown.block.ruler.before("paragraph", "definitions", definitions_rule)
    markdown.core.ruler.after("block", "attributes", _attributes_rule)
    markdown.inline.ruler.before("newline", "spacebreak", _spacebreak_rule)
    markdown.inline.ruler.after("image", "footnote", _footnote_rule)
    markdown.inline.ruler.before("link", "tick_box", _tick_box_rule)
    markdown.inline.ruler.before("emphasis", "fill_in", _fill_in_rule)
    return markdown


_Rule: TypeAlias = Callable[[StateBlock, int, int, bool], bool]


def _measured(rule: _Rule) -> _Rule:
    """A block rule that notes how far a block and its items are indented."""

    def measured(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        indent = state.sCount[line] - state.blkIndent
        if not rule(state, line, end, silent):
            return False
        if not silent and first < len(state.tokens):
            token = state.tokens[first]
            token.meta[INDENT] = indent
            for item in state.tokens[first + 1 :] if rule is list_block else ():
                if item.type == "list_item_open" and item.level == token.level + 1 and item.map:
                    item.meta[INDENT] = state.sCount[item.map[0]] - state.blkIndent
        return True

    return measured


def _edge_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule for a line that holds one mark between passages and nothing else."""
    del end
    start = state.bMarks[line] + state.tShift[line]
    found = sentinels.MARK.fullmatch(state.src[start : state.eMarks[line]].rstrip())
    if not found:
        return False
    if not silent:
        token = state.push("edge", "", 0)
        token.content = found[0]
        token.map = [line, line + 1]
        state.line = line + 1
    return True


def _ruler_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule for a ruled line, which underscores aren't: they are a place to write."""
    place = state.bMarks[line] + state.tShift[line]
    return not state.src.startswith("_", place) and hr(state, line, end, silent)


def _tick_box_rule(state: StateInline, silent: bool) -> bool:
    """An inline rule for a box to tick, [ ]."""
    found = _TICK_BOX.match(state.src, state.pos)
    if found:
        if not silent:
            state.push("tick_box", "", 0).content = found[0]
        state.pos = found.end()
    return found is not None


def _fill_in_rule(state: StateInline, silent: bool) -> bool:
    """An inline rule for a place to write, four underscores or more."""
    found = _FILL_IN.match(state.src, state.pos)
    if found:
        if not silent:
            state.push("fill_in", "", 0).content = found[0]
        state.pos = found.end()
    return found is not None


def _spacebreak_rule(state: StateInline, silent: bool) -> bool:
    """An inline rule for two spaces at a line's end, which begin a new line unseen."""
    if state.src[state.pos] != "\n" or not state.pending.endswith("  "):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("spacebreak", "", 0)
    spaces = _SPACES.match(state.src, state.pos + 1)
    state.pos = spaces.end() if spaces else state.pos + 1
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    """An inline rule for ^[words], as pandoc has it: the brackets in it must be in pairs."""
    begin = state.pos
    if not state.src.startswith("^[", begin):
        return False
    end = state.md.helpers.parseLinkLabel(state, begin + 1)
    if end < 0:
        return False
    if not silent:
        outer, state.pos, state.posMax = state.posMax, begin + 2, end
        state.push("footnote_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("footnote_close", "", -1)
        state.posMax = outer
    state.pos = end + 1
    return True


def _attributes_rule(state: StateCore) -> None:
    """A core rule that takes attributes off the end of a text before its inlines are parsed."""
    for token in state.tokens:
        if token.type == "inline" and "{" in token.content:
            token.content, given = split_attributes(token.content)
            if given is not NONE:
                token.meta["attributes"] = given
