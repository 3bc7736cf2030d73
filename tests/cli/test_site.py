"""A school's site, as its visitors find it; and what must not be on it."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html
from site_story import ADDRESS, DAY, issue, make, move, run
from workspaces import make_workspace

SITE = Path("build/site")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, its sites written. Tests only look at it."""
    root = make(tmp_path_factory.mktemp("story"))
    made = write(root)
    assert "4 policies of 1 school" in made
    return root


def write(root: Path, *words: str) -> str:
    made = run(root, "site", "--on", DAY, "--base-url", ADDRESS, *words)
    assert made.exit_code == 0, made.output
    return made.output


def page(root: Path, path: str, kind: str = "public") -> html.HtmlElement:
    return html.fromstring((root / SITE / kind / "oak" / path / "index.html").read_bytes())


def words(root: Path, path: str, kind: str = "public") -> str:
    said = " ".join(page(root, path, kind).find(".//main").itertext())
    return re.sub(r" (?=[.,])", "", " ".join(said.split()))


def files(root: Path, kind: str = "public") -> Iterator[Path]:
    return (one for one in (root / SITE / kind).rglob("*") if one.is_file())


def test_the_index_names_what_is_in_force_with_how_it_stands(story: Path) -> None:
    said = words(story, "")
    assert (
        "Visitors policy This Visitors policy is about the entrance hall. Version 2.0 App" in said
    )
    assert "Approved 1 September 2025, Governing board" in said
    assert "Version 3.0 applies from 1 January 2027." in said
    assert "Trips" not in said  # a draft
    titles = [one.text_content() for one in page(story, "").findall(".//h2")]
    assert titles == ["Closed policy", "Lettings policy", "Visitors policy"]


def test_a_policy_has_one_address_for_good(story: Path) -> None:
    assert "the entrance hall" in words(story, "visitors")
    assert "Published 1 September 2024. Updated 1 September 2025: The place is said" in words(
        story, "visitors"
    )
    canonical = page(story, "visitors").find(".//link[@rel='canonical']")
    assert canonical.get("href") == f"{ADDRESS}oak/visitors/"


def test_each_issue_has_its_own_and_says_how_it_stands(story: Path) -> None:
    assert "Version 1.0 is no longer in force. Version 2.0 is in force." in words(
        story, "visitors/1.0"
    )
    assert "about the hall." in words(story, "visitors/1.0")
    assert "Version 2.0 is in force." in words(story, "visitors/2.0")
    coming = words(story, "visitors/3.0")
    assert "Version 3.0 applies from 1 January 2027. Version 2.0 is in force." in coming
    forward = page(story, "visitors/1.0").xpath("//main/p[@class='notice']/a/@href")
    assert forward == ["../index.html"]


def test_past_issues_are_shown_or_listed_or_neither(story: Path) -> None:
    assert "Earlier versions Version 1.0, 1 September 2024" in words(story, "visitors")
    assert page(story, "visitors").xpath("//section[@class='earlier']//a/@href") == [
        "1.0/index.html"
    ]
    assert "Earlier versions Version 1.0" in words(story, "lettings")
    assert page(story, "lettings").xpath("//section[@class='earlier']//a") == []
    gone = words(story, "lettings/1.0")
    assert "its text is not shown here" in gone
    assert "the annexe" not in gone
    assert not list((story / SITE / "public/oak/lettings/1.0").glob("*.docx"))


def test_what_changed_is_a_redline_only_where_the_earlier_text_is_shown(story: Path) -> None:
    changes = page(story, "visitors/changes")
    assert "front gate" in "".join(changes.xpath("//ins//text()"))
    assert "entrance hall" in "".join(changes.xpath("//del//text()"))
    listed = page(story, "lettings/changes")
    assert listed.xpath("//ins | //del") == []
    assert listed.xpath("//main//a/@href") == ["../2.0/index.html"]
    said = words(story, "lettings/changes")
    assert "1 September 2025 : Another place. Version 1.0, 1 September 2024: First adopted." in said
    assert said.endswith("The changes aren’t marked in the text here.")


def test_of_one_issue_nothing_has_changed(story: Path) -> None:
    assert not (story / SITE / "public/oak/closed/changes").exists()
    assert page(story, "closed").xpath("//p[@class='updates']//a") == []


def test_what_each_issue_changed_can_be_read(story: Path) -> None:
    (leads,) = page(story, "visitors/changes").xpath("//a[contains(., 'Marked in the text')]")
    assert leads.get("href") == "2.0/index.html"
    assert leads.getparent().text_content().startswith("Version 2.0, 1 September 2025")
    assert not (story / SITE / "public/oak/visitors/changes/3.0").exists()  # it is on that page
    changes = page(story, "visitors/changes/2.0")
    assert "entrance" in "".join(changes.xpath("//main//ins//text()"))
    assert "gate" not in changes.text_content()
    above = [one.text for one in changes.xpath("//nav[@class='leads']//a")]
    assert above == ["Policies", "Visitors policy", "What has changed"]


def test_clause_addresses_of_earlier_issues_lead_on(tmp_path: Path) -> None:
    root = make(tmp_path)
    move(root, "past: list", "past: all")
    write(root)
    (left,) = page(root, "lettings").xpath("//li[@id='goes']")
    assert left.xpath(".//a/@href") == ["1.0/index.html#goes"]
    assert page(root, "lettings/1.0").xpath("//*[@id='goes']")


def test_policies_lead_to_each_other_only_where_both_can_be_read(story: Path) -> None:
    assert page(story, "visitors").xpath("//main//a[contains(., 'Lettings policy')]/@href") == [
        "../lettings/index.html"
    ]
    assert not page(story, "visitors").xpath("//main//a[contains(., 'Keys')]")
    for path in ("visitors", "visitors/2.0"):
        (leads,) = page(story, path, "staff").xpath("//main//a[contains(., 'Keys policy')]/@href")
        assert (story / SITE / "staff/oak" / path / leads).resolve().is_file()


def test_nothing_for_staff_and_nothing_unpublished_is_public(story: Path) -> None:
    everything = b"\n".join(one.read_bytes() for one in files(story))
    for secret in (b"the office", b"the safe", b"the coach", b"staff/"):
        assert secret not in everything
    assert not [one for one in files(story) if "keys" in str(one.relative_to(story))]
    assert "the office" in words(story, "keys", "staff")
    assert b"the safe" not in b"\n".join(one.read_bytes() for one in files(story, "staff"))


def test_every_link_leads_to_a_file_of_the_site(story: Path) -> None:
    for kind in ("public", "staff"):
        for file in files(story, kind):
            if file.suffix != ".html" or "page_fragments" in file.parts:
                continue
            root = html.parse(str(file)).getroot()
            for _, _, address, _ in root.iterlinks():
                if re.match(r"https:|mailto:|tel:", address):
                    continue
                path, _, anchor = address.partition("#")
                target = (file.parent / path) if path else file
                if target.name == "pagefind.js":
                    continue
                assert target.is_file(), (file, address)
                if anchor:
                    ids = html.parse(str(target)).getroot().xpath("//@id")
                    assert anchor in ids, (file, address)


def test_a_policy_that_is_taken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    own = root / SITE / "public/oak/robots.txt"
    own.write_text("of the host", encoding="utf-8")
    assert (root / SITE / "public/oak/closed/1.0").exists()
    move(root, "publish: staff", "publish: none")
    move(root, "past: none", "publish: none")
    write(root)
    assert not (root / SITE / "public/oak/closed").exists()
    assert not (root / SITE / "staff").exists()
    assert own.read_text(encoding="utf-8") == "of the host"


def test_a_school_whose_file_is_broken_keeps_its_site(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    before = {one: one.read_bytes() for one in files(root)}
    move(root, "name: ", "nmae: ")
    made = run(root, "site", "--on", DAY, "--base-url", ADDRESS)
    assert made.exit_code == 1
    assert "did you mean name?" in made.output
    assert {one: one.read_bytes() for one in files(root)} == before


def test_withdrawn_and_retired_policies_say_so_at_their_addresses(tmp_path: Path) -> None:
    root = make(tmp_path)
    run(root, "withdraw", "oak/lettings@2.0", "--reason", "A wrong place.", "--on", "2 Sept 2025")
    run(root, "retire", "oak/closed", "--reason", "Nobody swims.", "--on", "1 May 2026")
    write(root)
    assert "was withdrawn on 2 September 2025: A wrong place." in words(root, "lettings/2.0")
    assert "the annexe" in words(root, "lettings")
    said = words(root, "closed")
    assert "no longer in force, since 1 May 2026: Nobody swims." in said
    assert "Closed policy" not in words(root, "")


def test_what_people_say_ends_where_other_words_follow(tmp_path: Path) -> None:
    root = make(tmp_path)
    issue(root, "trips", "1 September 2024", "First adopted")
    move(root, "the coach", "the bus")
    issue(root, "trips", "1 July 2026", "Other words", "--in-force", "1 January 2027")
    run(root, "withdraw", "oak/lettings@2.0", "--reason", "In error", "--on", "2 Sept 2025")
    run(root, "retire", "oak/closed", "--reason", "Nobody swims", "--on", "1 May 2026")
    write(root)
    said = words(root, "lettings/2.0")
    assert "withdrawn on 2 September 2025: In error. Version 1.0 is in force." in said
    assert words(root, "closed").endswith("since 1 May 2026: Nobody swims.")
    changes = words(root, "trips/changes")
    assert "Version 2.0, 1 July 2026 (to come): Other words. Version 1.0" in changes
    assert "First adopted. Marked below is" in changes
    feed = (root / SITE / "public/oak/feed.atom").read_text("utf-8")
    assert "Approved by Governing board. Other words. Applies from 1 January 2027." in feed
    run(root, "site", "--on", "1 February 2027")
    assert "Updated 1 July 2026: Other words. What has changed" in words(root, "trips")


def test_what_is_marked_says_between_which_versions(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert run(root, "site", "--on", "1 July 2026").exit_code == 0
    marked = "Marked below is what version 3.0 changed in version 2.0."
    assert marked in words(root, "visitors/changes")
    said = ("--reason", "Too early.", "--on", "2 July 2026")
    assert run(root, "withdraw", "oak/visitors@3.0", *said).exit_code == 0
    issue(root, "visitors", "3 July 2026", "The place again.")
    write(root)
    marked = "Marked below is what version 4.0 changed in version 2.0."  # 3.0 is listed, too
    changes = words(root, "visitors/changes")
    assert marked in changes
    assert "Version 3.0, 1 July 2026 (withdrawn)" in changes
    assert "version 2.0 changed in version 1.0." in words(root, "visitors/changes/2.0")


def test_before_it_applies_the_last_issue_is_in_force_and_on_that_day_the_new_one(
    tmp_path: Path,
) -> None:
    root = make(tmp_path)
    for day, place in (("31 December 2026", "the entrance hall"), ("1 January 2027", "the front")):
        run(root, "site", "--on", day)
        assert place in words(root, "visitors")


def test_a_preview_shows_drafts_and_says_so_on_every_page(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root, "--preview")
    assert "the coach" in words(root, "trips/draft")
    (leads,) = page(root, "trips").xpath("//main//a[. = 'Draft']/@href")  # the index leads there
    assert leads == "draft/index.html"
    for kind in ("public", "staff"):
        assert b"the safe" not in b"\n".join(one.read_bytes() for one in files(root, kind))
    for file in files(root):
        if file.name == "index.html" and "page_fragments" not in file.parts:
            assert "Preview: not published" in file.read_text(encoding="utf-8"), file
    write(root)
    assert not (root / SITE / "public/oak/trips").exists()


def test_a_preview_tells_each_mistake_in_a_draft_once(tmp_path: Path) -> None:
    root = make(tmp_path)
    move(root, "place: the coach", "plaice: the coach")
    move(root, "facts:", "roles: {headteacher: Principal}\nfacts:")
    made = run(root, "site", "--on", DAY, "--preview")
    assert made.exit_code == 1
    assert made.output.count("'plaice' is not a value of trips 2016-04") == 1
    assert made.output.count("'headteacher' is not a role") == 1
    assert run(root, "site", "--on", DAY).exit_code == 0  # no draft is published


def test_an_issue_in_force_that_is_not_held_here_is_said(tmp_path: Path) -> None:
    root = make(tmp_path)
    file = root / "schools/oak/issued/closed/1.0.md"
    frozen = file.read_bytes()
    file.unlink()
    for _ in range(2):  # the second time nothing is made, and it is said nevertheless
        said = write(root)
        assert "version 1.0 is in force but not held here, so it isn't published" in said
        assert "Closed policy" not in words(root, "")
    file.write_bytes(frozen)
    assert "not held here" not in write(root)
    assert "Closed policy" in words(root, "")


def test_an_issue_that_cannot_be_read_keeps_no_other_from_being_shown(tmp_path: Path) -> None:
    root = make(tmp_path)
    file = root / "schools/oak/issued/closed/1.0.md"
    frozen = file.read_bytes()
    file.unlink()
    file.mkdir()
    unread = run(root, "site", "--on", DAY)
    file.rmdir()
    file.write_bytes(frozen.replace(b"the pond", b"the lake"))
    altered = run(root, "site", "--on", DAY)
    wrong = ("can't be read", "this issue was altered since it was issued")
    for made, why in zip((unread, altered), wrong, strict=True):
        assert made.exit_code == 1
        assert f"schools/oak/issued/closed/1.0.md:1:1: {why}" in made.output
        assert "not held here" not in made.output
        assert "3 policies of 1 school" in made.output
    assert "Visitors policy" in words(root, "")


def test_data_and_feed_say_what_the_pages_say(story: Path) -> None:
    folder = story / SITE / "public/oak"
    data = json.loads((folder / "policies.json").read_text(encoding="utf-8"))
    (visitors,) = (one for one in data["policies"] if one["id"] == "visitors")
    assert visitors["in_force"] == "2.0"
    assert [one["state"] for one in visitors["issues"]] == ["past", "in force", "coming"]
    assert visitors["url"] == f"{ADDRESS}oak/visitors/"
    for file in visitors["issues"][1]["files"].values():
        assert (story / SITE / "public" / file.removeprefix(ADDRESS)).is_file()
    feed = (folder / "feed.atom").read_text(encoding="utf-8")
    assert feed.count("<entry>") == 5  # visitors 1 to 3, lettings 2, closed 1
    assert "Lettings policy, version 1.0" not in feed
    assert len(set(re.findall("<id>(.*?)</id>", feed))) == 6


def test_data_have_a_school_s_name_as_it_was_typed(tmp_path: Path) -> None:
    """So that it matches what other programs know; pages have it set."""
    root = make(tmp_path)
    file = root / "schools/oak/school.yaml"
    text = file.read_text("utf-8").replace('"Oak Primary School"', '"St Oak\'s School"')
    file.write_text(text, "utf-8")
    write(root)
    folder = root / SITE / "public/oak"
    assert json.loads((folder / "policies.json").read_text("utf-8"))["name"] == "St Oak's School"
    assert "Policy reviews\\, St Oak's School" in (folder / "reviews.ics").read_text("utf-8")
    assert "St Oak’s School" in page(root, "").text_content()


def test_nothing_is_written_anew_where_nothing_changed(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    before = {one: one.stat().st_mtime_ns for one in files(root)}
    write(root)
    assert {one: one.stat().st_mtime_ns for one in files(root)} == before
    move(root, "past: list", "past: none")
    write(root)
    assert "Earlier versions" not in words(root, "lettings")


@pytest.mark.parametrize("named", [(), ("ash", "yew")])
def test_a_new_name_leads_on_from_each_that_it_had(tmp_path: Path, named: tuple[str, ...]) -> None:
    """Though sites were written under them, and whether all schools are meant or that one."""
    root = make(tmp_path)
    write(root)
    public, (one, two) = root / SITE / "public", named or ("", "")
    for old, new, of in (("oak", "ash", one), ("ash", "yew", two)):
        assert run(root, "rename", old, new).exit_code == 0
        write(root, *filter(None, [of]))
        for name in ("oak", old):
            page = (public / name / "visitors/index.html").read_text(encoding="utf-8")
            assert f'content="0; url=../../{new}/visitors/index.html"' in page
            for file in (
                "feed.atom", "reviews.ics", "policies.json", "page_fragments/visitors.html",
                "visitors/visitors.docx", "visitors/1.0/visitors-1.0.pdf",
            ):  # fmt: skip
                now = (public / new / file).read_bytes()
                assert (public / name / file).read_bytes() == now, "who follows it goes on"
    write(root)  # nothing has changed since
    assert (public / "ash/visitors/index.html").is_file()
    assert "\nformerly: [ash]\n" in (root / "schools/yew/school.yaml").read_text("utf-8")


def test_a_name_that_it_has_again_leads_nowhere_else(tmp_path: Path) -> None:
    root = make(tmp_path)
    for old, new in (("oak", "ash"), ("ash", "yew"), ("yew", "ash")):
        assert run(root, "rename", old, new).exit_code == 0
    write(root)
    public = root / SITE / "public"
    assert (public / "ash/visitors/visitors.docx").is_file()
    for name in ("oak", "yew"):
        page = (public / name / "visitors/index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../../ash/visitors/index.html"' in page


def test_fragments_have_no_page_around_them(story: Path) -> None:
    folder = story / SITE / "public/oak/page_fragments"
    text = (folder / "visitors.html").read_text(encoding="utf-8")
    assert text.startswith('<div class="policygen">')
    assert not re.search(r"<(html|head|body|h1|main)\b", text)
    assert f'href="{ADDRESS}oak/visitors/visitors.docx"' in text
    style = text.partition("<style>")[2].partition("</style>")[0]
    rules = re.sub(r"/\*.*?\*/", "", style)
    for rule in re.findall(r"^\s*([^{}@\s][^{}]*)\{", rules, re.M):
        assert rule.startswith(".policygen")


def test_fragments_of_two_policies_can_stand_on_one_page(story: Path) -> None:
    folder = story / SITE / "public/oak/page_fragments"
    names = ("visitors", "lettings")
    both = [html.fromstring((folder / f"{name}.html").read_bytes()) for name in names]
    ids = [one for tree in both for one in tree.xpath("//@id")]
    assert len(ids) == len({*ids})
    for name, tree in zip(names, both, strict=True):
        own = {*tree.xpath("//@id")}
        assert f"{name}_about" in own
        assert all(one.startswith(f"{name}_") for one in own)
        led = [one[1:] for one in tree.xpath("//@href") if one.startswith("#")]
        named = tree.xpath("//@aria-labelledby")
        heads = [one for said in tree.xpath("//@headers") for one in said.split()]
        assert led
        assert {*led, *named, *heads} <= own
    assert "visitors_" not in (story / SITE / "public/oak/visitors/index.html").read_text("utf-8")


def test_a_school_is_made_only_of_its_own(tmp_path: Path) -> None:
    root = make(tmp_path)
    issue(root, "trips", "1 September 2026", "First adopted.")
    write(root, "oak")
    assert not (root / SITE / "public/elm").exists()
    assert run(root, "site", "ok").exit_code == 2


def test_a_day_that_is_past_knows_nothing_of_what_came_later(tmp_path: Path) -> None:
    root = make(tmp_path)
    run(root, "withdraw", "oak/lettings@2.0", "--reason", "A wrong place.", "--on", "2 Sept 2025")
    run(root, "site", "--on", "1 September 2025")
    assert "the new annexe" in words(root, "lettings")
    assert not (root / SITE / "public/oak/visitors/3.0").exists()
    run(root, "site", "--on", "31 August 2025")
    assert not (root / SITE / "public/oak/lettings/2.0").exists()
    assert "the hall" in words(root, "visitors")


def test_a_school_with_the_former_name_of_another_keeps_its_own_pages(tmp_path: Path) -> None:
    root = make(tmp_path)
    run(root, "rename", "oak", "ash")
    (root / "schools/oak").mkdir(exist_ok=True)
    (root / "schools/oak/school.yaml").write_text("name: New Oak School\n", encoding="utf-8")
    made = run(root, "site", "--on", DAY)
    assert made.exit_code == 1
    assert "As they were: the sites of ash." in made.output
    assert "New Oak School" in (root / SITE / "public/oak/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--base-url", "policies.example"), "'policies.example' is not an address on the web"),
        (("--base-url", "https://e.example/?a=1"), "is not the address of a folder"),
        (("--base-url", "https://e.example/#a"), "is not the address of a folder"),
        (("--on", "June 2026"), "June 2026 is a month; name one day of it."),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    tmp_path: Path, words: tuple[str, str], said: str
) -> None:
    files: dict[str, str | bytes] = {"schools/oak/school.yaml": "name: Oak School\n"}
    make_workspace(tmp_path, {**files, "policygen.yaml": ""})
    made = run(tmp_path, "site", *words)
    assert made.exit_code == 2
    assert said in " ".join(made.output.split())
    assert not (tmp_path / "build").exists()


def test_a_mistake_in_the_settings_leaves_sites_as_they_were(tmp_path: Path) -> None:
    make_workspace(tmp_path, {"schools/oak/school.yaml": "name: Oak School\n"})
    settings = tmp_path / "policygen.yaml"
    settings.write_text("site: {base_url: https://p.example}\n", encoding="utf-8")
    assert run(tmp_path, "site").exit_code == 0
    index = (tmp_path / SITE / "public/oak/index.html").read_bytes()
    assert b'<link rel="canonical" href="https://p.example/oak/">' in index
    settings.write_text("site: {base_url: p.example}\n", encoding="utf-8")
    made = run(tmp_path, "site")
    assert made.exit_code == 1
    assert "policygen.yaml:1:18: 'p.example' is not an address on the web" in made.output
    assert "As they were: the sites of oak." in made.output
    assert (tmp_path / SITE / "public/oak/index.html").read_bytes() == index


def test_a_site_that_loses_its_address_is_told_of(tmp_path: Path) -> None:
    root = make(tmp_path)
    without = "Without --base-url: no sitemap and no whole addresses in 1 site.\n"
    assert "--base-url" not in write(root)
    sitemap = root / SITE / "public/oak/sitemap.xml"
    assert sitemap.is_file()
    for _ in range(2):  # when nothing is written anew, too
        made = run(root, "site", "oak", "--on", DAY)
        assert made.exit_code == 0, made.output
        assert without in made.output
    assert not sitemap.exists()
    with (root / "policygen.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nsite: {base_url: https://p.example}\n")
    assert "--base-url" not in run(root, "site", "oak", "--on", DAY).output
    assert sitemap.is_file()


def test_after_a_review_a_page_says_one_next_review(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    before = words(root, "lettings")
    (old,) = re.findall(r"Next review (\d+ \w+ \d{4})", before.partition("Contents")[0])
    words_ = ("reviewed", "oak/lettings", "--by", "Board", "--on", "30 September 2026")
    assert run(root, *words_).exit_code == 0
    write(root)
    after = words(root, "lettings")
    assert "Reviewed 30 September 2026, unchanged; next review 30 September 2028." in after
    assert "Next review 30 September 2028" in after
    assert old not in after


def test_whoever_names_nobody_to_ask_is_told(tmp_path: Path) -> None:
    """A site has to say how to get another format; who publishes nothing has no page that must."""
    root = make(tmp_path)
    file = root / "schools/oak/school.yaml"
    text = file.read_text("utf-8")
    email, telephone = "email: office@oak.example, ", "telephone: 01632 960000,"
    assert text.count(email) == text.count(telephone) == 1
    file.write_text(text.replace(email, "").replace(telephone, ""), "utf-8")
    expected = (
        "Whom to ask for another format, such as large print, isn't said in 1 site: oak. "
        "Write email: or telephone: under facts: in school.yaml.\n"
    )
    assert expected in write(root)
    assert expected in write(root)  # nothing is made anew, and it is said again
    assert "ask us" not in page(root, "").text_content()
    file.write_text(text.replace(email, ""), "utf-8")
    assert "Whom to ask" not in write(root)


def test_of_many_who_name_nobody_ten_are_named(tmp_path: Path) -> None:
    root = make(tmp_path)
    names = [f"elm-{number}" for number in range(10, 23)]
    adopted = "policies:\n  trips: {model: 2016-04, values: {place: the coach}}\n"
    make_workspace(
        root, {f"schools/{name}/school.yaml": f"name: {name}\n{adopted}" for name in names}
    )
    words = ("--by", "Governors", "--summary", "First.", "--on", DAY)
    assert run(root, "issue", *(f"{name}/trips" for name in names), *words).exit_code == 0
    assert f"isn't said in 13 sites: {', '.join(names[:10])}, and 3 more. Write" in write(root)


def test_what_is_said_of_a_school_is_no_reason_to_make_its_site_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path)
    said = write(root)
    assert "#f4c20d is too light to be read" in said
    monkeypatch.setattr("policygen.workspace.gathering.gather", None)  # whoever calls it fails
    assert write(root) == said


def test_a_school_that_has_the_former_name_of_another_loses_no_page(tmp_path: Path) -> None:
    """What led on from there goes, in the same run; whichever school's site is written first."""
    root = make(tmp_path)
    for old, new in (("oak", "ash"), ("ash", "yew")):
        assert run(root, "rename", old, new).exit_code == 0
    write(root)
    (root / "schools/elm").rename(root / "schools/ash")
    public = root / SITE / "public/ash"
    assert (public / "visitors/index.html").is_file()
    for _ in range(2):
        write(root)
        assert "Elm School" in (public / "index.html").read_text(encoding="utf-8")
        assert not (public / "visitors").exists()


def test_a_search_that_was_stopped_is_made_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing else has changed since, and the pages had an index before."""
    pytest.importorskip("pagefind_bin")
    root = make(tmp_path)
    index = root / SITE / "public/oak/search_index"
    write(root)
    assert (index / "pagefind-entry.json").is_file()
    move(root, "past: list", "past: all")
    with monkeypatch.context() as patched:
        patched.setattr("policygen.workspace.searching.subprocess.run", _stopped)
        assert "Aborted!" in run(root, "site", "--on", DAY, "--base-url", ADDRESS).output
    assert not index.exists()
    write(root)
    assert (index / "pagefind-entry.json").is_file()


def test_a_run_each_day_leaves_no_more_behind_than_one(tmp_path: Path) -> None:
    root = make(tmp_path)
    index = root / "build/.index.sqlite3"
    rows = list[int]()
    for on in ("1 October 2026", "2 October 2026", "1 January 2027"):
        run(root, "site", "--on", on)
        run(root, "site", "--dashboard", "--on", on)
        with closing(sqlite3.connect(index)) as database:
            rows += database.execute("SELECT count(*) FROM made").fetchone()
    assert rows[0] == rows[1] == rows[2]
    assert "Version 3.0" in words(root, "visitors"), "it is of its day all the same"


def test_what_a_stopped_run_has_written_goes_once_it_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("policygen.actions.site.clear_old", _stopped)
        assert "Aborted!" in run(root, "site", "oak", "--on", DAY).output
    assert (root / SITE / "public/oak/lettings/index.html").is_file()
    move(root, "past: list", "publish: none")
    write(root)
    assert not (root / SITE / "public/oak/lettings").exists()


def _stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_it_says_what_is_for_staff_and_what_nobody_else_can_read_any_more(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert "4 policies of 1 school in " in write(root)
    assert write(root).count("build/site, 1 for staff only.") == 1
    file = root / "schools/oak/school.yaml"
    text = file.read_text("utf-8")
    place = "values: {place: the front gate}"
    assert text.count(place) == 1
    file.write_text(text.replace(place, f"{place}, publish: staff"), "utf-8")
    said = write(root)
    assert "4 policies of 1 school in " in said
    assert "build/site, 2 for staff only.\nNo longer public: " in said
    assert "No longer public: oak/visitors@1.0, oak/visitors@2.0, oak/visitors@3.0.\n" in said
    assert "What was copied to a web host stays there until it is removed there, too." in said
    assert "No longer" not in write(root)  # that was said
    (root / "schools/elm/school.yaml").unlink()
    assert "No longer there: elm.\n" in write(root)
    assert "No longer" not in write(root)


def test_a_rename_takes_nothing_from_anybody(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    assert run(root, "rename", "oak", "ash").exit_code == 0
    said = write(root)
    assert "No longer" not in said
    assert "Former names, whose pages lead on: oak. Publish those, too.\n" in said
    assert "Former names, whose pages lead on: oak." in write(root)


def test_it_says_when_to_write_the_sites_again(story: Path) -> None:
    assert (
        "On 1 January 2027 another version applies of oak/visitors: write the sites again on that "
        "day.\n"
    ) in write(story)
    assert "another version" not in write(story, "--on", "1 January 2027")
    write(story)


def test_of_a_preview_it_says_that_it_is_not_for_publishing(tmp_path: Path) -> None:
    root = make(tmp_path)
    warned = "Drafts are among them: leave --preview out when you publish them.\n"
    assert warned in write(root, "--preview")
    assert warned not in write(root)


def test_search_engines_keep_out_of_what_is_for_staff(story: Path) -> None:
    for kind, kept_out in (("public", 0), ("staff", 1)):
        for path in ("", "visitors", "accessibility_statement"):
            robots = page(story, path, kind).xpath("//meta[@name='robots']/@content")
            assert robots == ["noindex"] * kept_out


def test_an_address_with_many_slashes_is_one_with_one(tmp_path: Path) -> None:
    root = make(tmp_path)
    run(root, "site", "--on", DAY, "--base-url", "https://policies.example//")
    canonical = page(root, "visitors").xpath("//link[@rel='canonical']/@href")
    assert canonical == ["https://policies.example/oak/visitors/"]


def test_a_text_that_is_taken_back_is_no_longer_public_and_it_says_so(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root)
    words = ("--reason", "Not agreed", "--on", "1 October 2026")
    assert run(root, "withdraw", "oak/closed@1.0", *words).exit_code == 0
    assert "No longer public: oak/closed@1.0.\n" in write(root)
    move(root, "values: {place: the front gate}", "values: {place: the front gate}, past: list")
    assert "No longer public: oak/visitors@1.0.\n" in write(root)
    assert run(root, "retire", "oak/lettings", "--reason", "Merged", "--on", DAY).exit_code == 0
    assert "No longer public: oak/lettings@2.0.\n" in write(root)
    assert "No longer public" not in write(root)


def test_where_a_record_was_meddled_with_its_site_stays_as_it_was(tmp_path: Path) -> None:
    """What is in force by such a record can't be trusted."""
    root = make(tmp_path)
    file = root / "schools/oak/school.yaml"
    before = file.read_bytes()
    words = ("--reason", "Not agreed", "--on", "1 October 2026")
    assert run(root, "withdraw", "oak/closed@1.0", *words).exit_code == 0
    write(root)
    published = {one: one.read_bytes() for one in files(root)}
    file.write_bytes(before)  # as if nothing had been withdrawn
    made = run(root, "site", "--on", DAY, "--base-url", ADDRESS)
    assert made.exit_code == 1
    assert "what is in force can't be told: the end of the record is missing" in made.output
    assert "As they were: the sites of oak.\n" in made.output
    assert {one: one.read_bytes() for one in files(root)} == published


def test_at_a_former_name_is_nothing_that_only_its_pages_need(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert run(root, "rename", "oak", "ash").exit_code == 0
    write(root)
    left = {one.name for one in (root / SITE / "public/oak").iterdir() if one.name != "visitors"}
    assert not left & {"site.css", "search.js", "print.js", "search_index", "sitemap.xml"}
    assert {"feed.atom", "policies.json", "reviews.ics", "index.html"} <= left
