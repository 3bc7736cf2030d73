"""What stands in the blocks of code of a page: lines that people type, and what they are shown."""

import re
from dataclasses import dataclass

from making import ROOT
from markdown_it import MarkdownIt

PAGES = ("README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
FILES = {
    "yaml",
    "markdown",
    "csv",
    "html",
    "php",
}  # what stands in such blocks is the text of a file


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its kind, its text, and the line of the page that it begins on."""

    kind: str
    text: str
    line: int

    @property
    def steps(self) -> list[tuple[str, str | None]]:
        """Each line that is typed, and what is shown below it, if anything is.

        In a block of `sh` every line is typed, in one of `text` those behind a $.
        """
        if self.kind == "sh":
            return [(line, None) for line in self.text.splitlines() if line.strip()]
        if self.kind != "text" or not self.text.startswith("$ "):
            return []
        parts = (part.partition("\n") for part in re.split(r"^\$ ", self.text, flags=re.M)[1:])
        return [(line, said or None) for line, _, said in parts]

    @property
    def is_shown(self) -> bool:
        """Whether it is nothing but what is shown."""
        return self.kind == "text" and not self.steps


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    tokens = MarkdownIt().parse((ROOT / page).read_text("utf-8"))
    return [
        Block(token.info.partition(" ")[0], token.content, token.map[0] + 1)
        for token in tokens
        if token.type in ("fence", "code_block") and token.map
    ]


def block(page: str, words: str) -> Block:
    """The one block of a page in which some words stand."""
    (found,) = (one for one in blocks(page) if words in one.text)
    return found
