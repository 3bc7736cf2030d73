"""Rows of the control table that a model declares, and a school adds or changes."""

import pytest
from agreement import READERS
from agreement import tidy as shown
from making import FRONT, adopted, edition, filled, model
from strategies import VECTORS

from policygen.assembly.edition import model_edition
from policygen.document import plain
from policygen.document.quotes import typographic
from policygen.lifecycle.frozen import text_digest
from policygen.writers import plate

TEXT = "## Scope\n\n1. Return it to {{ values.place }}.\n"
ROWS = """\
control:
  Owner: roles.headteacher
  Place: values.place|capitalised
  Audience: All staff
  Statutory: yes
"""
ANSWERS = "values: {place: the office}\n"


def rows(answers: str, front: str = FRONT + ROWS) -> dict[str, str]:
    made = edition(TEXT, answers, front=front)
    return {term: plain(said) for term, said in filled(made).control.model}


def test_rows_say_words_or_what_names_stand_for() -> None:
    assert list(rows(ANSWERS).items())[:4] == [
        ("Owner", "Headteacher"),
        ("Place", "The office"),
        ("Audience", "All staff"),
        ("Statutory", "Yes"),
    ]


def test_a_school_adds_rows_and_says_others_in_place_of_the_models() -> None:
    said = rows(ANSWERS + "control: {Audience: Parents, Lead: roles.headteacher, Statutory: no}")
    assert list(said)[:5] == ["Owner", "Place", "Audience", "Statutory", "Lead"]
    assert (said["Audience"], said["Lead"], said["Statutory"]) == ("Parents", "Headteacher", "No")


def test_a_value_that_only_a_row_prints_is_asked_for_and_used() -> None:
    text = "## Scope\n\n1. One.\n"
    front = FRONT + "control: {Place: values.place}\n"
    _, problems = adopted(text, "", front=front)
    assert "the value place is missing: Where is it returned?" in [p.message for p in problems]
    _, problems = adopted(text, ANSWERS, front=front)
    assert problems == []


def test_a_draft_and_the_model_edition_show_a_blank() -> None:
    for made in (
        edition(TEXT, "", front=FRONT + ROWS, draft=True),
        model_edition(model(TEXT, FRONT + ROWS)),
    ):
        document = filled(made)
        assert {term: plain(said) for term, said in document.control.model}["Place"] == "[place]"


@pytest.mark.parametrize("words", [v for v in VECTORS if v.strip() and len(v) < 99])
def test_a_term_and_its_words_may_be_anything(words: str) -> None:
    front = FRONT + "control: {Audience: All staff}\n"
    answers = (
        ANSWERS
        + "control:\n  "
        + "\n  ".join([f"{quoted(words)}: the term", f"Audience: {quoted(words)}"])
    )
    made = edition(TEXT, answers, front=front)
    found = [
        reader(plate(kind, made.document).fill(made.values)) for kind, reader in READERS.items()
    ]
    assert found[0] == found[1] == found[2]
    facts = dict(found[0].facts)
    assert facts["Audience"] == shown(typographic(words))
    assert facts[shown(typographic(words))] == "the term"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def test_another_row_or_other_words_in_it_is_another_text() -> None:
    digests = {
        text_digest(edition(TEXT, ANSWERS + more, front=FRONT + ROWS))
        for more in (
            "",
            "control: {Audience: Parents}",
            "control: {Audience: All staff, Lead: All staff}",
            "control: {Lead: roles.headteacher}",
            "control: {Leader: roles.headteacher}",
        )
    }
    assert len(digests) == 5


def test_the_same_rows_written_by_the_school_are_the_same_text() -> None:
    again = edition(TEXT, ANSWERS + "control: {Audience: All staff}", front=FRONT + ROWS)
    assert text_digest(again) == text_digest(edition(TEXT, ANSWERS, front=FRONT + ROWS))
