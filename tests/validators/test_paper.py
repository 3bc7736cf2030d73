"""What a browser makes of a policy's page on paper."""

from pathlib import Path

from making import edition
from playwright.sync_api import Browser

from policygen.writers import plate
from validators.browsing import opened, printed_pages

_ROWS = 3  # below each band


def test_a_band_stands_on_the_same_sheet_as_the_first_row_below_it(
    browser: Browser, tmp_path: Path
) -> None:
    """Rows of two lines and of one, so that sheets end at all kinds of places."""
    rows = []
    for band in range(90):
        rows.append(f"* - Band {band} {{.band}}")
        for row in range(_ROWS):
            more = " with a word or two more than there is room for in one line" * (band % 3)
            rows.append(f"* - Row {row} of {band}\n  - Something{more}")
    text = "\n".join(["## A", "", "::: table {#all}", "* - Who\n  - What", *rows, ":::", ""])
    sheets = _sheets(text, browser, tmp_path)
    assert len(sheets) > 6
    for band in range(90):
        (on,) = (sheet for sheet in sheets if f"Band {band}\n" in sheet)
        assert f"Row 0 of {band} " in on


def test_what_only_leads_back_on_a_screen_is_not_printed(browser: Browser, tmp_path: Path) -> None:
    text = "## A\n\nWords.^[A note.]\n"
    (sheet,) = _sheets(text, browser, tmp_path)
    assert "A note." in sheet
    assert "Back" not in sheet


def _sheets(text: str, browser: Browser, folder: Path) -> list[str]:
    made = edition(text)
    web = folder / "policy.html"
    web.write_bytes(plate("html", made.document).fill(made.values))
    with opened(browser, web) as page:
        return printed_pages(page)
