"""The disk: where things are in a workspace, reading them, writing them whole."""

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policygen.errors import (
    PolicyError,
    Position,
    Problem,
    Reason,
    SourceError,
    WrongWordError,
    nearest,
    placed,
    suggest,
)
from policygen.sources.names import is_id
from policygen.workspace.files import write_whole
from policygen.workspace.folder import folders_in, may_be_there, names_in
from policygen.workspace.nearby import SETTINGS as SETTINGS
from policygen.workspace.nearby import is_workspace, where_to_go
from policygen.workspace.notes import content_of, days_of, digest_of, is_so, taken_by
from policygen.workspace.school_folders import SchoolFolders
from policygen.workspace.strayed import strayed_file

if TYPE_CHECKING:  # to know where things are must not wait for what reads them
    from policygen.sources.facts import Fact
    from policygen.sources.located import Located
    from policygen.sources.model import Model
    from policygen.sources.outside import OutsideText
    from policygen.sources.picture import Picture
    from policygen.sources.school import School
    from policygen.sources.settings import Settings
    from policygen.sources.trust import TrustRead

STATE = ".policygen"  # what this workspace must remember: which reminders went out, locks
HOUSE_STYLES = tuple(f"templates/house-style.{e}" for e in ("docx", "dotx", "docm", "dotm"))
_MAX_STYLE = 5  # MB
VERSION_NAME = re.compile(r"\d{4}-\d{2}(-\d{2})?")  # of a model


class Target(NamedTuple):
    """An adoption by name, or one issue of it, or all of a school's where `policy` is None."""

    school: str
    policy: str | None = None
    version: str | None = None

    def __str__(self) -> str:
        policy = f"/{self.policy}" if self.policy else ""
        return f"{self.school}{policy}{f'@{self.version}' if self.version else ''}"


class Workspace(SchoolFolders):
    """A folder with templates/ and schools/. Every path in a problem is counted from it."""

    def __init__(self, root: Path, today: date | None = None) -> None:
        super().__init__(root)
        self.today = today  # on which texts from outside are what they are: the newest for none
        self.mistakes: tuple[Problem, ...] = ()  # in the settings, once anybody has read them

    @classmethod
    def find(cls, start: Path, today: date | None = None) -> "Workspace":
        """The workspace that holds a folder. Raises PolicyError if there is none."""
        for folder in (start.resolve(), *start.resolve().parents):
            if is_workspace(folder):
                return cls(folder, today)
        raise PolicyError(
            f"there is no workspace at {start} or above it: no folder with templates and schools",
            where_to_go(start),
        )

    @cached_property
    def policies(self) -> dict[str, tuple[str, ...]]:
        """Each policy in templates/ with its model versions, the oldest first."""
        found = {}
        for policy in filter(is_id, folders_in(f"{self.inside}templates")):
            if policy == "shared":  # passages of several models
                continue
            files = names_in(f"{self.inside}templates/{policy}")
            stems = (name.removesuffix(".md") for name in files if name.endswith(".md"))
            if versions := tuple(sorted(filter(VERSION_NAME.fullmatch, stems))):
                found[policy] = versions
        return found

    def model_version(self, policy: str, wanted: str | None = None) -> str:
        """A model version of a policy by its name; the newest if none is given.

        Raises WrongWordError where there is no such policy or version.
        """
        if policy not in self.policies:
            hint = suggest(policy, self.policies)
            name, _, version = policy.partition("@")
            if version and name in self.policies:
                hint = f"a model version is named by itself: {name} --model {version}"
            raise WrongWordError([Reason(f"There is no model policy {policy!r}.", hint)])
        versions = self.policies[policy]
        if wanted and wanted not in versions:
            message = f"{policy} has no model version {wanted!r}."
            raise WrongWordError([Reason(message, suggest(wanted, versions))])
        return wanted or versions[-1]

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The schools, by the names of their folders; those too whose file can't be read."""
        names = filter(is_id, folders_in(f"{self.inside}schools"))
        return tuple(name for name in names if may_be_there(self.school_path(name)))

    def place(self, position: Position) -> Path:
        """The file that a problem is in, with links followed."""
        return (self.root / position.path).resolve()

    def school_file(self, school: str) -> Path:
        """Where a school's file stands, or will stand."""
        return self.root / f"schools/{school}/school.yaml"

    def school_path(self, school: str) -> str:
        """The same as text, for what looks at thousands of them."""
        return f"{self.inside}schools/{school}/school.yaml"

    def model(self, policy: str, version: str) -> tuple["Model | None", list[Problem]]:
        """A model version as far as it can be read, and what is wrong with its front matter."""
        from dataclasses import replace

        from policygen.sources.including import with_passages
        from policygen.sources.model import read_model
        from policygen.sources.picture import shown_pictures

        path = self.root / "templates" / policy / f"{version}.md"
        model, problems = read_model(self.read(path), self.name(path), policy, version, self.facts)
        if model:
            model = replace(model, texts=self.texts, today=self.today)
            model, faults = with_passages(model, self.passage, self.passages)
            problems += faults
        if model and (names := [one.rows for one in model.front.values.values() if one.rows]):
            model = replace(model, files=self.beside(f"templates/{policy}", names))
        if model and (files := shown_pictures(model.text)):
            pictures = {file: self.picture(policy, file) for file in files}
            model = replace(model, pictures=pictures)
        return model, problems

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The passages that models share, by their names."""
        names = names_in(f"{self.inside}templates/shared")
        return tuple(sorted(n.removesuffix(".md") for n in names if n.endswith(".md")))

    def passage(self, name: str) -> bytes:
        """What the file of a shared passage holds."""
        return self.read(f"{self.inside}templates/shared/{name}.md")

    def picture(self, policy: str, file: str) -> "Picture":
        """A picture beside a policy's models, or what is wrong with it."""
        from policygen.sources.picture import read_picture

        folder = f"{self.inside}templates/{policy}/"
        held = names_in(folder)  # by its very name, on every system

        def read(name: str) -> bytes | None:
            if name in held:
                return self.read(folder + name)
            self.notes.absent(self.name(folder + name))
            return None

        return read_picture(file, read, held)

    def school(self, school: str) -> tuple["School | None", list[Problem]]:
        """A school as far as it can be read, and what is wrong with its file by itself."""
        path = self.school_path(school)
        try:
            return self.parse_school(self.read(path), school)
        except PolicyError as error:  # about the file itself, or one beside it
            return None, placed(error, Position(self.name(path)))

    def parse_school(self, data: bytes, school: str) -> tuple["School | None", list[Problem]]:
        """A school from the bytes of its file, there or yet to be written, with its logo."""
        from policygen.sources.positions import load
        from policygen.sources.text import decode

        name = self.name(self.school_path(school))
        source, problems = decode(data, name)
        return (None, problems) if problems else self.school_in(load(source, name), school)

    def school_in(self, located: "Located", school: str) -> tuple["School | None", list[Problem]]:
        """The same from what was read from its file, or would be if that were changed."""
        from dataclasses import replace

        from policygen.sources.picture import read_logo
        from policygen.sources.school import school_in

        def beside(names: Iterable[str]) -> dict[str, bytes]:
            return self.beside(f"schools/{school}", names)

        found, problems = school_in(located, school, self.facts, beside, self.trust)
        if found and (logo_path := self.logo(school)):
            logo, faults = read_logo(self.read(logo_path), self.name(logo_path))
            problems += faults
            found = replace(found, logo=logo)
        if found and found.trust and not problems:
            for trust in found.trusts:
                self.notes.taken(f"trusts/{trust}.yaml", school, digest_of(found.taken))
        return found, problems

    @cached_property
    def trusts(self) -> tuple[str, ...]:
        """The trusts, by the names of their files."""
        files = sorted(names_in(f"{self.inside}trusts"))
        names = (name.removesuffix(".yaml") for name in files if name.endswith(".yaml"))
        return tuple(filter(is_id, names))

    def trust(self, name: str, place: Position, below: tuple[str, ...] = ()) -> "TrustRead":
        """A trust by its name, read once; `place` is where it is named, `below` by which trusts."""
        from policygen.sources.trust import TrustRead

        path = f"trusts/{name}.yaml"
        if name not in self.trusts:
            if is_id(name):
                self.notes.absent(path)
            hint = suggest(name, self.trusts) or f"write {path}"
            return TrustRead(None, (Problem(place, f"there is no trust {name!r}", hint),), (path,))
        if name in below:
            chain = " is under ".join((*below[below.index(name) :], name))
            message = f"{name} can't be above itself: {chain}"
            return TrustRead(None, (Problem(place, message, "remove this line"),), (path,))
        if name not in self._trusts:
            try:
                data = self.read(self.inside + path)
            except PolicyError as error:
                found = TrustRead(None, tuple(placed(error, Position(path))), (path,))
            else:
                found = self._trust_in(data, path, name, below)
            self._trusts[name] = found
            return found
        for file in self._trusts[name].files:
            self.notes.again(file)
        return self._trusts[name]

    def _trust_in(self, data: bytes, path: str, name: str, below: tuple[str, ...]) -> "TrustRead":
        from policygen.sources.trust import read_trust

        return read_trust(
            data, path, name, lambda one, at: self.trust(one, at, (*below, name)),
            lambda names: self.beside("trusts", names), self.policies,
        )  # fmt: skip

    def with_trust(self, name: str, data: bytes, path: str) -> "Workspace":
        """The same as if a trust's file held what stands at another path.

        Raises SourceError where that can't be a trust's.
        """
        other = Workspace(self.root, self.today)
        other._trusts[name] = read = other._trust_in(data, path, name, ())
        if read.problems:
            raise SourceError(read.problems)
        return other

    @cached_property
    def _trusts(self) -> dict[str, "TrustRead"]:
        return {}

    def beside(self, folder: str, names: Iterable[str]) -> dict[str, bytes]:
        """Files in a folder of the workspace, by their very names, as far as they are there."""
        from policygen.sources.picture import is_picture
        from policygen.sources.row_files import is_rows

        held = names_in(self.inside + folder)
        found = {}
        for name in filter(lambda name: is_rows(name) or is_picture(name), names):
            if name in held:
                found[name] = self.read(f"{self.inside}{folder}/{name}")
            else:
                self.notes.absent(f"{folder}/{name}")
        return found

    def settings(self) -> tuple["Settings", list[Problem]]:
        """The workspace's settings, and what is wrong with their file; read once."""
        found = self._settings_read
        self.notes.again(SETTINGS)
        return found

    @property
    def facts(self) -> Mapping[str, "Fact"]:
        """The facts that this workspace declares, its own before ours; read once."""
        found = self._facts
        self.notes.again(SETTINGS)
        if self._spell:
            self.notes.days(*self._spell)
        return found

    @property
    def texts(self) -> Mapping[str, "OutsideText"]:
        """The texts from outside that this workspace declares; noted by `facts`."""
        return self._settings_read[0].texts

    @cached_property
    def _spell(self) -> tuple[date, date] | None:
        """Between which days the texts from outside are what they are today."""
        from policygen.sources.outside import spell_of

        return spell_of(self.texts.values(), self.today) if self.today else None

    @cached_property
    def _settings_read(self) -> tuple["Settings", list[Problem]]:
        from policygen.sources.settings import Settings, read_settings

        path = self.root / SETTINGS
        if not path.is_file():
            self.notes.absent(SETTINGS)
            return Settings(), []
        try:
            settings, problems = read_settings(self.read(path), self.name(path))
        except PolicyError as error:  # about the file itself
            settings, problems = Settings(), placed(error, Position(SETTINGS))
        self.mistakes = tuple(problem for problem in problems if not problem.warning)
        return settings, problems

    @cached_property
    def _facts(self) -> Mapping[str, "Fact"]:
        from policygen.sources.facts import standard_facts

        return {**standard_facts(), **self._settings_read[0].facts}

    def house_style_file(self) -> Path | None:
        """Where the publisher's own Word styles stand, if there are any.

        Raises PolicyError if there are several.
        """
        found = []
        for name in HOUSE_STYLES:
            if (path := self.root / name).is_file():
                found.append(path)
            else:
                self.notes.absent(name)
        if len(found) > 1:
            names = " and ".join(path.name for path in found)
            hint = "keep the one that is meant, and move the others out of templates"
            raise PolicyError(f"is one of several house styles: {names}", hint, self.name(found[0]))
        return found[0] if found else None

    def house_style(self) -> bytes | None:
        """The publisher's own Word styles, if there are any.

        Raises PolicyError if the file is larger than what could be kept of it beside the issues.
        """
        path = self.house_style_file()
        if path is None:
            return None
        data = self.read(path)
        if len(data) > _MAX_STYLE * 1024 * 1024:
            raise PolicyError(
                f"is larger than {_MAX_STYLE} MB",
                "make the pictures in it smaller, or leave some out",
                self.name(path),
            )
        return data

    def replace_school(self, school: str, before: bytes, after: bytes) -> None:
        """Put a school's new file in the place of the one that it was made from.

        Raises PolicyError, and writes nothing, where that one has changed meanwhile.
        """
        self.must_be(school, before)
        write_whole(Path(self.followed(str(self.school_file(school)))), after, durable=True)

    def move_school(self, school: str, new: str, policies: Collection[str]) -> None:
        """Give a school's folder another name, and remove the editions built under the old one.

        Raises PolicyError if that isn't possible.
        """
        folder = Path(f"{self.inside}schools/{school}")
        self.must_hold(folder)
        try:
            folder.rename(folder.with_name(new))
        except OSError as error:
            hint = "close what is open in it, and look whether both folders are yours"
            message = f"can't be renamed: {error.strerror}"
            raise PolicyError(message, hint, self.name(folder)) from error
        for path in (self.root / "build" / school).glob("*"):
            stem = path.stem.removesuffix(".draft").removesuffix(".redline")
            if stem.partition("@")[0] in policies:
                path.unlink(missing_ok=True)
        with suppress(OSError):  # others' files may stand there too
            (self.root / "build" / school).rmdir()

    def must_be(self, school: str, data: bytes) -> None:
        """Raises PolicyError if a school's file isn't as it was read."""
        path = self.school_file(school)
        if self.read(path) != data:
            raise PolicyError(
                "was changed while this was at work, so nothing was written",
                "run the command again",
                self.name(path),
            )

    def noted(self, line: str) -> str:
        """A note as it is now, if what it is about has not changed since; empty if it has."""
        if (spell := days_of(line)) is not None:
            return line if self.today and spell[0] <= self.today < spell[1] else ""
        if is_so(line, self.inside):
            return line
        if not (content := content_of(line)):
            return ""
        name = line.partition("\t")[0]
        self.notes.begin()
        school, taken = taken_by(content)
        if school:
            found, problems = self.school(school)
            same = found and not problems and digest_of(found.taken) == taken
            return self.notes.line(name) if same else ""
        if name.endswith("/"):
            self.holds(name.split("/")[1])
            return self.notes.line(name) if content_of(self.notes.line(name)) == content else ""
        try:
            same = digest_of(self.read(self.inside + name)) == content
        except PolicyError:
            return ""
        return self.notes.line(name) if same else ""

    def _meant(self, school: str) -> str:
        """What to do about the name of a school that there isn't."""
        if is_id(school) and (back := strayed_file(f"{self.inside}schools/{school}")):
            return f"its folder has no school.yaml: {back}"
        if nearest(school, self.schools) or not is_id(school):
            return suggest(school, self.schools) or "add one with: policygen new"
        make = f'policygen new {school} --name "FULL NAME"'
        if self.schools:
            return f"{suggest(school, self.schools)}; or make it: {make}"
        return f"make it: {make}"

    def targets(self, words: tuple[str, ...]) -> list[Target]:
        """What the words of a command line name; all schools if there are none.

        Raises WrongWordError for every word that names nothing.
        """
        if not words:
            return [Target(school) for school in self.schools]
        wrong: list[Reason] = []
        found = []
        for before, word in zip(("", *words), words, strict=False):
            path = word.replace("\\", "/").removeprefix("./").removeprefix("schools/")
            school, _, policy = path.rstrip("/").partition("/")
            if school not in self.schools:
                hint = self._meant(school)
                if school in self.policies and policy in (*self.schools, ""):
                    hint = f"name the school first: {policy or 'SCHOOL'}/{school}"
                    if before in self.schools and not policy:
                        hint = f"did you mean {before}/{school}?"
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
