"""Pictures made for tests, each small and whole."""

import struct
import zlib

from policygen.sources.picture import Picture, read_picture


def png(width: int = 4, height: int = 3, shade: int = 200) -> bytes:
    """A grey PNG picture."""
    rows = (b"\0" + bytes([shade]) * width) * height
    head = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'
)

PICTURE = read_picture("plan.png", {"plan.png": png(40, 30)}.get)
PICTURES = PICTURE.parts  # of every document that hypothesis makes


def picture(file: str) -> Picture:
    """A picture by any name; those whose names begin with `no` aren't there."""
    files = {name: png(40, 30) for name in (file, file.replace(".svg", ".png"))}
    files |= {file: SVG} if file.endswith(".svg") else {}
    there: dict[str, bytes] = {} if file.startswith("no") else files
    return read_picture(file, there.get)
