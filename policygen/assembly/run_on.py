"""Lines that look like paragraphs of their own, and go on with the line above them.

Word gives each paragraph as a line, with no empty one between, and Markdown takes such lines for
one paragraph. Nobody breaks lines as far to the right as paragraphs go, so what stands below a long
line is told; and so is what stands below a colon, as the items of a list do whose marks were lost.
"""

import re
from collections.abc import Iterator

from policygen.assembly.places import place_of, without_notes
from policygen.errors import Problem
from policygen.sources.model import Model

_LONG = 200  # characters: most paragraphs of policies have more, lines broken by hand fewer
_WORDS = re.compile(r"(?![-+*>|#:]|\d+[.)]|\{%)\S")  # nothing but a line of words begins so
_APART = re.compile(r"[>|#]|:::|\{%|$")  # no line of words goes on with these
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_HINT = (
    "put an empty line between them, and - before each item of a list; if they are one paragraph, "
    "break its lines elsewhere"
)


def run_on_lines(model: Model) -> Iterator[Problem]:
    """A warning of each line of a text that may be meant as a paragraph of its own."""
    offset, above = 0, ""
    for line in without_notes(model.text).split("\n"):
        words = line.strip()
        leads = above.endswith(":") and _CAPITAL.match(words)
        if above and _WORDS.match(words) and (len(above) > _LONG or leads):
            place = place_of(model, offset + line.index(words))
            yield Problem(place, "this line goes on with the one above it", _HINT, warning=True)
        above = "" if _APART.match(words) or words.endswith("\\") else words
        offset += len(line) + 1
