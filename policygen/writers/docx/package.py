"""A Word file as a plate: parts without slots are deflated once, the rest for each edition."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import deflate

from policygen.document import Logo
from policygen.writers.docx.hyperlinks import Links
from policygen.writers.plate import TextPlate

# PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")  # but for the offset at its end
_OFFSET = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED, _VERSION, _UNIX = 8, 20, 3 << 8
_DATE = (1 << 5) | 1  # 1 January 1980 and midnight: the earliest that a zip can say
_LEVEL = 6

EMU_PER_INCH = 914_400
LOGO_HEIGHT, LOGO_WIDTH = 0.6 * EMU_PER_INCH, 2.2 * EMU_PER_INCH


@dataclass(frozen=True, slots=True)
class Packed:
    """One part, ready to be put into a zip: as it stands there, and its entry in the directory.

    The entry is cut in two: between the halves comes the place where the part begins.
    """

    part: bytes
    entry: bytes
    name: bytes


def pack(name: str, data: bytes) -> Packed:
    """Deflate one part. libdeflate is pinned: zlib's bytes differ from machine to machine."""
    packed = bytes(deflate.deflate_compress(data, _LEVEL))
    coded = name.encode()
    facts = (0, _DEFLATED, 0, _DATE, zlib.crc32(data), len(packed), len(data), len(coded), 0)
    header = _LOCAL.pack(b"PK\3\4", _VERSION, *facts)
    entry = _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, *facts, 0, 0, 0, 0)
    return Packed(header + coded + packed, entry, coded)


def zipped(parts: list[Packed]) -> bytes:
    """A zip file of the parts, in this order, with nothing in it that depends on the day."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for packed in parts:
        body.append(packed.part)
        directory += packed.entry, _OFFSET.pack(offset), packed.name
        offset += len(packed.part)
    length = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), length, offset, 0)
    return b"".join([*body, *directory, end])


# What stands in a part's place: the text of one whose slots are open; the name of a picture whose
# bytes come when it is filled; nothing for those of the logo.
PartPlace: TypeAlias = Packed | TextPlate | str | None


@lru_cache(maxsize=256)
def _packed_picture(name: str, data: bytes) -> Packed:
    return pack(name, data)


@dataclass(frozen=True, slots=True)
class WordPlate:
    """A Word file with its slots open."""

    parts: tuple[tuple[str, PartPlace], ...]
    links: Links | None = None  # where some of them are values

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The finished docx file. Raises KeyError for a slot that has no value."""
        if self.links:
            values = {**values, **self.links.words(values)}
        if logo:
            width, height = logo_size(logo)
            values = {**values, "logo.cx": str(width), "logo.cy": str(height)}
        packed = []
        for name, part in self.parts:
            match part:
                case Packed():
                    packed.append(part)
                case TextPlate():
                    packed.append(pack(name, part.text(values).encode()))
                case str():
                    packed.append(_packed_picture(name, pictures[part]))
                case None:
                    assert logo  # the shape of an edition with a logo has a logo
                    packed.append(pack(name, logo.data))
        return zipped(packed)


def logo_size(logo: Logo) -> tuple[int, int]:
    """Width and height in EMU (914,400 an inch) at which a logo fits the header."""
    scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    return max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
