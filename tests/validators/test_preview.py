"""A preview in a browser: the page changes as its sources are saved, and says what is wrong."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from site_story import make, move

from policygen.actions.preview import Preview
from policygen.web.server import started
from validators.editions import node_tool


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture
def page(root: Path, browser: Browser) -> Iterator[Page]:
    with started(Preview(root, lambda: date(2026, 10, 1)), 18200) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(60_000)
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        page.goto(f"{server.address}oak/trips/draft/")
        yield page
        assert [one for one in refused if "Content Security Policy" in one] == []
        context.close()
        server.shutdown()


def test_the_page_has_new_words_once_they_are_saved(root: Path, page: Page) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text("the coach")
    move(root, "the coach", "the bus")
    expect(main).to_contain_text("the bus", timeout=60_000)
    move(root, "the bus", "the train")
    expect(main).to_contain_text("the train", timeout=60_000)


def test_a_mistake_appears_and_goes(root: Path, page: Page) -> None:
    panel = page.get_by_role("alert")
    expect(panel).to_have_count(0)
    move(root, "name: ", "nmae: ")
    expect(panel).to_contain_text("did you mean name?", timeout=60_000)
    expect(panel).to_contain_text("schools/oak/school.yaml:1:1")
    expect(page.get_by_role("main")).to_contain_text("the coach")
    move(root, "nmae: ", "name: ")
    expect(panel).to_have_count(0, timeout=60_000)


def test_a_mistake_is_in_sight_wherever_one_reads(root: Path, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 400})
    move(root, "name: ", "nmae: ")
    expect(page.get_by_role("alert")).to_be_visible(timeout=60_000)
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page."""
    page.evaluate(Path(node_tool("axe-core/axe.min.js")).read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help))")
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_panel_is_for_everybody(root: Path, page: Page, colours: str) -> None:
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    move(root, "name: ", "nmae: ")
    expect(page.get_by_role("alert")).to_be_visible(timeout=60_000)
    assert faults(page) == []
