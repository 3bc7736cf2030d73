"""Writing schools' sites: what anyone may read, and apart from it what staff may."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from policygen.errors import Problem
from policygen.workspace.jobs import File, Result, put_files
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.workers import Processors, Workers

_MANY = 60  # schools out of date from which several processes are quicker
PUBLIC, STAFF = "public", "staff"


class Published(NamedTuple):
    """What became of one school's sites: its policies on them, the files written, what is wrong."""

    school: str
    policies: tuple[str, ...]
    refused: bool
    problems: tuple[Problem, ...]
    unchanged: bool


class Sites(NamedTuple):
    """The job: a school's sites, in a folder, as on a day."""

    folder: str
    day: date
    base_url: str
    formats: tuple[str, ...]
    preview: bool

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """The files of a school's sites, not yet written."""
        from policygen.sites.school import school_site
        from policygen.workspace.library import shared_library
        from policygen.workspace.sites import SiteOf, gather

        library = shared_library(root, run)
        library.workspace.notes.begin()
        site = SiteOf(self.day, self.base_url, self.formats, self.preview)
        school, problems = gather(library, target, site)
        basis, read = library.basis, library.workspace.notes.lines()
        if school is None:
            return Result(
                target, refused=(target.school,), problems=problems, basis=basis, read=read
            )
        files, sites = list[File](), {PUBLIC: school.site_for(["public"])}
        if len(sites[PUBLIC].policies) < len(school.policies):
            sites[STAFF] = school.site_for(["public", "staff"])
        for kind, one in sites.items():
            made = school_site(one, preview=self.preview)
            files += (File(target.school, f"{kind}/{name}", data) for name, data in made.items())
        done = tuple(f"{target.school}/{one.name}" for one in school.policies)
        return Result(target, done, (), problems, basis=basis, read=read, files=tuple(files))

    def put(self, made: Result) -> Result:
        """Write them."""
        return put_files(made, self.folder)


def write_sites(
    workspace: Workspace, targets: Sequence[Target], folder: str, day: date, base_url: str,
    formats: tuple[str, ...], *, preview: bool = False, workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> list[Published]:  # fmt: skip
    """Write the sites of some schools that are out of date, in the order of the targets."""
    job = Sites(folder, day, base_url, formats, preview)
    kind = ("site", *map(str, job))
    workers = workers or Processors(_MANY)
    made = kept_up(workspace, kind, targets, job, workers, folder=folder, progress=progress)
    return [
        Published(one.target.school, one.done, bool(one.refused), one.problems, one.unchanged)
        for one in made
    ]
