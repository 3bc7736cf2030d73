"""How a package says what its parts are and what leads to them (ECMA-376 part 2)."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from policygen.writers.plate import escape_xml

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
OPC = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Part(NamedTuple):
    """A part: its name, its content type, and the type of the relationship that leads to it."""

    name: str
    content: str
    relation: str


def content_types(parts: Iterable[Part], picture: str = "", more: str = "") -> str:
    """The part that says what each part is; `picture` is the kind of the one that there may be."""
    vendor = "application/vnd.openxmlformats-package"
    kinds = {"rels": f"{vendor}.relationships+xml", "xml": "application/xml"}
    if picture:
        kinds = {picture: f"image/{picture}", **kinds}
    defaults = (f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in kinds.items())
    inside = "".join([*defaults, *map(content_type, sorted(parts)), more])
    return f'{DECLARATION}<Types xmlns="{OPC}/content-types">{inside}</Types>'


def content_type(part: Part) -> str:
    """What says what one part is."""
    return f'<Override PartName="/{part.name}" ContentType="{part.content}"/>'


def relationships(parts: Iterable[Part], folder: str = "", more: str = "") -> str:
    """The part that says what leads to some parts, from a part in a folder or from the package."""
    led = (
        relationship(name, part.relation, part.name.removeprefix(folder))
        for name, part in zip(relation_ids(), parts, strict=False)
    )
    return linking("".join([*led, more]))


def linking(inside: str) -> str:
    """The part that holds these relationships."""
    return f'{DECLARATION}<Relationships xmlns="{OPC}/relationships">{inside}</Relationships>'


def relationship(name: str, relation: str, target: str, mode: str = "") -> str:
    """One relationship; the mode is External for one that leads out of the package."""
    mode = mode and f' TargetMode="{mode}"'
    return f'<Relationship Id="{name}" Type="{relation}" Target="{escape_xml(target)}"{mode}/>'


def relation_ids(taken: Iterable[str] = ()) -> Iterator[str]:
    """The ids of relationships, those that are free."""
    return (name for name in map("rId{}".format, count(1)) if name not in taken)
