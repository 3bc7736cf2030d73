"""What schools must have, held against what they have: on small lists, and on our own."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.assembly.approvers import known_as
from policygen.dates import PartialDate
from policygen.register.lacking import Holdings, Lack, PolicyHeld, is_old, what_lacks
from policygen.register.lacking_forms import lacks_as_csv, lacks_as_page, lacks_as_table
from policygen.sources.facts import standard_facts
from policygen.sources.required import read_required, standard_required

LIST = b"""
policies: {complaints: Complaints procedure, pay: Pay}
as: {grievances: complaints}
sources:
  - title: The first list
    address: https://lists.example.org/first
    looked_up: 26 November 2026
    kinds: [maintained]
    review: annually
    policies:
      complaints:
      pay: {approved_by: [governing body, facts.governing_body]}
      careers: {phases: [secondary]}
  - title: The second list
    looked_up: 1 March 2027
    must: publish
    policies: {complaints: }
"""
REQUIRED, PROBLEMS = read_required(LIST, "required.yaml", standard_facts())
ISSUED = PolicyHeld(
    "complaints", "1.0", "Governing board", PartialDate(2026, 9, 14), PartialDate(2027, 9),
    published="https://oak.example.org/complaints",
)  # fmt: skip
PAY = ISSUED._replace(policy="pay")


def found(
    *held: PolicyHeld, on: date = date(2026, 11, 26), has_site: bool = False, **facts: object
) -> dict[str, str]:
    """What is wrong at a maintained primary school, by policy."""
    given = {"kind": "maintained", "phase": "primary", "governing_body": "Governing board"} | facts
    school = Holdings("oak", "Oak School", given, held)
    lacks = what_lacks([school], REQUIRED, on, has_site=has_site)
    return {one.policy: f"{one.state}: {one.said}" for one in lacks}


def test_the_small_list_is_sound() -> None:
    assert not PROBLEMS


def test_nothing_is_said_of_a_school_that_has_it_all() -> None:
    assert found(ISSUED, PAY) == {}


def test_what_a_school_has_not_is_missing() -> None:
    assert found(PAY) == {"complaints": "missing: the school has none"}
    assert found(ISSUED._replace(policy="grievances"), PAY) == {}
    assert set(found()) == {"complaints", "pay"}


def test_a_draft_is_none_and_neither_is_what_was_withdrawn() -> None:
    draft = PolicyHeld("complaints")
    assert found(draft, PAY) == {"complaints": "missing: it isn't approved yet"}
    gone = draft._replace(was_issued=True)
    assert found(gone, PAY) == {"complaints": "missing: all that was issued is withdrawn"}
    assert found(gone, PAY, ISSUED._replace(policy="grievances")) == {}


def test_a_policy_that_no_model_is_of_counts_and_must_be_published() -> None:
    other = PolicyHeld("grievances", published="https://oak.example.org/g", is_other=True)
    assert found(other, PAY) == {}
    silent = {"complaints": "unpublished: nothing says where it is published"}
    assert found(other._replace(published=""), PAY) == silent
    assert found(other._replace(published=""), PAY, has_site=True) == silent


def test_of_several_the_one_that_is_in_force_counts() -> None:
    other = PolicyHeld("grievances", published="https://oak.example.org/g", is_other=True)
    assert found(PolicyHeld("complaints"), other, PAY) == {}
    late = ISSUED._replace(next_review=PartialDate(2026, 10))
    said = {"complaints": "overdue: its review was due October 2026"}
    assert found(other, late, PAY) == said


def test_what_a_source_says_once_holds_for_each_of_its_policies() -> None:
    text = b"""
sources:
  - title: A
    looked_up: May 2026
    approved_by: [Board]
    review: every 2 years
    phases: [primary]
    policies: {pay: , visits: {approved_by: [], review: annually, phases: []}}
"""
    required, problems = read_required(text, "required.yaml", standard_facts())
    assert not problems
    pay, visits = required.rules
    said = (("Board",), "every 2 years", ("primary",))
    assert (pay.approved_by, str(pay.review), pay.phases) == said
    assert (visits.approved_by, str(visits.review), visits.phases) == ((), "annually", ())


def test_what_must_be_published_is_by_an_address_or_on_our_site() -> None:
    hidden = ISSUED._replace(published="")
    silent = {"complaints": "unpublished: nothing says where it is published"}
    assert found(hidden, PAY) == silent
    assert found(hidden, PAY, has_site=True) == {}
    for_staff = {"complaints": "unpublished: publish: staff"}
    assert found(hidden._replace(publish="staff"), PAY, has_site=True) == for_staff
    assert found(ISSUED, PAY._replace(published="")) == {}


def test_a_review_is_late_by_its_own_date_or_by_how_often_it_is_asked_for() -> None:
    assert found(ISSUED, PAY, on=date(2027, 9, 14)) == {}
    late = found(ISSUED, PAY, on=date(2027, 9, 15))
    said = "overdue: last looked at 14 September 2026, to be reviewed annually"
    assert late == {"complaints": said, "pay": said}
    own = found(ISSUED, PAY, on=date(2027, 10, 1))["pay"]
    assert own == "overdue: its review was due September 2027"


def test_whoever_approved_it_must_be_one_of_those_that_a_source_names() -> None:
    assert found(ISSUED, PAY._replace(by="governing  BODY")) == {}
    wrong = found(ISSUED, PAY._replace(by="Headteacher"))["pay"]
    assert wrong == (
        "wrong body: approved by Headteacher, where governing body or Governing board is expected"
    )
    assert found(ISSUED._replace(by="Headteacher"), PAY) == {}, "no source says who approves it"


@pytest.mark.parametrize(
    "by",
    ["Full governing board", "The governing board", "the full  Governing body", "Governing body"],
)
def test_a_board_is_the_same_with_an_article_or_in_full(by: str) -> None:
    assert found(ISSUED, PAY._replace(by=by)) == {}


@pytest.mark.parametrize("by", ["Governing board committee", "Full pay committee", "Board", "Full"])
def test_a_committee_is_another_body(by: str) -> None:
    assert found(ISSUED, PAY._replace(by=by))["pay"].startswith(f"wrong body: approved by {by}, ")


def test_a_full_committee_is_not_what_a_source_calls_a_committee() -> None:
    assert known_as("Full pay committee", ["Pay committee"]) is None
    assert known_as("The pay committee", ["Pay committee"]) == "Pay committee"


def test_whether_a_body_is_the_right_one_is_unclear_while_its_name_is_not_given() -> None:
    """A school whose governors are trustees isn't told that these are the wrong body."""
    unknown = found(ISSUED, PAY._replace(by="Trustees"), governing_body=None)["pay"]
    assert unknown == (
        "unclear: approved by Trustees, where governing body is expected; whether that is right "
        "depends on the fact governing_body, which isn't given"
    )
    assert found(ISSUED, PAY._replace(by="Governing body"), governing_body=None) == {}
    assert found(ISSUED, PAY._replace(by="Trustees"), governing_body="Trustees") == {}
    assert said_of_approver(b"[facts.governing_body]") == (
        "unclear: approved by Trustees; whether that is right depends on the fact governing_body, "
        "which isn't given"
    )
    assert said_of_approver(b"[Board, facts.governing_body, facts.local_authority]") == (
        "unclear: approved by Trustees, where Board is expected; whether that is right depends on "
        "the facts governing_body and local_authority, which aren't given"
    )
    wrong = "wrong body: approved by Trustees, where Board is expected"
    assert said_of_approver(b"[Board]") == wrong
    assert said_of_approver(b"[Trustees, facts.governing_body]") == ""


def said_of_approver(approvers: bytes) -> str:
    """What a list says of a policy that trustees have approved, at a school without facts."""
    text = b"sources: [{title: A, looked_up: May 2026, policies: {pay: {approved_by: %s}}}]"
    required, problems = read_required(text % approvers, "required.yaml", standard_facts())
    assert not problems
    held = PAY._replace(by="Trustees")
    lacks = what_lacks([Holdings("elm", "Elm", {}, (held,))], required, date(2026, 11, 27))
    return "; ".join(f"{one.state}: {one.said}" for one in lacks)


def test_what_depends_on_a_phase_is_asked_of_that_phase() -> None:
    assert "careers" not in found(phase="primary")
    assert found(phase="secondary")["careers"] == "missing: the school has none"
    unclear = "unclear: whether it is asked for depends on the fact phase, which isn't given"
    assert found(phase=None)["careers"] == unclear


def test_nothing_is_guessed_of_a_school_whose_kind_nobody_knows() -> None:
    assert found(kind=None) == {
        "": "unclear: the fact kind isn't given, so nobody can say what the school must have",
        "complaints": "missing: the school has none",
    }


def said_of(kind: str, text: bytes, phase: str = "primary") -> dict[str, str]:
    """What a list says of a school of a kind that has nothing, by policy."""
    required, problems = read_required(text, "required.yaml", standard_facts())
    assert not problems
    lacks = what_lacks(
        [Holdings("elm", "Elm", {"kind": kind, "phase": phase}, ())], required, date(2026, 11, 27)
    )
    return {one.policy: f"{one.state}: {one.said}" for one in lacks}


ONE_KIND = b"""
sources:
  - {title: A, looked_up: May 2026, kinds: [maintained, nursery], policies: {pay: }}
"""
IN_PART = "unclear: the sources here name only part of what a school of its kind must have: "


def test_a_list_says_so_where_no_source_speaks_of_a_kind() -> None:
    no_source = "unclear: no source here says what a school of its kind must have: special"
    assert said_of("special", ONE_KIND) == {"": no_source}
    assert said_of("special", ONE_KIND + b"partial: [special]") == {"": no_source}


def test_a_list_says_so_where_it_knows_only_part_of_what_a_kind_must_have() -> None:
    missing = {"pay": "missing: the school has none"}
    assert said_of("nursery", ONE_KIND) == missing
    partial = ONE_KIND + b"partial: [nursery]"
    assert said_of("maintained", partial) == missing
    assert said_of("nursery", partial) == missing | {"": f"{IN_PART}nursery"}


@pytest.mark.parametrize("word", ["maintained", "community", "Community", "MAINTAINED"])
def test_a_kind_is_called_in_a_list_whatever_a_school_may_call_it(word: str) -> None:
    text = ONE_KIND.replace(b"[maintained, nursery]", f"[{word}]".encode())
    assert said_of("maintained", text) == {"pay": "missing: the school has none"}
    assert said_of("nursery", text)[""].startswith("unclear: no source here says")
    partial = said_of("maintained", text + f"partial: [{word}]".encode())
    assert partial[""] == f"{IN_PART}maintained"
    phases = ONE_KIND.replace(b"{pay: }", b"{pay: {phases: [Primary]}}")
    assert "pay" in said_of("maintained", phases)
    assert "pay" not in said_of("maintained", phases, "secondary")


def test_a_kind_that_there_is_not_is_refused_with_what_is_near() -> None:
    text = ONE_KIND.replace(b"maintained", b"comunity")
    _, (problem,) = read_required(text, "required.yaml", standard_facts())
    assert problem.message == "'comunity' is no kind of school that is known"
    assert "community" in problem.hint


def test_a_workspace_may_know_more_or_less_of_a_kind_than_our_own_list() -> None:
    names = b"as: {grievances: complaints}\n"
    assert said_of("nursery", names)[""] == f"{IN_PART}nursery"
    assert "" not in said_of("academy", names)
    assert "" not in said_of("nursery", names + b"partial: []")
    assert "complaints" in said_of("nursery", names + b"partial: []")
    assert said_of("academy", names + b"partial: [academy]")[""] == f"{IN_PART}academy"


KINDS = standard_facts()["kind"].one_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_of_ours_has_its_source_and_a_title(kind: str) -> None:
    school = Holdings("elm", "Elm", {"kind": kind, "phase": "secondary"}, ())
    lacks = what_lacks([school], standard_required(), date(2026, 11, 27))
    asked = {one.policy: one for one in lacks}
    unclear = asked.pop("", None)
    assert bool(unclear) == (kind in ("special", "pupil referral unit", "nursery", "independent"))
    assert {"accessibility-plan", "behaviour", "child-protection", "complaints"} <= {*asked}
    assert all(one.states == ("missing",) and one.sources for one in asked.values())
    assert all(source.address for one in asked.values() for source in one.sources)
    assert {rule.policy for rule in standard_required().rules} <= {*standard_required().titles}


@pytest.mark.parametrize(
    ("policy", "of"),
    [
        ("careers", {"academy", "free school"}),
        ("curriculum", {"independent"}),
        ("risk-assessment", {"academy", "free school", "independent"}),
        ("behaviour-principles", {*KINDS} - {"academy", "free school", "special", "independent"}),
        ("medical-conditions", {*KINDS} - {"special", "nursery", "independent"}),
        ("sen-information-report", {*KINDS} - {"special", "pupil referral unit", "independent"}),
        ("sex-education", {*KINDS} - {"nursery"}),
        ("child-protection", {*KINDS}),
    ],
)
def test_what_is_asked_of_some_kinds_is_asked_of_no_other(policy: str, of: set[str]) -> None:
    assert {
        kind for kind in KINDS if policy in said_of(kind, b"as: {rse: sex-education}", "secondary")
    } == of


def test_what_is_asked_of_those_who_teach_some_ages_is_asked_of_no_other() -> None:
    for phase, asked in (("primary", False), ("secondary", True), ("all-through", True)):
        unit = said_of("pupil referral unit", b"as: {rse: sex-education}", phase)
        assert ("provider-access" in unit) is asked
    assert "sen-information-report" not in said_of("academy", b"as: {a: send}", "sixth form")


def test_a_list_is_old_a_year_after_the_first_of_it_was_looked_up() -> None:
    assert REQUIRED.looked_up == PartialDate(2026, 11, 26)
    assert not is_old(REQUIRED, date(2027, 11, 26))
    assert is_old(REQUIRED, date(2027, 11, 27))


def _lack(name: str, said: str) -> Lack:
    source = REQUIRED.rules[0].source
    return Lack("oak", name, "", (), "pay", "Pay", ("missing", "overdue"), said, (source,))


def test_a_table_names_its_sources_once_below() -> None:
    table = lacks_as_table([_lack("Oak", "none"), _lack("Elm", "none")])
    assert table.count("The first list") == 1
    assert "Oak     Pay     missing, overdue  none           1\n" in table
    assert table.endswith(
        "\n\n1  The first list (looked up 26 November 2026)\n   https://lists.example.org/first\n"
    )
    assert lacks_as_table([]) == ""


texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)


@given(texts, texts)
def test_csv_keeps_every_word_and_no_cell_is_a_formula(name: str, said: str) -> None:
    text = lacks_as_csv([_lack(name, said)]).lstrip("\ufeff")
    line = list(csv.reader(StringIO(text, newline="")))[1]
    assert [cell.removeprefix("'") for cell in (line[0], line[3])] == [
        one.removeprefix("'") for one in (name, said)
    ]
    assert line[0][0] not in "=+-@"


def test_the_page_shows_words_as_they_are_and_leads_to_sources() -> None:
    lack = _lack("<script>alert(1)</script>", "a & b")
    html = lacks_as_page([lack], 3, date(2026, 11, 26), "Old")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "<td>a &amp; b</td>" in html
    assert '<a href="https://lists.example.org/first">The first list</a>' in html
    assert "<strong>Old</strong>" in html
    assert "On 26 November 2026: 1 missing, 1 overdue, in 1 of 3 schools." in html
