"""Writing schools' sites: what anyone may read, and apart from it what staff may."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policygen.errors import Position, Problem, Reason, WrongWordError
from policygen.sites.sitemap import SITEMAP
from policygen.workspace.jobs import File, Result, put_files
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.manifests import clear_left, clear_old, name_ahead, shown_there
from policygen.workspace.searching import can_index, index_sites, lacks_index
from policygen.workspace.workers import Processors, Workers

if TYPE_CHECKING:  # slow to import
    from policygen.sites.showing import SiteSchool

_MANY = 60  # schools out of date from which several processes are quicker
PUBLIC, STAFF = "public", "staff"


class Published(NamedTuple):
    """What became of the sites of some schools.

    `policies` are on them, by adoption, so many of them for `staff` alone; `refused` are schools
    whose sites stay as they were. So many are `unaddressed`: nobody said where on the web they will
    be found. Schools in `names_nobody` don't say whom to ask for a policy in another format. `gone`
    are issues whose text anybody could read before and can't now; of schools that `left` there is
    no site any more. On the day of the `next_turn` other versions of some adoptions are in force.
    From the folders in `lead_on`, former names of schools, one is led on to their present ones.
    """

    policies: tuple[str, ...]
    staff: int
    refused: tuple[str, ...]
    problems: tuple[Problem, ...]
    unsearched: tuple[Reason, ...]
    can_be_searched: bool
    unaddressed: int
    names_nobody: tuple[str, ...]
    gone: tuple[str, ...]
    left: tuple[str, ...]
    next_turn: tuple[date, tuple[str, ...]] | None
    lead_on: tuple[str, ...]


class _Told(NamedTuple):
    """What is said of a school's sites each time, also where nothing was made anew."""

    advice: list[Problem]
    names_nobody: bool
    staff: int
    turns: dict[str, str]  # adoptions of which a version is to come, and from which day
    lead_on: tuple[str, ...]  # the names of the school that others' links still have
    gone: list[str]


class SchoolSites(NamedTuple):
    """The job: a school's sites, in a folder, as on a day."""

    folder: str
    day: date
    base_url: str
    formats: tuple[str, ...]
    preview: bool
    searched: bool

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """The files of a school's sites, not yet written."""
        from policygen.sites.whole import school_site
        from policygen.workspace.gathering import SiteOf, gather
        from policygen.workspace.library import shared_library

        library = shared_library(root, run)
        library.workspace.notes.begin()
        site = SiteOf(self.day, self.base_url, self.formats, self.preview)
        school, problems, advice = gather(library, target, site)
        # Advice is remembered: it's no reason to make a site again.
        told = json.dumps(_told_of(school, advice)) if school else ""
        made = Result(target, (), (), problems, told=told, basis=library.basis)
        library.workspace.notes.only_on(self.day)
        read = library.workspace.notes.lines()
        if school is None:
            return made._replace(refused=(target.school,), read=read)
        files, sites = list[File](), {PUBLIC: school.site_for(["public"])}
        if len(sites[PUBLIC].policies) < len(school.policies):
            sites[STAFF] = school.site_for(["public", "staff"])
        for kind, one in sites.items():
            written = school_site(one, preview=self.preview, searched=self.searched)
            files += (File(target.school, f"{kind}/{name}", d) for name, d in written.items())
        done = tuple(f"{target.school}/{one.name}" for one in school.policies if one.is_listed)
        return made._replace(done=done, read=read, files=tuple(files))

    def put(self, made: Result) -> Result:
        """Write them, and remove what the sites no longer have; of a refused one all stays."""
        if made.refused:
            return made
        school = made.target.school
        before = shown_there(Path(self.folder, PUBLIC, school))
        name_ahead(self.folder, school, (file.name for file in made.files))
        put = put_files(made, self.folder)
        if put.refused:
            return put
        clear_old(self.folder, school, put.written)
        gone = before and before - shown_there(Path(self.folder, PUBLIC, school))
        return put._replace(told=json.dumps(_told(put)._replace(gone=sorted(gone))))


def _told_of(school: "SiteSchool", advice: Sequence[Problem]) -> _Told:
    coming = {one.name: one.standing.coming[0] for one in school.policies if one.coming}
    turns = {
        f"{school.id}/{name}": (one.in_force or one.issued).first_day.isoformat()
        for name, one in coming.items()
    }
    staff = sum(one.is_listed and one.publish == "staff" for one in school.policies)
    return _Told([*advice], school.names_nobody, staff, turns, school.moved_from, [])


def base_url_in(words: str) -> str:
    """Where the sites will be found, as somebody gives it. Raises WrongWordError."""
    from policygen.sources.site_addresses import SITE_ADDRESS_HINT, site_address  # slow to import

    try:
        return site_address(words)
    except ValueError as error:
        hint = SITE_ADDRESS_HINT
        with suppress(ValueError):
            bare = words.strip().rpartition("://")[2]
            hint = f"write {site_address(f'https://{bare}')}"
        raise WrongWordError([Reason(f"--base-url: {error}.", hint)]) from error


def write_sites(
    workspace: Workspace, targets: Sequence[Target], folder: str, day: date, base_url: str,
    formats: tuple[str, ...], *, preview: bool = False, workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> Published:  # fmt: skip
    """Write the sites of some schools that are out of date, and remove those of schools that left.

    `progress` is told how many schools each step has finished.
    """
    job = SchoolSites(folder, day, base_url, formats, preview, can_index())
    kind = ("site", *map(str, job._replace(day=date.min)))  # each day's in one place
    workers = workers or Processors(_MANY)
    made = [*kept_up(workspace, kind, targets, job, workers, folder=folder, progress=progress)]
    all_ = {one.school for one in targets} >= {*workspace.schools}
    left = clear_left(folder, workspace.schools, all_=all_)
    unsearched = index_sites(_to_be_searched(folder, made, left))
    told = {one.target.school: _told(one) for one in made}
    done = tuple(policy for one in made for policy in one.done)
    there = {policy.partition("/")[0] for policy in done}
    turns = {name: day for one in told.values() for name, day in one.turns.items()}
    return Published(
        done,
        sum(one.staff for one in told.values()),
        tuple(name for one in made for name in one.refused),
        tuple(
            problem
            for one in made
            for problem in (*one.problems, *one.notes, *told[one.target.school].advice)
        ),
        tuple(unsearched),
        job.searched,
        sum(not Path(folder, PUBLIC, school, SITEMAP).is_file() for school in there),
        tuple(name for name, one in told.items() if one.names_nobody),
        tuple(name for one in made if not one.unchanged for name in told[one.target.school].gone),
        tuple(name for name in left if not Path(folder, PUBLIC, name).exists()),
        _next_turn(turns),
        tuple(name for one in told.values() for name in one.lead_on),
    )


def _next_turn(turns: Mapping[str, str]) -> tuple[date, tuple[str, ...]] | None:
    if not turns:
        return None
    first = min(turns.values())
    return date.fromisoformat(first), tuple(name for name, day in turns.items() if day == first)


def _to_be_searched(folder: str, made: Sequence[Result], left: Sequence[str]) -> Iterator[Path]:
    """The sites whose index may not be that of their pages: new ones, and those without one."""
    for kind in (PUBLIC, STAFF):
        yield from (Path(folder, kind, name) for name in left)
        for one in made:
            site = Path(folder, kind, one.target.school)
            if not one.refused and (not one.unchanged or lacks_index(site)):
                yield site


def _told(made: Result) -> _Told:
    if not made.told:
        return _Told([], names_nobody=False, staff=0, turns={}, lead_on=(), gone=[])
    advice, *rest = json.loads(made.told)
    return _Told([Problem(Position(*at), *said) for at, *said in advice], *rest)
