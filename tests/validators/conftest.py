import tempfile
from pathlib import Path

import pytest

from validators import editions
from validators.editions import Edition

_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_EDITIONS = pytest.StashKey[list[Edition]]()


def all_editions(config: pytest.Config) -> list[Edition]:
    """Every edition, built when tests are collected: each file is then a test of its own."""
    if _EDITIONS not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="policygen-validators-")
        config.stash[_FOLDER] = folder
        config.add_cleanup(folder.cleanup)
        config.stash[_EDITIONS] = editions.build(Path(folder.name))
    return config.stash[_EDITIONS]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "edition" in metafunc.fixturenames:
        found = all_editions(metafunc.config)
        metafunc.parametrize("edition", found, ids=[edition.name for edition in found])


@pytest.fixture(scope="session")
def every_edition(pytestconfig: pytest.Config) -> list[Edition]:
    """All of them at once, for tools that are slow to start."""
    return all_editions(pytestconfig)
