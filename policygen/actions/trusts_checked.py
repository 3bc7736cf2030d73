"""What is wrong with the files of trusts, whichever schools belong to them."""

from collections.abc import Iterator

from policygen.assembly.answers import read_answers
from policygen.errors import Position, Problem, suggest
from policygen.sources.adopting import new_school
from policygen.sources.school import read_school
from policygen.sources.trust import Trust
from policygen.workspace.library import Library


def trust_problems(library: Library) -> Iterator[Problem]:
    """All that is wrong with them, in their own places."""
    workspace = library.workspace
    for name in workspace.trusts:
        read = workspace.trust(name, Position(f"trusts/{name}.yaml"))
        yield from read.problems
        if trust := read.trust:
            yield from trust.located.warnings
            yield from _unknown(library, trust)
            if not read.problems:
                yield from _unfit(library, trust)


def _unknown(library: Library, trust: Trust) -> Iterator[Problem]:
    """The posts of a trust's own file that no model has."""
    known = library.workspace.policies.items()
    models = [library.model(policy, one)[0] for policy, versions in known for one in versions]
    roles = {role for model in models if model for role in model.front.roles}
    for group in ("fixed", "default"):
        for role in trust.located.raw(group, "roles") or ():
            if role not in roles and all(models):
                place = trust.located.at((group, "roles", role), key=True)
                message = f"{role!r} is not a role in any policy"
                yield Problem(place, message, suggest(role, roles) or "remove it")


def _unfit(library: Library, trust: Trust) -> Iterator[Problem]:
    """The answers that no school of a trust could give: as one would have them that has adopted
    the policies, in each of their versions.
    """
    workspace = library.workspace
    named = {str(keys[1]) for keys in (*trust.fixed, *trust.default) if keys[0] == "policies"}
    for policy, versions in workspace.policies.items():
        for version in versions if policy in named else versions[:1]:
            entry = {"policies": {policy: {"model": version}}}
            data = new_school(trust.name, {"trust": trust.id, **entry}).encode()
            path = f"schools/{trust.id}/school.yaml"  # which nobody sees: there is no such file
            school, problems = read_school(
                data, path, trust.id, workspace.facts, trusts=workspace.trust
            )
            adoption = library.adoption(school, policy)[0] if school else None
            problems += read_answers(adoption)[1] if adoption else []
            yield from (one for one in problems if one.position.path.startswith("trusts/"))
