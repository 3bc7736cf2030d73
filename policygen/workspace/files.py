"""Writing files whole, and knowing how they were left."""

import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from policygen.errors import PolicyError

_size, _time = attrgetter("st_size"), attrgetter("st_mtime_ns")


def write_whole(path: Path | str, data: bytes, *, durable: bool = False) -> os.stat_result:
    """Write a file so that nobody ever sees half of it; its state with these bytes.

    A file that holds the data already is left as it is. With `durable` the new bytes are on the
    disk before they take the old ones' place. Raises PolicyError if it can't be written; the old
    file then stays as it was.
    """
    path = str(path)
    try:
        old = _state(path)
        if old and old.st_size == len(data) and (state := _holding(path, data)):
            return state
        return _replace(path, data, old.st_mode & 0o777 if old else 0o644, durable=durable)
    except OSError as error:
        raise PolicyError(
            f"can't be written: {error.strerror}",
            "close it if it is open in another program, and look whether the folder is yours",
            path,
        ) from error


def as_left(states: Iterable[os.stat_result]) -> bytes:
    """How files were left, in one: their sizes, and then their times."""
    found = list(states)
    return array("q", [*map(_size, found), *map(_time, found)]).tobytes()


def are_as_left(paths: Iterable[str], left: bytes) -> bool:
    """Whether all of some files are as they were left."""
    try:
        return as_left(map(os.stat, paths)) == left
    except OSError:
        return False


def _state(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 -- thousands are written, and a Path takes longer
    except OSError:
        return None


def _holding(path: str, data: bytes) -> os.stat_result | None:
    """The state of a file that holds the data."""
    with open(path, "rb") as file:  # noqa: PTH123
        state = os.fstat(file.fileno())
        return state if file.read() == data else None


def _replace(path: str, data: bytes, mode: int, *, durable: bool) -> os.stat_result:
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.urandom(4).hex()}.tmp")  # noqa: PTH118
    try:
        file = open(temporary, "xb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        file = open(temporary, "xb")  # noqa: PTH123, SIM115
    try:
        with file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            state = os.fstat(file.fileno())
        if state.st_mode & 0o777 != mode:
            os.chmod(temporary, mode)  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return state
