"""Words that name another policy of the school: a link on its site, and words elsewhere."""

import re
from pathlib import Path

import pytest
from cli_fixtures import Run
from lxml import html
from workspaces import make_workspace

HEAD = "---\ntitle: {}\npublisher: The Oak Trust\nissued: May 2026\nreview: annually\n---\n"
VISITS = """\
## Scope

1. See [our way of **being safe**](policy:e-safety), and “[keys](policy:keys)”.
2. See [](policy:e-safety), and *[so](policy:e-safety)*.
"""
SCHOOL = """\
name: Oak School
policies:
  visits: {model: 2026-01}
  e-safety: {model: 2026-01}
other_policies: {keys: Keys}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A school with two policies, one of which names the other."""
    files = {
        "templates/visits/2026-01.md": HEAD.format("Visits") + VISITS,
        "templates/e-safety/2026-01.md": HEAD.format("Online safety") + "## Scope\n\n1. One.\n",
        "schools/oak/school.yaml": SCHOOL,
    }
    make_workspace(tmp_path / "links", files)
    return tmp_path / "links"


def made(root: Path, run: Run, *words: str) -> str:
    done = run("-C", str(root), *words)
    assert done.exit_code == 0, done.output
    return done.output


def issue(root: Path, run: Run, *policies: str) -> None:
    targets = [f"oak/{policy}" for policy in policies]
    made(root, run, "issue", *targets, "--by", "Governors", "--summary", "First.")


def links(root: Path) -> list[tuple[str, str]]:
    page = html.fromstring((root / "build/site/public/oak/visits/index.html").read_bytes())
    found = page.xpath("//main//a[contains(@href, 'e-safety') or contains(@href, 'keys')]")
    return [(one.text_content(), one.get("href")) for one in found]


def test_words_for_a_policy_lead_to_it_on_the_site(root: Path, run: Run) -> None:
    issue(root, run, "visits", "e-safety")
    made(root, run, "site")
    there = "../e-safety/index.html"
    assert links(root) == [
        ("our way of being safe", there), ("Online safety", there), ("so", there)
    ]  # fmt: skip


def test_they_are_only_words_where_the_other_cannot_be_read(root: Path, run: Run) -> None:
    issue(root, run, "visits")
    made(root, run, "site")
    assert links(root) == []
    page = (root / "build/site/public/oak/visits/index.html").read_text("utf-8")
    assert "our way of <strong>being safe</strong>, and “keys”" in page
    assert "policy:" not in page


def test_in_files_they_are_words_as_they_ever_were(root: Path, run: Run) -> None:
    """The bytes are those of a text in which no link stands: for what was issued before, too."""
    issue(root, run, "visits")
    assert "changed" not in made(root, run, "status", "oak/visits")
    assert "1 issue intact" in made(root, run, "verify")
    linked = editions(root)
    assert {*linked} == {"visits.docx", "visits.html", "visits.md"}
    model = root / "templates/visits/2026-01.md"
    model.write_text(HEAD.format("Visits") + re.sub(r"\[([^\]]+)\]\(.*?\)", r"\1", VISITS), "utf-8")
    (root / "schools/oak/issued").rename(root / "set-aside")
    (root / "schools/oak/school.yaml").write_text(SCHOOL, "utf-8")
    issue(root, run, "visits")
    assert editions(root) == linked


def editions(root: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (root / "build/oak").glob("visits.*")}


def test_on_the_site_s_page_of_changes_they_are_words(root: Path, run: Run) -> None:
    issue(root, run, "visits", "e-safety")
    model = root / "templates/visits/2026-01.md"
    model.write_text(model.read_text("utf-8").replace("and *", "and also *"), "utf-8")
    issue(root, run, "visits")
    made(root, run, "site")
    page = (root / "build/site/public/oak/visits/changes/index.html").read_text("utf-8")
    assert "policy:" not in page
    assert "our way of" in page
    assert "also" in page
