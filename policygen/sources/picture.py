"""The size of a school's logo, read from the picture's own header."""

import struct

from policygen.document import Logo
from policygen.errors import Position, Problem

MAX_LOGO = 1024 * 1024
_HINT = "save the logo as a PNG or JPEG picture of at most 1 MB"


def read_logo(data: bytes, path: str) -> tuple[Logo | None, list[Problem]]:
    """A logo from its file's bytes, png or jpeg whatever the file's name says."""
    size = _png_size(data) or _jpeg_size(data)
    if size is None or 0 in size:
        return None, [Problem(Position(path), "this is not a PNG or JPEG picture", _HINT)]
    if len(data) > MAX_LOGO:
        return None, [Problem(Position(path), "this picture is larger than 1 MB", _HINT)]
    kind = "png" if data[:1] == b"\x89" else "jpeg"
    return Logo(data, kind, *size), []


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from the IHDR chunk (PNG specification, 11.2.1)."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return None
    width, height = struct.unpack(">2L", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from the frame header (ITU T.81, B.2.2)."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">2H", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None
