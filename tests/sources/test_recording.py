"""What is recorded in a school's file, and that nothing else in it changes."""

from difflib import ndiff

import pytest
from case_files import read_cases, titled
from hypothesis import given
from hypothesis import strategies as st

from policygen.sources import adopting, recording
from policygen.sources.positions import load
from policygen.sources.text import refused_character

_, CASES = read_cases("recording.md")
ISSUE = {
    "version": "2.0", "issued": "10 June 2019", "by": "Governing board",
    "summary": 'Once more: "all" of it.',
}  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("title", titled(CASES))
def test_an_issue_is_recorded(title: str, ends: str) -> None:
    case = titled(CASES)[title]
    source = case.given.replace("\n", ends)
    written = recording.recorded(source, "visitors", "history", ISSUE, "June 2021")
    assert written == case.expected.replace("\n", ends)


def test_a_policy_without_a_next_review_loses_the_old_one() -> None:
    source = "policies:\n  a:\n    model: b\n    next_review: May 2018  # soon\n    values: {}\n"
    written = recording.recorded(source, "a", "reviews", {"on": "May 2018", "by": "Head"}, None)
    assert written == (
        "policies:\n  a:\n    model: b\n    # soon\n    values: {}\n"
        "    reviews:\n      - on: May 2018\n        by: Head\n"
    )


shown = st.characters(exclude_categories=["C", "Zl", "Zp"])
words = st.text(shown.filter(lambda one: not refused_character(one)), min_size=1, max_size=40)
layouts = st.tuples(
    st.sampled_from(["  ", "    "]),  # what keys are indented by
    st.sampled_from(["", "  "]),  # and dashes
    st.booleans(),  # whether items are in braces
    st.sampled_from(["", "  # a note"]),
    st.integers(0, 3),  # issues so far
    st.booleans(),  # whether there is a next review
)


def school(layout: tuple[str, str, bool, str, int, bool]) -> str:
    indent, dash, braces, note, issues, dated = layout
    lines = [f"name: Oak School{note}", "policies:", f"{indent}visitors:{note}"]
    deep = indent * 2
    lines.append(f"{deep}model: 2016-04{note}")
    lines += [f"{deep}history:{note}"] * bool(issues)
    for number in range(issues):
        lead = f"{deep}{dash}- "
        if braces:
            lines.append(f"{lead}{{version: {number}.0, issued: May 201{number}}}{note}")
        else:
            lines += [f"{lead}version: {number}.0{note}", f"{deep}{dash}  issued: May 201{number}"]
    lines += [f"{deep}next_review: May 2018{note}"] * dated
    return "\n".join([*lines, f"{indent}lending:", f"{deep}model: 2016-04", ""])


@given(layouts, words, words)
def test_whatever_is_recorded_is_read_back_and_every_other_line_stays(
    layout: tuple[str, str, bool, str, int, bool], by: str, summary: str
) -> None:
    source = school(layout)
    entry = {**ISSUE, "by": by, "summary": summary}
    written = recording.recorded(source, "visitors", "history", entry, "June 2021")
    meant = load(source, "").data
    adoption = meant["policies"]["visitors"]
    adoption["history"] = [*adoption.get("history", []), entry]
    adoption["next_review"] = "June 2021"
    assert load(written, "").data == meant
    lost = [line[2:] for line in ndiff(source.split("\n"), written.split("\n")) if line[0] == "-"]
    assert all("next_review: May 2018" in line for line in lost)


@pytest.mark.parametrize(
    "values",
    [
        "{phone: +441727123456, a: TRUE, b: -0, c: 1.0}",
        "{phone: +44 1, a: no, b: 0x1F, c: 2016-04-10}",
    ],
)
def test_the_library_for_odd_layouts_takes_no_text_for_a_number(values: str) -> None:
    source = f"policies: {{visitors: {{model: 2016-04, values: {values}}}}}\n"
    before = load(source, "").data["policies"]["visitors"]["values"]
    for written in (
        recording.recorded(source, "visitors", "history", ISSUE, "June 2021"),
        adopting.adopted(source, "visitors", "2016-04", {"x": "y"}, {}, {}),
    ):
        assert load(written, "").data["policies"]["visitors"]["values"] == before


def test_a_next_review_above_the_history_is_removed_and_the_issue_added() -> None:
    source = (
        "policies:\n  a:\n    model: b\n    next_review: May 2018\n    history:\n    - version: 1\n"
    )
    written = recording.recorded(source, "a", "history", {"version": "2"}, None)
    assert written == (
        'policies:\n  a:\n    model: b\n    history:\n    - version: 1\n    - version: "2"\n'
    )


def test_line_ends_of_old_are_no_trouble() -> None:
    source = "policies:\r  a:\r    model: b\r"
    assert load(recording.recorded(source, "a", "history", ISSUE, None), "").problems == []
