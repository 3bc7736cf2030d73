"""Giving a school another name, as where it becomes an academy: its record stays whole."""

from policygen.actions.new import must_be_free
from policygen.errors import PolicyError, SourceError
from policygen.sources.renaming import renamed
from policygen.sources.text import encode_like
from policygen.workspace.layout import Workspace
from policygen.workspace.locks import alone


def rename(workspace: Workspace, school: str, new: str, name: str | None) -> str:
    """Give a school's folder another name, and the school itself if one is given; its new file.

    What was issued keeps the name that it was issued under: the school's file says which that is.
    Raises PolicyError, and changes nothing, where the name can't be had.
    """
    with alone(workspace, "issues", wait=30):
        before = workspace.read(workspace.school_file(school))
        found, problems = workspace.parse_school(before, school)
        if found is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        must_be_free(workspace, new, but_for=found.identity)
        source = before.decode("utf-8-sig")
        had = dict.fromkeys((*found.formerly, school))
        formerly = [one for one in had if one not in (found.identity, new)]
        after = encode_like(renamed(source, found.identity, formerly, name, found.path), before)
        _, faults = workspace.parse_school(after, school)
        if faults := [fault for fault in faults if not fault.warning]:
            raise PolicyError(f"this name can't be used: {faults[0].message}", faults[0].hint)
        workspace.replace_school(school, before, after)
        try:
            workspace.move_school(school, new, found.policies)
        except PolicyError:
            workspace.replace_school(school, after, before)
            raise
    return workspace.name(workspace.school_file(new))
