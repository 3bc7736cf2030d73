"""A folder of which files are read and noted; nothing is read that leads out of it by a link.

Paths are strings where thousands of files are looked at: a Path takes longer to make than to read.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from policygen.errors import PolicyError
from policygen.workspace.notes import Notes


class Folder:
    """A folder, with notes of what was read in it."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.inside = os.path.join(self.root, "")  # noqa: PTH118 -- how all paths in it begin
        self.notes = Notes()
        self._real = {str(self.root): str(self.root)}  # folders, with their links followed

    def read(self, path: Path | str) -> bytes:
        """A file of the workspace. Raises PolicyError if it leads out of it, or can't be read."""
        name = self.name(path)
        try:
            self.must_hold(path)
            with open(path, "rb") as file:  # noqa: PTH123
                before = os.fstat(file.fileno())
                data = file.read()
                after = os.fstat(file.fileno())
        except PolicyError:
            self.notes.unreadable(name)
            raise
        except OSError as error:
            self.notes.unreadable(name)
            raise PolicyError(f"can't be read: {error.strerror}", path=name) from error
        self.notes.file(name, before, after, data)
        return data

    def must_list(self, folder: str) -> list[str]:
        """The names of all that a folder holds. Raises PolicyError if it can't be looked into."""
        try:
            return os.listdir(folder)  # noqa: PTH208
        except OSError as error:
            raise PolicyError(f"can't be read: {error.strerror}", path=self.name(folder)) from error

    def name(self, path: Path | str) -> str:
        """A path as it is shown: from the workspace, with forward slashes."""
        return str(path)[len(self.inside) :].replace(os.sep, "/")

    def must_hold(self, path: Path | str) -> None:
        """Raises PolicyError for a path that leads out of the workspace by a link."""
        if not self.followed(str(path)).startswith(self.inside):
            raise PolicyError(
                "leads out of the workspace by a link",
                "put the file itself there",
                self.name(path),
            )

    def followed(self, path: str) -> str:
        """A path with its links followed; every folder on the way is looked at once."""
        if path in self._real:
            return self._real[path]
        folder, name = os.path.split(path)
        try:
            state = os.lstat(path)
        except OSError:
            return os.path.realpath(path)
        is_link = stat.S_ISLNK(state.st_mode) or bool(getattr(state, "st_reparse_tag", 0))
        if is_link or name in ("", "..") or folder == path:  # Windows tags links of other kinds
            real = os.path.realpath(path)
        else:
            real = f"{self.followed(folder)}{os.sep}{name}"
        if stat.S_ISDIR(state.st_mode):
            self._real[path] = real
        return real


def may_be_there(path: str) -> bool:
    """Whether something stands at a path, be it a broken link, or whether nobody can know."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def folders_in(folder: str) -> list[str]:
    """The names of the folders in a folder, in order, without those that are put aside."""
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in found if entry.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(name for name in names if not name.startswith((".", "_")))


def names_in(folder: str) -> list[str]:
    """The names of all that a folder holds; none where it isn't there, or can't be looked into.

    For one that must be looked into see `Folder.must_list`.
    """
    with suppress(OSError):
        return os.listdir(folder)  # noqa: PTH208
    return []
