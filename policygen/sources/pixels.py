"""PNG and JPEG pictures by their bytes: their size, and why one can't be shown everywhere."""

import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_AGAIN = "save it again as a PNG or JPEG picture"
_OTHERS = {  # how files of other kinds begin, from a byte on
    "a GIF picture": (0, b"GIF8"), "a WebP picture": (8, b"WEBP"),
    "a HEIC or AVIF picture": (4, b"ftyp"),
    "a BMP picture": (0, b"BM"), "a TIFF picture": (0, b"II*\0"), "a TIFF picture ": (0, b"MM\0*"),
    "a PDF": (0, b"%PDF"), "an SVG drawing": (0, b"<svg"), "an XML file": (0, b"<?xml"),
}  # fmt: skip


def kind_of_picture(data: bytes) -> str:
    """png or jpeg, of what is one of them."""
    return "png" if data.startswith(PNG) else "jpeg"


def pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height; None for what is neither kind of picture."""
    size = _png_size(data) or _jpeg_size(data)
    return None if size is None or 0 in size else size


def why_not_shown(data: bytes) -> tuple[str, str]:
    """Why a picture can't be shown by Word and every browser, and what to do; empty if it can."""
    if pixels(data) is None:
        for name, (at, begins) in _OTHERS.items():
            if data[at:].startswith(begins):
                return f"is not a PNG or JPEG picture, but {name.strip()}", _AGAIN
        return "is not a PNG or JPEG picture", _AGAIN
    return _png_fault(data) if data.startswith(PNG) else _jpeg_fault(data)


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from the IHDR chunk (PNG specification, 11.2.1)."""
    if not data.startswith(PNG) or len(data) < 24:
        return None
    width, height = struct.unpack(">2L", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from the frame header (ITU T.81, B.2.2)."""
    for marker, body, _ in _segments(data):
        if _is_frame(marker) and len(body) >= 5:
            height, width = struct.unpack(">2H", body[1:5])
            return width, height
    return None


def _png_fault(data: bytes) -> tuple[str, str]:
    """What is wrong with its chunks (PNG specification, 5.3 and 11.2.5)."""
    at = len(PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            break
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            return "is damaged", f"put it there from the original, or {_AGAIN}"
        if kind == b"IEND":
            return "", ""
        at = end
    return "is not a whole PNG or JPEG picture", _AGAIN


def _jpeg_fault(data: bytes) -> tuple[str, str]:
    """What is wrong with its frame, its end, or how it is turned (ITU T.81, B.1.1.3 and B.2.2)."""
    end = 0
    for marker, body, after in _segments(data):
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and _turned(body[6:]):
            hint = "open it in a picture program, turn it as it should be, and save it again"
            return "is stored turned or mirrored, and some programs show it so", hint
        if _is_frame(marker) and body[5:6] == b"\4":
            hint = "save it again in RGB colours, or as a PNG picture"
            return "has the colours of a printing press (CMYK), which screens show wrong", hint
        if _is_frame(marker) and (marker > 0xC2 or body[:1] != b"\x08"):
            return "is a JPEG picture of a kind that few programs can show", _AGAIN
        end = after
    whole = b"\xff\xd9" in data[end:]  # not that of a small picture within it
    return ("", "") if whole else ("is not a whole PNG or JPEG picture", _AGAIN)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """The marker segments up to the first scan: marker, what it holds, and where that ends."""
    at = 2
    while data.startswith(_JPEG) and at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # it may be preceded by more of them
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        yield marker, data[at + 4 : end], end
        if marker == 0xDA:
            return
        at = end


def _is_frame(marker: int) -> bool:
    return 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)


def _turned(tiff: bytes) -> bool:
    """Whether its orientation isn't upright (Exif 2.3, 4.6.4: tag 274 of the first directory)."""
    order = ">" if tiff.startswith(b"MM") else "<"
    try:
        (at,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHLH", tiff, entry)
            if tag == 274:
                return bool(1 < value < 9)
    except struct.error:  # what can't be read turns nothing
        pass
    return False
