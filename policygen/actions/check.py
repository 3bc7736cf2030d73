"""Everything that is wrong in a workspace, and what is merely worth a look."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from policygen.actions.must_have import age_warning, how_to_renew
from policygen.actions.reliance import clauses_in_words, new_editions
from policygen.actions.trusts_checked import trust_problems
from policygen.assembly.answer_table import is_unanswered
from policygen.assembly.combining import try_combinations
from policygen.assembly.decisions import uncovered
from policygen.assembly.lineage import before_of
from policygen.assembly.linking import linked_policies
from policygen.assembly.mentioning import mentions
from policygen.assembly.places import first_place
from policygen.assembly.predecessors import since_problems
from policygen.assembly.run_on import run_on_lines
from policygen.errors import Position, Problem, Reason, WrongWordError, nearest, plural
from policygen.register.lacking import is_old
from policygen.sources.including import SHARED
from policygen.sources.model import Model
from policygen.sources.outside import reliance
from policygen.sources.school import School
from policygen.workspace.identity import identity_problems
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.naming import misnamed
from policygen.workspace.requirements import REQUIRED, requirements

_NAMED = 5  # schools that are named of many


class Scope(NamedTuple):
    """What is to be checked: what stands inside some paths, adoptions or schools, and policies.

    All of a workspace if there are none of these.
    """

    inside: tuple[Path, ...] = ()
    targets: tuple[Target, ...] = ()
    policies: tuple[str, ...] = ()

    def paths(self, workspace: Workspace) -> list[Path]:
        """Where all of it stands."""
        named = [f"templates/{name}" for name in self.policies]
        named += [f"schools/{target.school}" for target in self.targets]
        return [*self.inside, *(workspace.root / name for name in named)]


EVERYTHING = Scope()


class Findings(NamedTuple):
    """Problems and warnings, in order; and the adoptions in which questions are still open.

    Of the models that are `untried` not every combination of choices was tried.
    """

    problems: list[Problem]
    open: list[Target]
    untried: list[str]


def scope_of(workspace: Workspace, words: Sequence[str]) -> Scope:
    """What the words of a command line name: files and folders, or what has such a name.

    Raises WrongWordError for every word that names nothing.
    """
    inside: list[Path] = []
    targets: list[Target] = []
    policies: list[str] = []
    wrong: list[Reason] = []
    for word in words:
        if Path(word).exists():
            inside.append(Path(word))
        elif word in workspace.policies and word not in workspace.schools:
            policies.append(word)
        elif "." in word.partition("@")[0] or word.startswith("templates/"):
            wrong.append(Reason(f"there is no file or folder {word!r}"))
        elif word not in workspace.schools and (meant := _policy_meant(workspace, word)):
            wrong.append(Reason(f"there is no policy {word!r}", f"did you mean {meant}?"))
        else:
            try:
                targets += workspace.targets((word,))
            except WrongWordError as error:
                wrong += (one for one in error.reasons if isinstance(one, Reason))
    for target in targets:
        if target.version:
            hint = f"leave the version out: {target.school}/{target.policy}"
            wrong.append(Reason("what was issued is looked at by verify", hint))
    if wrong:
        raise WrongWordError(wrong)
    return Scope(tuple(inside), tuple(targets), tuple(policies))


def _policy_meant(workspace: Workspace, word: str) -> str | None:
    """The policy that a word is probably a slip for, rather than for a school."""
    names = [] if "/" in word else [*workspace.policies, *workspace.schools]
    near = nearest(word, names)
    return near if near in workspace.policies else None


def check_workspace(workspace: Workspace, today: date) -> list[Problem]:
    """The problems and warnings of a workspace, in order."""
    return check_scope(workspace, today).problems


def check_scope(workspace: Workspace, today: date, scope: Scope = EVERYTHING) -> Findings:
    """What is wrong, and what is merely worth a look, in all of a workspace or in a scope of it.

    No school is read for another one, or for a policy.
    """
    checking = _Checking(Library(workspace), today)
    if scope.inside or scope == EVERYTHING:
        checking.everything()
        if scope.inside:
            checking.leave_only(scope.inside)
    for policy in scope.policies:
        checking.policy(policy)
    for target in scope.targets:
        checking.school(target)
    return checking.found()


class _Checking:
    """What is found as one thing after another is checked."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._today = today
        self._problems: set[Problem] = set()
        self._open: dict[Target, None] = {}
        self._remade: dict[tuple[str, str], list[str]] = {}
        self._untried: dict[str, str] = {}  # by the paths of the models

    def found(self) -> Findings:
        """All of it; of the open questions those whose school's file anything was said of."""
        workspace = self._library.workspace
        said = {problem.position.path for problem in self._problems}
        return Findings(
            sorted(self._problems),
            [
                one
                for one in self._open
                if workspace.name(workspace.school_path(one.school)) in said
            ],
            [*self._untried.values()],
        )

    def everything(self) -> None:
        """All of the workspace."""
        library, workspace = self._library, self._library.workspace
        self._problems.update(misnamed(workspace), library.settings_problems)
        for policy in workspace.policies:
            self.policy(policy)
        self._problems.update(_unused_passages(library))
        self._problems.update(trust_problems(library))
        self._problems.update(_required(workspace, self._today))
        for name in workspace.schools:
            self.school(Target(name))
        self._problems.update(_changed_since_issued(self._remade))
        self._problems.update(library.house_style_problems)
        self._problems.update(identity_problems(workspace))

    def leave_only(self, inside: Sequence[Path]) -> None:
        """Leave what stands inside some paths, and nothing else."""
        paths, place = [path.resolve() for path in inside], self._library.workspace.place
        self._problems = {
            problem
            for problem in self._problems
            if any(place(problem.position).is_relative_to(path) for path in paths)
        }
        self._untried = {
            file: name
            for file, name in self._untried.items()
            if any(place(Position(file)).is_relative_to(path) for path in paths)
        }

    def policy(self, policy: str) -> None:
        """The versions of one model."""
        library = self._library
        for version in library.workspace.policies[policy]:
            model, faults = library.model(policy, version)
            self._problems.update(faults)
            self._problems.update(model.located.warnings if model else ())
            if model and not faults:
                self._problems.update(_dated_otherwise(model))
                tried = try_combinations(model)
                self._problems.update(tried.problems)
                if not tried.all:
                    self._untried[model.path] = f"{policy}@{version}"
                self._problems.update(_unknown_policies(library, model))
                self._problems.update(uncovered(model))
                self._problems.update(run_on_lines(model))
                self._problems.update(_overtaken(model, self._today))
                versions = library.workspace.policies[policy]
                before = before_of(model, versions)
                earlier = _sound(library, policy, before) if before else None
                self._problems.update(since_problems(model, earlier, versions))

    def school(self, target: Target) -> None:
        """A school, or its use of one policy."""
        school, faults, checked = self._library.school(target)
        self._problems.update(faults)
        self._problems.update(problem for one in checked for problem in one.problems)
        if school:
            changed = {one.policy for one in checked if one.text and one.text.state == "changed"}
            found = _warnings(self._library, school, self._today, target.policy, changed)
            self._problems.update(found)
            self._open.update(
                (Target(school.id, one.policy), None)
                for one in checked
                if not one.good and self._is_open(school, one.policy)
            )
            for one in checked:
                if one.text and one.text.remade:
                    version = school.policies[one.policy].model
                    self._remade.setdefault((one.policy, version), []).append(school.id)

    def _is_open(self, school: School, policy: str) -> bool:
        adoption, _ = self._library.adoption(school, policy)
        return adoption is not None and is_unanswered(adoption)


def _dated_otherwise(model: Model) -> Iterator[Problem]:
    """That a model version is named after another date than it says it was issued on."""
    issued = model.front.issued
    said = [issued.year, issued.month, *([issued.day] if issued.day else [])]
    if any(one != int(other) for one, other in zip(said, model.version.split("-"), strict=False)):
        message = f"this says that it was issued {issued}, but its file is named {model.version}"
        hint = "mend the date, or name the file after it"
        yield Problem(model.at("issued"), message, hint, warning=True)


def _sound(library: Library, policy: str, version: str) -> Model | None:
    """A model version, if nothing is wrong with it."""
    model, faults = library.model(policy, version)
    return None if faults else model


def _changed_since_issued(schools: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Problem]:
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


def _required(workspace: Workspace, today: date) -> Iterator[Problem]:
    """What is wrong with the workspace's list of what schools must have, or that it is old."""
    required, problems = requirements(workspace)
    yield from problems
    own = required.place if required.place and required.place.path == REQUIRED else None
    if own and required.looked_up and required.looked_up.first_day > today:
        message = f"{required.looked_up} is still to come"
        yield Problem(own, message, "write the day on which it was looked up")
    if required.place and is_old(required, today):
        yield Problem(required.place, age_warning(required), how_to_renew(), warning=True)


def _overtaken(model: Model, today: date) -> Iterator[Problem]:
    """That a model relies on editions of texts of which there are newer ones, and where."""
    for index, name in enumerate(model.front.relies_on):
        found = reliance(name, model.texts)
        for said in new_editions(model, [name], today):
            referring = [one for one in mentions(model) if found and one.text == found.text]
            hint = f"see {clauses_in_words(referring)}; " if referring else ""
            hint += "write a version of the model that relies on the newer one"
            message = f"this {said}"
            yield Problem(model.at("relies_on", index), message, hint, warning=True)


def _unused_passages(library: Library) -> Iterator[Problem]:
    for path, places in passages_used(library).items():
        if not places:
            hint = f"write {{% include {Path(path).stem} %}} where it belongs, or remove the file"
            yield Problem(Position(path), "no model includes this passage", hint, warning=True)


def _warnings(
    library: Library, school: School, today: date, wanted: str | None, changed: Collection[str]
) -> Iterator[Problem]:
    """What is worth a look at a school: in all its policies, or in one.

    The texts of some have `changed` since they were issued.
    """
    yield from school.located.warnings
    if not school.policies and not school.strayed:
        hint = f"policygen adopt {school.id} POLICY"
        yield Problem(school.at(), "this school has adopted no policy", hint, warning=True)
    for policy, entry in school.policies.items():
        if school.retirement(policy) or wanted not in (None, policy):
            continue
        place = school.at("policies", policy, key=True)
        due = entry.next_review
        if due and due.last_day < today:
            where = school.at("policies", policy, "next_review")
            days = (today - due.last_day).days
            message = f"the review of {policy} is overdue: it was due {due}, {days:,} days ago"
            name = f"{school.id}/{policy}"
            issue = f'policygen issue {name} --by "WHO APPROVED IT" --summary "WHAT CHANGED"'
            hint = f'record the review: policygen reviewed {name} --by "WHO REVIEWED IT"'
            if policy in changed:
                hint = f"its text has changed since, so issue that: {issue}"
            elif entry.last_issue is None:
                hint = f"once it is approved: {issue}"
            yield Problem(where, message, hint, warning=True)
        elif entry.last_issue and school.located.raw("policies", policy, "next_review") is None:
            hint = "add next_review: and a date"
            yield Problem(place, f"{policy} has no next review", hint, warning=True)
        if entry.last_issue is None and entry.history:
            yield Problem(place, f"all that was issued of {policy} was withdrawn", warning=True)
        elif entry.last_issue is None and not school.located.raw("policies", policy, "history"):
            hint = (
                f'once it is approved: policygen issue {school.id}/{policy} --by "WHO APPROVED IT"'
            )
            yield Problem(place, f"{policy} has not been issued yet", hint, warning=True)
        newest = library.workspace.policies.get(policy, (entry.model,))[-1]
        if newest > entry.model:
            where = school.at("policies", policy, "model")
            message = f"there is a newer model version of {policy}: {newest}"
            hint = f"policygen upgrade {school.id}/{policy} --dry-run shows what would change"
            yield Problem(where, message, hint, warning=True)
