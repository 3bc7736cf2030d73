"""The record of what was issued, reviewed and withdrawn is one chain, and a break in it shows."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from cli_fixtures import Run, edit
from frozen_files import forge, record_of, reseal
from killing import KILLED
from workspaces import as_on_its_day

NAME = "holtsmere-end/social-media"
FOLDER = "schools/holtsmere-end"
SCHOOL = f"{FOLDER}/school.yaml"
ISSUED = f"{FOLDER}/issued/social-media"
HEADS = f"{FOLDER}/issued/heads.json"


@pytest.fixture
def recorded(run: Run, workspace: Path, later: None) -> Path:  # noqa: ARG001 -- years on
    """Two issues, a review between them and one after them."""
    issue = ("issue", NAME, "--by", "Governing board", "--summary")
    review = ("reviewed", NAME, "--by", "Staffing committee", "--on")
    assert run(*issue, "One", "--on", "3 March 2020").exit_code == 0
    assert run(*review, "4 April 2021").exit_code == 0
    edit(workspace / SCHOOL, "the staff room", "the library")
    assert run(*issue, "Two", "--on", "5 May 2022").exit_code == 0
    assert run(*review, "6 June 2023").exit_code == 0
    assert run("verify", "holtsmere-end").exit_code == 0
    assert f"{NAME}: issued; version 3.0" in run("status", "holtsmere-end").stdout
    return workspace


def change(path: Path, keys: tuple[str | int, ...], value: object) -> None:
    """Change what stands under some keys of the social media policy; None removes it."""
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    *holder, last = ("policies", "social-media", *keys)
    inner = data
    for key in holder:
        inner = inner[key]
    if value is None:
        del inner[last]
    elif isinstance(last, int) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    path.write_text(yaml.dump(data, sort_keys=False), "utf-8")


ISSUE = {"version": "4.0", "issued": "1 July 2024", "by": "Board", "summary": "Typed"}
REVIEW = {"on": "1 July 2024", "by": "Board"}
# The sample's history has two entries that were typed; the two sealed ones follow.
TAMPERED: dict[str, tuple[tuple[str | int, ...], object, str]] = {
    "a seal removed": (("history", 2, "seal"), None, "entry 1 of the record is missing"),
    "the last seal removed": (("history", 3, "seal"), None, "the issue of 5 May 2022 has no seal"),
    "a typed issue after it": (("history", 4), ISSUE, "the issue of 1 July 2024 has no seal"),
    "a typed review after it": (("reviews", 2), REVIEW, "the review of 1 July 2024 has no seal"),
    "who approved it": (("history", 2, "by"), "Head", "the issue of 3 March 2020 isn't as it was"),
    "the summary": (("history", 3, "summary"), "2", "the issue of 5 May 2022 isn't as it was"),
    "a date": (("history", 3, "issued"), "6 May 2022", "the issue of 6 May 2022 isn't as it was"),
    "who reviewed it": (("reviews", 0, "by"), "Head", "the review of 4 April 2021 isn't as it was"),
    "a note": (("reviews", 1, "note"), "Fine", "the review of 6 June 2023 isn't as it was"),
    "an issue removed": (("history", 2), None, "entry 1 of the record is missing"),
    "a review removed": (("reviews", 0), None, "entry 2 of the record is missing"),
    "the last entry removed": (("reviews", 1), None, "the end of the record is missing"),
    "a date in force": (("history", 3, "in_force"), "May 2023", "isn't as it was recorded"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_changed_record_is_altered_wherever_it_shows(run: Run, recorded: Path, name: str) -> None:
    keys, value, said = TAMPERED[name]
    change(recorded / SCHOOL, keys, value)
    found = run("verify", "holtsmere-end")
    assert found.exit_code == 1
    assert said in found.stdout
    assert f"{SCHOOL}:" in found.stdout
    status = run("status", "holtsmere-end").stdout
    assert f"{NAME}: altered" in status
    assert said in status
    built = run("build", "holtsmere-end", "--format", "md")
    assert built.exit_code == 0
    assert built.stderr.startswith(f"{SCHOOL}:")
    assert "warning: the record of social-media was altered: " in built.stderr
    assert built.stderr == run("build", "holtsmere-end", "--format", "md").stderr
    page = (recorded / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert "DRAFT: the record of this policy has been altered" in page
    assert "altered" in run("register").stdout
    checked = run("check", str(recorded / SCHOOL)).stderr
    assert "warning: the record of social-media was altered: " in checked
    assert said in checked
    assert run("reviewed", NAME, "--by", "Head", "--on", "1 July 2025").exit_code == 1


def test_an_entry_that_went_with_its_file_is_missed(run: Run, recorded: Path) -> None:
    change(recorded / SCHOOL, ("history", 2), None)
    (recorded / ISSUED / "2.0.md").unlink()
    assert "entry 1 of the record is missing" in run("verify", "holtsmere-end").stdout


def test_a_whole_record_that_was_taken_away_is_missed(run: Run, recorded: Path) -> None:
    for group in ("history", "reviews"):
        change(recorded / SCHOOL, (group,), None)
    found = run("verify", "holtsmere-end")
    assert found.exit_code == 1
    assert "the end of the record is missing" in found.stdout
    assert f"{ISSUED}/2.0.md: not in the school's history" in found.stderr


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "the head of the record is missing"),
        (lambda path: path.write_text("{}"), "the head of the record is missing"),
        (lambda path: path.write_text("?"), "can't be read"),
        (lambda path: path.write_text("[]"), "can't be read"),
        (lambda path: path.write_text('{"social-media": ["0"]}'), "the end of the record is"),
    ],
)
def test_a_head_that_is_gone_or_another_is_found(
    run: Run, recorded: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(recorded / HEADS)
    found = run("verify", "holtsmere-end")
    assert found.exit_code == 1
    assert said in found.stdout
    assert f"{NAME}: altered" in run("status", "holtsmere-end").stdout


def test_years_that_were_typed_come_before_the_first_seal(run: Run, recorded: Path) -> None:
    assert "not held here" in run("verify", "holtsmere-end").stderr
    typed = (recorded / SCHOOL).read_text("utf-8")
    change(recorded / SCHOOL, ("history", 0, "by"), "Whoever")
    said = "the issue of 3 March 2020 isn't as it was recorded, or what was typed before it isn't"
    assert said in run("verify", "holtsmere-end").stdout
    (recorded / SCHOOL).write_text(typed, "utf-8")
    data = yaml.load((recorded / SCHOOL).read_text("utf-8"), yaml.BaseLoader)
    first = {"on": "May 2017", "by": "Head"}
    change(recorded / SCHOOL, ("reviews",), [first, *data["policies"]["social-media"]["reviews"]])
    assert said in run("verify", "holtsmere-end").stdout


def test_who_rewrites_all_of_it_is_not_found_and_the_readme_says_so(
    run: Run, recorded: Path
) -> None:
    change(recorded / SCHOOL, ("history", 3, "by"), "Somebody else")
    forge(recorded / ISSUED / "3.0.md", lambda record: record.update(by="Somebody else"))
    reseal(recorded, "holtsmere-end", "social-media")
    assert run("verify", "holtsmere-end").exit_code == 0
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert "rewrites the whole folder" in readme


# Rebuilding


def test_a_version_that_no_history_names_is_not_made(run: Run, recorded: Path) -> None:
    path = recorded / ISSUED / "2.0.md"
    (recorded / ISSUED / "2.5.md").write_bytes(path.read_bytes())
    forge(recorded / ISSUED / "2.5.md", lambda record: record.update(version="2.5"))
    result = run("build", f"{NAME}@2.5")
    assert result.exit_code == 1
    assert "the school's history names no version 2.5" in result.stderr
    assert not list((recorded / "build/holtsmere-end").glob("*@*"))
    assert run("verify", "holtsmere-end").exit_code == 1


def test_a_forged_issue_is_not_made_whatever_its_own_digest_says(run: Run, recorded: Path) -> None:
    def words(record: dict[str, object]) -> None:
        document = json.dumps(record["document"]).replace("good name", "bad name")
        record["document"] = json.loads(document)

    forge(recorded / ISSUED / "2.0.md", words)
    result = run("build", f"{NAME}@2.0")
    assert result.exit_code == 1
    assert "this file is not the issue that the history names" in result.stderr
    assert run("build", f"{NAME}@3.0").exit_code == 0


def test_an_issue_is_made_though_what_came_after_it_was_tampered_with(
    run: Run, recorded: Path
) -> None:
    change(recorded / SCHOOL, ("reviews", 0, "by"), "Head")
    assert run("build", f"{NAME}@2.0").exit_code == 0
    refused = run("build", f"{NAME}@3.0")
    assert refused.exit_code == 1
    assert "the record of this issue isn't as policygen made it" in refused.stderr


# Dates


@pytest.mark.parametrize("command", [("issue", "--summary", "A"), ("reviewed",)])
def test_what_is_still_to_come_has_not_been_approved(
    run: Run, recorded: Path, command: tuple[str, ...]
) -> None:
    name, *words = command
    edit(recorded / SCHOOL, "the library", "the hall") if name == "issue" else None
    before = (recorded / SCHOOL).read_bytes()
    result = run(name, NAME, "--by", "Board", *words, "--on", "2 January 2030")
    assert result.exit_code == 1
    assert "2 January 2030 is still to come" in result.stderr
    assert (recorded / SCHOOL).read_bytes() == before
    assert run(name, NAME, "--by", "Board", *words, "--on", "January 2030").exit_code == 0


def test_what_applies_later_says_from_when(run: Run, recorded: Path) -> None:
    edit(recorded / SCHOOL, "the library", "the hall")
    words = ("issue", NAME, "--by", "Board", "--summary", "A", "--on", "3 July 2026")
    early = run(*words, "--in-force", "1 July 2026")
    assert early.exit_code == 1
    assert "it can't apply from 1 July 2026, before its approval on 3 July 2026" in early.stderr
    assert run(*words, "--in-force", "1 September 2026").exit_code == 0
    assert record_of(recorded / ISSUED / "4.0.md")["in_force"] == "1 September 2026"
    run("build", "holtsmere-end")
    folder = recorded / "build/holtsmere-end"
    assert "| Applies from | 1 September 2026 |" in (folder / "social-media.md").read_text("utf-8")
    page = (folder / "social-media.html").read_text("utf-8")
    assert "<dt>Applies from</dt><dd>1 September 2026</dd>" in page
    assert run("verify", "holtsmere-end").exit_code == 0
    assert run("build", f"{NAME}@4.0").exit_code == 0
    for kind in ("docx", "html", "md"):
        rebuilt = (folder / f"social-media@4.0.{kind}").read_bytes()
        assert as_on_its_day(rebuilt) == (folder / f"social-media.{kind}").read_bytes()


# Withdrawing


def test_the_last_issue_is_taken_back_on_the_record(run: Run, recorded: Path) -> None:
    words = ("withdraw", f"{NAME}@3.0", "--reason", "Approved in error", "--on", "7 July 2023")
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        f"{NAME}@3.0: withdrawn; version 2.0 is the last again, next review 4 April 2023\n"
    )
    assert run("verify", "holtsmere-end").exit_code == 0
    assert f"{NAME}: changed; version 2.0" in run("status", "holtsmere-end").stdout
    run("build", "holtsmere-end", "--format", "md")
    page = (recorded / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert r"Draft: changed since version 2\.0" in page
    assert r"Two\. Withdrawn on 7 July 2023: Approved in error" in page
    edit(recorded / SCHOOL, "the library", "the staff room")
    assert f"{NAME}: issued; version 2.0" in run("status", "holtsmere-end").stdout
    assert run("build", f"{NAME}@3.0").exit_code == 0
    edit(recorded / SCHOOL, "the staff room", "the hall")
    again = run("issue", NAME, "--by", "Board", "--summary", "Right", "--on", "8 August 2023")
    assert f"{NAME}: version 4.0" in again.stdout
    change(recorded / SCHOOL, ("withdrawals", 0, "reason"), "Never mind")
    assert "the withdrawal of 7 July 2023 isn't as it was" in run("verify", "holtsmere-end").stdout


def test_what_takes_the_place_of_a_withdrawn_issue_may_be_of_an_earlier_day(
    run: Run, workspace: Path
) -> None:
    """A day typed wrongly is put right: the issue is taken back, and made again."""
    name, by = "brook-lane/social-media", ("--by", "Board", "--summary", "A")
    run("issue", name, *by, "--on", "3 March 2026")
    edit(workspace / "schools/brook-lane/school.yaml", "model: 2016-04", "model: 2016-04  # now")
    run("withdraw", f"{name}@1.0", "--reason", "Wrong day", "--on", "6 March 2026")
    assert f"{name}: version 2.0" in run("issue", name, *by, "--on", "2 March 2026").stdout
    assert run("verify", "brook-lane").exit_code == 0
    assert run("check", "brook-lane").exit_code == 0
    assert "2.0 from 2 March 2026" in run("show", name, "--as-at", "4 March 2026").output
    late = run("issue", name, *by, "--on", "1 March 2026", "--version", "3.0")
    assert "1 March 2026 is before the last issue, 2.0 of 2 March 2026" in late.stderr


def test_where_all_was_withdrawn_nothing_is_in_force(run: Run, workspace: Path) -> None:
    name = "brook-lane/social-media"
    run("issue", name, "--by", "Board", "--summary", "A", "--on", "3 March 2026")
    result = run("withdraw", f"{name}@1.0", "--reason", "Too early", "--on", "4 March 2026")
    assert result.stdout == f"{name}@1.0: withdrawn; nothing is in force, next review none\n"
    assert f"{name}: withdrawn; no version; no review date" in run("status", "brook-lane").stdout
    run("build", "brook-lane", "--format", "md")
    page = (workspace / "build/brook-lane/social-media.md").read_text("utf-8")
    assert "| Version | Withdrawn |" in page
    assert "<mark>WITHDRAWN: not in force</mark>" in page
    checked = run("check", str(workspace / "schools/brook-lane")).stderr
    assert "all that was issued of social-media was withdrawn" in checked
    again = run("build", f"{name}@1.0")
    assert again.exit_code == 0
    assert "warning: version 1.0 was withdrawn on 4 March 2026: Too early" in again.stderr
    assert "Approved by" not in page.partition("Version history")[0]
    assert run("verify", "brook-lane").exit_code == 0


@pytest.mark.parametrize(
    ("target", "words", "said"),
    [
        (f"{NAME}@2.0", (), "version 2.0 is not its last issue"),
        (f"{NAME}@9.0", (), f"only the last can be withdrawn: {NAME}@3.0"),
        (NAME, (), "Name a policy and a version too"),
        (
            f"{NAME}@3.0",
            ("--on", "1 May 2022"),
            "1 May 2022 is before the last entry of its record, of 6 June 2023",
        ),
        (f"{NAME}@3.0", ("--on", "1 May 2031"), "1 May 2031 is still to come"),
        ("brook-lane/social-media@1.0", (), "version 1.0 is not its last issue"),
        ("brook-lane/other@1.0", (), "has not adopted 'other'"),
    ],
)
def test_nothing_else_is_withdrawn(
    run: Run, recorded: Path, target: str, words: tuple[str, ...], said: str
) -> None:
    before = {p: p.read_bytes() for p in (recorded / "schools").rglob("*") if p.is_file()}
    result = run("withdraw", target, "--reason", "A", *words)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert before == {p: p.read_bytes() for p in (recorded / "schools").rglob("*") if p.is_file()}


# Names


def test_a_school_with_another_name_keeps_its_record(run: Run, recorded: Path) -> None:
    run("build", f"{NAME}@2.0")
    before = (recorded / "build/holtsmere-end/social-media@2.0.docx").read_bytes()
    event = next(
        line for line in run("register", "--format", "ics").stdout.splitlines()
        if line.startswith("UID:review.holtsmere-end")
    )  # fmt: skip
    text = (recorded / SCHOOL).read_text("utf-8")
    result = run("rename", "holtsmere-end", "holtsmere-academy", "--name", "Holtsmere Academy: A")
    assert Path(result.stdout.strip()) == recorded / "schools/holtsmere-academy/school.yaml"
    assert not (recorded / FOLDER).exists()
    assert not list((recorded / "build/holtsmere-end").glob("*@*"))
    now = (recorded / "schools/holtsmere-academy/school.yaml").read_text("utf-8")
    old = "name: Holtsmere End Infant and Nursery School\n"
    assert old in text
    assert now == text.replace(old, 'id: holtsmere-end\nname: "Holtsmere Academy: A"\n')
    assert run("verify", "holtsmere-academy").exit_code == 0
    assert "holtsmere-academy/social-media: changed" in run("status").stdout
    assert "the school's name changed" in run("status").stdout
    assert run("build", "holtsmere-academy/social-media@2.0").exit_code == 0
    again = (recorded / "build/holtsmere-academy/social-media@2.0.docx").read_bytes()
    assert again == before
    assert event in run("register", "--format", "ics").stdout.splitlines()
    words = ("--by", "Trust board", "--summary", "The new name", "--on", "1 July 2025")
    assert run("issue", "holtsmere-academy/social-media", *words).exit_code == 0
    assert run("verify").exit_code == 0
    assert run("rename", "holtsmere-academy", "holtsmere").exit_code == 0
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("holtsmere-end", "oakfield"), "is there already"),
        (("holtsmere-end", "Oak Field"), "can't name a school"),
        (("holtsmere-end/social-media", "a"), "Leave the policy out"),
        (("nobody", "a"), "there is no school 'nobody'"),
        (("holtsmere-end", "a", "--name", "x" * 201), "give a text of 1 to 200"),
    ],
)
def test_a_name_that_cannot_be_had_changes_nothing(
    run: Run, recorded: Path, words: tuple[str, ...], said: str
) -> None:
    before = (recorded / SCHOOL).read_bytes()
    result = run("rename", *words)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert (recorded / SCHOOL).read_bytes() == before


def test_two_schools_cannot_go_by_one_name(run: Run, recorded: Path) -> None:
    run("rename", "holtsmere-end", "holtsmere")
    taken = run("new", "holtsmere-end", "--name", "Another")
    assert taken.exit_code == 1
    assert "the record of holtsmere goes by this name" in taken.stderr
    edit(recorded / "schools/oakfield/school.yaml", "\nname:", "\nid: holtsmere-end\nname:")
    checked = run("check")
    assert checked.exit_code == 1
    assert "the record of holtsmere goes by this name" in checked.stderr
    assert "schools/oakfield/school.yaml:2:1" in checked.stderr


# What counts as the edition


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("templates/social-media/2016-04.md", "publisher: Herts for Learning",
         "publisher: Somebody", "Model policy in the control table changed"),
        ("templates/social-media/2016-04.md", "issued: April 2016", "issued: May 2016",
         "Model policy in the control table changed"),
        ("templates/social-media/2016-04.md", "review: every 2 years", "review: annually",
         "Review cycle in the control table changed"),
    ],
)  # fmt: skip
def test_what_the_control_table_says_of_the_model_counts(
    run: Run, recorded: Path, path: str, old: str, new: str, said: str
) -> None:
    edit(recorded / path, old, new)
    status = run("status", "holtsmere-end").stdout
    assert f"{NAME}: changed" in status
    assert said in status


def test_the_logo_counts_and_the_house_style_does_not(run: Run, recorded: Path) -> None:
    logo = (recorded / "schools/oakfield/logo.png").read_bytes()
    (recorded / FOLDER / "logo.png").write_bytes(logo)
    status = run("status", "holtsmere-end").stdout
    assert f"{NAME}: changed" in status
    assert "  the logo changed\n" in status
    (recorded / FOLDER / "logo.png").unlink()
    assert f"{NAME}: issued" in run("status", "holtsmere-end").stdout


# Stopped on the way


def test_killed_at_any_instant_it_has_withdrawn_all_or_nothing(
    run: Run, recorded: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It is killed before its first change on the disk, before its second, and so on."""
    words = ("withdraw", f"{NAME}@3.0", "--reason", "A", "--on", "7 July 2024")
    for instant in range(60):
        copy = tmp_path_factory.mktemp("copy") / "workspace"
        shutil.copytree(recorded, copy)
        command = [sys.executable, "-c", KILLED, str(instant), "-C", str(copy), *words]
        done = subprocess.run(command, check=False, capture_output=True).returncode
        text = (copy / SCHOOL).read_text("utf-8")
        assert text.count("7 July 2024") in (0, 1)
        assert run("-C", str(copy), "verify", "holtsmere-end").exit_code == 0
        again = run("-C", str(copy), *words)
        assert (again.exit_code == 0) == ("7 July 2024" not in text), again.stderr
        assert run("-C", str(copy), "verify", "holtsmere-end").exit_code == 0
        heads = json.loads((copy / HEADS).read_text("utf-8"))
        assert len(heads["social-media"]) == 1 or "7 July 2024" in text
        if done == 0:
            break
    assert instant > 4  # the heads twice and school.yaml, each made under another name first


# What was found by trying to break it


@pytest.mark.parametrize("cut", ["the last entry and its file", "the head"])
def test_nothing_is_added_to_a_record_that_was_cut(run: Run, recorded: Path, cut: str) -> None:
    if cut == "the head":
        (recorded / HEADS).unlink()
    else:
        change(recorded / SCHOOL, ("history", 3), None)
        change(recorded / SCHOOL, ("reviews", 1), None)
        (recorded / ISSUED / "3.0.md").unlink()
    edit(recorded / SCHOOL, "the library", "the hall")
    before = {p: p.read_bytes() for p in (recorded / "schools").rglob("*") if p.is_file()}
    for words in (
        ("issue", NAME, "--by", "Mallory", "--summary", "Forged", "--on", "7 July 2023"),
        ("reviewed", NAME, "--by", "Mallory", "--on", "7 July 2023"),
        ("withdraw", f"{NAME}@3.0", "--reason", "A", "--on", "7 July 2023"),
        ("withdraw", f"{NAME}@2.0", "--reason", "A", "--on", "7 July 2023"),
    ):
        assert run(*words).exit_code == 1
    assert before == {p: p.read_bytes() for p in (recorded / "schools").rglob("*") if p.is_file()}


def test_a_policy_or_a_school_that_was_taken_away_is_missed(run: Run, recorded: Path) -> None:
    text = (recorded / SCHOOL).read_text("utf-8")
    (recorded / SCHOOL).write_text(text.partition("policies:")[0], "utf-8")
    shutil.rmtree(recorded / ISSUED)
    found = run("verify", "holtsmere-end")
    assert (found.exit_code, "the record of social-media is missing" in found.stdout) == (1, True)
    (recorded / SCHOOL).unlink()
    found = run("verify")
    assert found.exit_code == 1
    assert "schools/holtsmere-end: its school.yaml is missing" in found.stdout


def test_only_what_a_stopped_run_left_is_excused(run: Run, recorded: Path) -> None:
    heads = json.loads((recorded / HEADS).read_text("utf-8"))
    (last,) = heads["social-media"]
    (recorded / HEADS).write_text(json.dumps({"social-media": [last, last]}), "utf-8")
    shutil.copyfile(recorded / ISSUED / "2.0.md", recorded / ISSUED / "9.0.md")
    assert run("verify", "holtsmere-end").exit_code == 1
    # and what is recorded is settled, so that it can't be cut off after that
    assert json.loads((recorded / HEADS).read_text("utf-8")) == heads


def test_a_copied_school_is_not_another(run: Run, recorded: Path) -> None:
    shutil.copytree(recorded / FOLDER, recorded / "schools/oak")
    edit(recorded / "schools/oak/school.yaml", "\nname:", "\nid: holtsmere-end\nname:")
    for words in (("verify",), ("build", "oak"), ("check",)):
        result = run(*words)
        assert result.exit_code == 1
        assert "schools/oak/school.yaml:2:1: the record of holtsmere-end goes by" in result.stderr


def test_a_folder_that_was_renamed_by_hand_is_told_apart(run: Run, recorded: Path) -> None:
    (recorded / FOLDER).rename(recorded / "schools/oak")
    said = run("verify", "oak").stdout
    assert "issued by holtsmere-end: if the folder was renamed by hand, add id: holtsmere" in said
    edit(recorded / "schools/oak/school.yaml", "\nname:", "\nid: holtsmere-end\nname:")
    assert run("verify", "oak").exit_code == 0


def test_a_refused_rename_changes_nothing_and_one_can_be_undone(run: Run, recorded: Path) -> None:
    (recorded / "schools/oak").mkdir()
    before = (recorded / SCHOOL).read_bytes()
    refused = run("rename", "holtsmere-end", "oak", "--name", "Oak Academy")
    assert refused.exit_code == 1
    assert (recorded / SCHOOL).read_bytes() == before
    run("build", "holtsmere-end")
    (recorded / "build/holtsmere-end/signed.pdf").write_bytes(b"kept")
    assert run("rename", "holtsmere-end", "elm").exit_code == 0
    assert [p.name for p in (recorded / "build/holtsmere-end").iterdir()] == ["signed.pdf"]
    assert run("rename", "elm", "holtsmere-end").exit_code == 0
    assert run("verify", "holtsmere-end").exit_code == 0


def test_reviews_of_a_withdrawn_text_do_not_count_for_the_one_before(
    run: Run, recorded: Path
) -> None:
    run("withdraw", f"{NAME}@3.0", "--reason", "A", "--on", "7 July 2023")
    edit(recorded / SCHOOL, "the library", "the staff room")
    run("build", "holtsmere-end", "--format", "md")
    page = (recorded / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert "| Last reviewed | 4 April 2021 |" in page
    assert run("reviewed", NAME, "--by", "Board", "--on", "8 August 2023").exit_code == 0
    run("build", "holtsmere-end", "--format", "md")
    page = (recorded / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert "| Last reviewed | 8 August 2023 |" in page


def test_an_issue_of_before_a_field_was_thought_of_can_be_read(run: Run, recorded: Path) -> None:
    forge(recorded / ISSUED / "2.0.md", lambda record: record.pop("in_force"))
    reseal(recorded, "holtsmere-end", "social-media")
    assert run("build", f"{NAME}@2.0").exit_code == 0


def test_a_next_review_comes_after_the_day_from_which_a_text_applies(
    run: Run, recorded: Path
) -> None:
    edit(recorded / SCHOOL, "the library", "the hall")
    words = ("issue", NAME, "--by", "Board", "--summary", "A", "--on", "7 July 2024")
    refused = run(*words, "--in-force", "1 July 2026", "--next-review", "July 2025")
    assert refused.exit_code == 1
    assert "the next review, July 2025, is not after 1 July 2026, when it applies" in refused.stderr


def test_a_text_may_apply_from_the_day_of_its_approval(run: Run, recorded: Path) -> None:
    edit(recorded / SCHOOL, "the library", "the hall")
    words = ("issue", NAME, "--by", "Board", "--summary", "A", "--on", "7 July 2024")
    assert run(*words, "--in-force", "7 July 2024").exit_code == 0


def test_a_frozen_file_that_no_seal_holds_proves_nothing(run: Run, recorded: Path) -> None:
    shutil.copyfile(recorded / ISSUED / "2.0.md", recorded / ISSUED / "1.1.md")
    forge(recorded / ISSUED / "1.1.md", lambda record: record.update(version="1.1"))
    found = run("verify", "holtsmere-end")
    assert found.exit_code == 1
    assert f"{ISSUED}/1.1.md: the history has no seal for it" in found.stdout
    assert run("build", f"{NAME}@1.1").exit_code == 1


TEXTS = ("docx", "html", "md")


def reviewed_in(workspace: Path, name: str = NAME) -> list[bool]:
    """Whether the editions say that they were reviewed, by format."""
    found = []
    for ending in TEXTS:
        file = workspace / f"build/{name}.{ending}"
        if ending == "docx":
            with ZipFile(file) as package:
                words = package.read("word/document.xml").decode()
        else:
            words = file.read_text("utf-8")
        found.append("Last reviewed" in words)
    return found


def test_a_review_is_of_what_was_issued_before_it_on_the_same_day(
    run: Run, workspace: Path
) -> None:
    """Withdrawn, issued anew on an earlier day, reviewed: all of it on one day."""
    day, approved = ("--on", "3 March 2020"), ("--by", "Board", "--summary", "One")
    assert run("issue", NAME, *approved, *day).exit_code == 0
    assert run("reviewed", NAME, "--by", "Board", *day).exit_code == 0
    assert reviewed_in(workspace) == [True] * 3
    assert run("withdraw", f"{NAME}@2.0", "--reason", "Of another day.", *day).exit_code == 0
    assert run("issue", NAME, *approved, "--on", "1 March 2020").exit_code == 0
    assert reviewed_in(workspace) == [False] * 3  # that of the same day was of 2.0
    said = run("reviewed", NAME, "--by", "Board", *day).stdout
    assert said == f"{NAME}: reviewed 3 March 2020, next review 3 March 2022\n"
    assert reviewed_in(workspace) == [True] * 3
    row = json.loads(run("status", "holtsmere-end", "--json").stdout)[0]
    assert (row["version"], row["last_review"]) == ("3.0", "3 March 2020")
    assert row["next_review"] == "3 March 2022"
    again = run("reviewed", NAME, "--by", "Board", *day)
    assert "a review of 3 March 2020 is recorded already" in again.stderr
    for on, last in (("2 March 2020", None), ("3 March 2020", "2020-03-03")):
        assert run("site", "holtsmere-end", "--on", on).exit_code == 0
        data = workspace / "build/site/public/holtsmere-end/policies.json"
        (policy,) = json.loads(data.read_text("utf-8"))["policies"]
        assert (policy["in_force"], policy["last_review"]) == ("3.0", last)
    assert run("verify", "holtsmere-end").exit_code == 0
    assert run("withdraw", f"{NAME}@3.0", "--reason", "Wrong too.", *day).exit_code == 0
    row = json.loads(run("status", "holtsmere-end", "--json").stdout)[0]
    assert (row["version"], row["last_review"]) == ("1.1", "June 2017")  # the issue


def test_a_text_that_is_issued_on_the_day_of_a_review_was_not_reviewed(
    run: Run, recorded: Path
) -> None:
    day = ("--on", "7 July 2024")
    assert run("reviewed", NAME, "--by", "Board", *day).exit_code == 0
    edit(recorded / SCHOOL, "the library", "the hall")
    assert run("issue", NAME, "--by", "Board", "--summary", "Four", *day).exit_code == 0
    assert reviewed_in(recorded) == [False] * 3
    assert "Last reviewed" not in (recorded / ISSUED / "4.0.md").read_text("utf-8")
    assert run("build", f"{NAME}@4.0").exit_code == 0
    assert reviewed_in(recorded, f"{NAME}@4.0") == [False] * 3
    assert run("reviewed", NAME, "--by", "Board", *day).exit_code == 0  # the first of this text
    assert reviewed_in(recorded) == [True] * 3
    assert run("verify", "holtsmere-end").exit_code == 0


def test_a_review_of_what_is_withdrawn_moves_no_date_of_what_stood_before(
    run: Run, recorded: Path
) -> None:
    assert "next_review: 6 June 2025" in (recorded / SCHOOL).read_text("utf-8")
    said = run("withdraw", f"{NAME}@3.0", "--reason", "Wrong.", "--on", "6 June 2023").stdout
    assert (
        said == f"{NAME}@3.0: withdrawn; version 2.0 is the last again, next review 4 April 2023\n"
    )
