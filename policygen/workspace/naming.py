"""What stands where a model, a school or a trust would, under a name that can't be used."""

import os

from policygen.errors import PolicyError, Position, Problem, placed
from policygen.sources.names import is_id
from policygen.workspace.folder import folders_in, names_in
from policygen.workspace.layout import VERSION_NAME, Workspace
from policygen.workspace.strayed import strayed_file


def misnamed(workspace: Workspace) -> list[Problem]:
    """Every such file and folder."""
    problems = []
    policies, schools = (
        folders_in(f"{workspace.inside}{name}") for name in ("templates", "schools")
    )
    named = [f"templates/{name}" for name in policies] + [f"schools/{name}" for name in schools]
    for path in named:
        name = path.partition("/")[2]
        if not is_id(name):
            hint = "use small letters, digits and hyphens, at most 64, such as oak-primary"
            message = f"{name!r} can't name a policy or a school"
            problems.append(Problem(Position(path), message, hint))
    for policy in policies:
        try:
            workspace.must_list(f"{workspace.inside}templates/{policy}")
        except PolicyError as error:
            problems += placed(error, Position(f"templates/{policy}"))
        for name in sorted(names_in(f"{workspace.inside}templates/{policy}")):
            stem, ending = os.path.splitext(name)  # noqa: PTH122
            if policy == "shared" and ending == ".md":
                if not is_id(stem):
                    hint = "use small letters, digits and hyphens, such as equality.md"
                    place = Position(f"templates/shared/{name}")
                    problems.append(Problem(place, f"{stem!r} can't name a passage", hint))
            elif ending == ".md" and not VERSION_NAME.fullmatch(stem):
                hint = "name it by its date, such as 2016-04.md"
                place = Position(f"templates/{policy}/{name}")
                problems.append(Problem(place, f"{stem!r} is not a model version", hint))
    for name in sorted(names_in(f"{workspace.inside}trusts")):
        stem, ending = os.path.splitext(name)  # noqa: PTH122
        if ending == ".yml" or (ending == ".yaml" and not is_id(stem)):
            hint = "use small letters, digits and hyphens, and .yaml, such as chiltern.yaml"
            place = Position(f"trusts/{name}")
            problems.append(Problem(place, f"{name!r} can't be a trust's file", hint))
    for school in filter(is_id, sorted({*schools} - {*workspace.schools})):
        hint = strayed_file(f"{workspace.inside}schools/{school}")
        hint = hint or f"make one with: policygen new {school} --name NAME"
        place = Position(f"schools/{school}")
        problems.append(Problem(place, "this school has no school.yaml", hint))
    return problems
