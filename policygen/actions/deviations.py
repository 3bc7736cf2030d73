"""Every school's local wording of a policy, by clause: what its publisher reads before revising."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from policygen.actions.answers import school_or_why
from policygen.actions.tallying import heading_of
from policygen.assembly.deviating import Became, deviations
from policygen.assembly.edition import model_edition, numbered_text
from policygen.assembly.local_sites import sites
from policygen.assembly.paper_parts import lined_cell, worded
from policygen.document import (
    Control,
    Document,
    Grid,
    Section,
    TableRow,
    Text,
)
from policygen.document.quotes import typographic
from policygen.errors import Problem, Reason, WrongWordError, plural
from policygen.sources.guarded import csv_for_spreadsheets
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.writers import plate

_HEADS = ("Where", "School", "What", "Why", "The model", "The school")


@dataclass(frozen=True, slots=True)
class SchoolWording:
    """A school's local wording of one thing: see `Deviation`; and the school.

    `trust` says which trust words it so for the school, if one does: set or fixed by it.
    """

    id: str
    where: str
    school: str
    name: str
    version: str
    became: Became
    reason: str
    model: str
    own: str
    trust: str = ""

    @property
    def whose(self) -> str:
        """What has become of the model's words, and through whom if not the school."""
        return f"{self.became}, {self.trust}" if self.trust else self.became


@dataclass(frozen=True, slots=True)
class PolicyWordings:
    """The local wording of so many schools, in the order of the newest model's text.

    `problems` are those of schools whose local wording can't be shown.
    """

    title: str
    publisher: str
    wordings: tuple[SchoolWording, ...]
    schools: int
    problems: tuple[Problem, ...]


def wordings_of(
    library: Library, policy: str, progress: Callable[[int], object] = lambda _: None
) -> PolicyWordings:
    """The local wording of all schools. Raises WrongWordError where no school has the policy."""
    workspace = library.workspace
    version = workspace.model_version(policy, None)
    found: list[SchoolWording] = []
    problems: list[Problem] = []
    count = 0
    for name in workspace.schools:
        progress(1)
        school, faults = school_or_why(library, name)
        if school is None or policy not in school.policies or school.retirement(policy):
            problems += [one for one in faults if not one.warning]
            continue
        count += 1
        own, wrong = wordings_at(library, school, policy)
        found += own
        problems += wrong
    if not count and not problems:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    model, faults_of_model = library.model(policy, version)
    problems += faults_of_model
    order = ids_in_order(model) if model and not faults_of_model else ()
    place = {one: index for index, one in enumerate(order)}
    found.sort(key=lambda one: place.get(one.id, len(order)))
    front = model.front if model else None
    return PolicyWordings(
        front.title if front else policy,
        front.publisher if front else "",
        tuple(found),
        count,
        tuple(problems),
    )


def wordings_at(
    library: Library, school: School, policy: str
) -> tuple[list[SchoolWording], list[Problem]]:
    """A school's local wording of a policy that isn't retired, and why it can't be shown."""
    if not school.policies[policy].local:
        return [], []
    _, stopping, checked = library.school(Target(school.id, policy), draft=True)
    wrong = [*stopping, *(one for known in checked for one in known.problems)]
    found = [
        SchoolWording(
            one.id, one.where, school.id, school.name, edition.model.version, one.became,
            one.reason, one.model, one.school,
            school.said_by(("policies", policy, "local", one.id)),
        )
        for edition in (known.edition for known in checked if known.good)
        if edition
        for one in deviations(edition)
    ]  # fmt: skip
    return found, [one for one in wrong if not one.warning]


def ids_in_order(model: Model) -> tuple[str, ...]:
    """What local wording can be of in a model, in the order of its text."""
    whole = model_edition(model)
    return tuple(sites(numbered_text(whole.shape, whole.frame.numbering).blocks).node)


def by_id(wordings: Sequence[SchoolWording]) -> dict[str, list[SchoolWording]]:
    """The wordings of each thing."""
    found: dict[str, list[SchoolWording]] = {}
    for one in wordings:
        found.setdefault(one.id, []).append(one)
    return found


def in_all(found: PolicyWordings) -> str:
    """How many there are."""
    altered = len({one.school for one in found.wordings})
    wordings = plural(len(found.wordings), "local wording")
    return f"{wordings}, of {altered} of {plural(found.schools, 'school')}"


def wordings_as_csv(found: PolicyWordings) -> str:
    """A line for each local wording."""
    heads = ("Id", "Where", "School", "Name", "Model", "What", "Why", *_HEADS[4:], "Trust")
    return csv_for_spreadsheets((heads, *(asdict(one).values() for one in found.wordings)))


def wordings_as_records(found: PolicyWordings) -> list[dict[str, Any]]:
    """The local wordings for machines."""
    return [asdict(one) for one in found.wordings]


def wordings_as_page(found: PolicyWordings) -> bytes:
    """The local wordings as a web page."""
    document = Document(
        typographic(f"Local wording: {found.title}"),
        (Text(found.publisher),),
        (),
        (("lang", (Text("en-GB"),)),),
        Control("In all", (("Schools", (Text(in_all(found)),)),)),
        tuple(_section(heading, some) for heading, some in by_heading(found)),
    )
    return plate("html", document).fill({})


def _section(heading: str, wordings: Sequence[SchoolWording]) -> Section:
    rows = (
        TableRow(
            (
                lined_cell(f"{one.name}\n{one.version}, {one.where}"),
                lined_cell(f"{one.whose[0].upper()}{one.whose[1:]}"),
                lined_cell(one.reason),
                lined_cell(one.model),
                lined_cell(one.own),
            )
        )
        for one in wordings
    )
    heads = TableRow(tuple(lined_cell(word) for word in _HEADS[1:]))
    table = Grid((), (heads, *rows), widths=(3, 2, 3, 6, 6), row_headings=True)
    return Section(
        worded(heading), (table,), f"of-{wordings[0].id}", unnumbered=True, landscape=True
    )


def by_heading(found: PolicyWordings) -> Iterator[tuple[str, list[SchoolWording]]]:
    """What is worded otherwise, as a heading, with each school's wording of it."""
    for name, some in by_id(found.wordings).items():
        yield heading_of(name, [one.where for one in some]), some
