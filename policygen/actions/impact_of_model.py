"""What a newer version of a model would change, school by school, before any goes over to it.

Each school is brought to it as `upgrade` would, in its data alone; texts are compared once for each
pair of shapes. What is open in the newer version stands in the text with all its alternatives: it
counts as a change, which the school's answer makes. Where local wording is in conflict, that
changes which would if the school's words stand, as far as they can.
"""

from collections.abc import Callable
from dataclasses import replace

from policygen.actions.going_over import (
    as_it_is,
    edition_then,
    roles_of_others,
    with_settled,
)
from policygen.actions.impact import Found, Impact, new_questions
from policygen.actions.upgrade import UpgradeOrder, plan_upgrade
from policygen.assembly.carrying import Carried, carried
from policygen.assembly.edition import Edition
from policygen.assembly.foreseeing import Foreseeing
from policygen.assembly.three_ways import meet
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    SourceError,
    WrongWordError,
    told,
)
from policygen.sources.edited_data import DataEditor
from policygen.sources.located import Located
from policygen.sources.model import Model
from policygen.sources.positions import load
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Checked, Library
from policygen.workspace.ways import Way, way


def impact_of_model(
    library: Library, policy: str, version: str | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> tuple[list[Impact], list[Problem | Reason]]:  # fmt: skip
    """What a version of a model, the newest if none is named, would change for its schools.

    And what is wrong with files that may be of more of them. Raises WrongWordError where there is
    no such version, or no school has the policy; SourceError where the model can't be used.
    """
    version = library.workspace.model_version(policy, version)
    model, faults = library.model(policy, version)
    if model is None or faults:
        raise SourceError(faults)
    reader = _Reader(library, model)
    for name in library.workspace.schools:
        reader.read(name)
        progress(1)
    found = reader.found
    if not found.names and not reader.unread:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    notes: dict[str, str] = {}
    passed = {one.version: one for over in reader.ways.values() for one in over.models}
    for one in (passed[version] for version in sorted(passed)):
        notes |= one.front.since.notes if one.front.since else {}
    models = [model, *(one for _, one in sorted(passed.items(), reverse=True) if one is not model)]
    return [found.impact(version, models, notes)] if found.names else [], reader.unread


class _Reader:
    """Brings schools to a version in thought, one after the other."""

    def __init__(self, library: Library, model: Model) -> None:
        self.library, self.model = library, model
        self.found = Found()
        self.unread: list[Problem | Reason] = []
        self.ways: dict[str, Way] = {}
        self.texts: dict[str, Foreseeing] = {}

    def read(self, name: str) -> None:
        """Bring a school to it that has adopted the policy."""
        target = Target(name, self.model.policy)
        read = self.library.school(target, draft=True, as_issued=True)
        school, _, checked = read
        if school is None or self.model.policy not in school.policies:
            own = self.library.workspace.school(name)[1]  # a mistake may hide that it has
            self.unread += (one for one in own if not one.warning)
            return
        if school.retirement(self.model.policy):
            return
        self.found.names[name] = school.name
        entry = school.policies[self.model.policy]
        if entry.model >= self.model.version and entry.model != "?":
            is_later = entry.model > self.model.version
            (self.found.later if is_later else self.found.up_to_date).append(name)
            return
        if not all(one.good for one in checked):  # what was issued may stand, whatever is wrong
            read = self.library.school(target, draft=True)
        try:
            edition = as_it_is(read)
            self.go_over(edition, name)
        except PolicyError as error:
            if name not in self.found.conflicts:
                self.found.refused[name] = self.why(target, error)

    def go_over(self, edition: Edition, name: str) -> None:
        """Note what comes of an adoption. Raises SourceError where anything is wrong with that."""
        library, adoption, policy = self.library, edition.adoption, self.model.policy
        assert adoption
        over = self.way(adoption.entry.model)
        others = roles_of_others(library, adoption)
        own = _own(adoption.school)
        moved = carried(DataEditor(own.data), adoption, self.model, over.names, others)
        if moved.wrong:
            raise SourceError(moved.wrong)
        checked = self.checked(adoption.school, own, moved)
        if adoption.entry.local and checked.edition:
            met = meet(adoption.entry.local, over.names, edition, checked.edition)
            moved_on, conflicts = with_settled(moved, met, policy, self.model.version)
            if conflicts:
                self.found.conflicts[name] = tuple(conflicts)
                keep, take = ({one.id for one in conflicts if bool(one.now) is kept}
                              for kept in (True, False))  # fmt: skip
                moved_on, _ = with_settled(moved, met, policy, self.model.version, keep, take)
            if moved_on != moved:
                checked = self.checked(adoption.school, _own(adoption.school), moved_on)
        now = as_it_is((adoption.school, (), [checked]))
        self.found.changes[name] = self.texts[adoption.entry.model].changes(edition, now)
        assert now.adoption
        self.found.questions[name] = [*new_questions(adoption, now.adoption, over.names)]

    def way(self, first: str) -> Way:
        """The way from a version, and what compares texts of it."""
        if first not in self.ways:
            self.ways[first] = way(self.library, self.model.policy, first, self.model.version)
            self.texts[first] = Foreseeing(self.ways[first].names)
        return self.ways[first]

    def checked(self, school: School, own: Located, moved: Carried[DataEditor]) -> Checked:
        """The edition of a school's own file as it would be."""
        located = replace(own, data=moved.editor.data)
        made, problems = self.library.workspace.school_in(located, school.id)
        if made is None or any(not one.warning for one in problems):
            raise SourceError(problems)
        return edition_then(self.library, made, self.model.policy)

    def why(self, target: Target, error: PolicyError) -> tuple[Reason | Problem, ...]:
        """Why a school can't go over, as `upgrade` says it of the very file."""
        try:
            plan_upgrade(self.library, target, UpgradeOrder(self.model.version))
        except (PolicyError, OSError) as said:
            return told(said)
        return error.reasons


def _own(school: School) -> Located:
    """A school's file without what its trust says; read anew, as that is put into it."""
    return load(school.located.text, school.path)
