"""A Word file without its words: a base, made ready once for all that is set in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from policygen.document import Inlines, Slot, plain, query
from policygen.writers.docx.multilevel import Counting
from policygen.writers.docx.package import PartPlace, pack
from policygen.writers.plate import Holes, escape_text, escape_xml

NAME_OF_CONTROL = 64  # what Word takes in the title of a content control, in UTF-16
OF_A_VALUE = NAME_OF_CONTROL // 2 - 1  # what of it is for a value


def cut_short(text: str, most: int) -> str:
    """The beginning of a text, of at most so many units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def escape_short(text: str) -> str:
    """Text for an attribute that can't hold much."""
    return escape_xml(cut_short(text, OF_A_VALUE))


HOLES = Holes(escape_text, escape_xml, escape_short)

# Slots of a skeleton, in whose places plates are put. FRONT, BODY and SHEET, which the text ends
# on, are the main part; HEADER and FOOTER are what stands in their first paragraph; NOTICE is a
# paragraph below it; CORE and CUSTOM are whole parts; RELATIONS are what leads from the main part,
# TYPES say what further parts are; LISTS are lists that begin anew.
FRONT, BODY, SHEET = "front", "body", "sheet"
HEADER, FOOTER, NOTICE = "header", "footer", "notice"
CORE, CUSTOM, RELATIONS, TYPES, LISTS = "core", "custom", "relations", "types", "lists"
NOTE_SETTING = "note setting"  # what settings say of footnotes, if there are any
PROPERTY = "property."  # + name: what a field of a house style shows
LATER = "later."  # + index: the id of a relationship of the main part that comes after the links

PARAGRAPHS = (
    "Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Unnumbered Heading",
    "Appendix Heading", "Part Heading", "Clause", "Subclause", "Subclause 2", "Clause Text",
    "Subclause Text", "Subclause 2 Text", "List Bullet", "List Bullet 2", "List Bullet 3",
    "Quote", "Box Title", "Caption", "Table Text", "Table Heading", "Decision", "Alternative",
    "Open Decision", "Open Alternative", "Decision End", "Notice", "Header", "Footer",
    "TOC Heading", "toc 1", "toc 2", "footnote text",
    "Steps Title", "Step", "Letter", "Definition Term", "Definition",
    "Form Title", "Form Text", "Form Choice",
)  # fmt: skip
RUNS = (
    "Open", "Fill In", "Strong", "Emphasis", "Hyperlink", "Cross Reference", "footnote reference",
)  # fmt: skip
TABLES = (
    "Policy Table", "Box Table", "Letter Table", "Guidance Table", "Form Table",
    "Office Form Table", "Decision Table",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What a writer must know of a base.

    `styles` are ids by name, None for the style that applies anyway. `width` is that of the text,
    and `height` that of a page's, in EMU; `turned_width` is the width on a sheet that is turned.
    `unnumbered` is the list that counts nothing, `bullets` that of bullets, `counting` are those
    that count, `steps` is what lists of steps rest on, and `lists` the number of the first of
    them; `relations` are the ids that the main part has in use before its links. `sheets` are the
    properties of a section, upright and turned, with its header and footer (17.6.17).
    """

    styles: Mapping[str, str | None]
    width: int
    height: int
    turned_width: int
    unnumbered: int
    bullets: int
    steps: int
    lists: int
    counting: Counting
    relations: tuple[str, ...]
    sheets: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """A Word file without its words. The main part has `later` relationships after its links."""

    facts: Facts
    later: int
    parts: tuple[tuple[str, PartPlace], ...]


def hole(name: str) -> str:
    """What stands in a text for a plate or for a value."""
    return HOLES.hole(name, escape_text)


def in_attribute(inlines: Inlines) -> str:
    """The bare words, where nothing but text can stand."""
    edge = "\0"  # no text holds it
    names = {slot.name: f"{edge}{slot.name}{edge}" for slot in query(inlines, Slot)}
    parts = plain(inlines, names).split(edge)
    words = map(escape_xml, parts[::2])
    holes = (HOLES.hole(name, escape_xml) for name in parts[1::2])
    return "".join(map("".join, zip_longest(words, holes, fillvalue="")))


def property_hole(name: str) -> str:
    """What stands in a field of a house style for a property of the edition."""
    return HOLES.hole(PROPERTY + name, escape_xml)


def skeleton(facts: Facts, later: int, files: Mapping[str, bytes], logo: str) -> Skeleton:
    """The skeleton of a package whose parts have holes in them; `logo` is the name of its part."""
    parts: list[tuple[str, PartPlace]] = []
    for name in sorted(files, key=part_order):
        data = files[name]
        plate = HOLES.cut(data.decode()) if name.endswith((".xml", ".rels")) else None
        if name == logo:
            parts.append((name, None))
        else:
            parts.append((name, plate if plate and plate.slots else pack(name, data)))
    return Skeleton(facts, later, tuple(parts))


def part_order(name: str) -> tuple[bool, bool, str]:
    """Readers that stream a package want its content types first, then its relationships."""
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name
