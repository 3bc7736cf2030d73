"""The Markdown edition: front matter, then CommonMark (and pipe tables) with the numbers printed.

The tests read it back into the same document, so whatever Markdown can't say by
itself is said in HTML that a page doesn't show: <a id> for anchors, <mark> for what is still open,
<span> around the wordings on offer in a sentence, and a comment where an unnumbered block would
otherwise join the list or clause before it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from policygen.document import (
    USUAL,
    Block,
    Blocks,
    Document,
    Inlines,
    ListedChange,
    Logo,
    Numbering,
    Slot,
    Text,
    plain,
)
from policygen.document.memory import once
from policygen.document.nodes import CONTROL
from policygen.writers import PARTS
from policygen.writers.around import Around, around
from policygen.writers.markdown.elements import (
    markdown_block,
    markdown_control,
    markdown_notes,
    parting,
)
from policygen.writers.markdown.inlines import (
    at_line_start,
    in_markdown,
    in_quotes,
    markdown_plate,
    plain_text,
    quoted_hole,
)
from policygen.writers.plate import TextPlate, join, literal

# Where an edition finds its pictures: beside the folder of its school, and of its issues.
_BESIDE = "../parts/"


@dataclass(frozen=True, slots=True)
class MarkdownPlate:
    """A text with its slots open, and the addresses of its pictures among them."""

    text: TextPlate

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The finished text; its pictures are files, in `../parts/` or what `parts` says.

        Raises KeyError for a slot that has no value.
        """
        del logo, pictures
        return self.text.fill({PARTS: _BESIDE, **values})


def write(document: Document) -> MarkdownPlate:
    """The plate of a document."""
    return MarkdownPlate(_document(document))


def _document(document: Document) -> TextPlate:
    """The text: its blocks and what stands around them are set once for all texts with the same."""
    plates = [_above(around(document)), markdown_control(document.control)]
    if document.children:
        plates.append(_text(document.children))
    if document.history:
        plates.append(markdown_block(document.history))
    plates += (note for block in document.body for note in markdown_notes(block))
    return join([join(plates, "\n\n"), literal("\n")])


@lru_cache(maxsize=1024)
def _above(page: Around) -> TextPlate:
    """What stands above the control table."""
    parts = []
    lines = [f"{key}: {said}" for key, said in _fields(page)]
    if page.notice:
        parts.append(f"<mark>{in_markdown(page.notice)}</mark>")
    front = "\n".join(["---", *lines, "---"])
    parts += [at_line_start(in_markdown(page.subtitle)), *_changes(page.changes)]
    return markdown_plate("\n\n".join([front, *parts]))


def _changes(changes: tuple[ListedChange, ...]) -> Iterator[str]:
    """The list of a redline's changes, each of which leads to its place if it has one."""
    if changes:
        yield "## Changes"
        yield "\n".join(f"- {_changed(change)}" for change in changes)
        words = "<ins>words inserted</ins> and <del>words deleted</del>"
        yield f"In the text below, {words} are marked."


def _changed(change: ListedChange) -> str:
    words = plain_text(change.words)
    has_anchor = change.anchor not in ("", CONTROL)  # the table of that stands just below
    return f"[{words}](#{change.anchor})" if has_anchor else words


@once
def _text(blocks: Blocks) -> TextPlate:
    plates: list[TextPlate] = []
    before: Block | None = None
    for block in blocks:
        plates += map(literal, parting(before, block))
        plates.append(markdown_block(block))
        before = block
    return join(plates, "\n\n")


def _fields(page: Around) -> Iterator[tuple[str, str]]:
    """The front matter, as generators of web sites read it; they print the title themselves."""
    yield "title", _quoted((Text(page.title),))
    for key, said in page.properties:
        if key == "keywords":
            words = (Text(word) for word in plain(said).split(", "))
            yield key, f"[{', '.join(_quoted((word,)) for word in words)}]"
            continue
        yield key, _quoted(said)
        if key == "status" and said != (Text("issued"),):
            yield "draft", "true"  # Hugo, Jekyll and others publish none of these
    if page.notice:
        yield "notice", _quoted(page.notice)
    if page.numbering != USUAL:  # as the text alone doesn't say it to a machine
        yield "numbering", _quoted((Text(_numbering(page.numbering)),))


def _numbering(numbering: Numbering) -> str:
    marks = (*numbering.inside, numbering.appendix)
    return ", ".join(["sub-headings", *marks] if numbering.subheadings else marks)


def _quoted(inlines: Inlines) -> str:
    """Text as a JSON string, which YAML reads as it stands."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(in_quotes(text))
            case Slot(name):
                words.append(quoted_hole(name))
            case _:
                raise TypeError(f"{inline!r} can't stand in front matter")
    return f'"{"".join(words)}"'
