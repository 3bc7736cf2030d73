"""What a school's folder holds beside its file: its logo, and what it issued."""

import json
import os
from pathlib import Path

from policygen.errors import PolicyError
from policygen.workspace.folder import Folder, folders_in, may_be_there

_LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
_NOT_SHOWN = ("gif", "webp", "svg", "bmp", "tif", "tiff", "heic", "avif", "jfif", "pdf", "eps")
_HELD = {"issued", *_LOGOS, *(f"logo.{ending}" for ending in _NOT_SHOWN)}


def _are_seals(seals: object) -> bool:
    return isinstance(seals, list) and all(isinstance(seal, str) for seal in seals)


class SchoolFolders(Folder):
    """A workspace's folder, as far as it holds those of schools."""

    def issued_file(self, school: str, policy: str, version: str) -> Path:
        """Where the frozen file of an issue stands, or will stand."""
        return Path(self.issued_path(school, policy, version))

    def issued_path(self, school: str, policy: str, version: str) -> str:
        """The same as text, for what looks at thousands of them."""
        return f"{self.inside}schools/{school}/issued/{policy}/{version}.md"

    def issued(self, school: str, policy: str, version: str) -> bytes | None:
        """The frozen file of an issue; None where it isn't held here.

        Its line ends are those that it was written with, whatever has become of them since.
        """
        path = self.issued_path(school, policy, version)
        if not may_be_there(path):
            if "issued" in self.holds(school):  # else its folder's note says so of them all
                self.notes.absent(self.name(path))
            return None
        data = self.read(path)
        return data.replace(b"\r\n", b"\n") if b"\r" in data else data

    def heads_file(self, school: str) -> Path:
        """Where the last seals of a school's records are kept, beside its issues."""
        return Path(f"{self.inside}schools/{school}/issued/heads.json")

    def heads(self, school: str) -> dict[str, tuple[str, ...]]:
        """The seals that the record of each policy may end in. Raises PolicyError.

        There is one, or two where a run was killed before it knew that the last was written.
        """
        path = self.heads_file(school)
        if "issued" not in self.holds(school):
            return {}
        if not may_be_there(str(path)):
            self.notes.absent(self.name(path))
            return {}
        try:
            heads = json.loads(self.read(path))
        except ValueError:
            heads = None
        if not isinstance(heads, dict) or not all(map(_are_seals, heads.values())):
            raise PolicyError("can't be read", "put it back from a copy", self.name(path))
        return {policy: tuple(seals) for policy, seals in heads.items()}

    def part_file(self, school: str, name: str) -> Path:
        """Where a file stands that a school's issues share, such as the logo of their day."""
        return Path(f"{self.inside}schools/{school}/issued/parts/{name}")

    def part(self, school: str, name: str) -> bytes | None:
        """A file that a school's issues share; None where it isn't held here."""
        path = self.part_file(school, name)
        if path.is_file():
            return self.read(path)
        self.notes.absent(self.name(path))
        return None

    def issued_files(self, school: str) -> list[Path]:
        """Every file where a school's issues are frozen."""
        return sorted((self.root / f"schools/{school}/issued").glob("*/*.md"))

    def left_behind(self) -> list[str]:
        """Folders of schools that hold what was issued, but no file of the school."""
        folders = f"{self.inside}schools"
        return [
            name
            for name in folders_in(folders)
            if os.path.isdir(f"{folders}/{name}/issued")  # noqa: PTH112 -- a Path fails on some
            and not may_be_there(f"{folders}/{name}/school.yaml")
        ]

    def logo(self, school: str) -> Path | None:
        """Where a school's logo stands, if it has one, however its name is capitalised.

        Raises PolicyError where there are two, or only one of a kind that isn't shown.
        """
        names = sorted(self.holds(school) - {"issued"})
        for name in _LOGOS:
            found = [one for one in names if one.lower() == name]
            if len(found) > 1:
                hint = "keep the one that is meant, and remove the other"
                message = f"is one of two logos: {' and '.join(found)}"
                raise PolicyError(message, hint, f"schools/{school}/{found[0]}")
            if found:
                return Path(f"{self.inside}schools/{school}/{found[0]}")
        if names:
            hint = "save the logo as a PNG or JPEG picture, logo.png or logo.jpg"
            message = "is a logo of a kind that can't be printed in Word and shown everywhere"
            raise PolicyError(message, hint, f"schools/{school}/{names[0]}")
        return None

    def holds(self, school: str) -> set[str]:
        """Which of the things that it may hold beside its file a school's folder holds."""
        folder = f"{self.inside}schools/{school}"
        try:
            state = os.stat(folder)  # noqa: PTH116 -- see issued_path
        except OSError:
            return set()
        held = {name for name in self.must_list(folder) if name.lower() in _HELD}
        held = {name for name in held if name == "issued" or os.path.isfile(f"{folder}/{name}")}  # noqa: PTH113
        self.notes.folder(f"schools/{school}/", state, held)
        return held
