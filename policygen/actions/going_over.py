"""What an upgrade makes of an adoption before what is new in the model has been answered."""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeAlias

from policygen.assembly.carrying import Carried, Edited, Note
from policygen.assembly.edition import Edition
from policygen.assembly.three_ways import Met
from policygen.errors import Problem, SourceError
from policygen.sources.adoption import Adoption
from policygen.sources.located import Keys
from policygen.sources.school import School
from policygen.workspace.library import Checked, Library

SchoolRead: TypeAlias = tuple[School | None, tuple[Problem, ...], list[Checked]]


def as_it_is(read: SchoolRead) -> Edition:
    """An adoption's edition, of its school as the library has read it.

    Raises SourceError where anything is wrong with it.
    """
    school, problems, checked = read
    problems = (*problems, *(problem for one in checked for problem in one.problems))
    wrong = [problem for problem in problems if not problem.warning]
    if school is None or wrong or not checked or checked[0].edition is None:
        raise SourceError(wrong)
    return checked[0].edition


def edition_then(library: Library, school: School, policy: str) -> Checked:
    """The edition of a school's file as it would be. Raises SourceError without a model."""
    adoption, faults = library.adoption(school, policy)
    if adoption is None:
        raise SourceError(faults)
    return library.edition(adoption, draft=True, as_issued=True)


class _AllNames:
    """For what can't be known: whatever is asked for may be needed."""

    def __contains__(self, name: object) -> bool:
        return True


def roles_of_others(library: Library, adoption: Adoption) -> "set[str] | _AllNames":
    """The roles that the school's other policies name."""
    found: set[str] = set()
    for policy, entry in adoption.school.policies.items():
        if policy == adoption.policy:
            continue
        if entry.model not in library.workspace.policies.get(policy, ()):
            return _AllNames()
        model, _ = library.model(policy, entry.model)
        if model is None:
            return _AllNames()
        found |= model.front.roles.keys()
    return found


def with_settled(
    moved: Carried[Edited], met: Collection[Met], policy: str, version: str,
    keep: Collection[str] = (), take: Collection[str] = (),
) -> tuple[Carried[Edited], list[Met]]:  # fmt: skip
    """What is carried with the local wording that stands, or gives way; and what is in conflict.

    Wording of ids in `keep` stands against the model's changes, that in `take` gives way.
    """
    editor, notes = moved.editor, [*moved.notes]
    conflicts = []
    for one in met:
        keys: Keys = ("policies", policy, "local", one.now or one.id)
        if not {one.id, one.now}.isdisjoint(take):
            said = "the model's words are taken instead"
        elif one.how == "both removed":
            said = "the model has removed it, too"
        elif one.how == "same" and {one.id, one.now}.isdisjoint(keep):
            said = "the model says the same now"
            if editor.get((*keys, "add")) is not None:  # what is added stays
                keys = (*keys, "replace")
        elif one.how == "removed" or (
            one.how == "changed" and {one.id, one.now}.isdisjoint(keep)
        ):  # fmt: skip
            conflicts.append(one)
            continue
        else:
            continue
        if editor.get(keys) is None:  # it is a trust's
            if one.now and not {one.id, one.now}.isdisjoint(take):
                reason = f"The model's words of {version}"
                editor = editor.put(keys, {"keep": "yes", "reason": reason})
            notes.append(Note("renamed", keys, f"the trust's wording of {one.id}: {said}"))
            continue
        editor = editor.comment_out(keys, f"{version}: {said}")
        said = f"local wording of {one.id}: {said}; it is a comment now"
        notes.append(Note("set aside", keys, said))
    return replace(moved, editor=editor, notes=tuple(notes)), conflicts
