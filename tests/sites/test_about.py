"""What an index says that a policy is about: a sentence of its beginning that says so."""

from dataclasses import replace

import pytest
from site_records import document

from policygen.assembly.numbering import number
from policygen.document import Block, Clause, Paragraph, Section, Text
from policygen.sites.setting_texts import about
from policygen.sites.showing import SiteText


def said(*clauses: str, before: tuple[Block, ...] = ()) -> str:
    """What is said of a policy with these clauses."""
    made = tuple(Clause((Paragraph((Text(f"{one} It goes on."),)),)) for one in clauses)
    text = Section((Text("About"),), (*before, *made))
    of = replace(document("Visitors", ""), children=number((text,)).blocks)
    return about(SiteText(of, {"place": "here"}))


@pytest.mark.parametrize(
    "sentence",
    ["This policy sets out who may come in.", "The aim is to keep everybody safe.",
     "The purpose of this plan is to say who does what.", "This statement explains our duties.",
     "The school’s complaints procedure tells you what to do.",
     "The objectives of the board are as follows."],
)  # fmt: skip
def test_a_sentence_that_says_it_comes_before_the_first(sentence: str) -> None:
    assert said("Staff were consulted. So were unions.", f"{sentence} More.") == sentence


def test_the_first_is_said_where_none_does() -> None:
    clauses = ("We want good staff.", "The policy was agreed with unions.", "It is aimed at all.",
               "Whoever comes for the purpose of teaching is staff.")  # fmt: skip
    assert said(*clauses) == "We want good staff."


def test_it_is_looked_for_at_the_beginning_and_in_clauses() -> None:
    clauses = ["Staff were consulted."] * 6
    assert said(*clauses, "This policy sets out duties.") == "Staff were consulted."
    box = Paragraph((Text("This policy sets out how a box is made."),))
    assert said("It holds.", before=(box,)) == "It holds."
    assert said(before=(box,)) == "This policy sets out how a box is made."


def test_nothing_is_said_of_nothing() -> None:
    assert said() == ""
