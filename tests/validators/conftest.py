import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from validators import editions
from validators.browsing import opened, show_anew, started
from validators.covering import covering
from validators.editions import Edition

_FOLDER = pytest.StashKey[Path]()


def folder(config: pytest.Config) -> Path:
    """Where every edition and web page is, made when tests are collected: each is a test's."""
    if _FOLDER not in config.stash:
        if given := getattr(config, "workerinput", {}).get("editions"):
            config.stash[_FOLDER] = Path(given)
        else:
            made = tempfile.TemporaryDirectory(prefix="policygen-validators-")
            config.add_cleanup(made.cleanup)
            config.stash[_FOLDER] = Path(made.name)
            editions.build(Path(made.name))
    return config.stash[_FOLDER]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Make them once for all processes that pytest-xdist starts."""
    node.workerinput["editions"] = str(folder(node.config))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "on_every_kind: asks only few pages, which have every kind of element"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "edition" in metafunc.fixturenames:
        found = editions.found(folder(metafunc.config))
        metafunc.parametrize("edition", found, ids=[edition.name for edition in found])
    if "web" in metafunc.fixturenames:
        pages = editions.pages(folder(metafunc.config))
        if metafunc.definition.get_closest_marker("on_every_kind"):
            pages = list(covering(tuple(pages)))
        # By module: all tests of a page come one after another, and it is opened once.
        ids = [page.stem for page in pages]
        metafunc.parametrize("web", pages, ids=ids, scope="module")


@pytest.fixture(scope="session")
def every_edition(pytestconfig: pytest.Config) -> list[Edition]:
    """All of them at once, for tools that are slow to start."""
    return editions.found(folder(pytestconfig))


@pytest.fixture(scope="session")
def every_page(pytestconfig: pytest.Config) -> list[Path]:
    """Every edition as a web page, and every register."""
    return editions.pages(folder(pytestconfig))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with started() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def tab(web: Path, browser: Browser) -> Iterator[Page]:
    """A web page, opened for all that is asked of it."""
    with opened(browser, web) as page:
        yield page


@pytest.fixture
def page(web: Path, tab: Page) -> Page:
    """The same as if it had just been opened, wide and light."""
    show_anew(tab, web)
    return tab
