"""The register's page in a browser: it sorts and filters with its script, and reads without."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from register_rows import row

from policygen.register.page import page as register_page
from policygen.register.stands import Stand
from policygen.register.stands_page import stands_page
from validators.browsing import opened, printed_pages, set_width


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


def test_accents_keep_nobody_from_finding_a_school(browser: Browser, tmp_path: Path) -> None:
    names = ["École Éclair", "Ecole Nouvelle", "Ysgol Tŷ Gwyn", "E\u0301cole Haute"]
    rows = [row(name) for name in names]
    web = tmp_path / "register.html"
    web.write_text(register_page(rows, rows[0].today), encoding="utf-8")
    with opened(browser, web) as page:
        for typed, found in (
            ("eclair", names[:1]), ("ÉCLAIR", names[:1]), ("ty gwyn", names[2:3]),
            ("ecole", [names[0], names[1], names[3]]), ("e\u0301cole nouv", names[1:2]),
        ):  # fmt: skip
            page.get_by_label("Search").fill(typed)
            assert schools(page) == found, typed


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


# Whole words and dates, each on a line, and every cell within its own column. Where the table is a
# list, its head stands out of sight.
_CRAMPED = """() => {
  const faults = [];
  for (const cell of document.querySelectorAll('tbody tr > *, thead th')) {
    if (cell.closest('thead') && cell.closest('thead').clientWidth <= 1) continue;
    if (cell.scrollWidth > cell.clientWidth) faults.push(`${cell.textContent} is cut off`);
    const date = cell.matches('[data-order]:not(:last-child)');
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode()); ) {
      for (const word of text.data.matchAll(date ? /.+/g : /[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) faults.push(`${word[0]} is broken`);
      }
    }
  }
  const table = document.querySelector('.table');
  if (table.scrollWidth > table.clientWidth) faults.push('the table must be scrolled');
  return faults;
}"""


@pytest.mark.parametrize("trust", ["", "Diocese of Northchester Multi-Academy Trust"])
@pytest.mark.parametrize("kind", ["register", "as at a day"])
def test_its_words_and_dates_have_room_at_every_width(
    browser: Browser, tmp_path: Path, kind: str, trust: str
) -> None:
    made = _long_register(trust) if kind == "register" else _long_stands(trust)
    web = tmp_path / "register.html"
    web.write_text(made, encoding="utf-8")
    with opened(browser, web) as page:
        for width in (320, 768, 1000, 1200, 1280, 1366, 1600):
            set_width(page, width)
            assert page.evaluate(_CRAMPED) == [], width
            head = page.get_by_role("button", name="School", exact=True)
            seen = head.evaluate("button => button.closest('thead').clientWidth > 1")
            assert seen == (width >= 1000), width


def test_on_paper_it_is_a_table_with_its_heads_on_each_sheet_and_its_bars_are_drawn(
    browser: Browser, tmp_path: Path
) -> None:
    rows = [row(f"School {count}", "Complaints policy") for count in range(60)]
    web = tmp_path / "register.html"
    web.write_text(register_page(rows, rows[0].today), encoding="utf-8")
    with opened(browser, web) as page:
        sheets = printed_pages(page)
        assert 2 <= len(sheets) <= 4
        for sheet in sheets:
            assert re.search("School +Policy +Version +State", sheet)
        page.emulate_media(media="print")
        assert page.locator("form:visible").count() == 0
        drawn = "bar => getComputedStyle(bar).printColorAdjust"
        assert page.locator(".bar .shape").first.evaluate(drawn) == "exact"


def _long_register(trust: str) -> str:
    first = row(
        "Holtsmere End Infant and Nursery School", "Child protection and safeguarding policy"
    )
    long = first._replace(
        states=("incomplete", "behind", "unconfirmed"), approver="Headteacher", trust=trust,
        version="1.1", coming="2.0 from 1 September 2027", due=date(2018, 4, 30),
        last_review="28 September 2025", next_review="30 September 2026",
    )  # fmt: skip
    return register_page([long, row("Oakfield Community School", "Complaints policy")], long.today)


def _long_stands(trust: str) -> str:
    stand = Stand(
        "holtsmere-end", "Holtsmere End Infant and Nursery School", "safeguarding",
        "Child protection and safeguarding policy", "in force", "1.1", "2025-09-28", "2026-09-30",
        "2025-09-10", "28 September 2025", "30 September 2026", "10 September 2025",
        "Finance and Staffing Committee", note="2.0 from 1 September 2027", trust=trust,
    )  # fmt: skip
    return stands_page([stand], date(2026, 5, 1))
