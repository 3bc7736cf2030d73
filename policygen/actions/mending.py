"""Models, and the passages that they share, mended of what comes from Word by paste."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from policygen.errors import Position
from policygen.sources.including import SHARED
from policygen.sources.model import MAX_MODEL_BYTES
from policygen.sources.pasting import Mending, mended
from policygen.sources.text import encode_like
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Workspace


def mend_models(
    workspace: Workspace, show: Callable[[str, int, str, str], None], inside: Sequence[Path] = ()
) -> int:
    """Put right the marks in the models and the passages that they share.

    All are mended, or those inside some paths, and each change is shown with its file's path. What
    can't be read is left to check. Returns how many lines were changed. Raises PolicyError if one
    can't be written.
    """
    wanted = [path.resolve() for path in inside]
    count = 0
    for name, front in _files(workspace):
        path = workspace.place(Position(name))
        if not wanted or any(path.is_relative_to(one) for one in wanted):
            for change in _mend(path, front=front):
                show(name, change.line, change.before, change.after)
                count += 1
    return count


def _files(workspace: Workspace) -> Iterator[tuple[str, bool]]:
    """The files that hold the text of models, and whether each has front matter."""
    for policy, versions in workspace.policies.items():
        yield from ((f"templates/{policy}/{version}.md", True) for version in versions)
    yield from ((f"{SHARED}/{name}.md", False) for name in workspace.passages)


def _mend(path: Path, *, front: bool) -> list[Mending]:
    try:
        before = path.read_bytes()
        text = before.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    after, changes = mended(text, front=front) if len(before) <= MAX_MODEL_BYTES else (text, [])
    if changes:
        write_whole(path, encode_like(after, before), durable=True)
    return changes
