"""Lines for a terminal, broken between words where they are longer than it is wide."""

import re
import shutil
import sys
from textwrap import TextWrapper

_LEAST = 30  # columns: below, what is broken reads no better than what is cut
_KEPT = "\0"  # a space at which nothing may be broken
_MARK = re.compile(r" *(?:\d+\. |(?:\S+ )+ +(?=\S))")  # of an item, or the first of two columns


def columns() -> int:
    """How wide the terminal is that standard error is; 0 where it is none, or doesn't say."""
    return shutil.get_terminal_size((0, 0)).columns if sys.stderr.isatty() else 0


def broken(text: str, width: int, called: str) -> str:
    """A text with each line broken at words to a width, what follows hanging under its beginning.

    A command, which begins with what policygen is `called`, is kept whole where it fits.
    """
    if width < _LEAST:
        return text
    return "\n".join(_broken_line(line, width, called) for line in text.split("\n"))


def _broken_line(line: str, width: int, called: str) -> str:
    if len(line) <= width:
        return line
    mark = _MARK.match(line)
    hanging = len(mark[0]) if mark else len(line) - len(line.lstrip(" ")) + 2
    hanging = hanging if hanging <= width // 2 else 2
    wrapper = TextWrapper(
        width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False,
        replace_whitespace=False, expand_tabs=False,
    )  # fmt: skip
    command = re.compile(rf"(?<!\S){re.escape(called)}(?: [^\s.,;:]\S*?(?=[.,;:)]*(?:\s|$)))+")

    def kept(found: re.Match[str]) -> str:
        whole = found[0]
        return whole.replace(" ", _KEPT) if len(whole) <= width - hanging else whole

    return wrapper.fill(command.sub(kept, line)).replace(_KEPT, " ")
