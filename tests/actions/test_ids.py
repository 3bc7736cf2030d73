"""Ids in passages that models share: in the passage's file, and right in each that includes it."""

from datetime import date
from pathlib import Path

import pytest
from workspaces import make_workspace

from policygen.actions.check import check_workspace
from policygen.actions.ids import give_ids
from policygen.errors import SourceError
from policygen.workspace.library import Library

FRONT = """\
---
title: A policy
publisher: Oak Trust
issued: September 2026
review: annually
decisions:
  loans: {ask: Who?, alternatives: {staff: Staff only, everyone: Staff and pupils}}
---
## Loans {#loans}

1. Of {% either loans: staff %}x{% or everyone %}y{% endeither %}. {#of-whom}
"""
A, B, OLD = "templates/a/2026-09.md", "templates/b/2026-09.md", "templates/b/2025-09.md"
WHO, WORDS = "templates/shared/who.md", "templates/shared/words.md"
LONG = "Whoever has been here for a year and has not been told otherwise by the office or by others"
FILES = {
    A: f"{FRONT}1. One.\n   {{% include who %}}\n{{% include words %}}\n1. Last.\n",
    B: f"{FRONT}{{% include words %}}\n",
    OLD: f"{FRONT}1. No passages.\n",
    WHO: f"\n- all others.\n\n{LONG}.",
    WORDS: "1. Ask first.\n\n   | What | Who |\n   | --- | --- |\n   | Ball | me |\n",
}


def given(root: Path, **texts: str) -> tuple[dict[str, str], list[str]]:
    """The files that `ids a` changes, and what is said of passages that get none."""
    names = {"a": A, "b": B, "who": WHO, "words": WORDS}
    files = {**FILES, **{names[name]: text for name, text in texts.items()}}
    made = make_workspace(root, files)
    shown, left = give_ids(Library(made), "a", None)
    after = {path: (root / path).read_bytes().decode() for path in files}
    changed = {path: text for path, text in after.items() if text != files[path]}
    for one in shown:
        assert f"#{one.id}" in one.words
        assert after[one.path].splitlines()[one.line - 1].strip("\ufeff ") == one.words
    assert {one.path for one in shown} == changed.keys()
    assert all(problem.warning for problem in check_workspace(made, date(2026, 9, 1)))
    return changed, [str(problem) for problem in left]


def test_each_id_is_written_where_its_words_are(tmp_path: Path) -> None:
    changed, left = given(tmp_path)
    assert left == []
    assert changed == {
        A: FILES[A].replace("One.", "One. {#one}").replace("Last.", "Last. {#last}"),
        WHO: f"{FILES[WHO]}\n{{#here-year-told}}",
        WORDS: "1. Ask first. {#ask-first}\n\n   | What {#words-table} | Who |\n"
        "   | --- | --- |\n   | Ball {#ball-me} | me |\n",
    }
    assert give_ids(Library(make_workspace(tmp_path, {})), "a", None) == ([], [])
    assert give_ids(Library(make_workspace(tmp_path, {})), "b", None) == ([], [])


def test_a_dry_run_writes_to_no_passage(tmp_path: Path) -> None:
    shown, left = give_ids(Library(make_workspace(tmp_path, FILES)), "a", None, dry_run=True)
    assert {one.path for one in shown} == {A, WHO, WORDS}
    assert left == []
    assert {path: (tmp_path / path).read_text("utf-8") for path in FILES} == FILES


def test_an_id_is_unlike_all_in_each_model_that_includes_the_passage(tmp_path: Path) -> None:
    b = f"{FRONT}1. Ask now. {{#ask-first}}\n{{% include words %}}\n"
    changed, left = given(tmp_path, b=b)
    assert "1. Ask first. {#words-ask-first}\n" in changed[WORDS]
    assert left == []


def test_the_models_own_words_are_named_as_if_there_were_no_other_model(tmp_path: Path) -> None:
    changed, _ = given(tmp_path, b=f"{FRONT}1. Another. {{#one}}\n{{% include words %}}\n")
    assert "1. One. {#one}\n" in changed[A]


def test_lines_of_a_passage_end_as_they_did(tmp_path: Path) -> None:
    changed, _ = given(tmp_path, words=f"\ufeff1. Ask.\r\n1. {LONG}.\r\n")
    assert (
        changed[WORDS]
        == f"\ufeff1. Ask. {{#ask}}\r\n1. {LONG}.\r\n   {{#here-year-told-otherwise}}\r\n"
    )


def test_a_passage_in_two_alternatives_has_the_same_ids_in_both(tmp_path: Path) -> None:
    twice = (
        "{% either loans: staff %}\n{% include words %}\n1. No.\n"
        "{% or everyone %}\n{% include words %}\n{% endeither %}\n"
    )
    changed, left = given(tmp_path, a=FRONT + twice, words="1. Ask.\n")
    assert changed[WORDS] == "1. Ask. {#ask}\n"
    assert left == []


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (
            {"a": f"{FRONT}{{% include words %}}\n1. Or:\n{{% include words %}}\n"},
            "with them, in templates/a/2026-09.md, the id 'ask-first' is given twice",
        ),
        (
            {"b": f"{FRONT}{{% include words %}}\n{{% include words %}}\n"},
            "with them, in templates/b/2026-09.md, the id 'ask-first' is given twice",
        ),
        (
            {
                "a": f"{FRONT}1. One.\n\n{{% include words %}}\n",
                "b": f"{FRONT}\n{{% include words %}}\nand last.\n",
                "words": "Ask first.\n",
            },
            "with them, in templates/b/2026-09.md, {#ask-first} can't stand here",
        ),
    ],
)
def test_a_passage_gets_none_where_a_model_could_not_have_them(
    texts: dict[str, str], reason: str, tmp_path: Path
) -> None:
    changed, left = given(tmp_path, **texts)
    assert WORDS not in changed
    assert A in changed
    (said,) = left
    assert said.startswith(f"{WORDS}:1:1: warning: no ids are given in this passage\n  {reason}")


def test_a_passage_gets_none_while_a_model_that_includes_it_has_mistakes(tmp_path: Path) -> None:
    files = {**FILES, B: f"{FILES[B]}\n**\n"}
    shown, left = give_ids(Library(make_workspace(tmp_path, files)), "a", None)
    assert {one.path for one in shown} == {A, WHO}
    assert [problem.hint for problem in left] == [f"first mend {B}, which includes it"]


def test_mistakes_in_a_passage_are_those_of_the_model(tmp_path: Path) -> None:
    made = make_workspace(tmp_path, {**FILES, WHO: "\n- `others`\n"})
    with pytest.raises(SourceError, match=r"who.md:2:3: a code span"):
        give_ids(Library(made), "a", None)
    assert (tmp_path / A).read_text("utf-8") == FILES[A]
