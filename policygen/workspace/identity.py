"""What the records of schools go by: the name that a school's folder had first."""

from collections.abc import Iterator

from policygen.errors import Problem
from policygen.sources.school import School
from policygen.workspace.layout import Workspace


def identities(workspace: Workspace) -> dict[str, str]:
    """The school of each identity; where two have one, the first."""
    found: dict[str, str] = {}
    for name in workspace.schools:
        school, _ = workspace.school(name)
        if school:
            found.setdefault(school.identity, name)
    return found


def identity_problems(workspace: Workspace) -> Iterator[Problem]:
    """Schools whose records go by one name."""
    known = identities(workspace)
    for name in workspace.schools:
        school, _ = workspace.school(name)
        if school and (other := known[school.identity]) != name:
            yield clash(school, other)


def clash(school: School, other: str) -> Problem:
    """What is wrong with a school whose record goes by the name of another's."""
    message = f"the record of {other} goes by this name"
    hint = "give it back the id that it had, or none"
    return Problem(school.at("id", key=True), message, hint)
