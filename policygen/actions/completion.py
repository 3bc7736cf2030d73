"""What a shell is offered while somebody types; quick to import."""

from collections.abc import Iterator

from policygen.workspace.layout import Target, Workspace


def adoption_names(workspace: Workspace) -> Iterator[str]:
    """Every school, and every adoption of a school whose file can be read."""
    for name in workspace.schools:
        yield name
        school, _ = workspace.school(name)
        yield from (str(Target(name, policy)) for policy in (school.policies if school else ()))
