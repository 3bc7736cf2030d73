"""What goes to a machine that doesn't see this disk: the sources of a job, file by file."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from policygen.errors import PolicyError
from policygen.sources.picture import is_picture
from policygen.sources.row_files import is_rows
from policygen.workspace.files import write_whole
from policygen.workspace.folder import names_in
from policygen.workspace.layout import HOUSE_STYLES, SETTINGS, Workspace

Parcel: TypeAlias = tuple[tuple[str, bytes], ...]  # names in a workspace, with what they hold


def common_parcel(workspace: Workspace) -> Parcel | None:
    """What all schools share; none if something of it can't be read here."""
    models = [
        f"templates/{policy}/{version}.md"
        for policy, versions in workspace.policies.items()
        for version in versions
    ]
    beside = [
        f"templates/{policy}/{name}"
        for policy in workspace.policies
        for name in sorted(names_in(f"{workspace.inside}templates/{policy}"))
        if is_picture(name) or is_rows(name)
    ]
    passages = [f"templates/shared/{name}.md" for name in workspace.passages]
    trusts = [
        f"trusts/{name}"
        for name in sorted(names_in(f"{workspace.inside}trusts"))
        if name.endswith(".yaml") or is_picture(name) or is_rows(name)
    ]
    return _packed(workspace, [*models, *passages, *beside, *trusts, *HOUSE_STYLES, SETTINGS])


def school_parcel(workspace: Workspace, school: str) -> Parcel | None:
    """All of a school; none if something of it can't be read here."""
    logo = workspace.logo(school)
    names = {workspace.name(logo)} if logo else set()
    held = names_in(f"{workspace.inside}schools/{school}")
    names |= {f"schools/{school}/{n}" for n in held if is_rows(n) or is_picture(n)}
    issued = f"{workspace.inside}schools/{school}/issued"
    for folder, _, files in os.walk(issued):
        names |= {workspace.name(os.path.join(folder, name)) for name in files}  # noqa: PTH118
    return _packed(workspace, [workspace.name(workspace.school_path(school)), *sorted(names)])


def _packed(workspace: Workspace, names: Iterable[str]) -> Parcel | None:
    try:
        return tuple(_read(workspace, names))
    except PolicyError:
        return None


def _read(workspace: Workspace, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        path = workspace.inside + name
        if os.path.lexists(path):
            yield name, workspace.read(path)
        else:
            workspace.notes.absent(name)


def unpack(parcel: Parcel, root: Path) -> None:
    """Write a parcel's files into a folder."""
    for name, data in parcel:
        write_whole(root / name, data)


def clear_schools(root: Path) -> None:
    """Remove the schools from a folder that parcels were unpacked in."""
    shutil.rmtree(root / "schools", ignore_errors=True)
