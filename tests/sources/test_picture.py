"""Logos: a picture's kind and size, by what it is and not by what it is called."""

import struct
from pathlib import Path

import pytest

from policygen.sources.picture import MAX_LOGO, read_logo

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">L4s2L", 13, b"IHDR", 120, 140)
JPEG = (
    b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF" + bytes(10)
    + b"\xff\xc0" + struct.pack(">HB2H", 17, 8, 48, 64) + bytes(10)
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
