"""Definitions: a term on a line, and on the next one a colon, a space and its words.

Several terms may stand above the words, a line each; what belongs to the words is indented as far
as they are. A rule of our own: no line goes on what isn't indented, so that a list can be written
without empty lines, and what is out of line can be told.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, Definition, Definitions, Inlines
from policygen.readers.markdown.attributes import NONE
from policygen.readers.markdown.building import Builder, attributes_of, only_plain

_MARK = re.compile(r":(?:[ \t]+|$)")
_INDENT = "column"
_MOST = 12  # words of a term


def definitions_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule, which comes right before that for paragraphs.

    Tokens: `definitions`, around a `term` for each line above a colon, a `meaning` for each colon,
    and an `unaligned` for words that stand right below a meaning, but not as far in.
    """
    if silent or (mark := _mark_below(state, line, end)) is None:
        return False
    opened, first = state.push("definitions_open", "", 1), line
    while mark is not None:
        for term in range(line, mark):
            one = state.push("term_open", "", 1)
            one.map, one.meta = [term, term + 1], {_INDENT: state.sCount[term]}
            inline = state.push("inline", "", 0)
            begin = state.bMarks[term] + state.tShift[term]
            inline.content = state.src[begin : state.eMarks[term]].strip()
            inline.map, inline.children = [term, term + 1], []
            state.push("term_close", "", -1)
        line = mark
        while line < end and _offset(state, line) is not None:
            line = _meaning(state, line, end)
        opened.map = [first, line]
        after = line
        while after < end and state.isEmpty(after):
            after += 1
        mark = None
        if after < end and not _ends(state, after, end):
            mark = _mark_below(state, after, end)
        line = after if mark is not None else line
    state.push("definitions_close", "", -1)
    state.line = line
    return True


def _mark_below(state: StateBlock, line: int, end: int) -> int | None:
    """The line of the first colon below some terms; None if what stands there are no terms."""
    if _offset(state, line) is not None:
        return None
    found = None
    for at in range(line, end):
        if state.isEmpty(at) or state.sCount[at] < state.blkIndent:
            return None
        if _offset(state, at) is not None:
            found = at
            break
    if found is None or any(_ends(state, at, end) for at in range(line + 1, found)):
        return None
    return found


def _offset(state: StateBlock, line: int) -> int | None:
    """Where the words behind a colon begin, in columns; None if a line has no such colon."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return None
    begin = state.bMarks[line] + state.tShift[line]
    found = _MARK.match(state.src[begin : state.eMarks[line]])
    if not found:
        return None
    offset = state.sCount[line] + 1
    for character in found[0][1:]:
        offset += 4 - (offset + state.bsCount[line]) % 4 if character == "\t" else 1
    return max(offset, state.sCount[line] + 2)


def _ends(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line begins a block that a paragraph above it ends before."""
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _meaning(state: StateBlock, line: int, end: int) -> int:
    """Read what stands behind a colon, and below it as far in; the line after it."""
    offset = _offset(state, line)
    assert offset is not None
    last = line + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= offset):
        last += 1
    while state.isEmpty(last - 1) and last - 1 > line:
        last -= 1
    begin = state.bMarks[line] + state.tShift[line]
    found = _MARK.match(state.src[begin : state.eMarks[line]])
    assert found
    opened = state.push("meaning_open", "", 1)
    opened.map, opened.meta = [line, last], {_INDENT: state.sCount[line]}
    shift, indent = state.tShift[line], state.sCount[line]
    outer = state.blkIndent, state.lineMax, state.parentType
    state.tShift[line] += found.end()
    state.sCount[line] = state.blkIndent = offset
    state.lineMax = last
    state.md.block.tokenize(state, line, last)
    state.blkIndent, state.lineMax, state.parentType = outer
    state.tShift[line], state.sCount[line] = shift, indent
    state.push("meaning_close", "", -1)
    if _is_out_of_line(state, last, end):
        state.push("unaligned", "", 0).map = [last, last + 1]
    return last


def _is_out_of_line(state: StateBlock, line: int, end: int) -> bool:
    """Whether words stand right below a meaning that neither go on nor are a term."""
    if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return False
    if _offset(state, line) is not None or _ends(state, line, end):
        return False
    return _mark_below(state, line, end) is None


def read_definitions(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """A list of definitions."""
    items: list[Definition] = []
    margin = node.children[0].meta[_INDENT]
    terms: list[Inlines] = []
    for child in node.children:
        if child.meta.get(_INDENT, margin) != margin:
            hint = (
                "begin terms and colons in one column, and indent what belongs to the words further"
            )
            builder.fault(child, "this stands out of line with the term above", hint)
        if child.type == "term":
            terms.append(_term(builder, child))
            continue
        if child.type == "unaligned":
            hint = "indent it as far as those words, or put an empty line before it"
            message = "this stands right below the words of a definition, but not as far in"
            builder.fault(child, message, hint)
            continue
        meaning = builder.blocks(child.children)
        if not meaning:
            builder.fault(child, "a definition without words", "write them after the :", ":")
        if terms:
            items.append(Definition(tuple(terms), (meaning,)))
            terms = []
        else:
            items[-1] = Definition(items[-1].terms, (*items[-1].meanings, meaning))
    return (Definitions(tuple(items)),)


def _term(builder: Builder, node: SyntaxTreeNode) -> Inlines:
    words = builder.inlines(node)
    typed = node.children[0].content
    only_plain(builder, node, words, "a term")
    if (given := attributes_of(node)) is not NONE:
        hint = "name the paragraph of its words, or what they stand in"
        builder.fault(node, f"{given.typed} can't stand here", hint, given.typed)
    if len(typed.split()) > _MOST:
        message = "this line is taken for a term, as the words of a definition stand below it"
        hint = f"put an empty line above the term, which has at most {_MOST} words"
        builder.fault(node, message, hint)
    if typed.endswith("\\"):
        hint = "remove it: each term has a line of its own"
        builder.fault(node, "no line begins after this \\", hint, "\\")
    return words
