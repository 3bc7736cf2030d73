"""What was issued can't change unseen, and what wasn't issued leaves no trace."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pytest
from cli_fixtures import Run, edit
from frozen_files import forge, record_of, reseal
from workspaces import as_on_its_day

from policygen import __version__
from policygen.actions import issue as issuing
from policygen.dates import PartialDate
from policygen.errors import PolicyError
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

SCHOOLS = ("holtsmere-end", "oakfield")
SCHOOL = "schools/holtsmere-end/school.yaml"
ISSUED = "schools/holtsmere-end/issued/social-media/2.0.md"
OTHER = "schools/oakfield/issued/social-media/2.0.md"
APPROVED = ("--by", "Governing board", "--summary", "Issued", "--on", "2026-11-20")


@pytest.fixture
def issued(run: Run, workspace: Path) -> Path:
    run("issue", *(f"{school}/social-media" for school in SCHOOLS), *APPROVED)
    assert "2 issues intact, 0 altered" in run("verify").stderr
    return workspace


def swapped(workspace: Path) -> None:
    shutil.copyfile(workspace / OTHER, workspace / ISSUED)


def renamed(workspace: Path) -> None:
    frozen = workspace / ISSUED
    frozen.rename(frozen.with_name("2.1.md"))
    edit(workspace / SCHOOL, 'version: "2.0"', 'version: "2.1"')


def missing(workspace: Path) -> None:
    (workspace / ISSUED).unlink()


def unreadable(workspace: Path) -> None:
    (workspace / ISSUED).unlink()
    try:
        (workspace / ISSUED).symlink_to(Path(__file__))
    except OSError:  # Windows wants a privilege for links
        pytest.skip("links can't be made here")


def truncated(workspace: Path) -> None:
    (workspace / ISSUED).write_bytes((workspace / ISSUED).read_bytes()[:2_000])


@pytest.mark.parametrize(
    ("change", "file", "said"),
    [
        (swapped, ISSUED, "not the issue that the history names"),
        (
            renamed,
            ISSUED.replace("2.0", "2.1"),
            "not the issue that the history names\nschools/holtsmere-end/school.yaml:21:9:"
            " the issue of 20 November 2026 isn't as it was recorded,"
            " or what was typed before it isn't",
        ),
        (missing, ISSUED, "missing"),
        (unreadable, ISSUED, "leads out of the workspace by a link"),
        (truncated, ISSUED, "altered since it was issued"),
    ],
)
def test_an_issue_that_is_not_itself_is_altered(
    run: Run, issued: Path, change: object, file: str, said: str
) -> None:
    assert callable(change)
    change(issued)
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout == f"{file}: {said}\n"
    assert "1 issue intact, " in result.stderr
    version = Path(file).stem
    assert run("build", f"holtsmere-end/social-media@{version}").exit_code == 1
    status = run("status", "holtsmere-end")
    assert "holtsmere-end/social-media: altered" in status.stdout
    assert run("reviewed", "holtsmere-end/social-media", "--by", "Head").exit_code == 1


def test_a_name_that_leads_elsewhere_is_none(run: Run, issued: Path) -> None:
    elsewhere = "oakfield/../../holtsmere-end/issued/social-media@2.0"
    result = run("build", elsewhere)
    assert result.exit_code == 2
    assert "can't name a policy" in result.stderr
    assert not list((issued / "build").rglob("*@*"))


def test_a_history_that_says_otherwise_is_found(run: Run, issued: Path) -> None:
    edit(issued / SCHOOL, "summary: Issued", "summary: Nothing new")
    result = run("verify")
    assert result.exit_code == 1
    place = "schools/holtsmere-end/school.yaml:21:9"
    said = (
        "the issue of 20 November 2026 isn't as it was recorded, or what was typed before it isn't"
    )
    assert result.stdout == f"{place}: {said}\n"


def test_an_issue_that_no_history_names_is_looked_at_all_the_same(run: Run, issued: Path) -> None:
    text = (issued / SCHOOL).read_text("utf-8")
    (issued / SCHOOL).write_text(text.partition("policies:")[0], "utf-8")
    result = run("verify")
    assert result.exit_code == 1
    assert f"{ISSUED}: not in the school's history" in result.stderr
    edit(issued / ISSUED, "good name", "bad name")
    said = "the record of social-media is missing"
    assert run("verify").stdout == (
        f"{SCHOOL}:2:1: {said}\n{ISSUED}: altered since it was issued\n"
    )


def test_a_file_whose_mistakes_may_hide_an_issue_is_no_success(run: Run, issued: Path) -> None:
    edit(issued / SCHOOL, "history:", "histroy:")
    assert run("verify").exit_code == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/social-media/2016-04.md", "The aim is", "The purpose is"),
        ("templates/social-media/2016-04.md", "title: Social media", "title: Social"),
        (SCHOOL, "name: Holtsmere End Infant", "name: Holtsmere Infant"),
        (SCHOOL, "the staff room", "the library"),
        (SCHOOL, "business_use: with_approval", "business_use: never"),
    ],
)
def test_whatever_the_text_is_made_of_changes_it(
    run: Run, issued: Path, path: str, old: str, new: str
) -> None:
    assert "holtsmere-end/social-media: issued" in run("status").stdout
    edit(issued / path, old, new)
    assert "holtsmere-end/social-media: changed" in run("status").stdout


def test_line_ends_that_git_has_changed_are_no_alteration(run: Run, issued: Path) -> None:
    frozen = issued / ISSUED
    frozen.write_bytes(frozen.read_bytes().replace(b"\n", b"\r\n"))
    assert run("verify").exit_code == 0
    assert run("build", "holtsmere-end/social-media@2.0").exit_code == 0


def test_a_build_after_a_frozen_file_was_altered_says_so_on_the_page(
    run: Run, issued: Path
) -> None:
    page = issued / "build/holtsmere-end/social-media.md"
    run("build", "--format", "md")
    assert "Draft" not in page.read_text("utf-8")
    edit(issued / ISSUED, "good name", "bad name")
    run("build", "--format", "md")
    assert "DRAFT: the record of this policy has been altered" in page.read_text("utf-8")
    assert run("build", "--format", "html").stderr.endswith("\n4 editions built.\n")


def test_a_copied_workspace_has_a_memory_of_its_own(
    run: Run, issued: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run("status")
    copy = tmp_path_factory.mktemp("copy") / "workspace"
    shutil.copytree(issued, copy)
    edit(copy / ISSUED, "good name", "bad name")
    assert "holtsmere-end/social-media: altered" in run("-C", str(copy), "status").stdout


def test_a_broken_memory_is_no_trouble(run: Run, issued: Path) -> None:
    told = run("status").stdout
    index = issued / "build/.index.sqlite3"
    data = index.read_bytes()
    for broken in (data[: len(data) // 2], b"no database", data[:1024] + b"?" * (len(data) - 1024)):
        index.write_bytes(broken)
        assert run("status").stdout == told


def test_quotes_are_rebuilt_byte_for_byte(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "the staff room", '"the \'quiet\' \\"room\\" & <more>"')
    words = ("--by", 'The "board"', "--summary", 'A "first"', "--on", "2026-11-20")
    run("issue", "holtsmere-end/social-media", *words)
    run("build", "holtsmere-end", "holtsmere-end/social-media@2.0")
    folder = workspace / "build/holtsmere-end"
    for kind in ("docx", "html", "md"):
        rebuilt = (folder / f"social-media@2.0.{kind}").read_bytes()
        assert as_on_its_day(rebuilt) == (folder / f"social-media.{kind}").read_bytes()


def test_of_two_runs_at_once_one_issues_and_the_other_is_refused(run: Run, workspace: Path) -> None:
    command = [sys.executable, "-m", "policygen", "-C", str(workspace), "issue"]
    words = ["brook-lane/social-media", "--summary", "A", "--json"]
    runs = [
        subprocess.Popen([*command, *words, "--by", f"Board {number}"], stdout=subprocess.PIPE)
        for number in range(4)
    ]
    done = [json.loads(started.communicate(timeout=120)[0]) for started in runs]
    assert sum(len(one["issued"]) for one in done) == 1
    assert [started.returncode for started in runs].count(0) == 1
    assert "1 issue intact, 0 altered" in run("verify", "brook-lane").stderr


def test_who_comes_second_leaves_the_first_issue_alone(run: Run, workspace: Path) -> None:
    """As where a history arrives from elsewhere while an issue is prepared here."""
    approval = issuing.Approval("Second board", PartialDate(2026, 11, 20), "A")
    library = Library(Workspace(workspace))
    second, _ = issuing.prepare(
        library, "holtsmere-end", ["social-media"], approval, date(2026, 11, 26)
    )
    run("issue", "holtsmere-end/social-media", *APPROVED)
    frozen = (workspace / ISSUED).read_bytes()
    with pytest.raises(PolicyError, match="was changed while this was at work"):
        second.write(Workspace(workspace))
    assert (workspace / ISSUED).read_bytes() == frozen
    assert "1 issue intact, 0 altered" in run("verify").stderr


def test_what_cannot_be_written_leaves_no_frozen_file(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PolicyError("school.yaml can't be written")

    monkeypatch.setattr(Workspace, "replace_school", refuse)
    assert run("issue", "holtsmere-end/social-media", *APPROVED).exit_code == 1
    assert not (workspace / ISSUED).exists()


@pytest.mark.usefixtures("later")
def test_a_review_is_recorded_once(run: Run, issued: Path) -> None:
    words = ("reviewed", "holtsmere-end/social-media", "--by", "Head", "--on", "1 November 2028")
    assert run(*words).exit_code == 0
    before = (issued / SCHOOL).read_bytes()
    again = run(*words)
    assert again.exit_code == 1
    assert "a review of 1 November 2028 is recorded already" in again.stderr
    assert (issued / SCHOOL).read_bytes() == before


def reissued(run: Run, workspace: Path, version: str) -> None:
    """Issue Oakfield's policy again, with another text."""
    edit(workspace / "schools/oakfield/school.yaml", "name: Oakfield", f"name: Oakfield {version}")
    words = ("--by", "Board", "--summary", "A", "--version", version, "--on", "2026-11-20")
    assert run("issue", "oakfield/social-media", *words).exit_code == 0


def test_what_issues_share_is_kept_once(run: Run, issued: Path) -> None:
    docx.Document().save(str(issued / "templates/house-style.docx"))
    reissued(run, issued, "3.0")
    reissued(run, issued, "4.0")
    parts = sorted((issued / "schools/oakfield/issued/parts").iterdir())
    assert sorted(part.suffix for part in parts) == [".docx", ".png"]
    for part in parts:
        assert sha256(part.read_bytes()).hexdigest() == part.stem
    for version in ("3.0", "4.0"):
        record = record_of(issued / f"schools/oakfield/issued/social-media/{version}.md")
        assert {record["logo"], record["house_style"]} == {part.name for part in parts}
    assert "4 issues intact, 0 altered" in run("verify").stderr


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(lambda part: part.unlink(), "missing"), (lambda part: part.write_bytes(b"?"), "altered")],
)
def test_a_part_that_is_not_itself_is_found_and_no_issue_built_with_it(
    run: Run, issued: Path, spoil: Callable[[Path], object], said: str
) -> None:
    (logo,) = (issued / "schools/oakfield/issued/parts").iterdir()
    spoil(logo)
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout == f"{OTHER}: its logo is {said}\n"
    again = run("build", "oakfield/social-media@2.0")
    assert again.exit_code == 1
    assert f"issued/parts/{logo.name}:1:1: a part of this issue" in again.stderr
    assert not list((issued / "build/oakfield").glob("*@*"))


def test_an_issue_that_cannot_be_recorded_leaves_no_part_behind(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PolicyError("school.yaml can't be written")

    monkeypatch.setattr(Workspace, "replace_school", refuse)
    assert run("issue", "oakfield/social-media", *APPROVED).exit_code == 1
    assert not [p for p in (workspace / "schools/oakfield/issued").rglob("*") if p.is_file()]


def older(words: str) -> Callable[[dict[str, Any]], None]:
    """An issue of an older policygen, whose document says `words` where the text says another."""

    def change(record: dict[str, Any]) -> None:
        record["policygen"] = "0.0.1"
        record["document"] = json.loads(json.dumps(record["document"]).replace("good name", words))

    return change


def test_an_issue_that_this_policygen_would_print_otherwise_is_told(run: Run, issued: Path) -> None:
    forge(issued / ISSUED, older("good name"))
    reseal(issued, "holtsmere-end", "social-media")
    assert "2 issues intact" in run("verify").stderr
    forge(issued / ISSUED, older("bad name"))
    reseal(issued, "holtsmere-end", "social-media")
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout == f"{ISSUED}: policygen {__version__} would print other words\n"
    built = run("build", "holtsmere-end/social-media@2.0")
    assert built.exit_code == 1
    assert f"policygen {__version__} would print other words than 0.0.1" in built.stderr


def test_a_forged_file_is_not_the_one_that_the_history_sealed(run: Run, issued: Path) -> None:
    forge(issued / ISSUED, lambda record: record.update(roles={"headteacher": "Somebody"}))
    assert run("verify").stdout == f"{ISSUED}: not the issue that the history names\n"


def test_a_failed_issue_leaves_the_parts_of_others_alone(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PolicyError("school.yaml can't be written")

    edit(issued / "schools/oakfield/school.yaml", "name: Oakfield", "name: New Oakfield")
    monkeypatch.setattr(Workspace, "replace_school", refuse)
    assert run("issue", "oakfield/social-media", *APPROVED).exit_code == 1
    assert "2 issues intact, 0 altered" in run("verify").stderr
