"""Removing from build/ what must not stand there any more: stale drafts, policies retired."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from policygen.errors import Position, Problem
from policygen.workspace.layout import Workspace

_DRAFT, _REDLINE = ".draft", ".redline"


def clear(
    workspace: Workspace, folder: str, policies: Collection[str], endings: Collection[str], *,
    drafts_alone: bool = False,
) -> list[Problem]:  # fmt: skip
    """Remove what was built of some policies into a school's folder, or their drafts alone.

    What can't be removed is told as a warning.
    """
    problems, removed = [], False
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 -- each build looks into each folder
    except OSError:  # nothing was built, or nothing can be
        return []
    for name in names:
        whole, _, ending = name.rpartition(".")
        stem = whole.removesuffix(_DRAFT).removesuffix(_REDLINE)
        if ending not in endings or stem.partition("@")[0] not in policies:
            continue
        if drafts_alone and not whole.endswith(_DRAFT):
            continue
        path = Path(folder, name)
        try:
            path.unlink(missing_ok=True)
            removed = True
        except OSError as error:
            message = f"this is out of date, and can't be removed: {error.strerror}"
            hint = "close it if it is open in another program, and remove it"
            inside = path.is_relative_to(workspace.root)
            place = Position(workspace.name(path) if inside else path.as_posix())
            problems.append(Problem(place, message, hint, warning=True))
    if removed:
        with suppress(OSError):  # other files may stand there too
            Path(folder).rmdir()
    return problems
