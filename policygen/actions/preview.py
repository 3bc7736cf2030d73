"""Schools' sites while somebody writes: made when asked for, anew once a source has changed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from policygen.errors import PolicyError, Position, Problem, Reason, WrongWordError, placed, told
from policygen.sites.policy import DRAFT
from policygen.sites.showing import INDEX
from policygen.sites.whole import school_site
from policygen.sources.entries import Publish
from policygen.workspace.basis import basis_digest
from policygen.workspace.gathering import SiteOf, gather
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library

_ALL: tuple[Publish, ...] = ("public", "staff", "none")  # how policies are published


class Seen(NamedTuple):
    """A school's site as it is now: its files by their paths, which begin with the school's name.

    While something is wrong, pages that can't be made are as they last were. `version` is another
    once anything of it is.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    version: str

    def has(self, path: str) -> bool:
        """Whether there is a page at an address."""
        return f"{path}{INDEX}" in self.files


class _Made(NamedTuple):
    """A site, and by what it is known whether it is still so; the models that it was made with."""

    seen: Seen
    day: date
    read: tuple[str, ...]
    library: Library


class Preview:
    """The sites of the schools of a workspace, or of one of them, as on the day of each look.

    Whoever asks for a school has its sources looked at by their notes, and they are of what was
    read: so what is saved while a site is made is found at the next look. Many may ask at once.
    """

    def __init__(self, root: Path, today: Callable[[], date], only: Target | None = None) -> None:
        self._root = root
        self._today = today
        self._only = only
        self._made: dict[str, _Made] = {}
        self._lock = Lock()

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools that can be seen."""
        return (self._only.school,) if self._only else Workspace(self._root, self._today()).schools

    def school(self, name: str) -> Seen | None:
        """A school's site; none if there is no such school to be seen."""
        with self._lock:
            made = self._made.get(name)
            if made is None and name not in self.schools:
                return None
            self._made[name] = self._as_now(name, made)
            return self._made[name].seen

    def address(self, target: Target) -> str:
        """Where a school or a policy of it can be seen, from the root: its draft if it has one.

        Raises WrongWordError for a policy of which a site shows nothing.
        """
        seen = self.school(target.school)
        page = f"{target.school}/"
        if seen is None or not target.policy:
            return page
        page += f"{target.policy}/"
        draft = f"{page}{DRAFT}/"
        if seen.has(draft) or not seen.has(page):
            if not seen.has(draft) and not any(not problem.warning for problem in seen.problems):
                message = f"the site of {target.school} shows nothing of {target.policy}"
                hint = "adopt it, or take its retirement out of school.yaml"
                raise WrongWordError([Reason(message, hint)])
            return draft
        return page

    def _as_now(self, name: str, made: _Made | None) -> _Made:
        """A site as it would be made now, with those models read anew that have changed."""
        if made and made.read and made.day == self._today():  # else it couldn't even be begun
            read = self._noted(made)
            if all(read):
                return made._replace(read=read)
            lines = zip(made.read, read, strict=True)
            made.library.forget({line.partition("\t")[0] for line, now in lines if not now})
            again = self._make(name, made.library)
            if all(self._noted(again)):  # else models have changed, or one that it now needs
                return again
        return self._make(name, Library(Workspace(self._root, self._today())))

    def _noted(self, made: _Made) -> tuple[str, ...]:
        """The notes of what a site was made of as they are now; empty ones for what changed."""
        workspace = Workspace(self._root, self._today())
        try:
            if basis_digest(workspace) == made.library.basis:
                return tuple(map(workspace.noted, made.read))
        except (PolicyError, OSError):
            pass  # making it anew says what is wrong
        return ("",) * len(made.read)

    def _make(self, name: str, library: Library) -> _Made:
        """A site made anew. What of the last is missing because of a mistake stays."""
        library.workspace.notes.begin()
        day = self._today()
        files = dict[str, bytes]()
        problems: Iterable[Problem]
        try:
            writing = (self._only and self._only.policy) or ""
            site = SiteOf(day, preview=True, published=_ALL, writing=writing)
            school, found, advice = gather(library, Target(name), site)
            problems = (*found, *advice)
            if school:
                files = school_site(school.site_for(_ALL), preview=True)
        except PolicyError as error:
            problems = placed(error, Position(f"schools/{name}"))
        except OSError as error:
            reasons = told(error)
            problems = [Problem(Position(f"schools/{name}"), str(reason)) for reason in reasons]
        problems = tuple(sorted(set(problems), key=lambda one: (one.warning, one)))
        if name in self._made and any(not problem.warning for problem in problems):
            files = {**self._made[name].seen.files, **files}
        seen = Seen(files, problems, _digest(files, problems))
        return _Made(seen, day, library.workspace.notes.lines(), library)


def _digest(files: Mapping[str, bytes], problems: tuple[Problem, ...]) -> str:
    """What tells a site from another."""
    digest = blake2b(repr(problems).encode("utf-8", "surrogateescape"), digest_size=16)
    for name in sorted(files):
        digest.update(f"\0{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()
