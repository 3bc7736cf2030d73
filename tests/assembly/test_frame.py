"""What stands around the text: control table, version history, data for machines."""

from making import edition, filled, model, samples

from policygen.assembly.edition import Edition, model_edition
from policygen.document import Document, Paragraph, Slot, Table, Text, plain

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


def test_an_edition_in_force_has_no_notice() -> None:
    said = {name: plain(made.document.notice) for name, made in samples().items()}
    assert said.pop("brook-lane") == "DRAFT: not yet issued"  # as nobody has approved it
    for name, notice in said.items():
        assert bool(notice) == name.startswith(("a draft", "the model"))
