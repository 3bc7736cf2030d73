"""What stands around the text: control table, version history, data for machines."""

import pytest
from making import adoption_of, edition, filled, model, samples

from policygen.assembly.edition import Edition, assemble, model_edition
from policygen.document import Document, Paragraph, Slot, Table, Text, plain
from policygen.sources.school import read_school
from policygen.writers import plate

TEXT = "## A\n\nWords.\n"
ISSUED = """\
history:
  - {version: "1.0", issued: 2016-04-10, by: Board, summary: First.}
  - {version: "1.1", issued: May 2017, by: Head, summary: Second.}
next_review: May 2019
"""


def facts(made: Edition) -> dict[str, str]:
    return {term: plain(said) for term, said in filled(made).control.rows}


def properties(document: Document) -> dict[str, str]:
    return {key: plain(said) for key, said in document.properties}


def test_the_control_table_shows_the_last_issue_and_dates_as_they_were_given() -> None:
    assert facts(edition(TEXT, ISSUED)) == {
        "School": "Oak School",
        "Version": "1.1",
        "Date of issue": "May 2017",
        "Approved by": "Head",
        "Next review": "May 2019",
        "Review cycle": "Annually",
        "Model policy": "Advisers & Partners, April 2016",
    }


def test_the_version_history_shows_every_issue_the_oldest_first() -> None:
    history = filled(edition(TEXT, ISSUED)).history
    assert history and isinstance(history.children[0], Table)
    assert (plain(history.title), history.number) == ("Version history", "")
    assert [[plain(cell) for cell in row] for row in history.children[0].rows] == [
        ["1.0", "10 April 2016", "Board", "First."],
        ["1.1", "May 2017", "Head", "Second."],
    ]


def test_what_was_never_issued_says_so() -> None:
    made = edition(TEXT)
    assert facts(made)["Version"] == "Not yet issued"
    history = filled(made).history
    assert history and history.children == (
        Paragraph((Text("This policy has not been issued yet."),)),
    )
    assert properties(filled(made))["status"] == "not issued"


def test_a_draft_never_carries_the_version_in_force() -> None:
    made = edition(TEXT, ISSUED, draft=True)
    document = filled(made)
    assert plain(document.notice) == "DRAFT: not for publication"
    assert facts(made)["Version"] == "Draft"
    assert not {"Date of issue", "Approved by"} & facts(made).keys()
    assert properties(document).keys().isdisjoint({"version", "approved_by"})
    assert properties(document)["status"] == "draft"


def test_the_model_edition_is_the_publishers() -> None:
    document = model_edition(model(TEXT)).document
    assert document.subtitle == (Text("Advisers & Partners"),)
    assert plain(document.notice).startswith("MODEL POLICY")
    assert document.history is None


def test_dates_for_machines_are_iso_dates() -> None:
    found = properties(filled(edition(TEXT, ISSUED)))
    assert (found["date"], found["next_review"]) == ("2017-05-01", "2019-05")
    assert found["lang"] == "en-GB"
    assert properties(filled(edition(TEXT)))["date"] == "2016-04-01"  # the model's


def test_editions_of_one_shape_differ_in_their_values_only() -> None:
    first, second = edition(TEXT, ISSUED), edition(TEXT, ISSUED.replace("Head", "'# Deputy'"))
    assert first.document is second.document
    assert first.document.subtitle == (Slot("school.name"),)


ASKED = {
    "nothing": ("", []),
    "an address": ("  email: office@oak.example\n", ["mailto:office@oak.example"]),
    "a number": ("  telephone: 01632 960110\n", ["tel:01632960110"]),
    "both, in any order": (
        "  telephone: 01632 960110\n  email: office@oak.example\n",
        ["mailto:office@oak.example", "tel:01632960110"],
    ),
}


@pytest.mark.parametrize(("facts", "addresses"), ASKED.values(), ids=ASKED)
def test_a_school_can_be_asked_by_what_its_facts_say(facts: str, addresses: list[str]) -> None:
    text = f"name: Oak School\nfacts:\n  kind: academy\n{facts}"
    text += "policies:\n  example: {model: 2016-04}\n"
    adopter, problems = read_school(text.encode(), "school.yaml", "oak")
    assert adopter and not problems
    made, _ = assemble(adoption_of(adopter, model(TEXT)))
    contact = filled(made).contact
    assert [link.address for link in contact] == addresses
    said = [line.partition(": ")[2] for line in facts.splitlines()]
    assert sorted(plain(link.children) for link in contact) == sorted(said)
    page = plate("html", made.document).fill({**made.values, "stem": "a"}).decode()
    assert page.count("ask us: ") == bool(addresses)
    for address in addresses:
        assert f'href="{address}"' in page.partition("ask us: ")[2]


def test_an_edition_in_force_has_no_notice() -> None:
    said = {name: plain(made.document.notice) for name, made in samples().items()}
    assert said.pop("brook-lane") == "DRAFT: not yet issued"  # as nobody has approved it
    for name, notice in said.items():
        assert bool(notice) == name.startswith(("a draft", "the model"))
