"""What an SVG may not hold: whatever could act, or fetch something from outside (SVG 2, 2.2.1).

A page shows it as an image, in which a browser does neither. But a file that is handed on may be
opened by itself.
"""

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_ACTING = {
    "script", "foreignObject", "handler", "iframe", "embed", "object", "audio", "video", "canvas",
    "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard",
}  # fmt: skip
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);base64,")
_FETCHED = re.compile(r"url\((?!\s*[\"']?\s*#)|@import|image\(|image-set\(|expression\(|\\", re.I)


class _RefusedError(Exception):
    """What is wrong with a drawing."""


def drawing_fault(data: bytes) -> str:
    """What is wrong with an SVG; empty where nothing is."""
    parser = ParserCreate(namespace_separator=" ")
    reader = _Reader()
    parser.StartElementHandler = reader.element
    parser.EndElementHandler = reader.ends
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as error:
        return str(error)
    except ExpatError as error:
        return f"it is no SVG drawing (line {error.lineno})"
    except (LookupError, ValueError):  # an encoding that there isn't
        return "it is no SVG drawing"
    return ""


class _Reader:
    def __init__(self) -> None:
        self.depth = 0
        self.style: list[str] | None = None  # the words of the one that it stands in

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self.depth and (space, tag) != (_SVG, "svg"):
            raise _RefusedError("it is no SVG drawing")
        self.depth += 1
        if tag in _ACTING or space == _XHTML:
            raise _RefusedError(f"it holds <{tag}>")
        self.style = [] if tag == "style" else None
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2], value)

    def attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            raise _RefusedError(f"it holds {key}=, which acts")
        outside = key in ("href", "src", "base") and not _INSIDE.match(value.strip())
        if outside or _FETCHED.search(value):
            raise _RefusedError(f"its {key}= leads out of it")

    def ends(self, name: str) -> None:
        del name
        if self.style and _FETCHED.search("".join(self.style)):
            raise _RefusedError("its style leads out of it")
        self.style = None

    def words(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def doctype(self, *_: object) -> None:
        raise _RefusedError("it has a DOCTYPE")

    def instruction(self, target: str, _: str) -> None:
        raise _RefusedError(f"it holds <?{target}?>")
