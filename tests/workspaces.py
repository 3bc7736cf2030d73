"""Workspaces made of texts, for tests."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from policygen.errors import Problem
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Checked, Library

SAMPLE = Path(__file__).parents[1]  # the sample workspace is the project's own folder,
# in which people try out schools and policies of their own: so tests name those that are meant.
SCHOOLS = ("brook-lane", "holtsmere-end", "oakfield", "st-marys-st-johns")
NEWER = Path("templates/social-media/2018-04.md")
POLICIES = ("child-protection", "complaints", "pay", "social-media")


def copy_one_policy(root: Path) -> None:
    """Copy the sample schools with one policy only, so that a test can say all that there is.

    So there is one version of it, too: `copy_newer_model` copies that after theirs.
    """
    shutil.copytree(SAMPLE / "tests/one_policy/schools", root / "schools")
    newer = shutil.ignore_patterns(NEWER.name)
    shutil.copytree(SAMPLE / NEWER.parent, root / NEWER.parent, ignore=newer)


def copy_newer_model(root: Path) -> None:
    """Copy the version of the sample policy that is newer than that of its schools."""
    shutil.copy(SAMPLE / NEWER, root / NEWER)


def copy_policies(root: Path) -> None:
    """Copy the sample policies and the settings, of which there are no schools yet."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLE / "policygen.yaml", root / "policygen.yaml")
    for name in POLICIES:
        shutil.copytree(SAMPLE / "templates" / name, root / "templates" / name)
    (root / "schools").mkdir(exist_ok=True)


def copy_samples(root: Path) -> None:
    """Copy the sample policies and schools."""
    copy_policies(root)
    for name in SCHOOLS:
        shutil.copytree(SAMPLE / "schools" / name, root / "schools" / name)


def make_workspace(root: Path, files: Mapping[str, str | bytes]) -> Workspace:
    """A workspace in a folder: each path, counted from it, with what the file holds."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Workspace(root)


def as_on_its_day(data: bytes) -> bytes:
    """An issue's file that was built again, its links to the other formats as they were then.

    Those beside it have its version in their names.
    """
    return re.sub(rb'(href="[a-z0-9-]+)@[0-9.]+(\.(?:docx|md)")', rb"\1\2", data)


def sample(name: str) -> str:
    """The text of a file of the sample workspace, by its path from there."""
    return (SAMPLE / name).read_text(encoding="utf-8")


def checked(workspace: Workspace, school: str) -> tuple[list[Problem], list[Checked]]:
    """Everything that is wrong with a school and its models, as build says it; its editions."""
    _, problems, editions = Library(workspace).school(Target(school))
    everything = {*problems, *(problem for one in editions for problem in one.problems)}
    return sorted(everything), editions
