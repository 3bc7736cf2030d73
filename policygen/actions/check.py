"""Everything that is wrong in a workspace, and what is merely worth a look."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from policygen.actions.trusts_checked import trust_problems
from policygen.assembly.combining import check_combinations
from policygen.assembly.decisions import uncovered
from policygen.assembly.lineage import before_of
from policygen.assembly.linking import linked_policies
from policygen.assembly.places import first_place
from policygen.assembly.predecessors import since_problems
from policygen.assembly.run_on import run_on_lines
from policygen.errors import Position, Problem, nearest, plural
from policygen.sources.including import SHARED
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.workspace.identity import identity_problems
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Checked, Library
from policygen.workspace.naming import misnamed

_NAMED = 5  # schools that are named of many


def check_workspace(
    workspace: Workspace, today: date, inside: Sequence[Path] = ()
) -> list[Problem]:
    """The problems and warnings of a workspace, in order: all, or those inside some paths."""
    problems = sorted(_problems(workspace, today))
    if not inside:
        return problems
    wanted = [path.resolve() for path in inside]
    return [
        problem
        for problem in problems
        if any(workspace.place(problem.position).is_relative_to(path) for path in wanted)
    ]


def _problems(workspace: Workspace, today: date) -> set[Problem]:
    library = Library(workspace)
    problems = {*misnamed(workspace), *library.settings_problems}
    for policy, versions in workspace.policies.items():
        for version in versions:
            model, faults = library.model(policy, version)
            problems.update(faults)
            problems.update(model.located.warnings if model else ())
            if model and not faults:
                problems.update(check_combinations(model))
                problems.update(_unknown_policies(library, model))
                problems.update(uncovered(model))
                problems.update(run_on_lines(model))
                before = before_of(model, versions)
                problems.update(
                    since_problems(
                        model, _sound(library, policy, before) if before else None, versions
                    )
                )
    problems.update(_unused_passages(library))
    remade: dict[tuple[str, str], list[str]] = {}
    problems.update(trust_problems(library))
    for name in workspace.schools:
        school, faults, checked = library.school(Target(name))
        problems.update(faults)
        problems.update(problem for one in checked for problem in one.problems)
        if school:
            problems.update(_warnings(library, school, today))
            problems.update(problem for one in checked for problem in _altered(school, one))
            for one in checked:
                if one.text and one.text.remade:
                    version = school.policies[one.policy].model
                    remade.setdefault((one.policy, version), []).append(name)
    problems.update(_remade(remade))
    problems.update(library.house_style_problems)
    problems.update(identity_problems(workspace))
    return problems


def _sound(library: Library, policy: str, version: str) -> Model | None:
    """A model version, if nothing is wrong with it."""
    model, faults = library.model(policy, version)
    return None if faults else model


def _remade(schools: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Problem]:
    """The model versions that were changed after schools had issued them."""
    for (policy, version), names in schools.items():
        named = ", ".join(names[:_NAMED])
        if more := len(names) - _NAMED:
            named += f" and {plural(more, 'other')}" if more > 0 else ""
        message = f"this version was changed after it was issued by {named}"
        hint = "put it back, and write what has changed as a new version, with since:"
        yield Problem(Position(f"templates/{policy}/{version}.md"), message, hint, warning=True)


def _unknown_policies(library: Library, model: Model) -> Iterator[Problem]:
    """The policies that a model's text links to and that no model here is of."""
    known = library.workspace.policies
    for name in linked_policies(model):
        if name not in known:
            meant = nearest(name, known)
            hint = f"did you mean {meant}?" if meant else "schools give its title: other_policies"
            place = first_place(model, f"(policy:{name})")
            message = f"there is no model policy {name!r} to link to"
            yield Problem(place, message, hint, warning=True)


def passages_used(library: Library) -> dict[str, list[str]]:
    """The file of each shared passage, with the places of models that include it."""
    workspace = library.workspace
    used: dict[str, list[str]] = {f"{SHARED}/{name}.md": [] for name in workspace.passages}
    for policy, versions in workspace.policies.items():
        for version in versions:
            model, _ = library.model(policy, version)
            for one in model.included if model else ():
                used.setdefault(one.path, []).append(f"{one.place.path}:{one.place.line}")
    return used


def _unused_passages(library: Library) -> Iterator[Problem]:
    for path, places in passages_used(library).items():
        if not places:
            hint = f"write {{% include {Path(path).stem} %}} where it belongs, or remove the file"
            yield Problem(Position(path), "no model includes this passage", hint, warning=True)


def _altered(school: School, checked: Checked) -> Iterator[Problem]:
    """What is wrong with the record of a policy."""
    if checked.text and checked.text.state == "altered":
        place = school.at("policies", checked.policy, key=True)
        said = "; ".join(checked.text.what)
        message = f"the record of {checked.policy} was altered: {said}"
        hint = f"put it back from a copy; policygen verify {school.id} says where"
        yield Problem(place, message, hint, warning=True)


def _warnings(library: Library, school: School, today: date) -> Iterator[Problem]:
    yield from school.located.warnings
    if not school.policies:
        hint = f"policygen adopt {school.id} POLICY"
        yield Problem(school.at(), "this school has adopted no policy", hint, warning=True)
    for policy, entry in school.policies.items():
        if school.retirement(policy):
            continue
        place = school.at("policies", policy, key=True)
        due = entry.next_review
        if due and due.last_day < today:
            where = school.at("policies", policy, "next_review")
            days = (today - due.last_day).days
            message = f"the review of {policy} is overdue: it was due {due}, {days:,} days ago"
            name = f"{school.id}/{policy}"
            hint = f"record the review: policygen reviewed {name}; or change the text and issue it"
            yield Problem(where, message, hint, warning=True)
        elif school.located.raw("policies", policy, "next_review") is None:
            hint = "add next_review: and a date"
            yield Problem(place, f"{policy} has no next review", hint, warning=True)
        if entry.last_issue is None and entry.history:
            yield Problem(place, f"all that was issued of {policy} was withdrawn", warning=True)
        elif entry.last_issue is None and not school.located.raw("policies", policy, "history"):
            hint = f"once it is approved: policygen issue {school.id}/{policy}"
            yield Problem(place, f"{policy} has not been issued yet", hint, warning=True)
        newest = library.workspace.policies.get(policy, (entry.model,))[-1]
        if newest > entry.model:
            where = school.at("policies", policy, "model")
            message = f"there is a newer model version of {policy}: {newest}"
            hint = f"policygen upgrade {school.id}/{policy} --dry-run shows what would change"
            yield Problem(where, message, hint, warning=True)
