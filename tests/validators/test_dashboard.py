"""The dashboard's page in a browser: each figure leads to its list, by keys alone and without
script."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from validators.browsing import opened, printed_pages, set_width

_ROWS = "#list tbody tr:visible"


@pytest.fixture
def samples(every_page: list[Path]) -> Path:
    (found,) = (page for page in every_page if page.stem == "dashboard--samples")
    return found


@pytest.fixture
def page(samples: Path, browser: Browser) -> Iterator[Page]:
    with opened(browser, samples) as page:
        yield page


def listed(page: Page) -> int:
    """How many adoptions can be seen in the list."""
    return int(page.locator(_ROWS).count())


def heading(page: Page) -> str:
    """What the list says that it is."""
    (words,) = page.locator("#list h3:visible").all_inner_texts()
    return str(words)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def tab_to(page: Page, words: str) -> None:
    """Press the Tab key until what says so has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"the Tab key doesn't lead to {words!r}")


def open_all(page: Page) -> None:
    for summary in page.locator("summary").all():
        summary.click()


def test_a_figure_leads_to_its_list_and_back_by_keys_alone(page: Page) -> None:
    assert heading(page) == "All: 13 policies of 4 schools"
    assert listed(page) == 13
    tab_to(page, "Behind the model")
    page.keyboard.press("Enter")
    page.wait_for_url("**#behind")
    assert heading(page) == "Behind the model: 4 policies of 4 schools"
    assert listed(page) == 4
    assert page.locator("#behind").evaluate("e => e.getBoundingClientRect().top") >= 0
    tab_to(page, "Show all")  # the focus goes on from the list
    page.keyboard.press("Shift+Tab")
    assert focused(page) != "Overdue"
    page.go_back()
    assert heading(page) == "All: 13 policies of 4 schools"
    assert listed(page) == 13


def test_the_list_is_searched_and_narrowed_by_keys_alone(page: Page) -> None:
    tab_to(page, "Drafts")
    page.keyboard.press("Enter")
    assert listed(page) == 8
    tab_to(page, "Back to the figures")
    page.keyboard.press("Tab")
    page.keyboard.type("st john's MARY")
    assert page.get_by_role("status").inner_text() == "2 of 8 match."
    assert listed(page) == 2
    page.keyboard.press("Tab")
    page.keyboard.type("Pay")  # in a list of policies
    assert listed(page) == 1
    page.keyboard.press("Home")
    assert listed(page) == 2


def test_an_address_that_was_kept_leads_to_its_list_at_once(
    samples: Path, browser: Browser
) -> None:
    for address, count in (("#draft", 8), ("#policies", 13), ("#%", 13), ("#%E9", 13)):
        context = browser.new_context(offline=True)
        try:
            page = context.new_page()
            page.goto(samples.as_uri() + address)
            assert listed(page) == count, address
            said = page.get_by_role("status").inner_text()
            unknown = "There is no list “policies” here, so this is of all. 13 of 13 match."
            assert said == (unknown if address == "#policies" else f"{count} of {count} match.")
            if address == "#policies":
                seen = page.get_by_role("status").evaluate("e => e.getBoundingClientRect().top")
                assert 0 < seen < page.evaluate("innerHeight")
        finally:
            context.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_an_empty_list_shows_no_rows(
    samples: Path, browser: Browser, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, offline=True)
    try:
        page = context.new_page()
        page.goto(samples.as_uri() + "#altered")
        assert listed(page) == 0
        assert heading(page) == "Altered: none"
        page.get_by_role("link", name="Show all").click()
        assert listed(page) == 13
    finally:
        context.close()


def test_every_figure_is_as_long_as_its_list(page: Page) -> None:
    open_all(page)
    links = page.locator("main section:not(#list) a[href^='#']")
    assert links.count() > 40
    for link in links.all():
        said = (
            link.inner_text()
            + " "
            + link.evaluate("e => e.closest('.bars') ? e.nextElementSibling.textContent : ''")
        )
        link.click()
        page.wait_for_function("h => location.hash === h", arg=link.get_attribute("href"))
        numbers = [int(one.replace(",", "")) for one in re.findall(r"\b\d[\d,]*\b", said)]
        assert listed(page) in numbers, said
        assert heading(page).split(": ")[-1].split()[0] == str(listed(page))


def test_whoever_goes_to_another_list_finds_it_whole(page: Page) -> None:
    """What somebody has searched for, further down, would hide some of it unseen."""

    def narrowed() -> None:
        page.get_by_label("Policy").select_option("Pay policy for teachers and support staff")
        page.get_by_label("Search").fill("brook")
        assert listed(page) == 1

    for name, count in (("Drafts", 8), ("Behind the model", 4), ("Behind the model", 4)):
        page.get_by_role("link", name=name).click()
        assert listed(page) == count
        assert page.get_by_label("Search").input_value() == ""
        assert page.get_by_label("Policy").input_value() == ""
        page.get_by_label("Search").fill("brook")
        assert listed(page) < count
    page.get_by_role("link", name="Show all").click()
    assert listed(page) == 13
    narrowed()
    page.get_by_role("link", name="Back to the figures").click()
    page.get_by_role("link", name="Drafts").click()
    assert listed(page) == 8


def test_accents_keep_nobody_from_finding_a_school(
    samples: Path, browser: Browser, tmp_path: Path
) -> None:
    text = samples.read_text(encoding="utf-8")
    web = tmp_path / "accents.html"
    web.write_text(text.replace("Brook Lane", "Éclair de Saint-Ézé"), encoding="utf-8")
    with opened(browser, web) as page:
        for typed in ("eclair", "ÉCLAIR", "saint-eze", "e\u0301clair Éze"):
            page.get_by_label("Search").fill(typed)
            assert listed(page) == 4, typed
        page.get_by_label("Search").fill("eclairs")
        assert listed(page) == 0


def test_a_form_keeps_nothing_over_a_reload_that_isnt_applied(page: Page) -> None:
    page.get_by_label("Search").fill("brook")
    assert listed(page) < 13
    page.reload()
    assert listed(page) == 13
    assert page.get_by_label("Search").input_value() == ""


@pytest.mark.parametrize("width", [320, 1280])
def test_without_script_the_address_alone_chooses(
    samples: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    try:
        page = context.new_page()
        set_width(page, width)
        page.goto(samples.as_uri())
        assert listed(page) == 13
        assert page.locator("button:visible, select:visible, input:visible").count() == 0
        open_all(page)
        for name, count, words in (
            ("overdue", 1, "Overdue: 1 policy of 1 school"),
            ("choice.social-media.personal_use.never", 2, ""),
            ("model.complaints.2026-01", 3, "Complaints policy, model 2026-01: 3 policies"),
        ):
            page.locator(f"a[href='#{name}']").first.click()
            assert listed(page) == count
            assert heading(page).startswith(words)
        page.get_by_role("link", name="Show all").click()
        assert listed(page) == 13
    finally:
        context.close()


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_bars_can_be_seen_in_any_colours(page: Page, media: dict[str, Any]) -> None:
    page.emulate_media(**media)
    bar = page.locator(".bars rect").first.evaluate("e => getComputedStyle(e).fill")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert bar != ground


def test_on_paper_all_of_a_list_is_there_and_what_is_closed_stays_so(page: Page) -> None:
    page.goto(page.url + "#draft")
    page.emulate_media(media="print")
    assert page.locator("form:visible, #more:visible, .back:visible").count() == 0
    assert listed(page) == 8
    assert page.locator("thead").evaluate("head => getComputedStyle(head).display") != "block"
    bars = page.locator("details .bars").first
    assert not bars.is_visible()
    page.locator("details summary").first.click()  # what somebody opened is printed
    assert bars.is_visible()


def test_its_samples_take_few_sheets(page: Page) -> None:
    assert len(printed_pages(page)) <= 6


def test_many_rows_come_some_at_a_time_and_all_on_paper(
    tmp_path: Path, samples: Path, browser: Browser
) -> None:
    text = samples.read_text(encoding="utf-8")
    rows = re.findall(r"^<tr class=.*$", text, re.M)
    many = tmp_path / "many.html"
    many.write_text(text.replace(rows[0], "\n".join([rows[0]] * 120)), encoding="utf-8")
    with opened(browser, many) as page:
        assert listed(page) == 50
        assert page.get_by_role("status").inner_text() == (
            "132 of 132 match, the first 50 of them here."
        )
        page.get_by_role("button", name="Show more").press("Enter")
        assert listed(page) == 100
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert listed(page) == 132
        assert page.locator("#more").is_hidden()
