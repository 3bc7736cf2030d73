"""A policy's text by its name, to be compared with another: an issue, or what a model makes of it.

Its names are `current`, the version of an issue, `model` and the model's versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policygen.assembly.edition import Edition
from policygen.assembly.lineage import choices_called
from policygen.document import Document, Logo, fill
from policygen.errors import (
    PolicyError,
    Position,
    Problem,
    Reason,
    SourceError,
    WrongWordError,
    suggest,
)
from policygen.sources.entries import AdoptionEntry
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Checked, Library
from policygen.workspace.rebuilding import logo_of, pictures_of, read_issue
from policygen.workspace.ways import names_from

CURRENT, MODEL = "current", "model"


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its slots filled, and what people call it; `problems` stand against it."""

    called: str
    document: Document
    logo: Logo | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def last_issue(library: Library, target: Target) -> str:
    """The version of a policy's last issue. Raises PolicyError if there is none."""
    _, entry = _adopted(library, target)
    if last := entry.last_issue:
        return last.version
    hint = f"name what to compare with: --from {MODEL}, or a model version: --from {entry.model}"
    message = "has not been issued yet, so there is nothing to compare it with"
    if entry.history:
        message = "has no issue that holds: all were withdrawn"
        hint = f"name what to compare with: --from {entry.history[-1].version}"
    raise PolicyError(message, hint, target=str(target))


def text_named(library: Library, target: Target, name: str) -> NamedText:
    """A text of a policy that a school has adopted.

    Raises WrongWordError where nothing is called so, and SourceError where it can't be made.
    """
    school, entry = _adopted(library, target)
    policy = str(target.policy)
    if name == CURRENT:
        return _current(library, target)
    if name in (issued := [issue.version for issue in entry.history]):
        return _issued(library, target, entry, name)
    versions = library.workspace.policies.get(policy, ())
    if name == MODEL or name in versions:
        return _of_model(library, school, policy, entry.model if name == MODEL else name)
    known = [CURRENT, MODEL, *issued, *versions]
    message = f"{target} has no issue, and {policy} no model version, called {name!r}"
    raise WrongWordError([Reason(message, suggest(name, known))])


def _adopted(library: Library, target: Target) -> tuple[School, AdoptionEntry]:
    school, problems = library.workspace.school(target.school)
    if school is None:
        raise SourceError(problems)
    policy = str(target.policy)
    if policy not in school.policies:
        raise SourceError([school.has_not_adopted(policy)])
    return school, school.policies[policy]


def _current(library: Library, target: Target) -> NamedText:
    """The text as it stands; one that isn't complete as a draft, with what is wrong."""
    _, problems, checked = library.school(target)
    wrong: tuple[Problem, ...] = ()
    if not checked or any(not problem.warning for problem in (*problems, *checked[0].problems)):
        wrong = (*problems, *(p for one in checked for p in one.problems))
        _, problems, checked = library.school(target, draft=True)
    edition = checked[0].edition if checked else None
    if edition is None:
        raise SourceError([*wrong, *problems, *(p for one in checked for p in one.problems)])
    called = "the current text, which is incomplete" if wrong else "the current text"
    return text_of_edition(called, edition, wrong)


def _of_model(library: Library, school: School, policy: str, version: str) -> NamedText:
    """The school's text as a model version has it: what is open by it is shown as open."""
    entry = school.policies[policy].model_copy(update={"local": {}, "confirm": []})
    if names := names_from(library, policy, entry.model, version):
        values = {names.values[one]: v for one, v in entry.values.items() if one in names.values}
        called = {"choices": choices_called(entry.choices, names), "values": values}
        entry = entry.model_copy(update={**called, "model": version})
    as_adopted = replace(school, policies={**school.policies, policy: entry})
    adoption, faults = library.adoption(as_adopted, policy)
    if adoption is None:
        raise SourceError(faults)
    checked: Checked = library.edition(adoption, draft=True, as_issued=True)
    assert checked.edition
    problems = tuple(problem for problem in checked.problems if not problem.warning)
    return text_of_edition(f"model version {version}", checked.edition, problems)


def text_of_edition(called: str, edition: Edition, problems: tuple[Problem, ...] = ()) -> NamedText:
    """An edition as a text to be compared."""
    document = fill(edition.document, edition.values)
    return NamedText(called, document, edition.logo, edition.pictures, problems)


def _issued(library: Library, target: Target, entry: AdoptionEntry, version: str) -> NamedText:
    policy, workspace = str(target.policy), library.workspace
    if workspace.issued(target.school, policy, version) is None:
        place = Position(workspace.name(workspace.issued_file(target.school, policy, version)))
        hint = f"put it there from a copy, or name another text: --from {MODEL}"
        raise SourceError([Problem(place, f"version {version} is not held here", hint)])
    issue, problems = read_issue(library, target._replace(version=version))
    issued = next(one.issued for one in entry.history if one.version == version)
    logo = logo_of(library, target.school, issue)
    pictures = pictures_of(library, target.school, issue)
    called = f"version {version} of {issued}"
    return NamedText(called, issue.document, logo, pictures, problems)
