"""A school is added: its folder, and its file with nothing adopted yet."""

from policygen.actions.schema import write_schemas
from policygen.errors import PolicyError, Reason, WrongWordError, suggest
from policygen.sources.adopting import new_school
from policygen.sources.names import is_id
from policygen.sources.school import read_school
from policygen.workspace.files import write_whole
from policygen.workspace.identity import identities
from policygen.workspace.layout import Workspace
from policygen.workspace.strayed import strayed_file


def must_be_free(workspace: Workspace, school: str, *, but_for: str = "") -> None:
    """Raises WrongWordError if a school can't have this name, PolicyError if another has it.

    `but_for` is the identity of the school that asks.
    """
    if not is_id(school):
        hint = "use small letters, digits and hyphens, at most 64, such as oak-primary"
        raise WrongWordError([Reason(f"{school!r} can't name a school.", hint)])
    path = workspace.school_file(school)
    if path.exists() or (but_for and path.parent.exists()):
        hint = "choose another name"
        if not but_for:
            hint = f"to go on with it: policygen adopt {school}; or {hint}"
        raise PolicyError("is there already", hint, workspace.name(path))
    if back := strayed_file(str(path.parent)):
        raise PolicyError("has no school.yaml", back, workspace.name(path.parent))
    if school != but_for and (other := identities(workspace).get(school)):
        raise PolicyError(f"the record of {other} goes by this name", "choose another name")


def add_school(workspace: Workspace, school: str, name: str, trust: str | None = None) -> str:
    """Write the file of a new school; its path from the workspace.

    `school` names its folder, `name` is its full name, `trust` that it belongs to. Raises
    PolicyError if one can't be used.
    """
    if trust and trust not in workspace.trusts:
        hint = suggest(trust, workspace.trusts) or f"write trusts/{trust}.yaml first"
        raise WrongWordError([Reason(f"There is no trust {trust!r}.", hint)])
    must_be_free(workspace, school)
    path = workspace.school_file(school)
    data = new_school(name, {"trust": trust} if trust else {}).encode()
    _, problems = read_school(new_school(name).encode(), workspace.name(path), school)
    if problems:
        raise PolicyError(f"this name can't be used: {problems[0].message}", problems[0].hint)
    write_whole(path, data)
    write_schemas(workspace)
    return workspace.name(path)
