"""Removing from build/ what must not stand there any more: drafts issued, policies retired."""

from collections.abc import Collection
from contextlib import suppress

from policygen.errors import Position, Problem
from policygen.workspace.layout import Workspace

_DRAFT, _REDLINE = ".draft", ".redline"


def clear(
    workspace: Workspace, school: str, policies: Collection[str], endings: Collection[str], *,
    drafts_alone: bool = False,
) -> list[Problem]:  # fmt: skip
    """Remove what was built of some of a school's policies, or their drafts alone.

    What can't be removed is told as a warning.
    """
    problems = []
    folder = workspace.root / "build" / school
    for path in sorted(folder.glob("*")):
        stem = path.stem.removesuffix(_DRAFT).removesuffix(_REDLINE)
        if path.suffix[1:] not in endings or stem.partition("@")[0] not in policies:
            continue
        if drafts_alone and not path.stem.endswith(_DRAFT):
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"this is out of date, and can't be removed: {error.strerror}"
            hint = "close it if it is open in another program, and remove it"
            place = Position(workspace.name(path))
            problems.append(Problem(place, message, hint, warning=True))
    with suppress(OSError):  # other files may stand there too
        folder.rmdir()
    return problems
