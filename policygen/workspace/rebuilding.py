"""A past issue's files, made again from what is frozen alone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policygen import __version__
from policygen.document import Document, Logo
from policygen.document.memory import once
from policygen.errors import PolicyError, Position, Problem, SourceError, placed, suggest
from policygen.lifecycle.chain import proves
from policygen.lifecycle.frozen import Issue, is_part, says_the_same, thaw
from policygen.lifecycle.seals import is_held, is_intact
from policygen.sources.picture import kept_logo
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.writers import FORMATS, PARTS, STEM, other_formats, plate, standard_not_kept
from policygen.writers.plate import Plate


def issue_files(
    library: Library, target: Target, formats: tuple[str, ...]
) -> tuple[list[tuple[str, bytes]], tuple[Problem, ...]]:
    """A past issue's files again, from what is frozen alone; and what is to be said of them.

    Raises SourceError where it isn't held, or isn't as it was frozen.
    """
    issue, problems = read_issue(library, target)
    made = issue_in_formats(library, target, issue, formats, f"{target.policy}@{target.version}")
    files = [(f"{target.school}/{name}", data) for name, data in made.items()]
    if any(FORMATS[kind].pictures_beside for kind in formats):
        pictures = pictures_of(library, target.school, issue)
        files += ((f"{PARTS}/{name}", data) for name, data in pictures.items())
    return files, problems


def issue_in_formats(
    library: Library, target: Target, issue: Issue, formats: Iterable[str], stem: str
) -> dict[str, bytes]:
    """The files of an issue, without the pictures beside them: the stem with each ending.

    Raises SourceError where something that it needs isn't as it was.
    """
    logo = logo_of(library, target.school, issue)
    style = _part(library, target.school, issue.making.house_style)
    pictures = pictures_of(library, target.school, issue)
    words = {**issue.words, STEM: stem}
    files = {}
    for kind in formats:
        data = issue.markdown.encode()
        if kind != "md":
            beside = other_formats(kind, formats)
            made = _set(kind, beside, issue, style, target.school)
            data = made.fill(words, logo, pictures)
        files[f"{stem}.{kind}"] = data
    return files


def unkept_by(school: str, files: Iterable[tuple[str, bytes]]) -> Iterator[Problem]:
    """That some of a school's files don't keep to the standard to which others of a format do."""
    for name, data in files:
        ending = name.rpartition(".")[2]
        if ending in FORMATS and (standard := standard_not_kept(ending, data)):
            message = f"{name} isn't said to be {standard}: that can't be made of this text"
            hint = "it is tagged all the same; give the HTML edition to whoever can't read it"
            yield Problem(Position(f"schools/{school}"), message, hint, warning=True)


def read_issue(
    library: Library, target: Target, school: School | None = None
) -> tuple[Issue, tuple[Problem, ...]]:
    """A past issue from its frozen file, and what is to be said of it.

    `school` is the target's, where it has been read. Raises SourceError where the issue isn't held,
    or isn't as it was frozen.
    """
    assert target.policy and target.version
    workspace = library.workspace
    path = workspace.issued_file(target.school, target.policy, target.version)
    if school is None:
        school, faults = workspace.school(target.school)
        if school is None:
            raise SourceError(faults)
    frozen = workspace.issued(target.school, target.policy, target.version)
    place = Position(workspace.name(path))
    if frozen is None:
        _must_be_named(school, target)
        hint = f"it can't be rebuilt; policygen verify {target.school} lists what can"
        raise SourceError([Problem(place, f"version {target.version} is not held here", hint)])
    hint = "put back the file as it was issued, from a copy"
    if not is_intact(frozen):
        raise SourceError([Problem(place, "this issue was altered since it was issued", hint)])
    _on_record(school, target, frozen, place)
    issue = thaw(frozen, workspace.name(path))
    problems = (*_other_version(issue, place), *_withdrawn(school, target))
    if any(not problem.warning for problem in problems):
        raise SourceError(problems)
    return issue, problems


def pictures_of(library: Library, school: str, issue: Issue) -> dict[str, bytes]:
    """What an issue shows, by what is in it. Raises SourceError if it isn't what it was."""
    return {
        name: data for name in issue.making.picture_parts if (data := _part(library, school, name))
    }


def _must_be_named(school: School, target: Target) -> None:
    """Raises SourceError for an issue of which a school's file says nothing: a slip, perhaps."""
    policy = str(target.policy)
    if policy not in school.policies:
        raise SourceError([school.has_not_adopted(policy)])
    versions = [issue.version for issue in school.policies[policy].history]
    if target.version not in versions:
        message = f"the history of {policy} names no version {target.version}"
        hint = suggest(str(target.version), versions) or "it has not been issued yet"
        raise SourceError([Problem(school.at("policies", policy, key=True), message, hint)])


def _set(
    kind: str, beside: tuple[str, ...], issue: Issue, style: bytes | None, school: str
) -> Plate:
    """The plate of an issue. Raises SourceError if its house style can't be used any more."""
    try:
        return _plate(issue.open_document, kind, beside, style)
    except PolicyError as error:
        name = f"schools/{school}/issued/parts/{issue.making.house_style}"
        raise SourceError(placed(error, Position(name))) from error


@once
def _plate(document: Document, kind: str, beside: tuple[str, ...], style: bytes | None) -> Plate:
    """The plate of a document that many issues have."""
    return plate(kind, replace(document, beside=beside), style)


def _on_record(school: School, target: Target, frozen: bytes, place: Position) -> None:
    """Raises SourceError unless the school's record proves that a file is what it says."""
    entry = school.policies.get(str(target.policy))
    history = entry.history if entry else []
    issue = next((one for one in history if one.version == target.version), None)
    hint = f"policygen verify {target.school} says what is wrong"
    if entry is None or issue is None:
        message = f"the school's history names no version {target.version}"
        raise SourceError([Problem(place, message, hint)])
    if not is_held(frozen, school, str(target.policy), issue):
        message = "this file is not the issue that the history names"
        raise SourceError([Problem(place, message, hint)])
    if not proves(school, str(target.policy), entry, issue):
        message = "the record of this issue isn't as policygen made it"
        raise SourceError([Problem(place, message, hint)])


def _withdrawn(school: School, target: Target) -> Iterator[Problem]:
    """That an issue was taken back, if it was."""
    entry = school.policies.get(str(target.policy))
    for index, one in enumerate(entry.withdrawals if entry else ()):
        if one.version == target.version:
            place = school.at("policies", str(target.policy), "withdrawals", index)
            message = f"version {one.version} was withdrawn {one.on.when}: {one.reason}"
            yield Problem(place, message, "publish it no more", warning=True)


def _other_version(issue: Issue, place: Position) -> Iterator[Problem]:
    """What is to be said of an issue that another policygen made."""
    if issue.making.policygen == __version__:
        return
    if not says_the_same(issue):
        message = f"policygen {__version__} would print other words than {issue.making.policygen}"
        yield Problem(place, message, f"use policygen {issue.making.policygen} to build this issue")
        return
    message = (
        f"this was issued with policygen {issue.making.policygen}; the words, numbers and links"
        f" are the same, but {__version__} may set them otherwise"
    )
    hint = "for the same files to the byte, use that version"
    yield Problem(place, message, hint, warning=True)


def logo_of(library: Library, school: str, issue: Issue) -> Logo | None:
    """The logo of an issue's day, if there was one. Raises SourceError if it isn't what it was."""
    data = _part(library, school, issue.making.logo)
    return kept_logo(data) if data else None


def _part(library: Library, school: str, name: str) -> bytes | None:
    """A file that an issue shares with others. Raises SourceError if it isn't what it was."""
    if not name:
        return None
    workspace = library.workspace
    data = workspace.part(school, name)
    if data is None or not is_part(name, data):
        what = "is missing" if data is None else "was altered"
        place = Position(workspace.name(workspace.part_file(school, name)))
        hint = "put back the file as it was issued, from a copy"
        raise SourceError([Problem(place, f"a part of this issue {what}", hint)])
    return data
