"""What a school's site says of reviews: those of the issue in force, as they were on its day."""

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml import html
from site_story import DAY, make, run

from policygen.dates import PartialDate

POLICIES = Path("build/site/public/oak")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, reviewed after that: lettings 2.0 and visitors 3.0, before that applies."""
    root = make(tmp_path_factory.mktemp("story"))
    for policy, on in (("lettings", "1 June 2026"), ("visitors", "2 July 2026")):
        made = run(root, "reviewed", f"oak/{policy}", "--by", "Governing board", "--on", on)
        assert made.exit_code == 0, made.output
    return root


def said(root: Path, policy: str, on: str) -> tuple[str, str]:
    """The last and the next review of a policy by the index: the data and the calendar say them."""
    made = run(root, "site", "--on", on)
    assert made.exit_code == 0, made.output
    index = html.fromstring((root / POLICIES / "index.html").read_bytes())
    (shown,) = index.xpath(f"//main//li[h2/a[starts-with(@href, '{policy}/')]]")
    rows = {one.findtext("dt"): one.findtext("dd") for one in shown.findall("dl/div")}
    told = rows.get("Last reviewed", ""), rows.get("Next review", "")
    data: dict[str, Any] = json.loads((root / POLICIES / "policies.json").read_text("utf-8"))
    (one,) = (one for one in data["policies"] if one["id"] == policy)
    assert [_day(day) for day in told] == [one["last_review"] or "", one["next_review"] or ""]
    assert _due(root, policy) == one["next_review"]
    return told


def _day(words: str) -> str:
    """A day in figures."""
    return PartialDate.parse(words).iso if words else ""


def _due(root: Path, policy: str) -> str:
    return str(_event(root, policy)["DTSTART"].dt)


def moved(root: Path, policy: str) -> int:
    """How often the calendar says that a review was moved."""
    return int(str(_event(root, policy)["SEQUENCE"]))


def _event(root: Path, policy: str) -> Any:
    calendar = icalendar.Calendar.from_ical((root / POLICIES / "reviews.ics").read_bytes())
    (event,) = (one for one in calendar.walk("VEVENT") if f".{policy}@" in str(one["UID"]))
    return event


def test_the_review_shown_is_that_of_what_is_in_force(story: Path) -> None:
    assert said(story, "visitors", DAY) == ("", "1 September 2027")
    assert said(story, "visitors", "31 December 2026") == ("", "1 September 2027")
    before = moved(story, "visitors")
    assert said(story, "visitors", "1 January 2027") == ("2 July 2026", "2 July 2028")
    assert moved(story, "visitors") > before


def test_on_a_past_day_reviews_are_as_they_were(story: Path) -> None:
    assert said(story, "lettings", "31 August 2025") == ("", "1 September 2026")
    assert said(story, "lettings", "1 September 2025") == ("", "1 September 2027")
    assert said(story, "lettings", "31 May 2026") == ("", "1 September 2027")
    before = moved(story, "lettings")
    assert said(story, "lettings", "1 June 2026") == ("1 June 2026", "1 June 2028")
    assert moved(story, "lettings") == before + 1


def test_the_page_says_what_was_reviewed_since_its_text_was_frozen(story: Path) -> None:
    for on, said_there in (
        ("31 May 2026", "Updated 1 September 2025: Another place. What has changed"),
        (
            "1 June 2026",
            "Another place. Reviewed 1 June 2026, unchanged; next review 1 June 2028. "
            "What has changed",
        ),
    ):
        run(story, "site", "--on", on)
        page = html.fromstring((story / POLICIES / "lettings/index.html").read_bytes())
        (updates,) = page.xpath("//p[@class='updates']")
        assert updates.text_content().endswith(said_there)


def test_a_withdrawal_brings_back_what_stood_and_not_before_its_day(tmp_path: Path) -> None:
    root = make(tmp_path)
    run(root, "reviewed", "oak/closed", "--by", "Head", "--on", "3 March 2025")
    words = ("--by", "Governing board", "--summary", "Another place.", "--next-review", "May 2026")
    yaml = root / "schools/oak/school.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("the pond", "the lake"), "utf-8")
    made = run(root, "issue", "oak/closed", *words, "--on", "5 May 2025")
    assert made.exit_code == 0, made.output
    why = ("--reason", "It was wrong.", "--on", "7 July 2025")
    assert run(root, "withdraw", "oak/closed@2.0", *why).exit_code == 0
    assert said(root, "closed", "4 May 2025") == ("3 March 2025", "3 March 2027")
    run(root, "site", "--on", "6 July 2025")
    index = (root / POLICIES / "index.html").read_text("utf-8")
    assert "<dt>Next review</dt><dd>May 2026</dd>" in index
    assert said(root, "closed", "7 July 2025") == ("3 March 2025", "3 March 2027")


def test_the_date_in_the_file_holds_while_nothing_came_after(tmp_path: Path) -> None:
    root = make(tmp_path)
    yaml = root / "schools/oak/school.yaml"
    head, name, rest = yaml.read_text("utf-8").partition("  closed:")
    yaml.write_text(f"{head}{name}{rest.replace('September 2026', 'October 2026', 1)}", "utf-8")
    assert said(root, "closed", "2 September 2024") == ("", "1 October 2026")
