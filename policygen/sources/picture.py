"""Pictures: a school's logo, and those that a model shows; what is in them tells their kind."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from policygen.document import Logo
from policygen.errors import Position, Problem, nearest
from policygen.sources.drawing import drawing_fault
from policygen.sources.names import part_name
from policygen.sources.pixels import PNG, kind_of_picture, pixels, why_not_shown

MAX_LOGO = 1024 * 1024
_HINT = "save the logo as a PNG or JPEG picture of at most 1 MB"

MAX_PICTURE = 2 * 1024 * 1024  # pages hold their pictures
_MAX_PIXELS = 40_000_000  # what a page takes to show grows with them


_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.(?:png|jpe?g|svg)"
_SHOWN = re.compile(rf"\]\(<?({_NAME})[ >)]")


def is_picture(name: str) -> bool:
    """Whether a picture beside a model can have a name."""
    return bool(re.fullmatch(_NAME, name))


def files_of(name: str) -> tuple[str, ...]:
    """The files that a picture is, by the name that a text shows it by: an SVG has a PNG beside."""
    stem, _, ending = name.rpartition(".")
    return (name, f"{stem}.png") if ending == "svg" else (name,)


def shown_pictures(text: str) -> list[str]:
    """The names of the pictures that a model's text shows, each once."""
    return list(dict.fromkeys(_SHOWN.findall(text)))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside a model: its file's name and bytes, its kind (png or jpeg), its pixels.

    `drawing` is the SVG that it stands for; empty where there is none. With a `fault`, it has only
    its name.
    """

    file: str
    data: bytes = field(default=b"", repr=False)
    kind: str = ""
    pixels: tuple[int, int] = (0, 0)
    drawing: bytes = field(default=b"", repr=False)
    fault: str = ""
    hint: str = ""
    part: str = field(init=False, default="")
    drawing_part: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.data:
            object.__setattr__(self, "part", part_name(self.data, self.kind))
        if self.drawing:
            object.__setattr__(self, "drawing_part", part_name(self.drawing, "svg"))

    @property
    def parts(self) -> dict[str, bytes]:
        """What is to be kept of it, each by its name."""
        both = {self.part: self.data, self.drawing_part: self.drawing}
        return {name: data for name, data in both.items() if name}


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture that a school gives for a value, and what it shows, in words."""

    alt: str
    picture: Picture


def read_picture(
    file: str, read: Callable[[str], bytes | None], held: Iterable[str] = (),
    beside: str = "the model",
) -> Picture:  # fmt: skip
    """A picture by its file's name, or what is wrong with it.

    `read` gives the bytes of a file, None where there is none; `held` are the files that there are,
    beside the model or what is named.
    """
    data = read(file)
    if data is None:
        fault = f"there is no picture {file!r} beside {beside}"
        return Picture(file, fault=fault, hint=_where(file, held, beside))
    drawing = b""
    if file.endswith(".svg"):
        if len(data) > MAX_PICTURE:
            return _too_large(file, file)
        if fault := drawing_fault(data):
            hint = "draw it without, or save it as a PNG picture alone"
            return Picture(file, fault=f"{file!r} can't be used: {fault}", hint=hint)
        drawing, beside = data, files_of(file)[1]
        data = read(beside)
        if data is None:
            hint = f"save the picture as {beside}, too: Word shows that one"
            return Picture(file, fault=f"beside {file!r} there is no {beside!r}", hint=hint)
        if not data.startswith(PNG):
            return Picture(file, fault=f"{beside!r} is not a PNG picture", hint="save it as one")
        return _measured(file, beside, data, drawing)
    return _measured(file, file, data)


def name_hint(file: str, beside: str = "the model") -> str:
    """What would be right in the place of a name that no picture can have."""
    stem, dot, ending = file.rpartition(".")
    if file.lower() != file and is_picture(f"{stem}{dot}{ending.lower()}"):
        return "write the ending in small letters, and name the file so"
    if "/" in file or "\\" in file or ":" in file:
        return f"put the file beside {beside}, and write its name alone"
    return (
        "a picture's name has letters, digits, - and _ only, and ends in .png, .jpg, .jpeg or .svg"
    )


def is_name_alone(words: str, file: str) -> bool:
    """Whether words for what a picture shows say no more than the name of its file, or of one."""
    said = words.strip().lower()
    is_file = re.fullmatch(r"\S+\.(png|jpe?g|svg|gif)", said)
    return bool(said) and (bool(is_file) or said == file.rpartition(".")[0].lower())


def _where(file: str, held: Iterable[str], beside: str) -> str:
    """Where a picture may be that isn't there."""
    held = sorted(held)
    if same := next((name for name in held if name.lower() == file.lower()), ""):
        return f"the file is called {same}: name it {file}, in small letters"
    near = nearest(file, [name for name in held if is_picture(name)])
    folder = "the model's folder" if beside == "the model" else "the same folder"
    return f"did you mean {near}?" if near else f"put the file into {folder}"


def _measured(file: str, held: str, data: bytes, drawing: bytes = b"") -> Picture:
    if len(data) > MAX_PICTURE:
        return _too_large(file, held)
    size = pixels(data)
    if size and size[0] * size[1] > _MAX_PIXELS:
        hint = "make it smaller: 2,000 pixels across are sharp on paper"
        return Picture(file, fault=f"{held!r} is {size[0]} by {size[1]} pixels large", hint=hint)
    fault, hint = why_not_shown(data)
    if fault or size is None:
        return Picture(file, fault=f"{held!r} {fault}", hint=hint)
    return Picture(file, data, kind_of_picture(data), size, drawing)


def _too_large(file: str, held: str) -> Picture:
    fault = f"{held!r} is larger than {MAX_PICTURE // 1024 // 1024} MB"
    hint = "make it smaller: 2,000 pixels across are sharp on paper"
    return Picture(file, fault=fault, hint=hint)


def read_logo(data: bytes, path: str) -> tuple[Logo | None, list[Problem]]:
    """A logo from its file's bytes, png or jpeg whatever the file's name says."""
    logo = kept_logo(data)
    fault, hint = why_not_shown(data)
    if logo is None:
        return None, [Problem(Position(path), f"this {fault}", _HINT)]
    if len(data) > MAX_LOGO:
        return None, [Problem(Position(path), "this picture is larger than 1 MB", _HINT)]
    if logo.width * logo.height > _MAX_PIXELS:
        said = f"this picture is {logo.width} by {logo.height} pixels large"
        return None, [Problem(Position(path), said, "make it smaller: 500 pixels across will do")]
    if fault:
        return None, [Problem(Position(path), f"this {fault}", hint)]
    return logo, []


def kept_logo(data: bytes) -> Logo | None:
    """The logo of an issue, which is printed as it was, whatever is asked of logos now."""
    size = pixels(data)
    return Logo(data, kind_of_picture(data), *size) if size else None
