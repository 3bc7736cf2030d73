"""The publisher's house style, read and looked at once for all editions that are set in it."""

from dataclasses import dataclass

from policygen.errors import PolicyError, Position, Problem, Reason, RefusedError, placed
from policygen.workspace.layout import HOUSE_STYLES, Workspace


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A house style's file, or why it can't be used; `problems` say what is left out, too."""

    data: bytes | None = None
    problems: tuple[Problem, ...] = ()
    error: PolicyError | None = None


def read_house_style(workspace: Workspace) -> HouseStyle:
    """The house style of a workspace; without any, nothing is read that Word files need."""
    name = HOUSE_STYLES[0]
    try:
        data = workspace.house_style()
        path = workspace.house_style_file()
        if data is None or path is None:
            return HouseStyle()
        name = workspace.name(path)
        from policygen.writers.docx.house import open_house  # slow to import

        said = open_house(data).said
    except PolicyError as error:
        problems = placed(error, Position(name))
        where = [Reason(one.message, one.hint, one.position.path) for one in problems]
        return HouseStyle(problems=tuple(problems), error=RefusedError(where))
    place = Position(name)
    left = [Problem(place, reason.message, reason.hint, warning=True) for reason in said]
    return HouseStyle(data, tuple(left))
