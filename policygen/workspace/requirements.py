"""What schools must have: the workspace's own required.yaml, or what policygen says itself."""

from policygen.errors import PolicyError, Position, Problem, SourceError, placed
from policygen.sources.required import REQUIRED as REQUIRED
from policygen.sources.required import Required, read_required, standard_required
from policygen.workspace.folder import may_be_there
from policygen.workspace.layout import Workspace


def requirements(workspace: Workspace) -> tuple[Required, list[Problem]]:
    """What is required, and what is wrong with the workspace's own file."""
    path = workspace.inside + REQUIRED
    if not may_be_there(path):
        workspace.notes.absent(REQUIRED)
        return standard_required(), []
    try:
        return read_required(workspace.read(path), REQUIRED, workspace.facts)
    except PolicyError as error:
        return Required((), {}, {}), placed(error, Position(REQUIRED))


def read_requirements(workspace: Workspace) -> Required:
    """What is required. Raises SourceError where the workspace's own file can't be used."""
    required, problems = requirements(workspace)
    if stopping := [problem for problem in problems if not problem.warning]:
        raise SourceError(stopping)
    return required
