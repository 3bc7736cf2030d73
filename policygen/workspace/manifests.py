"""What was written for a school's site, so that what is no longer part of it can be removed.

A folder that a web host serves may hold other files, too: only what was written here is removed.
"""

import json
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from policygen.errors import PolicyError
from policygen.workspace.files import write_whole

_FOLDER, _ENDING = ".written", ".txt"


def clear_left(folder: str, present: Collection[str], *, all_: bool) -> list[str]:
    """Remove what was written under names that aren't `present`; the names of which.

    What was written since for those that are stays: pages that lead on, where one was renamed. If
    not `all_` are meant, only what was written of those that were renamed goes.
    """
    names = names_written(folder)
    if not (left := [one for one in names if one not in present]):
        return []
    theirs = {path for one in names if one in present for path in _before(folder, one)}
    moved = {path.split("/")[1] for path in theirs if path.count("/") > 1}
    gone = [one for one in left if all_ or one in moved]
    for one in gone:
        clear_old(folder, one, (), but=theirs)
    return gone


def name_ahead(folder: str, name: str, paths: Iterable[str]) -> None:
    """Name what is about to be written too: a run that is stopped may leave it half done.

    Where even that can't be written, whoever writes the files will hear why.
    """
    known = dict.fromkeys(_before(folder, name))
    named = {**known, **dict.fromkeys(paths)}
    if named.keys() != known.keys():
        with suppress(PolicyError):
            _write(_manifest(folder, name), named)


def clear_old(
    folder: str, name: str, written: Iterable[str], *, but: Collection[str] = ()
) -> list[str]:
    """Remove what was written under a name before and isn't now, and empty folders; name it.

    Paths count from the folder. What can't be removed stays named, for the next time; what others
    have written stays, `but` not named: they may have a name that this one had before.
    """
    kept, named = dict.fromkeys(written), _before(folder, name)
    old = [path for path in named if path not in kept and _is_within(path)]
    beside = {path.split("/")[1] for path in old if path.count("/") > 1} - {name}
    theirs = {*but, *(path for one in beside for path in _before(folder, one))}
    removed = []
    for path in old:
        if path in theirs:
            continue
        if _remove(Path(folder) / path):
            removed.append(path)
        else:
            kept[path] = None
    manifest = _manifest(folder, name)
    if kept:
        if [*kept] != named:
            _write(manifest, kept)
    else:
        manifest.unlink(missing_ok=True)
    for above in {os.path.dirname(path) for path in removed}:  # noqa: PTH120
        with suppress(OSError):  # not empty, or gone
            os.removedirs(Path(folder) / above)
    return removed


def shown_there(site: Path) -> set[str]:
    """The issues whose text a school's site shows, by its data; none where that can't be read."""
    from policygen.sites.catalogue import CATALOGUE  # slow to import

    with suppress(OSError, ValueError, TypeError, KeyError):
        data = json.loads((site / CATALOGUE).read_text(encoding="utf-8"))
        return {
            f"{data['school']}/{policy['id']}@{issue['version']}"
            for policy in data["policies"]
            for issue in policy["issues"]
            if issue["shown"]
        }
    return set()


def names_written(folder: str) -> list[str]:
    """The names under which something was written."""
    with suppress(OSError):
        found = (Path(folder) / _FOLDER).iterdir()
        return sorted(one.name.removesuffix(_ENDING) for one in found if one.suffix == _ENDING)
    return []


def _write(manifest: Path, paths: Iterable[str]) -> None:
    write_whole(manifest, "".join(f"{path}\n" for path in paths).encode())


def _before(folder: str, name: str) -> list[str]:
    try:
        return _manifest(folder, name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _is_within(path: str) -> bool:
    """Whether a path can't lead out of the folder, whoever wrote it into a manifest."""
    parts = path.split("/")
    return not ({"", ".", ".."} & {*parts} or "\\" in path or ":" in path)


def _remove(file: Path) -> bool:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _manifest(folder: str, name: str) -> Path:
    return Path(folder) / _FOLDER / f"{name}{_ENDING}"
