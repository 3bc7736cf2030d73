"""Where marked-up text may be cut, so that what many texts share is parsed once in all.

What is cut apart must be read as it would be in one piece. No model may hold what alone would be
read otherwise, code and HTML: each is a fault, wherever it is cut.
"""

import re
from collections.abc import Iterator

from policygen.readers.markdown import sentinels

_DEEPER = {sentinels.EITHER: 1, sentinels.END: -1}
_PART = re.compile(f"^##? |[{sentinels.EITHER}{sentinels.END}]", re.M)
# Words at the margin below an empty line end all that stands above them, but for a block of :::
# (CommonMark 0.31, 5). What may be an item goes on with a list, as a term does with definitions.
_WORDS = re.compile(r"(?<=\n\n)(?=:::|[^\s\-+*:0-9])(?!(?:.+\n)+? {0,3}:(?:[ \t]|$))", re.M)
_EDGE = re.compile(rf"[{sentinels.EITHER}{sentinels.END}]|^[ \t>]*:{{3,}}[ \t]*\S?", re.M)


def parts(text: str) -> Iterator[str]:
    """A text cut before each of its sections and parts, but not inside an open decision.

    A line with # or ## at the margin ends all that stands above it (CommonMark 0.31, 4.2).
    """
    begin = depth = 0
    for found in _PART.finditer(text):
        depth += _DEEPER.get(found[0], 0)
        if not depth and found[0][0] == "#" and found.start():
            yield text[begin : found.start()]
            begin = found.start()
    yield text[begin:]


def portions(text: str) -> Iterator[str]:
    """A part cut before words that nothing above them can hold, a decision or a block of :::."""
    begin = seen = depth = 0
    for found in _WORDS.finditer(text):
        for edge in _EDGE.findall(text, seen, found.start()):
            depth += _DEEPER.get(edge, -1 if edge[-1] in ": \t" else 1)
        seen = found.start()
        if not depth:
            yield text[begin:seen]
            begin = seen
    yield text[begin:]
