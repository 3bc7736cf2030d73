"""Every kind of page of a school's site: what validators and a browser find, what keys can reach.

Sites are made by the command line and served on this computer, as on the web, apart from what is
said to be opened from a disk.
"""

import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_story import ADDRESS

from validators import site_pages
from validators.browsing import WIDE, set_width, styled
from validators.editions import node_tool, run, system_tool
from validators.site_pages import KINDS, REDIRECT
from validators.test_web import (
    FOCUS_EACH,
    NARROW,
    TEXT_SPACING,
    UNSEEN,
    assert_seen,
    axe_finds_nothing,
)

_LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# No colour depends on the width, so not each is tried with each: axe takes long to look.
_LOOKS_AT = {NARROW: ("light", "dark"), WIDE: ("light", "forced")}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    site_pages.build(folder)
    return folder


@pytest.fixture(scope="session")
def address(sites: Path) -> Iterator[str]:
    with site_pages.served(sites) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    return Path(node_tool("axe-core/axe.min.js")).read_text(encoding="utf-8")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The name of a kind of page."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport={"width": WIDE, "height": 900}, reduced_motion="reduce", bypass_csp=True
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str, kind: str) -> Page:
    """A page of the kind, as it was just opened."""
    page = context.new_page()
    page.goto(f"{address}{KINDS[kind]}/index.html")
    return page


# Without a browser


@pytest.fixture(scope="session")
def nu_messages(sites: Path) -> list[dict[str, Any]]:
    pages = [str(sites / path / "index.html") for path in (*KINDS.values(), REDIRECT)]
    status, said = run(
        system_tool("java"), "-jar", node_tool("vnu-jar/build/dist/vnu.jar"),
        "--format", "json", "--stdout", *pages,
    )  # fmt: skip
    messages: list[dict[str, Any]] = json.loads(said)["messages"]
    assert status == 0 or messages, said
    return messages


def test_nu_checker_finds_nothing(kind: str, nu_messages: list[dict[str, Any]]) -> None:
    for path in (KINDS[kind], REDIRECT):
        ending = f"/{path}/index.html"
        faults = [one for one in nu_messages if one.get("url", ending).endswith(ending)]
        if "fragment" in kind:  # see sites/embedding.py
            faults = [one for one in faults if "Element “style” not allowed" not in one["message"]]
        assert [(one["type"], one.get("lastLine"), one["message"]) for one in faults] == []


def test_headings_skip_no_level(sites: Path, kind: str) -> None:
    for path in (KINDS[kind], REDIRECT):
        root = html.parse(str(sites / path / "index.html")).getroot()
        levels = [int(heading.tag[1]) for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_leads_to_a_file_and_a_place_in_it(sites: Path, kind: str) -> None:
    for path in (KINDS[kind], REDIRECT):
        file = sites / path / "index.html"
        root = html.parse(str(file)).getroot()
        ids = root.xpath("//@id")
        assert len(ids) == len({*ids})
        for _, _, leads, _ in root.iterlinks():
            if leads.startswith(ADDRESS):
                site = sites / path.partition("/")[0] / "public"
                leads = os.path.relpath(site / leads.removeprefix(ADDRESS), file.parent)
            if leads.startswith(("https:", "mailto:", "tel:", "data:image/")):
                continue
            name, _, place = leads.partition("#")
            target = (file.parent / name).resolve() if name else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), leads
            assert not place or place in html.parse(str(target)).getroot().xpath("//@id"), leads


# In a browser


def test_axe_finds_nothing_in_any_light(page: Page, axe: str) -> None:
    for width, looks in _LOOKS_AT.items():
        set_width(page, width)
        for look in looks:
            page.emulate_media(**_LOOKS[look])
            axe_finds_nothing(page, axe)


def test_words_reflow_and_can_be_spaced_out(page: Page) -> None:
    for width in (NARROW, 640, WIDE):
        set_width(page, width)
        assert page.evaluate(UNSEEN) == []
        with styled(page, TEXT_SPACING):
            assert page.evaluate(UNSEEN) == []
        if width != NARROW:
            with styled(page, "html { font-size: 200% !important; }"):
                assert page.evaluate(UNSEEN) == []


def test_focus_can_be_seen(page: Page) -> None:
    for look in _LOOKS.values():
        page.emulate_media(**look)
        seen = page.evaluate(FOCUS_EACH)
        assert seen
        for place, focused in enumerate(seen):
            assert_seen(focused, place)


# By keyboard alone


def _go_by_keys(page: Page, words: str) -> None:
    """Press the Tab key until a link with these words has the focus, then Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")
        if found == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {words!r} on {page.url}")


@pytest.fixture(params=["narrow", "dark", "forced", "without script"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of somebody who reads in some way."""
    how = str(request.param)
    width = NARROW if how == "narrow" else WIDE
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce",
        java_script_enabled=True, **_LOOKS.get(how, {}),
    )  # fmt: skip
    page = context.new_page()
    if how == "without script":  # the test's own questions still need one: the site's is kept away
        page.route("**/*.js", lambda route: route.abort())
    yield page
    context.close()


def test_a_clause_is_reached_from_the_contents(reader: Page, address: str) -> None:
    reader.goto(f"{address}{KINDS['index']}/index.html")
    _go_by_keys(reader, "Visitors policy")
    reader.wait_for_url("**/visitors/index.html")
    _go_by_keys(reader, "1. About this")
    reader.wait_for_url("**/visitors/index.html#about")
    assert reader.evaluate("document.querySelector(':target').getBoundingClientRect().top") >= 0
    assert reader.evaluate(UNSEEN) == []


def test_an_old_issue_is_read_and_left_for_the_one_in_force(reader: Page, address: str) -> None:
    reader.goto(f"{address}{KINDS['in-force']}/index.html")
    _go_by_keys(reader, "Version 1.0, 1 September 2024")
    reader.wait_for_url("**/visitors/1.0/index.html")
    said = reader.locator("main .notice").inner_text()
    assert said == "Version 1.0 is no longer in force. Version 2.0 is in force."
    assert "about the hall." in reader.locator("main").inner_text()
    _go_by_keys(reader, "Version 2.0")
    reader.wait_for_url("**/visitors/index.html")
    assert "the entrance hall" in reader.locator("main").inner_text()


def test_an_address_whose_clause_is_gone_leads_to_where_it_stood(
    reader: Page, address: str
) -> None:
    reader.goto(f"{address}{KINDS['in-force-a-clause-moved']}/index.html#goes")
    place = reader.locator(":target")
    assert place.inner_text() == "To be read in version 1.0"
    assert place.is_visible()
    reader.keyboard.press("Tab")  # from there on
    assert reader.evaluate("document.activeElement.textContent") == "version 1.0"
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/lettings/1.0/index.html#goes")
    assert "This clause goes" in reader.locator(":target").inner_text()


def test_an_address_of_a_clause_leads_on_to_it_where_a_school_has_another_name(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}{REDIRECT}/index.html#about")
    page.wait_for_url("**/index.html#about")
    assert "/oak/" not in page.url
    assert page.locator(":target").inner_text().split("\n") == ["1.", "About this"]
    page.close()


def test_a_page_is_printed_by_its_button(reader: Page, address: str) -> None:
    """On which the button isn't; where no script runs there is none, as it would do nothing."""
    reader.add_init_script("window.print = () => { window.printed = true; }")
    reader.goto(f"{address}{KINDS['in-force']}/index.html")
    button = reader.get_by_role("button", name="Print this page")
    if not button.count():
        assert reader.evaluate("!document.querySelector('.print')")
        return
    _go_by_keys(reader, "Print this page")
    assert reader.evaluate("window.printed")
    reader.emulate_media(media="print")
    assert not button.is_visible()


def test_a_policy_is_found_by_search_and_opened(reader: Page, address: str) -> None:
    reader.goto(f"{address}{KINDS['index']}/index.html")
    field = reader.get_by_label("Search these policies")
    if not field.count() or not _comes_up(reader):
        assert reader.get_by_role(
            "link", name="Visitors policy", exact=True
        ).is_visible()  # the list is all
        return
    for _ in range(10):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.id") == "search_words":
            break
    reader.keyboard.type("entrance")
    expect(reader.get_by_role("status")).to_have_text("1 policy found")
    assert "the entrance hall" in reader.locator("#search_found").inner_text()
    assert "Date of issue" not in reader.locator("#search_found").inner_text()  # no text of it
    _go_by_keys(reader, "Visitors policy")
    reader.wait_for_url("**/visitors/index.html*")
    assert "the entrance hall" in reader.locator("main").inner_text()
    reader.go_back()
    expect(reader.get_by_role("status")).to_have_text("1 policy found")  # as it was left
    assert reader.locator("#search_words").input_value() == "entrance"


_NONE = "No policies found: try other words, or fewer."


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("entrance hall", "1 policy found"), ("ENTRANCES", "1 policy found"),
        ("visiting", "1 policy found"), ("é", "3 policies found"),
        ("enteritis", _NONE), ("zzzqqq", _NONE),
        ("12345", _NONE), ("hall swimming", _NONE),
        ('<b>"x"</b>', _NONE), ("", ""),
    ],
)  # fmt: skip
def test_what_no_policy_has_finds_none(
    browser: Browser, address: str, typed: str, count: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}{KINDS['index']}/index.html")
    page.get_by_label("Search these policies").fill(typed)
    expect(page.get_by_role("status")).to_have_text(count)
    page.close()


def _comes_up(page: Page) -> bool:
    """Whether the search field is shown, once its script was loaded."""
    page.wait_for_load_state("networkidle")
    return bool(page.get_by_label("Search these policies").is_visible())


def test_many_policies_are_run_through_by_their_titles(browser: Browser, address: str) -> None:
    """What is said of each stands beside its title, and below it where there is no room."""
    page = browser.new_page()
    page.goto(f"{address}{KINDS['index-of-many']}/index.html")
    for width, beside in ((WIDE, True), (NARROW, False)):
        set_width(page, width)
        for entry in page.locator("ul.policies > li").all():
            title, facts = entry.locator("h2").bounding_box(), entry.locator("dl").bounding_box()
            assert title
            assert facts
            assert (facts["x"] > title["x"] + title["width"]) == beside
            assert (facts["y"] > title["y"]) == (not beside)
    edges = "[...document.querySelectorAll('.policies dd')].map(e => e.getBoundingClientRect().x)"
    assert len({*page.evaluate(edges)}) == 1
    page.close()


def test_drafts_in_a_preview_have_all_the_room(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{KINDS['index-of-a-preview']}/index.html")
    set_width(page, WIDE)
    entries = page.locator("ul.policies > li:not(:has(dl))").all()
    assert entries
    for entry in entries:
        title, whole = entry.locator("h2").bounding_box(), entry.bounding_box()
        assert title
        assert whole
        assert title["width"] == whole["width"]
    page.close()


def test_the_way_back_reads_on_a_telephone(browser: Browser, address: str) -> None:
    """What parts two pages stands beside the first line of what follows, however long that is."""
    page = browser.new_page()
    page.goto(f"{address}{KINDS['index-of-many']}/policy-4/1.0/index.html")
    set_width(page, NARROW)
    last = page.locator(".leads li").last
    link, whole = last.locator("a").bounding_box(), last.bounding_box()
    assert link
    assert whole
    assert link["height"] > 40  # two lines
    assert link["x"] > whole["x"] + 8
    assert link["y"] - whole["y"] < 8
    page.close()


def test_only_policies_are_found(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{KINDS['index']}/index.html")
    page.get_by_label("Search these policies").fill("accessibility")
    expect(page.get_by_role("status")).to_have_text(_NONE)
    page.close()


def test_without_any_script_a_site_reads_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{KINDS['index']}/index.html")
    assert not page.locator("#search_form").is_visible()
    assert page.locator("ul.policies > li").count() == 3
    page.goto(f"{address}{REDIRECT}/index.html")
    page.wait_for_url("**/ash/visitors/index.html")
    context.close()
