"""The disk: where things are in a workspace, reading them, writing them whole."""

import os
import re
import stat
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policygen.errors import (
    PolicyError,
    Position,
    Problem,
    Reason,
    WrongWordError,
    placed,
    suggest,
)
from policygen.sources.text import is_id

if TYPE_CHECKING:  # to know where things are must not wait for what reads them
    from policygen.sources.model import Model
    from policygen.sources.school import School
    from policygen.sources.settings import Settings

SETTINGS = "policygen.yaml"
STATE = ".policygen"  # what this workspace must remember: which reminders went out, locks
HOUSE_STYLE = "templates/house-style.docx"
_MAX_STYLE = 5 * 1024 * 1024
_VERSION = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")


@dataclass(frozen=True)
class Target:
    """An adoption by name, or one issue of it, or all of a school's where `policy` is None."""

    school: str
    policy: str | None = None
    version: str | None = None

    def __str__(self) -> str:
        policy = f"/{self.policy}" if self.policy else ""
        return f"{self.school}{policy}{f'@{self.version}' if self.version else ''}"


class Workspace:
    """A folder with templates/ and schools/. Every path in a problem is counted from it."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._inside = os.path.join(self.root, "")  # noqa: PTH118 -- the path of all that it holds
        self._real = {str(self.root): str(self.root)}  # folders, with their links followed

    @classmethod
    def find(cls, start: Path) -> "Workspace":
        """The workspace that holds a folder. Raises PolicyError if there is none."""
        for folder in (start.resolve(), *start.resolve().parents):
            both = (folder / "templates").is_dir() and (folder / "schools").is_dir()
            if both or (folder / SETTINGS).is_file():
                return cls(folder)
        raise PolicyError(
            f"there is no workspace at {start} or above it: no folder with templates and schools",
            "change into one, name one with -C, or make one with: policygen init",
        )

    @cached_property
    def policies(self) -> dict[str, tuple[str, ...]]:
        """Each policy in templates/ with its model versions, the oldest first."""
        found = {}
        for folder in _folders(self.root / "templates"):
            versions = sorted(p.stem for p in folder.glob("*.md") if _VERSION.fullmatch(p.stem))
            if versions and is_id(folder.name):
                found[folder.name] = tuple(versions)
        return found

    def model_version(self, policy: str, wanted: str | None = None) -> str:
        """A model version of a policy by its name; the newest if none is given.

        Raises WrongWordError where there is no such policy or version.
        """
        if policy not in self.policies:
            hint = suggest(policy, self.policies)
            raise WrongWordError([Reason(f"There is no model policy {policy!r}.", hint)])
        versions = self.policies[policy]
        if wanted and wanted not in versions:
            message = f"{policy} has no model version {wanted!r}."
            raise WrongWordError([Reason(message, suggest(wanted, versions))])
        return wanted or versions[-1]

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The schools, by the names of their folders."""
        folders = _folders(self.root / "schools")
        return tuple(f.name for f in folders if is_id(f.name) and (f / "school.yaml").is_file())

    def misnamed(self) -> list[Problem]:
        """Files and folders that stand where a model or a school would, under unusable names."""
        problems = []
        for folder in (*_folders(self.root / "templates"), *_folders(self.root / "schools")):
            if not is_id(folder.name):
                hint = "use small letters, digits and hyphens, at most 64, such as oak-primary"
                message = f"{folder.name!r} can't name a policy or a school"
                problems.append(Problem(Position(self.name(folder)), message, hint))
        for file in sorted((self.root / "templates").glob("*/*.md")):
            if not _VERSION.fullmatch(file.stem):
                hint = "name it by its date, such as 2016-04.md"
                message = f"{file.stem!r} is not a model version"
                problems.append(Problem(Position(self.name(file)), message, hint))
        for folder in _folders(self.root / "schools"):
            if is_id(folder.name) and not (folder / "school.yaml").is_file():
                message = "this school has no school.yaml"
                hint = f"make one with: policygen new {folder.name} --name NAME"
                problems.append(Problem(Position(self.name(folder)), message, hint))
        return problems

    def name(self, path: Path) -> str:
        """A path as it is shown: from the workspace, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def place(self, position: Position) -> Path:
        """The file that a problem is in, with links followed."""
        return (self.root / position.path).resolve()

    def school_file(self, school: str) -> Path:
        """Where a school's file stands, or will stand."""
        return self.root / f"schools/{school}/school.yaml"

    def model(self, policy: str, version: str) -> tuple["Model | None", list[Problem]]:
        """A model version as far as it can be read, and what is wrong with its front matter."""
        from policygen.sources.model import read_model

        path = self.root / "templates" / policy / f"{version}.md"
        return read_model(self.read(path), self.name(path), policy, version)

    def school(self, school: str) -> tuple["School | None", list[Problem]]:
        """A school as far as it can be read, and what is wrong with its file by itself."""
        path = self.school_file(school)
        try:
            data = self.read(path)
        except PolicyError as error:
            return None, placed(error, Position(self.name(path)))
        return self.parse_school(data, school)

    def parse_school(self, data: bytes, school: str) -> tuple["School | None", list[Problem]]:
        """A school from the bytes of its file, there or yet to be written, with its logo."""
        from policygen.sources.picture import read_logo
        from policygen.sources.school import read_school

        path = self.school_file(school)
        found, problems = read_school(data, self.name(path), school)
        if found and (logo_path := self.logo(school)):
            logo, faults = read_logo(self.read(logo_path), self.name(logo_path))
            problems += faults
            found = replace(found, logo=logo)
        return found, problems

    def issued_file(self, school: str, policy: str, version: str) -> Path:
        """Where the frozen file of an issue stands, or will stand."""
        return Path(self.issued_path(school, policy, version))

    def issued_path(self, school: str, policy: str, version: str) -> str:
        """The same as text, for what looks at thousands of them."""
        return f"{self._inside}schools/{school}/issued/{policy}/{version}.md"

    def issued(self, school: str, policy: str, version: str) -> bytes | None:
        """The frozen file of an issue; None where it isn't held here.

        Its line ends are those that it was written with, whatever has become of them since.
        """
        path = self.issued_path(school, policy, version)
        if not os.path.isfile(path):  # noqa: PTH113 -- see issued_path
            return None
        return self.read(path).replace(b"\r\n", b"\n")

    def part_file(self, school: str, name: str) -> Path:
        """Where a file stands that a school's issues share, such as the logo of their day."""
        return Path(f"{self._inside}schools/{school}/issued/parts/{name}")

    def part(self, school: str, name: str) -> bytes | None:
        """A file that a school's issues share; None where it isn't held here."""
        path = self.part_file(school, name)
        return self.read(path) if path.is_file() else None

    def logo(self, school: str) -> Path | None:
        """Where a school's logo stands, if it has one."""
        folder = self.root / "schools" / school
        return next((folder / name for name in _LOGOS if (folder / name).is_file()), None)

    def settings(self) -> tuple["Settings", list[Problem]]:
        """The workspace's settings, and what is wrong with their file."""
        from policygen.sources.settings import Settings, read_settings

        path = self.root / SETTINGS
        if not path.is_file():
            return Settings(), []
        return read_settings(self.read(path), self.name(path))

    def house_style(self) -> bytes | None:
        """The publisher's own Word styles, if there are any.

        Raises PolicyError if the file is larger than what each issue could keep of it.
        """
        path = self.root / HOUSE_STYLE
        data = self.read(path) if path.is_file() else b""
        if len(data) > _MAX_STYLE:
            raise PolicyError(
                "is larger than 1 MB",
                "make the pictures in it smaller, or leave some out: each issue keeps a copy",
                HOUSE_STYLE,
            )
        return data or None

    def issued_files(self, school: str) -> list[Path]:
        """Every file where a school's issues are frozen."""
        return sorted((self.root / f"schools/{school}/issued").glob("*/*.md"))

    def replace_school(self, school: str, before: bytes, after: bytes) -> None:
        """Put a school's new file in the place of the one that it was made from.

        Raises PolicyError, and writes nothing, where that one has changed meanwhile.
        """
        self.must_be(school, before)
        write_whole(Path(self._followed(str(self.school_file(school)))), after, durable=True)

    def must_be(self, school: str, data: bytes) -> None:
        """Raises PolicyError if a school's file isn't as it was read."""
        path = self.school_file(school)
        if self.read(path) != data:
            raise PolicyError(
                "was changed while this was at work, so nothing was written",
                "run the command again",
                self.name(path),
            )

    def read(self, path: Path | str) -> bytes:
        """A file of the workspace. Raises PolicyError if it leads out of it, or can't be read."""
        self.must_hold(path)
        try:
            with open(path, "rb") as file:  # noqa: PTH123 -- see issued_path
                return file.read()
        except OSError as error:
            name = self.name(Path(path))
            raise PolicyError(f"can't be read: {error.strerror}", path=name) from error

    def must_hold(self, path: Path | str) -> None:
        """Raises PolicyError for a path that leads out of the workspace by a link."""
        if not self._followed(str(path)).startswith(self._inside):
            raise PolicyError(
                "leads out of the workspace by a link",
                "put the file itself there",
                self.name(Path(path)),
            )

    def _followed(self, path: str) -> str:
        """A path with its links followed; every folder on the way is looked at once."""
        if path in self._real:
            return self._real[path]
        folder, name = os.path.split(path)
        try:
            state = os.lstat(path)
        except OSError:
            return os.path.realpath(path)
        is_link = stat.S_ISLNK(state.st_mode) or bool(getattr(state, "st_reparse_tag", 0))
        if is_link or name in ("", "..") or folder == path:  # Windows tags links of other kinds
            real = os.path.realpath(path)
        else:
            real = f"{self._followed(folder)}{os.sep}{name}"
        if stat.S_ISDIR(state.st_mode):
            self._real[path] = real
        return real

    def targets(self, words: tuple[str, ...]) -> list[Target]:
        """What the words of a command line name; all schools if there are none.

        Raises WrongWordError for every word that names nothing.
        """
        if not words:
            return [Target(school) for school in self.schools]
        wrong: list[Reason] = []
        found = []
        for word in words:
            school, _, policy = word.removeprefix("schools/").rstrip("/").partition("/")
            if school not in self.schools:
                hint = suggest(school, self.schools) or "add one with: policygen new"
                wrong.append(Reason(f"there is no school {school!r}", hint))
            policy, _, version = policy.partition("@")
            if policy and not is_id(policy):
                hint = suggest(policy, self.policies)
                wrong.append(Reason(f"{policy!r} can't name a policy", hint))
            if not set(version) <= set("0123456789."):
                hint = f"write it as in {school}/{policy}@1.0"
                wrong.append(Reason(f"{version!r} is not a version", hint))
            found.append(Target(school, policy or None, version or None))
        if wrong:
            raise WrongWordError(wrong)
        return found


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(f for f in folder.iterdir() if f.is_dir() and not f.name.startswith((".", "_")))


def write_whole(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Write a file so that nobody ever sees half of it; False where it holds the data already.

    With `durable` the new bytes are on the disk before they take the old ones' place. Raises
    PolicyError if it can't be written; the old file then stays as it was.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # slow to import, and not wanted where nothing is written

        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PolicyError(
            f"can't be written: {error.strerror}",
            "close it if it is open in another program, and look whether the folder is yours",
            str(path),
        ) from error
    return True
