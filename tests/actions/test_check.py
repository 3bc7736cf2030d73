"""What check says beyond what stops a build."""

from datetime import date
from pathlib import Path

from test_mistakes import MODEL, MODEL_FILE, SCHOOL_FILE
from workspaces import make_workspace

from policygen.actions.check import check_workspace

TODAY = date(2026, 9, 1)
SCHOOL = """\
name: Oak School
policies:
  visitors:
    model: 2026-09
    choices: {badges: always, parking: refused}
    values: {place: the office, start: 1 October 2026, hosts: [staff]}
    history:
      - {version: "1.0", issued: May 2026, by: Governors, summary: First.}
    next_review: May 2027
"""


def said(root: Path, school: str, model: str = MODEL) -> list[str]:
    files = {MODEL_FILE: model, SCHOOL_FILE: school}
    return [str(one) for one in check_workspace(make_workspace(root, files), TODAY)]


def test_what_a_hash_cuts_off_is_warned_of(tmp_path: Path) -> None:
    school = SCHOOL.replace(
        "by: Governors, summary: First.", "by: Governors, summary: New"
    ).replace("name: Oak School", "name: Oak School #1  # the first\n# a note")
    model = MODEL.replace("publisher: Oak Trust", "publisher: Oak Trust #2")
    hint = "\n  put the text in quotes, or write a space after the # of a comment"
    told = [line for line in said(tmp_path, school, model) if "#" in line]
    assert told == [
        f"schools/oak/school.yaml:1:18: warning: what follows the # is left out: "
        f"'#1  # the first'{hint}",
        f"templates/visitors/2026-09.md:3:22: warning: what follows the # is left out: '#2'{hint}",
    ]


def test_a_bad_date_is_not_said_to_be_none(tmp_path: Path) -> None:
    school = SCHOOL.replace("issued: May 2026", "issued: 31 May").replace("May 2027", "soon")
    assert [line.partition("\n")[0] for line in said(tmp_path, school)] == [
        "schools/oak/school.yaml:8:34: '31 May' is a date without a year",
        "schools/oak/school.yaml:9:18: 'soon' is not a date that can be understood",
    ]


def test_ten_thousand_unknown_answers_are_too_many_to_list(tmp_path: Path) -> None:
    keys = "".join(f"      v{index}: x\n" for index in range(10_000))
    school = SCHOOL.partition("    choices:")[0]
    for group in ("choices", "values"):
        told = said(tmp_path / group, f"{school}    {group}:\n{keys}")
        assert len(told) < 120
        assert any(f"too many problems under {group}: the first 100" in line for line in told)


HINT = (
    "\n  put an empty line between them, and - before each item of a list; if they are one "
    "paragraph, break its lines elsewhere"
)


def test_paragraphs_that_run_together_are_warned_of(tmp_path: Path) -> None:
    """Word parts paragraphs by nothing but a line's end, which Markdown prints as a space."""
    long, short = f"{'Words ' * 33}so.", f"{'Words ' * 33}a."
    assert (len(long), len(short)) == (201, 200)
    added = (
        f"{long}\nSo they go on.\n\n{long}\n\nApart.\n\n{short}\nBroken by hand.\n\n"
        f"- {long}\n- An item.\n- {long}\n  as it goes on\n\n{long}\\\nA line.\n\n"
        "You may:\nGo home\n\nYou may:\n\nGo home: as\nyou wish, or:\nstay\n\n"
        f"<!-- {long}\nA note. -->\n{long}\n{{% if values.start %}}\n\nAnd on.\n{{% endif %}}\n"
    )
    head, *rest = MODEL.partition("## Purpose {#purpose}\n")
    first = head.count("\n") + 3
    told = [
        line
        for line in said(tmp_path, SCHOOL, f"{head}{rest[0]}\n{added}\n{rest[1]}")
        if line.startswith(MODEL_FILE)
    ]
    where = [added[: added.index(words)].count("\n") for words in ("So they", "  as it", "Go home")]
    columns = [1, 3, 1]
    message = "this line goes on with the one above it"
    assert told == [
        f"{MODEL_FILE}:{first + line}:{column}: warning: {message}{HINT}"
        for line, column in zip(where, columns, strict=True)
    ]


def test_a_date_of_issue_may_be_more_exact_than_the_name_and_no_other(tmp_path: Path) -> None:
    for number, (date_of_issue, fits) in enumerate(
        {
            "3 September 2026": True, "September 2026": True, "2026-09": True,
            "3 August 2026": False, "September 2025": False,
        }.items()
    ):  # fmt: skip
        model = MODEL.replace("issued: September 2026", f"issued: {date_of_issue}")
        told = said(tmp_path / str(number), SCHOOL, model)
        assert any("its file is named 2026-09" in one for one in told) is not fits, date_of_issue


def test_front_matter_that_never_ends_is_said_to(tmp_path: Path) -> None:
    told = said(tmp_path, SCHOOL, "---\ntitle: Visitors policy\n# a note\npublisher: Oak Trust\n")
    assert told[-1] == (
        "templates/visitors/2026-09.md:1:1: the front matter begins here and never ends\n"
        "  write a second line --- below its last key, and the text below that"
    )
