"""Logos: a picture's kind and size, by what it is and not by what it is called."""

import struct
from pathlib import Path

import pytest
from pictures import png
from workspaces import make_workspace

from policygen.errors import Problem
from policygen.sources.picture import MAX_LOGO, kept_logo, read_logo
from policygen.sources.school import School

PNG = png(120, 140)
JPEG = (
    b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF" + bytes(10)
    + b"\xff\xc0" + struct.pack(">HB2H", 17, 8, 48, 64) + b"\x03" + bytes(9)
    + b"\xff\xda" + struct.pack(">H", 3) + b"\0scan\xff\xd9"
)  # fmt: skip


def test_the_samples_logo() -> None:
    data = (Path(__file__).parents[2] / "schools/oakfield/logo.png").read_bytes()
    logo, problems = read_logo(data, "logo.png")
    assert logo and not problems
    assert (logo.kind, logo.width, logo.height) == ("png", 120, 140)


@pytest.mark.parametrize(("data", "expected"), [(PNG, ("png", 120, 140)), (JPEG, ("jpeg", 64, 48))])
def test_kind_and_size(data: bytes, expected: tuple[str, int, int]) -> None:
    logo, _ = read_logo(data, "logo")
    assert logo
    assert (logo.kind, logo.width, logo.height) == expected


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", PNG[:20], JPEG[:20], b"\xff\xd8\xff", b"<svg/>", PNG[:16] + bytes(8)]
)
def test_anything_else_is_said(data: bytes) -> None:
    logo, (problem,) = read_logo(data, "schools/oak/logo.png")
    assert logo is None
    assert str(problem).startswith("schools/oak/logo.png:1:1: this is not a PNG or JPEG picture")


def test_a_picture_too_large_for_a_page_is_said() -> None:
    logo, (problem,) = read_logo(PNG + bytes(MAX_LOGO), "logo.png")
    assert logo is None
    assert "larger than 1 MB" in problem.message


def exif(orientation: int, order: str = "<") -> bytes:
    """A JPEG picture that says how it is turned, with a small whole picture in what says so."""
    begins = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}H", 2) + struct.pack(f"{order}HHLHH", 256, 3, 1, 5, 0)
    entries += struct.pack(f"{order}HHLHH", 274, 3, 1, orientation, 0)
    said = b"Exif\0\0" + begins + struct.pack(f"{order}L", 8) + entries + b"\xff\xd8\xff\xd9"
    return JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said + JPEG[2:]


CMYK = JPEG.replace(b"\x40\x03", b"\x40\x04")
REFUSED = {
    "cut short": (PNG[:-20], "is not a whole PNG or JPEG picture"),
    "a byte changed": (PNG[:50] + b"?" + PNG[51:], "is damaged"),
    "cut before its end": (JPEG[:-2], "is not a whole PNG or JPEG picture"),
    "cut, with a small one in it": (exif(1)[:-2], "is not a whole PNG or JPEG picture"),
    "for printing presses": (CMYK, "has the colours of a printing press (CMYK)"),
    "without loss": (JPEG.replace(b"\xff\xc0", b"\xff\xc3"), "of a kind that few programs"),
    "of 12 bits": (JPEG.replace(b"\x11\x08", b"\x11\x0c"), "of a kind that few programs can show"),
    "on its side": (exif(6), "is stored turned or mirrored"),
    "mirrored": (exif(2, ">"), "is stored turned or mirrored"),
    "a WebP picture": (b"RIFF\0\0\0\0WEBPVP8 ", "is not a PNG or JPEG picture, but a WebP picture"),
    "a drawing": (b"<svg/>", "is not a PNG or JPEG picture, but an SVG drawing"),
    "too many pixels": (
        PNG[:16] + struct.pack(">2L", 20_000, 20_000) + PNG[24:], "20000 by 20000 pixels"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_shown_is_refused_with_what_to_do(name: str) -> None:
    data, said = REFUSED[name]
    logo, (problem,) = read_logo(data, "schools/oak/logo.png")
    assert logo is None
    assert said in problem.message
    assert problem.hint


@pytest.mark.parametrize("data", [exif(1), exif(1, ">"), JPEG.replace(b"\xff\xc0", b"\xff\xc2")])
def test_one_that_all_can_show_is_taken(data: bytes) -> None:
    logo, problems = read_logo(data, "logo.jpg")
    assert logo and not problems
    assert (logo.width, logo.height) == (64, 48)


def test_the_logo_of_an_issue_is_printed_as_it_was() -> None:
    """What is refused now may have been issued."""
    for data in (CMYK, exif(6), JPEG[:-2]):
        logo = kept_logo(data)
        assert logo
        assert (logo.kind, logo.width, logo.height) == ("jpeg", 64, 48)


def school_with(tmp_path: Path, *names: str) -> tuple[School | None, list[Problem]]:
    files: dict[str, str | bytes] = {f"schools/oak/{name}": PNG for name in names}
    return make_workspace(tmp_path, files | {"schools/oak/school.yaml": "name: Oak"}).school("oak")


@pytest.mark.parametrize("name", ["logo.png", "Logo.PNG", "LOGO.jpeg", "logo.Jpg"])
def test_a_logo_is_found_however_its_name_is_written(tmp_path: Path, name: str) -> None:
    school, problems = school_with(tmp_path, name)
    assert school and school.logo and not problems


def test_two_that_differ_in_case_are_told(tmp_path: Path) -> None:
    school, problems = school_with(tmp_path, "logo.png", "Logo.PNG")
    if len(list((tmp_path / "schools/oak").iterdir())) == 3:  # not where both are one file
        assert school is None
        assert "is one of two logos: Logo.PNG and logo.png" in problems[0].message


@pytest.mark.parametrize("name", ["logo.gif", "Logo.SVG", "logo.webp", "logo.pdf"])
def test_a_logo_of_another_kind_is_told(tmp_path: Path, name: str) -> None:
    school, (problem,) = school_with(tmp_path, name)
    assert school is None
    assert problem.position.path == f"schools/oak/{name}"
    assert "save the logo as a PNG or JPEG picture" in problem.hint
    beside, problems = school_with(tmp_path, "logo.jpg")
    assert beside and beside.logo and not problems
