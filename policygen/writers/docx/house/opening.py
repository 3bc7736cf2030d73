"""A file that should be a Word document, told from all others; its parts, as many as are sane."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from policygen.errors import PolicyError
from policygen.writers.docx.house.xmltree import SAVE_AGAIN

_MB = 1024 * 1024
_MOST_PARTS = 2_000
_MOST_OF_A_PART, _MOST_OF_ALL = 16, 64  # MB, unpacked

_SAVE = "save it in Word as a Word document (.docx) or a Word template (.dotx)"
_SMALLER = "in a copy of it, delete the text and the large pictures, and save it again"
_OURS = "or remove it to use policygen's own style"
_OLD, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\3\4"
_OTHERS: Mapping[bytes, str] = {
    b"{\\rtf": "is in Rich Text Format (.rtf)",
    b"%PDF": "is a PDF",
    b"<?xml": "is a single XML file",
    b"<html": "is a web page",
    b"<!doctype html": "is a web page",
    b"version https://git-lfs": "is only a pointer of Git LFS to the file",
}
_KINDS = {  # by what content types say of the main part
    "spreadsheetml": "is an Excel workbook",
    "ms-excel": "is an Excel workbook",
    "presentationml": "is a PowerPoint presentation",
    "ms-powerpoint": "is a PowerPoint presentation",
    "ms-visio": "is a Visio drawing",
    "package.xps": "is an XPS file",
}
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, KeyError, IndexError, OverflowError,
)  # fmt: skip


def unpacking(file: bytes) -> tuple[dict[str, str], Callable[[str], bytes]]:
    """The names of a file's parts by their small letters, and what reads one.

    Raises PolicyError for what is no Word file, and for one that would unpack to too much.
    """
    _must_be_zip(file)
    try:
        archive = zipfile.ZipFile(BytesIO(file))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGES as error:
        raise PolicyError("is damaged: it can't be unpacked", SAVE_AGAIN) from error
    if any(info.flag_bits & 1 for info in infos):
        raise PolicyError("is protected by a password", f"{_SAVE}, without a password")
    _must_be_small(infos)
    # Names are the same in any letters (ECMA-376 part 2, 6.2.2.3); Word splits no paths by \.
    names = {info.filename.replace("\\", "/").lower(): info.filename for info in reversed(infos)}

    sizes = {info.filename: info.file_size for info in infos}

    def read(name: str) -> bytes:
        size = sizes[names[name.lower()]] // _MB
        if size >= _MOST_OF_A_PART:
            said = (
                f"has a part of {size:,} MB, {name[:80]!r}; at most {_MOST_OF_A_PART} MB are read"
            )
            raise PolicyError(said, _SMALLER)
        try:
            return archive.read(names[name.lower()])  # never more than was said of its size
        except _DAMAGES as error:
            raise PolicyError(f"is damaged: {name} can't be unpacked", SAVE_AGAIN) from error

    _must_be_package(names, read)
    return names, read


def _must_be_zip(file: bytes) -> None:
    start = file[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not file:
        raise PolicyError("is empty", f"{_SAVE}, {_OURS}")
    if file.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in file:
            raise PolicyError("is protected by a password", f"{_SAVE}, without a password")
        what = "is a Word file of the old kind (.doc)"
        if "WordDocument".encode("utf-16-le") not in file:
            what = "is not a Word document, but another Office file of the old kind"
        raise PolicyError(what, _SAVE)
    for mark, what in _OTHERS.items():
        if start.startswith(mark.lower()):
            raise PolicyError(f"is not a Word document: it {what}", _SAVE)
    if not file.startswith(_ZIP):
        raise PolicyError("is not a Word document", f"{_SAVE}, {_OURS}")


def _must_be_small(infos: list[zipfile.ZipInfo]) -> None:
    """What a zip says of itself binds its reading; so nothing need be unpacked to know."""
    if len(infos) > _MOST_PARTS:
        raise PolicyError(f"has {len(infos):,} parts; at most {_MOST_PARTS:,} are read", _SMALLER)
    if (total := sum(info.file_size for info in infos) // _MB) >= _MOST_OF_ALL:
        said = f"is {total:,} MB when unpacked; at most {_MOST_OF_ALL} MB are read"
        raise PolicyError(said, _SMALLER)


def _must_be_package(names: Mapping[str, str], read: Callable[[str], bytes]) -> None:
    if "[content_types].xml" in names:
        return
    kind = read("mimetype")[:100].decode(errors="replace") if "mimetype" in names else ""
    if "opendocument" in kind:
        raise PolicyError("is an OpenDocument file (.odt), not a Word document", _SAVE)
    if "epub" in kind:
        raise PolicyError("is an e-book (.epub), not a Word document", _SAVE)
    raise PolicyError("is a zip file, but not a Word document", f"{_SAVE}, {_OURS}")


def must_be_word(content_type: str, root: str) -> None:
    """Raises PolicyError unless a package's main part is a Word document's."""
    if root == "document" and not any(mark in content_type for mark in _KINDS):
        return
    for mark, what in _KINDS.items():
        if mark in content_type:
            raise PolicyError(f"{what}, not a Word document", _SAVE)
    said = re.sub(r"[^\w.+/-]", "", content_type)[:80] or "unknown"
    raise PolicyError(f"is not a Word document: its main part is of the kind {said}", _SAVE)
