"""Blocks with a shape of their own: ::: name Title {attributes} … :::

A rule of our own, since those that there are close an outer block at the end of an inner one, and
print a name that they don't know.
"""

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock

from policygen.readers.markdown.attributes import split_attributes

FENCE = re.compile(r":{3,}[ \t]*(.*)")
_NAME = re.compile(r"[^\s{]*")


def fence_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule. What is wrong goes into the token's meta, to be told where its words are read.

    Tokens: `fenced`, around an inline of its title and what it holds; meta has its `name`, its
    `attributes` and maybe `open`, where it has no end. `fence_end` is an end without a beginning.
    """
    opened = _opened(state, line)
    if opened is None:
        return False
    if silent:
        return True
    if not opened:
        token = state.push("fence_end", "", 0)
        token.map = [line, line + 1]
        state.line = line + 1
        return True
    last = _last(state, line, end)
    name = _NAME.match(opened)
    title, attributes = split_attributes(opened[name.end() :].strip() if name else "")
    token = state.push("fenced_open", "", 1)
    token.map = [line, last or end]
    token.meta = {
        "name": name[0] if name else "",
        "attributes": attributes,
        "open": last is None,
    }
    state.push("fenced_title_open", "", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = title, [line, line + 1], []
    state.push("fenced_title_close", "", -1)
    outer = state.parentType, state.lineMax
    state.parentType, state.lineMax = "fenced", last if last is not None else end
    state.md.block.tokenize(state, line + 1, state.lineMax)
    state.parentType, state.lineMax = outer
    state.push("fenced_close", "", -1)
    state.line = end if last is None else last + 1
    return True


def _opened(state: StateBlock, line: int) -> str | None:
    """What stands behind the colons of a line, nothing at an end; None if the line has none."""
    if state.is_code_block(line):
        return None
    begin = state.bMarks[line] + state.tShift[line]
    words = state.src[begin : state.eMarks[line]].rstrip()
    found = FENCE.fullmatch(words)
    return found[1] if found else None


def _last(state: StateBlock, line: int, end: int) -> int | None:
    """The line on which a block ends; None if it doesn't end before what it stands in."""
    depth = 0
    for at in range(line, end):
        if state.sCount[at] < state.blkIndent and not state.isEmpty(at):
            return None
        opened = _opened(state, at)
        if opened is None:
            continue
        depth += 1 if opened else -1
        if not depth:
            return at
    return None


def spans(text: str, name: str) -> Iterator[range]:
    """The lines of each block of a name in a text, counted from 0, those of ::: among them.

    For a text in which every block is sound, and none of this name stands behind another mark.
    """
    depth = first = 0
    for at, line in enumerate(text.split("\n")):
        found = FENCE.fullmatch(line.strip(" \t"))
        if not found:
            continue
        if depth:
            depth += 1 if found[1] else -1
            if not depth:
                yield range(first, at + 1)
        elif found[1] and re.split(r"[\s{]", found[1], maxsplit=1)[0] == name:
            depth, first = 1, at


def without(text: str, name: str) -> str:
    """A text with an empty line in the place of each block of a name."""
    lines: list[str | None] = [*text.split("\n")]
    for span in spans(text, name):
        lines[span.start : span.stop] = ["", *[None] * (len(span) - 1)]
    return "\n".join(line for line in lines if line is not None)
