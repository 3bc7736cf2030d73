"""A PDF as a screen reader goes through it: its tags, and the words that each of them holds.

Only what the format itself says is read (ISO 32000-1, 14.6 to 14.8): marked content by its number,
letters by the tables that fonts have for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

import pikepdf

Kid: TypeAlias = "Tag | str"


@dataclass(slots=True)
class Tag:
    """An element of the structure: its role, what it holds, the words that stand for it."""

    role: str
    kids: list[Kid] = field(default_factory=list)
    alt: str = ""

    def text(self) -> str:
        """The words in it, in reading order."""
        if self.alt:
            return self.alt
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)

    def tags(self) -> "list[Tag]":
        """The elements that it holds directly."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def all(self) -> "Iterator[Tag]":
        """Itself and all that it holds, in reading order."""
        yield self
        for kid in self.tags():
            yield from kid.all()


def read_tags(data: bytes) -> Tag:
    """The root of a file's structure."""
    with pikepdf.open(BytesIO(data)) as pdf:
        words = [_marked(page) for page in pdf.pages]
        pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        root = Tag("Root")
        _fill(root, pdf.Root.StructTreeRoot.K, 0, pages, words)
    return root


def _fill(tag: Tag, held: Any, page: int, pages: Any, words: list[dict[int, str]]) -> None:
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, int):
            tag.kids.append(words[page][kid])
            continue
        here = pages[kid.Pg.objgen] if "/Pg" in kid else page
        if kid.get("/Type") == "/MCR":
            tag.kids.append(words[here][int(kid.MCID)])
        elif "/S" in kid:
            inner = Tag(str(kid.S)[1:], alt=str(kid.get("/Alt", "")))
            tag.kids.append(inner)
            if "/K" in kid:
                _fill(inner, kid.K, here, pages, words)


def _marked(page: Any) -> dict[int, str]:
    """The words of each marked content of a page, by its number."""
    found: dict[int, str] = {}
    for kind, words in marked_words(page):
        if kind.isdigit():
            found[int(kind)] = found.get(int(kind), "") + words
    return found


def marked_words(page: Any) -> Iterator[tuple[str, str]]:
    """The words of a page as they are drawn, each run with the number of its tag.

    What is of the page itself, such as its header, has Artifact; what has no mark at all, nothing.
    """
    fonts = {name: letters_of(font) for name, font in page.Resources.get("/Font", {}).items()}
    around: list[tuple[str, bool]] = []
    letters: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BDC":
                properties: Any = operands[1]
                if isinstance(properties, pikepdf.Name):
                    properties = page.Resources.Properties[properties]
                kind = str(operands[0])[1:]
                kind = str(properties.MCID) if "/MCID" in properties else kind
                instead = "/ActualText" in properties
                around.append((kind if kind.isdigit() or kind == "Artifact" else "", instead))
                yield _kind(around), str(properties.ActualText) if instead else ""
            case "BMC":
                around.append((str(operands[0])[1:], False))
            case "EMC":
                around.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                held: Any = operands[0]
                shown = list(held) if isinstance(held, pikepdf.Array) else [held]
                strings = (one for one in shown if isinstance(one, pikepdf.String))
                if not any(instead for _, instead in around):
                    yield _kind(around), "".join(_decoded(bytes(one), letters) for one in strings)


def _kind(around: list[tuple[str, bool]]) -> str:
    return next((kind for kind, _ in reversed(around) if kind), "")


def _decoded(shown: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters[shown[at : at + 2]] for at in range(0, len(shown), 2))


def letters_of(font: Any) -> dict[bytes, str]:
    """What letter each code of a font stands for (9.10.3)."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, letter in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, letter in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            begin = int.from_bytes(bytes.fromhex(letter), "big")
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                sign = (begin + step).to_bytes(len(letter) // 2, "big")
                found[code.to_bytes(2, "big")] = sign.decode("utf-16-be")
    return found
