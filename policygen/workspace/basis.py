"""What everything that is made depends on, whatever the school: policygen, its libraries, and
which models there are. What a model says is noted where it is read.
"""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

import policygen
from policygen.workspace.folder import names_in
from policygen.workspace.layout import Workspace
from policygen.workspace.notes import state_of


def basis_digest(workspace: Workspace) -> bytes:
    """A digest of all that."""
    digest = blake2b(_program(), digest_size=16)
    for policy, versions in workspace.policies.items():
        digest.update(f"{policy} {' '.join(versions)}\n".encode())
    return digest.digest()


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Of this process's policygen: every file that it is made of, and the versions of libraries."""
    digest = blake2b(f"{policygen.__version__} {sys.version}\n".encode(), digest_size=16)
    for path in sorted(packaged(os.path.dirname(policygen.__file__))):  # noqa: PTH120
        digest.update(f"{path} {state_of(os.stat(path))}\n".encode("utf-8", "surrogateescape"))  # noqa: PTH116
    # Libraries may be newer than the pinned ones; their folders' names hold the versions.
    for folder in sys.path:
        libraries = sorted(name for name in names_in(folder or ".") if name.endswith(".dist-info"))
        digest.update("\n".join(libraries).encode("utf-8", "surrogateescape"))
    return digest.digest()


def packaged(folder: str) -> Iterator[str]:
    """Every file in a folder of policygen that is part of it."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from packaged(entry.path)
            else:
                yield entry.path
