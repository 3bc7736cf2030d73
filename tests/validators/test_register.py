"""The register's page in a browser: it sorts and filters with its script, and reads without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from validators.browsing import opened


@pytest.fixture
def page(every_page: list[Path], browser: Browser) -> Iterator[Page]:
    (few,) = (page for page in every_page if page.stem == "register--few")
    with opened(browser, few) as page:
        yield page


def schools(page: Page) -> list[str]:
    """The schools that can be seen, in their order."""
    return [words.strip() for words in page.locator("tbody tr:visible th").all_inner_texts()]


def test_the_soonest_review_comes_first(page: Page) -> None:
    assert schools(page) == [
        "Holtsmere End Infant and Nursery School", "Oakfield Community School",
        "St Mary’s & St John’s C of E Primary School", "Brook Lane Nursery School",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Next review", "Time left"])
def test_a_heading_sorts_by_date_and_not_by_letters(page: Page, heading: str) -> None:
    soonest = schools(page)
    page.get_by_role("button", name="School", exact=True).click()
    assert schools(page) == sorted(soonest)
    page.get_by_role("button", name=heading).click()
    assert schools(page) == soonest
    page.get_by_role("button", name=heading).click()
    assert schools(page) == soonest[::-1]
    head = page.get_by_role("columnheader", name=heading)
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("caption").inner_text() == f"Sorted by: {heading}"


def test_the_filters_narrow_it_and_say_how_far(page: Page) -> None:
    page.get_by_label("State").select_option("overdue")
    assert schools(page) == ["Holtsmere End Infant and Nursery School"]
    assert page.get_by_role("status").inner_text() == "1 of 4 shown"
    page.get_by_label("State").select_option("issued")
    page.get_by_label("School").select_option("Oakfield Community School")
    assert schools(page) == ["Oakfield Community School"]
    page.get_by_label("Policy").select_option("Social media policy")
    page.get_by_label("School").select_option("Brook Lane Nursery School")
    assert page.get_by_role("status").inner_text() == "0 of 4 shown"


def test_words_are_searched_for_wherever_they_stand(page: Page) -> None:
    page.get_by_label("Search").fill("c of e  MARY")
    assert schools(page) == ["St Mary’s & St John’s C of E Primary School"]
    for typed in ("st john's", "St John’s"):  # as on the keyboard, or as it is printed
        page.get_by_label("Search").fill(typed)
        assert schools(page) == ["St Mary’s & St John’s C of E Primary School"]
    page.get_by_label("Search").fill("")
    assert len(schools(page)) == 4


def test_without_script_it_can_be_read_and_offers_nothing_that_fails(
    every_page: list[Path], browser: Browser
) -> None:
    (few,) = (page for page in every_page if page.stem == "register--few")
    context = browser.new_context(java_script_enabled=False, offline=True)
    try:
        page = context.new_page()
        page.goto(few.as_uri())
        assert len(page.locator("tbody tr:visible").all()) == 4
        assert page.locator("button:visible, select:visible").count() == 0
        assert page.get_by_role("img").get_attribute("aria-label") == (
            "1 overdue; May 2027: 1; March 2028: 1"
        )
    finally:
        context.close()
