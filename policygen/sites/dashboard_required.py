"""What schools must have or publish, and haven't as they must: by policy, and by school."""

from collections.abc import Callable, Iterator, Sequence

from policygen.errors import plural
from policygen.lifecycle.kinds import LACKS
from policygen.sites.dashboard_words import in_type
from policygen.sites.overview import LackSeen

_UNNAMED = "What must be there"  # where nothing is known of what a school must have


def what_is_required(lacks: Sequence[LackSeen] | None) -> Iterator[str]:
    """The section of the page."""
    yield '<section class="wide"><h2>What schools must have</h2>'
    if lacks is None:
        yield (
            "<p><strong>It can’t be told what is missing: required.yaml has a mistake, which the "
            "command check names.</strong></p></section>"
        )
        return
    yield (
        "<p>What sources say that were read; what they don’t say isn’t here, so a school may lack "
        "more. Which they are, and how far each was read, says the command register --required.</p>"
    )
    if not lacks:
        yield "<p>Nothing that is asked for is missing, overdue or unpublished.</p>"
    for state in LACKS:
        if some := [one for one in lacks if state in one.states]:
            yield f'<h3>{state.capitalize()}: {len(some):,}</h3>\n<div class="clauses">'
            yield from _by_policy(some)
            if any(one.title for one in some):
                yield from _by_school(some)
            yield "</div>"
    yield "</section>"


def _by_policy(lacks: Sequence[LackSeen]) -> Iterator[str]:
    for title, some in sorted(_grouped(lacks, lambda one: one.title or _UNNAMED).items()):
        yield f"<details><summary>{in_type(title)}: {plural(len(some), 'school')}</summary>\n<ul>"
        yield from (f"<li>{in_type(one.name)}: {in_type(one.said)}</li>" for one in some)
        yield "</ul></details>"


def _by_school(lacks: Sequence[LackSeen]) -> Iterator[str]:
    """Schools that lack most come first: those are whom an adviser rings."""
    schools = _grouped(lacks, lambda one: one.school)
    yield (
        f'<details class="by-school"><summary>School by school: {plural(len(schools), "school")}'
        "</summary>\n<ul>"
    )
    for some in sorted(schools.values(), key=lambda some: -len(some)):  # else by name, as before
        titles = "; ".join(in_type(one.title or _UNNAMED) for one in some)
        yield f"<li><strong>{in_type(some[0].name)}, {len(some)}:</strong> {titles}</li>"
    yield "</ul></details>"


def _grouped(
    lacks: Sequence[LackSeen], key: Callable[[LackSeen], str]
) -> dict[str, list[LackSeen]]:
    found: dict[str, list[LackSeen]] = {}
    for one in lacks:
        found.setdefault(key(one), []).append(one)
    return found
