"""SVG drawings: nothing in them acts, or leads out."""

import pytest
from pictures import SVG, png

from policygen.sources.drawing import drawing_fault
from policygen.sources.picture import MAX_PICTURE, read_picture


def drawing(inside: str = "", attributes: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        drawing('<use href="#a"/><rect fill="url(#g)" style="stroke: red"/>'),
        drawing('<image xlink:href="data:image/png;base64,AAAA"/>'),
        drawing("<style>rect { fill: url('#g') }</style><text>on url( and @import</text>"),
        b'<?xml version="1.0" encoding="UTF-8"?>' + SVG,
    ],
)
def test_a_drawing_that_keeps_to_itself_can_be_used(data: bytes) -> None:
    assert drawing_fault(data) == ""


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (drawing("<script>1</script>"), "it holds <script>"),
        (drawing("<foreignObject/>"), "it holds <foreignObject>"),
        (drawing('<p xmlns="http://www.w3.org/1999/xhtml"/>'), "it holds <p>"),
        (drawing('<set attributeName="href"/>'), "it holds <set>"),
        (drawing(attributes='onload="x()"'), "it holds onload=, which acts"),
        (drawing('<a href="https://e.org"/>'), "its href= leads out of it"),
        (drawing('<image xlink:href="other.png"/>'), "its href= leads out of it"),
        (drawing('<a href="javascript:x()"/>'), "its href= leads out of it"),
        (drawing('<use href="data:image/svg+xml;base64,AA"/>'), "its href= leads out of it"),
        (drawing('<rect fill="url(https://e.org/#g)"/>'), "its fill= leads out of it"),
        (drawing("<style>@import 'a.css';</style>"), "its style leads out of it"),
        (
            drawing("<style>a{}<!-- x -->@im<!-- x -->port 'a';</style>"),
            "its style leads out of it",
        ),
        (drawing('<rect style="fill: \\75rl(https://e.org)"/>'), "its style= leads out of it"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "it has a DOCTYPE"),
        (b'<?xml-stylesheet href="a.css"?>' + SVG, "it holds <?xml-stylesheet?>"),
        (b"<svg/>", "it is no SVG drawing"),
        (SVG[:-3], "it is no SVG drawing (line 1)"),
        (png(), "it is no SVG drawing (line 1)"),
        (b"", "it is no SVG drawing (line 1)"),
    ],
)
def test_what_acts_or_leads_out_is_refused(data: bytes, fault: str) -> None:
    assert drawing_fault(data) == fault


@pytest.mark.parametrize(
    ("files", "fault", "hint"),
    [
        ({}, "there is no picture 'a.svg' beside the model",
         "put the file into the model's folder"),
        ({"A.SVG": b""}, "there is no picture 'a.svg' beside the model",
         "the file is called A.SVG: name it a.svg, in small letters"),
        ({"a.svg": SVG}, "beside 'a.svg' there is no 'a.png'",
         "save the picture as a.png, too: Word shows that one"),
        ({"a.svg": SVG, "a.png": SVG}, "'a.png' is not a PNG picture", "save it as one"),
        ({"a.svg": SVG, "a.png": png()[:-20]}, "'a.png' is not a whole PNG or JPEG picture",
         "save it again as a PNG or JPEG picture"),
        ({"a.svg": drawing("<script/>"), "a.png": png()},
         "'a.svg' can't be used: it holds <script>",
         "draw it without, or save it as a PNG picture alone"),
        ({"a.svg": SVG + b" " * MAX_PICTURE}, "'a.svg' is larger than 2 MB",
         "make it smaller: 2,000 pixels across are sharp on paper"),
        ({"a.svg": SVG, "a.png": png() + bytes(MAX_PICTURE)}, "'a.png' is larger than 2 MB",
         "make it smaller: 2,000 pixels across are sharp on paper"),
        ({"a.svg": SVG, "a.png": png(10, 10).replace(b"\0\0\0\x0a\0\0\0\x0a", b"\0\0\x27\x10" * 2)},
         "'a.png' is 10000 by 10000 pixels large",
         "make it smaller: 2,000 pixels across are sharp on paper"),
    ],
)  # fmt: skip
def test_a_picture_that_cant_be_used_is_told(
    files: dict[str, bytes], fault: str, hint: str
) -> None:
    found = read_picture("a.svg", files.get, files)
    assert (found.fault, found.hint, found.parts) == (fault, hint, {})


def test_a_drawing_and_its_picture_are_both_kept() -> None:
    found = read_picture("a.svg", {"a.svg": SVG, "a.png": png(7, 5)}.get)
    assert (found.kind, found.pixels, found.fault) == ("png", (7, 5), "")
    assert [*found.parts.values()] == [png(7, 5), SVG]
    assert {name.rpartition(".")[2] for name in found.parts} == {"png", "svg"}
