import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from validators import editions
from validators.browsing import started
from validators.editions import Edition

_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_MADE = pytest.StashKey[tuple[list[Edition], list[Path]]]()


def made(config: pytest.Config) -> tuple[list[Edition], list[Path]]:
    """Every edition and web page, made when tests are collected: each is then a test of its own."""
    if _MADE not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="policygen-validators-")
        config.stash[_FOLDER] = folder
        config.add_cleanup(folder.cleanup)
        found, registers = editions.build(Path(folder.name))
        config.stash[_MADE] = found, [*(edition.html for edition in found), *registers]
    return config.stash[_MADE]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "edition" in metafunc.fixturenames:
        found, _ = made(metafunc.config)
        metafunc.parametrize("edition", found, ids=[edition.name for edition in found])
    if "web" in metafunc.fixturenames:
        _, pages = made(metafunc.config)
        metafunc.parametrize("web", pages, ids=[page.stem for page in pages])


@pytest.fixture(scope="session")
def every_edition(pytestconfig: pytest.Config) -> list[Edition]:
    """All of them at once, for tools that are slow to start."""
    return made(pytestconfig)[0]


@pytest.fixture(scope="session")
def every_page(pytestconfig: pytest.Config) -> list[Path]:
    """Every edition as a web page, and every register."""
    return made(pytestconfig)[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with started() as chromium:
        yield chromium
