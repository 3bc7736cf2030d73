"""What a worker on another machine does: unpack sources, make what is wanted, send it back."""

import os
import sys
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import NamedTuple, TypeAlias

import policygen
from policygen.workspace.basis import packaged
from policygen.workspace.jobs import Job, Result
from policygen.workspace.layout import Target
from policygen.workspace.parcels import Parcel, clear_schools, unpack

# On these the bytes of an edition depend, or what is said to be wrong with a school.
_LIBRARIES = "deflate", "jinja2", "lxml", "markdown-it-py", "pydantic", "pyyaml"

Makers: TypeAlias = tuple[tuple[str, str], ...]  # what makes an edition, with its version


class Order(NamedTuple):
    """What is to be made, and with what; `run` is the same for all orders of a run."""

    job: Job
    run: bytes
    makers: Makers


class Refusal(NamedTuple):
    """A worker isn't what an order wants, and did nothing."""

    worker: str
    makers: Makers


@lru_cache(maxsize=1)
def makers() -> Makers:
    """What makes an edition in this process."""
    folder = os.path.dirname(policygen.__file__)  # noqa: PTH120
    digest = blake2b(digest_size=6)
    for path in sorted(packaged(folder)):
        name = path[len(folder) :].replace(os.sep, "/")
        data = Path(path).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return (
        ("policygen", policygen.__version__),
        ("the files of policygen", digest.hexdigest()),
        ("Python", f"{sys.version_info.major}.{sys.version_info.minor}"),
        *((name, _version(name)) for name in _LIBRARIES),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "nowhere"


_one_at_a_time = Lock()  # a worker may have threads, which would only wait for each other
_unpacked: dict[bytes, "TemporaryDirectory[str]"] = {}  # what all schools share, by run


def work(
    order: Order, schools: tuple[tuple[Target, Parcel], ...], common: Parcel
) -> list[Result] | Refusal:
    """Make what is ordered of some schools; the files come back with it, unwritten."""
    from distributed import get_worker

    worker = get_worker()
    if makers() != order.makers:
        return Refusal(f"{worker.name} at {worker.address}", makers())
    with _one_at_a_time:
        if order.run not in _unpacked:
            _unpacked.clear()
            folder = TemporaryDirectory(dir=worker.local_directory, ignore_cleanup_errors=True)
            _unpacked[order.run] = folder
            unpack(common, Path(folder.name))
        root = Path(_unpacked[order.run].name)
        try:
            for _, parcel in schools:
                unpack(parcel, root)
            return [order.job.make(str(root), order.run, target) for target, _ in schools]
        finally:
            clear_schools(root)


def forget(run: bytes) -> None:
    """Remove what was unpacked for a run."""
    with _one_at_a_time:
        _unpacked.pop(run, None)
