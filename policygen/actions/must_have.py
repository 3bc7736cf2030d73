"""What schools must have or publish, held against what they have, in many forms."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from policygen.errors import Problem, Reason, SourceError, WrongWordError, suggest
from policygen.lifecycle.cycles import TERMS, Term
from policygen.register import lacking_forms as forms
from policygen.register.lacking import Holdings, Lack, is_old, lack_totals, what_lacks
from policygen.sources.required import REQUIRED, Required
from policygen.workspace.holdings import holdings_in, make_holdings
from policygen.workspace.jobs import Result
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import shared_library
from policygen.workspace.requirements import read_requirements
from policygen.workspace.workers import Processors, Workers

_MANY = 120  # schools out of date from which several processes are quicker


class Lacking(NamedTuple):
    """What isn't as it must be in so many schools; what is wrong with files; a warning of age."""

    lacks: tuple[Lack, ...]
    schools: int
    problems: tuple[Problem, ...]
    warning: str = ""
    kinds: tuple[str, ...] = ()  # that there are, where the kind of some school isn't given

    @property
    def how_to_say_kind(self) -> str:
        """How a school says of what kind it is; empty where all do."""
        if not self.kinds:
            return ""
        return (
            "To say what kind a school is, write under facts: in its school.yaml: kind: and one of "
            f"{', '.join(self.kinds)}."
        )

    @property
    def summary(self) -> str:
        """How much of it there is."""
        return lack_totals(self.lacks, self.schools)


class _Holdings:
    """The job: what a school has."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """What a target has."""
        return make_holdings(root, run, target)

    def put(self, made: Result) -> Result:
        """Leave it as it is: it is no file."""
        return made


def read_lacking(
    workspace: Workspace, targets: Sequence[Target], today: date, *,
    policies: Sequence[str] = (), trusts: Sequence[str] = (), workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> Lacking:  # fmt: skip
    """What isn't as it must be in some schools, as on a day; of some policies and trusts alone.

    Raises WrongWordError for a policy that nothing asks for, and SourceError where what is required
    can't be read.
    """
    required = read_requirements(workspace)
    wanted = {_asked_for(name, required) for name in policies}
    problems: list[Problem] = []
    schools = []
    job = _Holdings()
    workers = workers or Processors(_MANY)
    for made in kept_up(workspace, ("required",), targets, job, workers, progress=progress):
        problems += made.problems
        one = holdings_in(made.told)
        if one and (not trusts or not {*trusts}.isdisjoint(one.trusts)):
            schools.append(one)
    found = _found(workspace, schools, required, today)
    if wanted:
        found = [one for one in found if not one.policy or one.policy in wanted]
    warning = age_warning(required) if is_old(required, today) else ""
    unsaid = {one.school for one in schools if not one.facts.get("kind")}
    kind = workspace.facts.get("kind") if any(one.school in unsaid for one in found) else None
    kinds = tuple(kind.one_of) if kind else ()
    return Lacking(tuple(found), len(schools), tuple(problems), warning, kinds)


def _found(
    workspace: Workspace, schools: Sequence[Holdings], required: Required, today: date
) -> list[Lack]:
    settings, _ = workspace.settings()
    terms = {**TERMS, **{name: Term(t.begins, t.ends) for name, t in settings.terms.items()}}
    has_site = bool(settings.site.base_url)
    return what_lacks(schools, required, today, has_site=has_site, terms=terms)


def lacks_of_school(root: str, run: bytes, target: Target, today: date) -> Result:
    """What isn't as it must be in one school, to be remembered for a day: see `Lack`.

    It tells none where what is required can't be read.
    """
    made = make_holdings(root, run, target)
    workspace = shared_library(root, run).workspace
    try:
        required = read_requirements(workspace)
    except SourceError as error:
        return made._replace(told="null", problems=error.problems)
    one = holdings_in(made.told)
    if one is None:
        return made._replace(told="[]", problems=())  # whoever reads its rows says what is wrong
    found = _found(workspace, [one], required, today)
    told = json.dumps(
        [(lack.school, lack.name, lack.title, lack.states, lack.said) for lack in found]
    )
    workspace.notes.only_on(today)
    return made._replace(told=told, read=workspace.notes.lines())


def age_warning(required: Required) -> str:
    """That what is required was looked up long ago."""
    return f"what schools must have was looked up {required.looked_up}, more than a year ago"


def _asked_for(name: str, required: Required) -> str:
    """The policy that is asked for by a name. Raises WrongWordError where nothing asks for it."""
    asked = {rule.policy for rule in required.rules}
    policy = required.names.get(name, name)
    if policy not in asked:
        hint = suggest(name, [*asked, *required.names])
        raise WrongWordError([Reason(f"No source asks for a policy {name!r}.", hint)])
    return policy


def lacks_as_text(found: Lacking, kind: str, today: date) -> str:
    """What was found in one of the register's formats: table, csv, json or html."""
    match kind:
        case "csv":
            return forms.lacks_as_csv(found.lacks)
        case "json":
            return json.dumps(forms.lacks_as_data(found.lacks), ensure_ascii=False, indent=2) + "\n"
        case "html":
            return forms.lacks_as_page(found.lacks, found.schools, today, found.warning)
    return forms.lacks_as_table(found.lacks)


def how_to_renew() -> str:
    """What to do about a list that is old."""
    return f"look the sources up again, and write what they say now in {REQUIRED}, at the top"
