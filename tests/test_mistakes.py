"""Every mistake that a person can make, and what is said about it: see cases/mistakes-*.md."""

import re
import textwrap
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from case_files import CASES, FENCE, Case, read_cases, titled
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import checked, make_workspace, sample

from policygen.actions.check import check_workspace

MODEL_FILE = "templates/visitors/2026-09.md"
SCHOOL_FILE = "schools/oak/school.yaml"


def changed(text: str, change: str) -> str:
    """A text after a change: lines with - are taken out, with + put in, with a space stay."""
    for hunk in change.rstrip("\n").split("\n\n"):
        lines = hunk.split("\n")
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"not in the text, or more than once:\n{old}"
        text = text.replace(old, new)
    return text


def unmasked(text: str) -> bytes:
    """The bytes of a case's file: ⟨TAB⟩, ⟨U+202E⟩ and ⟨byte C9⟩ stand for what can't be seen."""
    text = text.replace("⟨TAB⟩", "\t")
    text = re.sub("⟨U\\+([0-9A-F]{4})⟩", lambda m: chr(int(m[1], 16)), text)
    halves = re.split("⟨byte ([0-9A-F]{2})⟩", text)
    return b"".join(bytes.fromhex(s) if i % 2 else s.encode() for i, s in enumerate(halves))


MODEL, MODEL_CASES = read_cases("mistakes-model.md")
_, SCHOOL_CASES = read_cases("mistakes-school.md")
ANSWERS, ANSWER_CASES = read_cases("mistakes-answers.md")
CONTACTS = FENCE.findall((CASES / "mistakes-answers.md").read_text(encoding="utf-8"))[0][1]
OF_TRUST, TRUST_CASES = read_cases("mistakes-trust.md")
_, REQUIRED_CASES = read_cases("mistakes-required.md")
DECIDING, DECISION_CASES = read_cases("mistakes-decisions.md")
LOCAL, LOCAL_CASES = read_cases("mistakes-local.md")
LENDING = FENCE.findall((CASES / "mistakes-local.md").read_text(encoding="utf-8"))[0][1]
_, CHOICE_CASES = read_cases("mistakes-choices.md")
NEWER, SINCE_CASES = read_cases("mistakes-since.md")


def school_messages(root: Path, case: Case, model: str = MODEL) -> str:
    """What is said about a school's file that adopts the small model."""
    workspace = make_workspace(root, {MODEL_FILE: model, SCHOOL_FILE: unmasked(case.given)})
    problems, _ = checked(workspace, "oak")
    return "".join(f"{problem}\n" for problem in problems)


def answer_messages(root: Path, answers: str) -> str:
    """What is said about a school's answers to the model of the cases about those."""
    files = {"templates/contacts/2026-09.md": CONTACTS, SCHOOL_FILE: answers}
    problems, _ = checked(make_workspace(root, files), "oak")
    return "".join(f"{problem}\n" for problem in problems)


def model_messages(root: Path, case: Case, base: str = MODEL) -> str:
    """What is said about the small model after a change."""
    model = unmasked(changed(base, case.given))
    problems = check_workspace(make_workspace(root, {MODEL_FILE: model}), date(2026, 9, 1))
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("title", titled(SCHOOL_CASES))
def test_a_mistake_in_a_school_is_said(title: str, tmp_path: Path) -> None:
    case = titled(SCHOOL_CASES)[title]
    assert school_messages(tmp_path, case) == case.expected


@pytest.mark.parametrize("title", titled(ANSWER_CASES))
def test_a_mistake_in_answers_is_said(title: str, tmp_path: Path) -> None:
    case = titled(ANSWER_CASES)[title]
    assert answer_messages(tmp_path, changed(ANSWERS, case.given)) == case.expected


def test_the_answers_that_the_cases_change_are_sound(tmp_path: Path) -> None:
    assert answer_messages(tmp_path, ANSWERS) == ""


def local_messages(root: Path, local: str) -> str:
    """What is said about the local wording of the school of the cases about that."""
    school = LOCAL + textwrap.indent(local, "      ")
    files = {"templates/lending/2026-09.md": LENDING, SCHOOL_FILE: school}
    problems, _ = checked(make_workspace(root, files), "oak")
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("title", titled(LOCAL_CASES))
def test_a_mistake_in_local_wording_is_said(title: str, tmp_path: Path) -> None:
    case = titled(LOCAL_CASES)[title]
    assert local_messages(tmp_path, case.given) == case.expected


def test_without_local_wording_nothing_is_wrong_there(tmp_path: Path) -> None:
    assert local_messages(tmp_path, "") == ""


@pytest.mark.parametrize("title", titled(MODEL_CASES))
def test_a_mistake_in_a_model_is_said(title: str, tmp_path: Path) -> None:
    case = titled(MODEL_CASES)[title]
    assert model_messages(tmp_path, case) == case.expected


REGION = "name: The Region\nfixed:\n  policies:\n    visitors: {choices: {badges: always}}\n"


@pytest.mark.parametrize("title", titled(TRUST_CASES))
def test_a_mistake_in_a_trust_is_said(title: str, tmp_path: Path) -> None:
    case = titled(TRUST_CASES)[title]
    trusts = {"trusts/oaks.yaml": unmasked(case.given), "trusts/region.yaml": REGION.encode()}
    make_workspace(tmp_path, {MODEL_FILE: MODEL, SCHOOL_FILE: OF_TRUST})
    problems = check_workspace(make_workspace(tmp_path, trusts), date(2026, 11, 1))
    assert "".join(f"{problem}\n" for problem in problems) == case.expected


def required_messages(root: Path, required: str, day: date = date(2026, 11, 1)) -> str:
    make_workspace(root, {MODEL_FILE: MODEL, "schools/.keep": ""})
    problems = check_workspace(make_workspace(root, {"required.yaml": unmasked(required)}), day)
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("title", titled(REQUIRED_CASES))
def test_a_mistake_in_what_is_required_is_said(title: str, tmp_path: Path) -> None:
    case = titled(REQUIRED_CASES)[title]
    assert required_messages(tmp_path, case.given) == case.expected


def test_what_is_required_is_warned_of_when_it_is_older_than_a_year(tmp_path: Path) -> None:
    sound = """\
sources:
  - title: The county's handbook
    looked_up: 1 September 2025
    policies: {visitors: }
  - title: The council's list
    looked_up: September 2026
    policies: {visitors: {must: publish}}
"""
    assert required_messages(tmp_path, sound, date(2026, 9, 1)) == ""
    assert required_messages(tmp_path, sound, date(2026, 9, 2)) == (
        "required.yaml:3:16: warning: what schools must have was looked up 1 September 2025, more "
        "than a year ago\n  look the sources up again, and write what they say now in "
        "required.yaml, at the top\n"
    )
    month = sound.replace("1 September 2025", "September 2025")
    assert required_messages(tmp_path, month, date(2026, 9, 30)) == ""
    assert "more than a year ago" in required_messages(tmp_path, month, date(2026, 10, 1))


@pytest.mark.parametrize("title", titled(DECISION_CASES))
def test_a_mistake_in_what_is_decided_is_said(title: str, tmp_path: Path) -> None:
    case = titled(DECISION_CASES)[title]
    assert model_messages(tmp_path, case, DECIDING) == case.expected


@pytest.mark.parametrize("title", titled(CHOICE_CASES))
def test_a_mistake_in_how_it_is_decided_is_said(title: str, tmp_path: Path) -> None:
    case = titled(CHOICE_CASES)[title]
    assert school_messages(tmp_path, case, DECIDING) == case.expected


def version_before(newer: str) -> str:
    """The version before that of the cases about those, of which it says what it was."""
    front, since, rest = newer.partition("since:\n")
    rest = rest[rest.index("decisions:\n  entrances") :]
    renamed = {
        "entrances": "doors", "free": "open", "place": "room",
        "gel: gel": "soap: soap, towel: a towel", "keeper": "porter", "{#coming}": "{#arrival}",
        "|listed }}.": "|listed }}.\n4. Bye. {#farewell}",
    }  # fmt: skip
    assert since
    for new, old in renamed.items():
        rest = rest.replace(new, old)
    return front.replace("2026", "2025") + rest


def since_messages(root: Path, newer: str) -> str:
    """What is said about both versions."""
    files = {MODEL_FILE: newer, MODEL_FILE.replace("2026", "2025"): version_before(NEWER)}
    problems = check_workspace(make_workspace(root, files), date(2026, 9, 1))
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("title", titled(SINCE_CASES))
def test_a_mistake_in_what_a_version_was_is_said(title: str, tmp_path: Path) -> None:
    case = titled(SINCE_CASES)[title]
    assert since_messages(tmp_path, changed(NEWER, case.given)) == case.expected


def test_nothing_is_said_where_a_version_says_what_it_was(tmp_path: Path) -> None:
    assert since_messages(tmp_path, NEWER) == ""


@pytest.mark.parametrize("model", [MODEL, DECIDING])
def test_the_model_that_the_cases_change_is_sound(model: str, tmp_path: Path) -> None:
    assert not check_workspace(make_workspace(tmp_path, {MODEL_FILE: model}), date(2026, 9, 1))


DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["delete", "insert", "swap lines", "delete line"]),
        st.integers(0, 10_000),
        st.sampled_from(
            [*"'\"{}[]:#%*&!|>-@`\t\n~\\{<$", "{{", "{%", "%}", "é", "\u202e", "\ue000"]
        ),
    ),
    min_size=1,
    max_size=4,
)


def damaged(text: str, damage: list[tuple[str, int, str]]) -> str:
    for kind, place, words in damage:
        lines = text.split("\n")
        at, line = place % (len(text) + 1), place % len(lines)
        match kind:
            case "delete":
                text = text[:at] + text[at + 1 :]
            case "insert":
                text = text[:at] + words + text[at:]
            case "delete line":
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case _:
                lines[line - 1], lines[line] = lines[line], lines[line - 1]
                text = "\n".join(lines)
    return text


@settings(max_examples=150)
@given(st.sampled_from(["model", "school"]), DAMAGE)
def test_a_damaged_file_is_a_problem_and_never_a_crash(
    which: str, damage: list[tuple[str, int, str]]
) -> None:
    paths = {
        "model": "templates/social-media/2016-04.md", "school": "schools/oakfield/school.yaml"
    }  # fmt: skip
    files = {path: sample(path) for path in paths.values()}
    files[paths[which]] = damaged(files[paths[which]], damage)
    with TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder), files)
        problems, editions = checked(workspace, "oakfield")
        lines = {path: text.count("\n") + 1 for path, text in files.items()}
        for problem in problems:
            assert problem.position.line <= lines[problem.position.path]
        assert problems or all(one.good for one in editions)
        check_workspace(workspace, date(2026, 9, 1))
