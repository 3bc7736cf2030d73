"""The life of a policy without a terminal: all that a form in a browser would do, by actions."""

from datetime import date
from pathlib import Path

import pytest
from workspaces import make_workspace, sample

from policygen.actions.adopt import Adopting, adopt
from policygen.actions.build import build
from policygen.actions.check import check_workspace
from policygen.actions.choosing import Chosen, adoptions_of
from policygen.actions.completion import adoption_names
from policygen.actions.formats import ENDINGS
from policygen.actions.issue import Approval, issue_all, must_differ, what_changed
from policygen.actions.model import write_model
from policygen.actions.new import add_school
from policygen.actions.questions import AskOneOf
from policygen.actions.register import read_register
from policygen.actions.remind import write_reminders
from policygen.actions.reviewed import record_review
from policygen.actions.show import show
from policygen.actions.verify import verify
from policygen.dates import PartialDate
from policygen.errors import PolicyError, WrongWordError
from policygen.register.rows import as_table
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library

ELM = Target("elm-park", "social-media")
MODEL = "templates/social-media/2016-04.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one model and no school."""
    make_workspace(tmp_path, {MODEL: sample(MODEL)}).root.joinpath("schools").mkdir()
    return Workspace(tmp_path)


TODAY = date(2026, 11, 26)


def adopted(workspace: Workspace) -> Workspace:
    """The workspace with a school that has adopted the model, all answers given; read anew."""
    add_school(workspace, "elm-park", "Elm Park Primary School")
    adopting = Adopting.begin(Library(workspace), "elm-park", "social-media")
    while adopting.questions:
        question = adopting.questions[0]
        said = "2" if isinstance(question.form, AskOneOf) else "the staff room"
        after = adopting.replied(question, said)
        assert isinstance(after, Adopting), after
        adopting = after
    assert adopt(adopting).open == ()
    return Workspace(workspace.root)


def approval(summary: str, when: str) -> Approval:
    return Approval("Governing board", PartialDate.parse(when), summary)


def test_the_life_of_a_policy(workspace: Workspace) -> None:
    workspace = adopted(workspace)
    assert list(adoption_names(workspace)) == ["elm-park", "elm-park/social-media"]
    today = date(2018, 5, 2)

    # Built, as text that has not been issued
    folder = workspace.root / "build"
    (outcome,) = build(workspace, [Target("elm-park")], str(folder), ENDINGS)
    assert outcome.built == ("elm-park/social-media",)
    assert {Path(file).suffix[1:] for file in outcome.files} == set(ENDINGS)
    assert [p.message for p in check_workspace(workspace, today)] == [
        "social-media has not been issued yet"
    ]  # fmt: skip

    # Issued
    told: list[int] = []
    library = Library(workspace)
    assert what_changed(library, [ELM]).summary == "First adopted."
    chosen = adoptions_of(library, "social-media")
    issued = issue_all(library, chosen, approval("First.", "2016-04"), TODAY, progress=told.append)
    assert [(str(one.target), one.version, one.next_review) for one in issued.done] == [
        ("elm-park/social-media", "1.0", "April 2018")
    ]
    assert (issued.refused, issued.reasons, told) == ((), (), [1])
    assert verify(workspace, [ELM]).counts == {"intact": 1}
    assert show(library, ELM).text(80).startswith("Social media policy\nElm Park Primary School")

    # In the register, and nobody can be reminded without an address
    rows, problems, without = read_register(workspace, [Target("elm-park")], today)
    assert not (problems or without)
    assert "issued, overdue  Governing board  April 2016   April 2018" in as_table(rows)
    reminded = write_reminders(workspace, today, folder / "reminders")
    assert str(reminded.unreachable[0]).startswith("elm-park: no e-mail address")
    assert not reminded.complete

    # Reviewed
    due = record_review(library, ELM, "Head", PartialDate.parse("2 May 2018"), None, TODAY)
    assert str(due) == "2 May 2020"


def test_what_cannot_be_issued_comes_back_with_its_reasons_as_records(workspace: Workspace) -> None:
    library = Library(adopted(workspace))
    issue_all(library, Chosen((ELM,)), approval("First.", "2016-04"), TODAY)
    again = issue_all(Library(workspace), Chosen((ELM, ELM)), approval("Again.", "May 2015"), TODAY)
    assert (again.done, again.refused) == ((), (ELM,))
    assert [reason.message for reason in again.reasons] == [
        "May 2015 is before the last issue, 1.0 of April 2016",
        "its text is that of version 1.0, so there is nothing to issue",
    ]
    with pytest.raises(PolicyError, match="nothing has changed since the last issue"):
        must_differ(what_changed(Library(workspace), [ELM]), [ELM])


def test_an_interrupt_keeps_what_was_issued_before_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(workspace)
    oak = workspace.root / "schools/oak/school.yaml"
    oak.parent.mkdir()
    oak.write_bytes((workspace.root / "schools/elm-park/school.yaml").read_bytes())
    library = Library(Workspace(workspace.root))
    replace = Workspace.replace_school

    def interrupted(self: Workspace, school: str, before: bytes, after: bytes) -> None:
        if school == "oak":
            raise KeyboardInterrupt
        replace(self, school, before, after)

    monkeypatch.setattr(Workspace, "replace_school", interrupted)
    chosen = adoptions_of(library, "social-media")
    issued = issue_all(library, chosen, approval("First.", "2016-04"), TODAY)
    assert [one.school for one in issued.done] == ["elm-park"]
    assert [str(reason) for reason in issued.reasons] == [
        "Stopped before oak; run this again for the rest."
    ]
    assert not list(oak.parent.glob("issued/*/*"))


def test_a_name_that_there_is_not_is_told_from_a_mistake_in_a_file(workspace: Workspace) -> None:
    library = Library(workspace)
    with pytest.raises(WrongWordError, match="did you mean social-media"):
        Adopting.begin(library, "elm-park", "social-medai", None, {}, {})
    with pytest.raises(WrongWordError, match="has no model version '2015-01'"):
        write_model(library, "social-media", "2015-01", ENDINGS, workspace.root)
    with pytest.raises(WrongWordError, match="can't name a school"):
        add_school(workspace, "Elm Park", "Elm Park Primary School")
    with pytest.raises(WrongWordError, match="No school has adopted 'social-media'"):
        adoptions_of(library, "social-media")
