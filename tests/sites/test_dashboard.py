"""Each figure of the dashboard is its list, whatever the adoptions are; words stay words."""

import re
from datetime import date, timedelta

import pytest
from dashboards import DashboardRead
from hypothesis import given
from hypothesis import strategies as st
from register_rows import row

from policygen.lifecycle.kinds import AdoptionKind
from policygen.register.rows import NewEdition, Row, soonest_first
from policygen.sites.dashboard import dashboard
from policygen.sites.dashboard_charts import Bar, lying_bars
from policygen.sites.overview import (
    CountedDecision,
    LackSeen,
    LocalWords,
    Overseen,
    Overview,
    PolicyAsked,
    WordedClause,
)

TODAY = date(2026, 5, 1)
WICKED = (
    "St Mary's *C of E* [x](javascript:1) <script>alert(1)</script> 1. # | & \\",
    "&amp;", "&#x41;", "<!-- c -->", '"><img src=x onerror=1>', "]]>", "{{ 7*7 }}", "{% raw %}",
    "</noscript><script>alert(1)</script>", "</style>", "--></table>", "=1+1", "www.e.com",
    "</h3>", "' onclick='x", "% {} %s \\1", "\u00e9" * 50,
)  # fmt: skip

days = st.none() | st.integers(-900, 1500).map(lambda day: TODAY + timedelta(days=day))
STATES: list[AdoptionKind] = [
    "draft", "issued", "changed", "altered", "withdrawn", "incomplete", "behind",
]  # fmt: skip
states = st.lists(
    st.sampled_from(STATES),
    min_size=1, unique=True,
).map(tuple)  # fmt: skip


@st.composite
def adoptions(draw: st.DrawFn) -> Overseen:
    kinds: tuple[AdoptionKind, ...] = draw(states)
    retired = draw(st.integers(0, 9)) == 0
    school = draw(st.sampled_from(["oak", "elm", "ash"]))
    made = row(draw(st.sampled_from(["Oak", "Elm", "Ash & Co"])), due=draw(days))._replace(
        school=school,
        policy=draw(st.sampled_from(["visitors", "visitors-2"])),
        model=draw(st.sampled_from(["2026-09", "2025-01"])),
        states=("retired",) if retired else kinds,
        trust=draw(st.sampled_from(["", "Chiltern"])),
        local=draw(st.integers(0, 2)),
        today=TODAY,
    )
    if retired:
        return Overseen(made._replace(due=None, local=0))
    words = draw(st.lists(st.sampled_from(["a", "b", "(none)", "(open)"]), max_size=2, unique=True))
    return Overseen(made, {"one": words} if words else {}, "(open)" in words)


def page_of(found: list[Overseen], **more: tuple[WordedClause, ...]) -> DashboardRead:
    words = (("a", "A"), ("b", "B"), ("(none)", "None of them"), ("(open)", "Still open"))
    asked = (CountedDecision("one", "Which?", words),)
    policies = {one.row.policy: one.row.title for one in found}
    order = soonest_first([one.row for one in found])
    found = sorted(found, key=lambda one: order.index(one.row))
    return DashboardRead(
        dashboard(
            Overview(
                TODAY,
                tuple(found),
                tuple(
                    PolicyAsked(name, title, "2026-09", asked, **more)
                    for name, title in policies.items()
                ),
            )
        )
    )


def number_in(said: str) -> int:
    """The figure in what a link says: it comes first, or behind a name and before the share."""
    if found := re.search(r"([\d,]+) \([^()]*%\)$", said) or re.match(r"([\d,]+) ", said):
        return int(found[1].replace(",", ""))
    return int(said.split()[-1].replace(",", ""))  # behind a month


@given(st.lists(adoptions(), max_size=12))
def test_each_figure_is_its_list(found: list[Overseen]) -> None:
    page = page_of(found)
    assert len(page.rows) == len(found)
    for name, said in page.figures.items():
        if name != "list":
            assert len(page.list(name)) == number_in(said) > 0, (name, said)
            policies = "policy" if number_in(said) == 1 else "policies"
            assert f": {number_in(said):,} {policies} of " in page.heading(name)


@given(st.lists(adoptions(), max_size=12))
def test_the_lists_hold_what_they_say(found: list[Overseen]) -> None:
    page = page_of(found)

    def in_list(name: str) -> int:
        return len(page.list(name))

    rows = [one.row for one in found]
    left = [(one.due - TODAY).days for one in rows if one.due]
    assert in_list("overdue") == sum(day < 0 for day in left)
    for limit in (30, 60, 90):
        assert in_list(f"due-{limit}") == sum(0 <= day <= limit for day in left)
    for state in (*STATES, "retired"):
        if state == "issued":
            continue  # there is nothing to do about it
        assert in_list(state) == sum(state in one.states for one in rows)
    assert in_list("local") == sum(one.local > 0 for one in rows)
    assert in_list("open") == sum(one.is_open for one in found)
    assert in_list("no-date") == sum(
        one.due is None and "retired" not in one.states for one in rows
    )
    months = sum(in_list(name) for name in page.figures if name.startswith("month-"))
    assert months + in_list("later") == sum(day >= 0 for day in left)
    used = [one for one in rows if "retired" not in one.states]
    for policy in ("visitors", "visitors-2"):
        for version in ("2026-09", "2025-01"):
            assert in_list(f"model.{policy}.{version}") == sum(
                (one.policy, one.model) == (policy, version) for one in used
            )
        for word, address in (("a", "a"), ("(none)", "-none-"), ("(open)", "-open-")):
            assert in_list(f"choice.{policy}.one.{address}") == sum(
                one.row.policy == policy and word in one.picked.get("one", ()) for one in found
            )


def test_a_month_is_that_of_the_last_day_in_time() -> None:
    due = [date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1), date(2028, 4, 30)]
    page = page_of([Overseen(row(due=one)) for one in (*due, date(2028, 5, 1), date(2026, 4, 30))])
    found = {name: len(page.list(name)) for name in page.figures if name.startswith("month-")}
    assert found == {"month-2026-05": 2, "month-2026-06": 1, "month-2028-04": 1}
    assert (len(page.list("later")), len(page.list("overdue"))) == (1, 1)
    assert page.heading("month-2026-05") == "Reviews in May 2026: 2 policies of 1 school"


def test_within_so_many_days_takes_in_the_last_of_them() -> None:
    due = [TODAY + timedelta(days=day) for day in (-1, 0, 30, 31, 60, 61, 90, 91)]
    page = page_of([Overseen(row(due=one)) for one in due])
    found = {name: len(page.list(name)) for name in ("overdue", "due-30", "due-60", "due-90")}
    assert found == {"overdue": 1, "due-30": 2, "due-60": 4, "due-90": 6}


def test_what_is_due_by_a_new_edition_is_due_however_far_its_review_is() -> None:
    def relying(ahead: int, due: date | None) -> Overseen:
        day = TODAY + timedelta(days=ahead)
        edition = NewEdition("KCSIE", "2025", "2026", str(day), day)
        return Overseen(row(due=due)._replace(today=TODAY, editions=(edition,)))

    far, late = TODAY + timedelta(days=900), TODAY - timedelta(days=1)
    days = ((-200, far), (-1, None), (31, far), (90, far), (91, far), (-200, late))
    page = page_of([relying(*one) for one in days])
    names = ("new-edition", "overdue", "due-30", "due-60", "due-90", "no-date")
    found = {name: len(page.list(name)) for name in names}
    assert [*found.values()] == [5, 1, 2, 3, 4, 1]
    assert page.figures["new-edition"].startswith("5 Due by a new edition")
    assert "new-edition" not in page_of([Overseen(row())]).figures
    assert {one["Time left"] for one in page.list("new-edition")} == {
        "in 900 days; new edition of KCSIE", "no date; new edition of KCSIE",
        "1 day overdue; new edition of KCSIE",
    }  # fmt: skip
    early = page_of([relying(91, far)]).rows[0]["Time left"]
    assert early == "in 900 days"


def test_a_text_with_several_new_editions_is_named_once() -> None:
    editions = tuple(
        NewEdition(title, "2024", str(year), f"May {year}", date(year, 5, 1))
        for title, year in (("Children's safety", 2025), ("Children's safety", 2026), ("Pay", 2025))
    )
    page = page_of([Overseen(row()._replace(today=TODAY, editions=editions))])
    said = "no date; new edition of Children’s safety; new edition of Pay"
    assert page.rows[0]["Time left"] == said


def test_a_version_that_only_retired_adoptions_have_is_not_in_use() -> None:
    gone = row()._replace(model="2025-01", states=("retired",))
    page = page_of([Overseen(row()), Overseen(gone)])
    assert page.figures["model.visitors.2026-09"] == "2026-09, the newest 1 (100%)"
    chart = page.root.xpath("string(//section[h2='Take-up of each model version'])")
    assert "2025-01" not in chart


def test_schools_are_counted_once() -> None:
    rows = [row("A")._replace(school="a"), row("A")._replace(school="a"), row("B")]
    page = page_of([Overseen(one) for one in rows])
    assert page.heading("no-date") == "Without a date: 3 policies of 2 schools"
    assert "3 policies of 2 schools" in page.root.findtext(".//h3[@class='all']")


def test_what_there_is_none_of_leads_nowhere() -> None:
    page = page_of([])
    assert page.figures == {}
    assert "0 Overdue" in " ".join(page.words.split())
    assert page.rows == []


def test_the_address_of_a_list_that_is_empty_has_its_title_and_no_rows() -> None:
    """Somebody has kept it from a day when it had some."""
    page = page_of([Overseen(row(), {"one": ["a"]})])
    for name, title in (
        ("overdue", "Overdue"), ("due-90", "Due within 90 days"), ("altered", "Altered"),
        ("new-edition", "Due by a new edition"), ("retired", "Retired"), ("open", "Open decisions"),
        ("month-2026-06", "Reviews in June 2026"), ("later", "Reviews later than that"),
        ("choice.visitors.one.b", "Visitors: Which? B"),
    ):  # fmt: skip
        assert page.heading(name) == f"{title}: none"
        assert page.list(name) == []
        assert name not in page.figures
    assert page.heading("no-date") == "Without a date: 1 policy of 1 school"


@pytest.mark.parametrize("wicked", WICKED)
def test_whatever_people_type_stands_there_literally(wicked: str) -> None:
    made = row(wicked, title=wicked)._replace(trust=wicked, version=wicked, local=1)
    clause = WordedClause(wicked, (LocalWords(wicked, "replaced", wicked),))
    policy = PolicyAsked(
        "visitors",
        wicked,
        "2026-09",
        (CountedDecision("one", wicked, (("a", wicked),)),),
        (clause,),
    )
    page = DashboardRead(dashboard(Overview(TODAY, (Overseen(made, {"one": ["a"]}),), (policy,))))
    (shown,) = page.rows
    printed = wicked.replace("'", "’").replace('"', "“", 1).replace('"', "”")
    assert shown["Issue"] == wicked
    for where in ("School", "Policy", "Trust"):
        assert shown[where].translate(_STRAIGHT) == printed.translate(_STRAIGHT)
    said = page.words.translate(_STRAIGHT)
    assert said.count(wicked.translate(_STRAIGHT)) >= 10
    assert len(page.root.findall(".//script")) == 1
    assert page.root.findall(".//img") == []
    assert page.root.xpath("//@onclick | //@onerror") == []
    assert len(page.root.findall(".//style")) == 1


_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def test_local_wording_is_told_clause_by_clause() -> None:
    words = (LocalWords("Oak", "replaced", "For our forum."), LocalWords("Elm", "removed", "No."))
    page = page_of([Overseen(row())], clauses=(WordedClause("aim, clause 2.1", words),))
    (box,) = page.root.xpath("//details[ul]")
    assert box.findtext("summary") == "aim, clause 2.1: 2 schools"
    assert [item.text for item in box.iter("li")] == [
        "Oak: replaced. For our forum.", "Elm: removed. No.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "whole", "said"),
    [(0, 600, "0%"), (1, 600, "under 1%"), (599, 600, "over 99%"), (600, 600, "100%"),
     (1, 3, "33%"), (0, 0, "0%")],
)  # fmt: skip
def test_a_share_is_never_said_to_be_all_or_nothing_if_it_is_not(
    number: int, whole: int, said: str
) -> None:
    assert f">{number} ({said})<" in lying_bars([Bar("A", number)], whole)


def test_a_bar_is_as_long_as_its_share() -> None:
    drawn = lying_bars([Bar("A", 1), Bar("B", 3), Bar("C", 0)], 4)
    assert re.findall(r'<rect width="([\d.]+)"', drawn) == ["25", "75", "0"]


def test_a_trust_has_a_column_only_where_there_is_one() -> None:
    alone, together = (page_of([Overseen(row()._replace(trust=name))]) for name in ("", "Chiltern"))
    assert "Trust" not in alone.rows[0]
    assert together.rows[0]["Trust"] == "Chiltern"
    titles = ["Policy", "Trust"]
    assert [label.text for label in together.root.xpath("//form/label")[1:]] == titles
    assert [label.text for label in alone.root.xpath("//form/label")[1:]] == titles[:1]


def test_the_choices_of_the_form_are_lists_too() -> None:
    rows: list[Row] = [row()._replace(policy=name, title=name) for name in ("b", "a", "b")]
    page = page_of([Overseen(one) for one in rows])
    marks = {one.text: one.get("value") for one in page.root.iter("option")}
    assert [*marks] == ["All", "a", "b"]
    assert marks["All"] == ""
    for name in ("a", "b"):
        having = [one for one in page.rows if marks[name] in one["marks"].split()]
        assert [one["Policy"] for one in having] == [name] * sum(x.policy == name for x in rows)


def test_schools_of_one_name_are_told_apart_by_what_each_lacks() -> None:
    lacks = (
        LackSeen("ash", "St Mary's", "Behaviour", ("missing",), "none"),
        LackSeen("elm", "St Mary's", "Behaviour", ("missing",), "none"),
        LackSeen("elm", "St Mary's", "Pay", ("missing",), "none"),
        LackSeen("yew", "St Anne's", "", ("unclear",), "nobody can say"),
    )
    page = DashboardRead(dashboard(Overview(TODAY, (), (), (), lacks)))
    lines = page.root.xpath("//details[@class='by-school']")
    assert [[one.text_content() for one in some.iter("li")] for some in lines] == [
        ["St Mary’s, 2: Behaviour; Pay", "St Mary’s, 1: Behaviour"]
    ]  # and of what is unclear there is only one list: it has nothing but schools
