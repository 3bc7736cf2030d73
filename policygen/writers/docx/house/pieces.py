"""A house style as a package (ECMA-376 part 2): its parts, and what leads from one to another."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from policygen.errors import PolicyError
from policygen.writers.docx.house.opening import must_be_word, unpacking
from policygen.writers.docx.house.strict import transitional, transitional_name
from policygen.writers.docx.house.xmltree import SAVE_AGAIN, Element, local, part_root

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads from a part to another, or out of the package: its kind is a short name."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The parts of a Word file, read when they are asked for."""

    names: Mapping[str, str]
    read: Callable[[str], bytes]
    types: Mapping[str, str]  # of parts, by their names in small letters, and of endings

    def content_type(self, name: str) -> str:
        """What a part is said to be."""
        ending = name.rpartition(".")[2]
        return self.types.get(f"/{name}".lower()) or self.types.get(ending.lower(), "")

    def tree(self, name: str) -> Element:
        """The root of a part that is XML, transitional."""
        return transitional(part_root(self.read(name), name), name)

    def relations(self, name: str = "") -> dict[str, Relation]:
        """What leads from a part, by its id; what leads to a part that isn't there is left out."""
        folder, last = posixpath.split(name)
        links = posixpath.join(folder, "_rels", f"{last}.rels")
        if links.lower() not in self.names:
            return {}
        found: dict[str, Relation] = {}
        for one in part_root(self.read(links), links):
            key, target = one.get("Id"), one.get("Target")
            if local(one) != "Relationship" or not key or target is None or key in found:
                continue
            kind = transitional_name(one.get("Type", "")).rpartition("/")[2]
            if one.get("TargetMode", "").lower() == "external":
                found[key] = Relation(kind, target, outside=True)
            elif part := self._part(folder, target):
                found[key] = Relation(kind, part, outside=False)
        return found

    def _part(self, folder: str, target: str) -> str | None:
        """The part that a target names, which is counted from a folder unless it begins with /."""
        for said in (target, unquote(target)):
            path = said.replace("\\", "/").partition("#")[0]
            name = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            if name.lower() in self.names:
                return name
        return None


def pieces(file: bytes) -> Pieces:
    """The parts of a file. Raises PolicyError if it is no Word file, or can't be read."""
    names, read = unpacking(file)
    types = {}
    for one in part_root(read(_TYPES), _TYPES):
        said = one.get("ContentType", "")
        match local(one):
            case "Default":
                types[one.get("Extension", "").lower()] = said
            case "Override":
                types[one.get("PartName", "").lower()] = said
    return Pieces(names, read, types)


def main_part(found: Pieces) -> tuple[str, Element]:
    """The part that holds a document's text, and its root. Raises PolicyError if there is none."""
    leading = found.relations().values()
    name = next((one.target for one in leading if one.kind == "officeDocument"), None)
    if name is None:
        raise PolicyError("is damaged: the part that holds its text is missing", SAVE_AGAIN)
    said = found.content_type(name)
    if not said.endswith("xml"):
        must_be_word(said, "")
    root = found.tree(name)
    must_be_word(said, local(root))
    if not [one for one in root if local(one) == "body"]:
        raise PolicyError("is damaged: it has no body, where its text would be", SAVE_AGAIN)
    return name, root
