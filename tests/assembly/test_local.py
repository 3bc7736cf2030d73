"""Local wording: what a school says in its own words where the model has others."""

from textwrap import indent

import pytest
from agreement import READERS
from making import FRONT, adopted, edition, filled

from policygen.assembly.edition import document
from policygen.document import Grid, Section, query
from policygen.lifecycle.frozen import text_digest
from policygen.writers import plate

Units = list[tuple[str, str]]
TEXT = """\
## Scope {#scope}

1. Every employee is covered. {#everyone}
2. Return it to {{ values.place }}. {#return}

   In time. {#in-time}

   1. Clean, {#clean}
      1. inside, {#inside}
   2. dry. {#dry}
3. Ask the {{ roles.headteacher }}. {#ask}

### Costs {#costs}

None. {#none}

- Not now. {#not-now}
- Later. {#later}

## Review {#review}

1. See [](#return) and [](#rules).

| Who {#people} | What |
| :-- | --: |
| Head {#head} | All |
| Staff {#staff} | Some |

::: steps
1. Ask first. {#first}
2. Wait then. {#second}
:::

::: box At once {#at-once}
Call the office. {#call}
:::

::: table Times {#hours}
* - When
  - Where
* - Monday {#monday}
  - Hall
* - Holidays {#holidays .band}
* - Tuesday {#tuesday}
  - Office
:::

## Rules {.appendix #rules}

1. Be kind. {#kind}
"""
SCOPE: Units = [
    ("1", "Scope"),
    ("1.1", "Every employee is covered."),
    ("1.2", "Return it to the office."),
    ("", "In time."),
    ("(a)", "Clean,"),
    ("(i)", "inside,"),
    ("(b)", "dry."),
    ("1.3", "Ask the Headteacher."),
    ("", "Costs"),
    ("", "None."),
    ("•", "Not now."),
    ("•", "Later."),
]
REVIEW: Units = [
    ("2", "Review"),
    ("2.1", "See clause 1.2 and Appendix A."),
    ("", "Who | What"),
    ("", "Head | All"),
    ("", "Staff | Some"),
    ("1", "Ask first."),
    ("2", "Wait then."),
    ("", "At once"),
    ("", "Call the office."),
    ("", "Table 1: Times"),
    ("", "When | Where"),
    ("", "Monday | Hall"),
    ("", "Holidays"),
    ("", "Tuesday | Office"),
]
RULES: Units = [("Appendix A", "Rules"), ("A.1", "Be kind.")]


ALL = SCOPE + REVIEW + RULES


def units(local: str, text: str = TEXT, front: str = FRONT) -> Units:
    """What a reader of each format finds, which is the same in all."""
    answers = f"values: {{place: the office, day: Friday}}\nlocal:\n{indent(local, '  ')}"
    made = edition(text, answers, front=front)
    files = {kind: plate(kind, made.document).fill(made.values) for kind in READERS}
    found = [reader(files[kind]).units for kind, reader in READERS.items()]
    assert found[0] == found[1] == found[2]
    return found[0][: [words for _, words in found[0]].index("Version history")]


def changed(name: str, kind: str, text: str) -> str:
    """One local wording."""
    return f"{name}:\n  {kind}: |\n{indent(text, '    ')}\n  reason: We do.\n"


def removed(*names: str) -> str:
    return "".join(f"{name}: {{remove: yes, reason: We do.}}\n" for name in names)


def between(first: str, last: str, *new: tuple[str, str]) -> Units:
    """The whole text with other units from one to another, told by their words."""
    words = [one for _, one in ALL]
    return [*ALL[: words.index(first)], *new, *ALL[words.index(last) + 1 :]]


RETURN, LATER, TIMES = "Return it to the office.", "Later.", "Tuesday | Office"
ASK, WAIT, CALL = "Ask first.", "Wait then.", "Call the office."
REPLACED = {
    "a clause without 1. keeps its number": (
        "return", "Keep it at {{ values.place }}, {{ school.name }}.",
        between(RETURN, "dry.", ("1.2", "Keep it at the office, Oak School.")),
    ),
    "a clause with 1.": (
        "return", "1. Keep it.\n\n   Well.",
        between(RETURN, "dry.", ("1.2", "Keep it."), ("", "Well.")),
    ),
    "a clause by two": (
        "return", "1. Keep it.\n1. Well.",
        between(
            RETURN, "Ask the Headteacher.",
            ("1.2", "Keep it."), ("1.3", "Well."), ("1.4", "Ask the Headteacher."),
        ),
    ),
    "a clause by one with others in it": (
        "everyone", "Everyone:\n\n1. young\n1. old",
        between(
            "Every employee is covered.", "Every employee is covered.",
            ("1.1", "Everyone:"), ("(a)", "young"), ("(b)", "old"),
        ),
    ),
    "a clause in a clause": (
        "clean", "1. Cleaned.", between("Clean,", "inside,", ("(a)", "Cleaned.")),
    ),
    "a paragraph in a clause": (
        "in-time", "Before {{ values.day }}.",
        between("In time.", "In time.", ("", "Before Friday.")),
    ),
    "a paragraph by more": (
        "none", "Some:\n\n- one\n- two",
        between("None.", "None.", ("", "Some:"), ("•", "one"), ("•", "two")),
    ),
    "a bullet": ("not-now", "Never.", between("Not now.", "Not now.", ("•", "Never."))),
    "what stands below a sub-heading": (
        "costs", "Five pounds.", between("None.", LATER, ("", "Five pounds.")),
    ),
    "a sub-heading with all below it": (
        "costs", "### Fees\n\nFive pounds.",
        between("Costs", LATER, ("", "Fees"), ("", "Five pounds.")),
    ),
    "what stands below a section's heading": (
        "scope", "1. All. {#return}\n\n### More\n\nNo.",
        [
            ("1", "Scope"), ("1.1", "All."), ("", "More"), ("", "No."),
            ("2", "Review"), ("2.1", "See clause 1.1 and Appendix A."), *REVIEW[2:], *RULES,
        ],
    ),
    "a section with its heading": (
        "scope", "## Who and what\n\n1. All. {#return}\n\n## More\n\n1. Yes.",
        [
            ("1", "Who and what"), ("1.1", "All."), ("2", "More"), ("2.1", "Yes."),
            ("3", "Review"), ("3.1", "See clause 1.1 and Appendix A."), *REVIEW[2:], *RULES,
        ],
    ),
    "an appendix stays one": (
        "rules", "## The rules\n\n1. Be good.",
        [*SCOPE, *REVIEW, ("Appendix A", "The rules"), ("A.1", "Be good.")],
    ),
    "a simple table by words": (
        "people", "Ask the {{ roles.headteacher }}.",
        between("Who | What", "Staff | Some", ("", "Ask the Headteacher.")),
    ),
    "a table by another": (
        "hours", "::: table Opening {headings=0}\n* - Never\n:::",
        between("Table 1: Times", TIMES, ("", "Table 1: Opening"), ("", "Never")),
    ),
    "a row by two": (
        "head", "| {{ roles.headteacher }} | a \\| b |\n| Deputy | Less |",
        between("Head | All", "Head | All", ("", "Headteacher | a | b"), ("", "Deputy | Less")),
    ),
    "a row of a list table": (
        "monday", "* - Monday\n  - {{ values.place }}",
        between("Monday | Hall", "Monday | Hall", ("", "Monday | the office")),
    ),
    "a row of a list table, with |": (
        "monday", "| Monday | Gym |",
        between("Monday | Hall", "Monday | Hall", ("", "Monday | Gym")),
    ),
    "a row of a simple table, with *": (
        "staff", "* - Staff\n  - None",
        between("Staff | Some", "Staff | Some", ("", "Staff | None")),
    ),
    "a band": (
        "holidays", "* - Half-term {.band}", between("Holidays", "Holidays", ("", "Half-term")),
    ),
    "a step": ("first", "Ask twice.", between(ASK, ASK, ("1", "Ask twice."))),
    "a step by two": (
        "first", "1. Ask first.\n1. Ask again.",
        between(ASK, WAIT, ("1", ASK), ("2", "Ask again."), ("3", WAIT)),
    ),
    "a box": ("at-once", "Call us.", between("At once", CALL, ("", "Call us."))),
    "what stands in a box": ("call", "Ring.", between(CALL, CALL, ("", "Ring."))),
}  # fmt: skip


@pytest.mark.parametrize("title", REPLACED)
def test_what_is_replaced(title: str) -> None:
    name, text, expected = REPLACED[title]
    assert units(changed(name, "replace", text)) == expected


ADDED = {
    "a clause after a clause": (
        "everyone", "1. Visitors too.",
        between(
            "Every employee is covered.", "Ask the Headteacher.",
            SCOPE[1], ("1.2", "Visitors too."), ("1.3", RETURN), *SCOPE[3:7],
            ("1.4", "Ask the Headteacher."),
        ),
    ),
    "words at the end of a clause": (
        "ask", "Early.", between("Ask the Headteacher.", "Ask the Headteacher.",
                                 SCOPE[7], ("", "Early.")),
    ),
    "a clause in a clause": (
        "clean", "1. checked,",
        between("dry.", "dry.", ("(b)", "checked,"), ("(c)", "dry.")),
    ),
    "words after a paragraph": (
        "in-time", "Always.", between("In time.", "In time.", SCOPE[3], ("", "Always.")),
    ),
    "words at the end of a section, below its last sub-heading": (
        "scope", "Ever.", between(LATER, LATER, ("•", LATER), ("", "Ever.")),
    ),
    "a sub-heading at the end of a section": (
        "scope", "### Gifts\n\nNo.",
        between(LATER, LATER, ("•", LATER), ("", "Gifts"), ("", "No.")),
    ),
    "a sub-heading after a sub-heading": (
        "costs", "### Gifts\n\nNo.",
        between(LATER, LATER, ("•", LATER), ("", "Gifts"), ("", "No.")),
    ),
    "a section after a section": (
        "scope", "## Gifts\n\n1. No.",
        [
            *SCOPE, ("2", "Gifts"), ("2.1", "No."),
            ("3", "Review"), ("3.1", REVIEW[1][1]), *REVIEW[2:], *RULES,
        ],
    ),
    "an appendix after another": (
        "rules", "## Map {.appendix}\n\n1. Look.",
        [*ALL, ("Appendix B", "Map"), ("B.1", "Look.")],
    ),
    "a row": ("head", "| Deputy | Less |", between("Head | All", "Head | All", ("", "Head | All"),
                                                  ("", "Deputy | Less"))),
    "a row after a band": (
        "holidays", "* - August\n  - Closed",
        between("Holidays", "Holidays", ("", "Holidays"), ("", "August | Closed")),
    ),
    "a step": (
        "first", "1. Ask again.",
        between(WAIT, WAIT, ("2", "Ask again."), ("3", WAIT)),
    ),
    "words at the end of a step": (
        "first", "Nicely.", between(ASK, ASK, ("1", ASK), ("", "Nicely.")),
    ),
    "a table after a table": (
        "people", "| A |\n|---|\n| b |",
        between("Staff | Some", "Staff | Some", ("", "Staff | Some"), ("", "A"), ("", "b")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", ADDED)
def test_what_is_added(title: str) -> None:
    name, text, expected = ADDED[title]
    if ("1.3", RETURN) in expected:
        expected = [(number, words.replace("1.2", "1.3")) for number, words in expected]
    assert units(changed(name, "add", text)) == expected


REMOVED = {
    "everyone": between(
        "Every employee is covered.", "Ask the Headteacher.",
        ("1.1", RETURN), *SCOPE[3:7], ("1.2", "Ask the Headteacher."),
    ),
    "clean": between("Clean,", "dry.", ("(a)", "dry.")),
    "in-time": between("In time.", "In time."),
    "costs": between("Costs", LATER),
    "head": between("Head | All", "Head | All"),
    "people": between("Who | What", "Staff | Some"),
    "hours": between("Table 1: Times", TIMES),
    "monday": between("Monday | Hall", "Monday | Hall"),
    "first": between(ASK, WAIT, ("1", WAIT)),
    "at-once": between("At once", CALL),
    "call": between("At once", CALL),
    "review": [*SCOPE, *RULES],
}  # fmt: skip


@pytest.mark.parametrize("name", REMOVED)
def test_what_is_removed_closes_up(name: str) -> None:
    expected = REMOVED[name]
    if ("1.1", RETURN) in expected:
        expected = [(number, words.replace("1.2", "1.1")) for number, words in expected]
    assert units(removed(name)) == expected


def test_all_bullets_or_steps_may_be_removed() -> None:
    assert units(removed("not-now", "later")) == between("Not now.", LATER)
    assert units(removed("first", "second")) == between(ASK, WAIT)


NOT_USED = FRONT + "numbering: {removed: not used}\n"


def test_what_is_removed_keeps_its_number_where_the_model_says_so() -> None:
    local = removed("everyone", "clean", "dry", "rules", "in-time")
    assert units(local, front=NOT_USED) == [
        ("1", "Scope"),
        ("1.1", "Not used."),
        ("1.2", RETURN),
        ("(a)", "Not used."),
        ("(b)", "Not used."),
        *SCOPE[7:],
        *REVIEW,
        ("Appendix A", "Not used"),
    ]
    assert units(removed("return", "review"), front=NOT_USED)[2:6] == [
        ("1.2", "Not used."), ("1.3", "Ask the Headteacher."), *SCOPE[8:10]
    ]  # fmt: skip
    assert REVIEW[1] in units(removed("return"), front=NOT_USED)  # it still leads there


def test_sub_headings_that_count_keep_their_numbers_too() -> None:
    text = "## A {#a}\n\n### B {#b}\n\n1. c\n\n### D {#d}\n\n1. e\n"
    front = FRONT + "numbering: {subheadings: yes, removed: not used}\n"
    assert units(removed("b"), text, front) == [
        ("1", "A"), ("1.1", "Not used"), ("1.2", "D"), ("1.2.1", "e")
    ]  # fmt: skip


def test_replaced_and_added_go_together_and_with_changes_elsewhere() -> None:
    local = (
        "return:\n  replace: Keep it.\n  add: 1. Well.\n  reason: We do.\n"
        + changed("scope", "add", "## Gifts\n\n1. As in [](#return) and [](#gift).\n"
                  "1. None. {#gift}")
        + changed("head", "replace", "| Head | None |")
        + removed("second")
    )  # fmt: skip
    assert units(local) == [
        *SCOPE[:2], ("1.2", "Keep it."), ("1.3", "Well."), ("1.4", "Ask the Headteacher."),
        *SCOPE[8:],
        ("2", "Gifts"), ("2.1", "As in clause 1.2 and clause 2.2."), ("2.2", "None."),
        ("3", "Review"), ("3.1", REVIEW[1][1]), REVIEW[2], ("", "Head | None"), *REVIEW[4:6],
        *REVIEW[7:], *RULES,
    ]  # fmt: skip


def test_a_value_is_never_read_as_markup() -> None:
    vector = "# x | {{ y }} <b> [](#z) {#q} 1. *s*"
    answers = f"values: {{place: {vector!r}}}\nlocal:\n" + indent(
        changed("return", "replace", "To {{ values.place }}.")
        + changed("head", "replace", "| {{ values.place }} | {{ values.place|capitalised }} |"),
        "  ",
    )
    made = edition(TEXT, answers)
    files = {kind: plate(kind, made.document).fill(made.values) for kind in READERS}
    for kind, reader in READERS.items():
        found = reader(files[kind]).units
        assert ("1.2", f"To {vector}.") in found
        assert ("", f"{vector} | {vector}") in found


def test_what_is_not_changed_is_set_once_for_all() -> None:
    """Sections that nothing is changed of are the same objects, so that plates are found again."""

    def sections(local: str) -> dict[str, Section]:
        made = edition(TEXT, f"values: {{place: the office}}\n{local}")
        return {one.anchor: one for one in made.document.children if isinstance(one, Section)}

    plain = sections("")
    own = sections("local:\n" + indent(changed("review", "add", "Well."), "  "))
    assert own["scope"] is plain["scope"]
    assert own["rules"] is plain["rules"]
    assert own["review"] is not plain["review"]
    again = sections(
        "local:\n" + indent(changed("review", "add", "Well.") + changed("kind", "add", "So."), "  ")
    )
    assert again["review"] is own["review"]  # whatever else another school changes


def test_the_digest_of_a_text_tells_of_local_wording() -> None:
    def digest(local: str) -> str:
        return text_digest(edition(TEXT, f"values: {{place: x, day: y}}\n{local}"))

    wordings = [
        "", "local: {}\n",
        *("local:\n" + indent(one, "  ") for one in (
            changed("return", "replace", "Keep it."),
            changed("return", "add", "Keep it."),
            changed("return", "replace", "Keep it {{ values.place }}."),
            changed("return", "replace", "Keep it {{ values.day }}."),
            changed("everyone", "replace", "Keep it."),
            removed("everyone"),
        )),
    ]  # fmt: skip
    found = [digest(one) for one in wordings]
    assert found[0] == found[1]
    assert len({*found}) == len(found) - 1


def test_another_reason_is_no_other_text() -> None:
    one, other = (
        edition(TEXT, f"values: {{place: x}}\nlocal: {{everyone: {{remove: yes, reason: {why}}}}}")
        for why in ("Because", "Why not")
    )
    assert text_digest(one) == text_digest(other)


def test_what_the_text_asks_for_follows_from_what_is_left_of_it() -> None:
    text = """\
## Scope {#scope}

1. Return it to {{ values.place }}. {#return}
{% either loans: staff %}
1. Staff. {#staff}
{% or everyone %}
1. All, on {{ values.day }}. {#all}
{% endeither %}

{% either approval: head %}H{% or governors %}G{% or nobody %}N{% endeither %} approves. {#by}

| What {#what} | Fee |
| --- | --- |
| Tools {#tools} | {{ values.fee }} |
| Toys {#toys} | none |

::: table More {#more}
* - What
  - Who
* - Questions {#questions}
  - {{ values.contact }}
* - None
  -
:::

{% for one in values.rules %}
- {{ one }}
{% endfor %}
"""

    def asked(local: str) -> set[str]:
        _, problems = adopted(text, f"local:\n{indent(local, '  ')}")
        said = [one.message for one in problems if not one.warning]
        if said and said[0].endswith(" answers are open"):  # so many that they aren't named
            return {*said}
        assert all(" is undecided" in one or " is missing" in one for one in said)
        return {one.removeprefix("the value ").split()[0] for one in said}

    everything = {"place", "loans", "approval", "fee", "contact"}
    assert asked("{}") == everything
    own = changed("return", "replace", "Keep it.")
    assert asked(own) == everything - {"place"}
    assert asked(changed("return", "replace", "To {{ values.day }}.")) == (
        everything - {"place"} | {"day"}
    )
    assert asked(changed("return", "add", "To {{ values.day }}.")) == {"6 answers are open"}
    assert asked(removed("by")) == everything - {"approval"}
    assert asked(removed("tools")) == everything - {"fee"}
    assert asked(removed("questions")) == everything - {"contact"}
    assert asked(removed("what", "more")) == everything - {"fee", "contact"}
    assert asked(removed("all", "staff")) == everything
    assert asked(removed("scope")) == set()


def test_a_draft_changes_every_passage_that_is_on_offer() -> None:
    text = """\
{% either loans: staff %}
## Staff {#staff}

1. One. {#one}
{% or everyone %}
## All {#all}

1. Two. {#two}
{% endeither %}
"""
    local = "local:\n" + indent(changed("one", "replace", "Uno.") + removed("two"), "  ")
    made = edition(text, local, draft=True)
    titles = [one.anchor for one in query([filled(made)], Section)]
    assert titles[:2] == ["staff", "all"]
    said = plate("md", made.document).fill(made.values).decode()
    assert "Uno." in said
    assert "One." not in said
    assert "Two." not in said


def test_a_model_edition_has_no_local_wording() -> None:
    made = edition(TEXT, "values: {place: x}\nlocal: {everyone: {remove: yes, reason: y}}")
    assert document(made.shape, made.frame) != made.document


def refused(local: str, text: str = TEXT) -> list[str]:
    """What is said of local wording that can't be."""
    answers = f"values: {{place: the office, day: Friday}}\nlocal:\n{indent(local, '  ')}"
    _, problems = adopted(text, answers)
    return [one.message for one in problems if not one.warning]


FOURTH = "this would be a fourth level of numbers"


def test_numbers_go_three_deep_wherever_a_text_stands() -> None:
    assert refused(changed("clean", "replace", "Clean:\n\n1. in")) == []
    assert refused(changed("clean", "replace", "Clean:\n\n1. in:\n   1. and out")) == [FOURTH]
    assert refused(changed("inside", "replace", "In:\n\n1. and out")) == [FOURTH]
    assert refused(changed("inside", "add", "1. out")) == []
    assert refused(changed("inside", "add", "Out:\n\n1. and in")) == [FOURTH]
    assert refused(changed("in-time", "replace", "In:\n\n1. a:\n   1. b")) == []
    assert refused(changed("return", "add", "In:\n\n1. a:\n   1. b:\n      1. c")) == [FOURTH]


def test_numbers_stand_only_where_clauses_do() -> None:
    said = ["a numbered item can't stand here"]
    assert refused(changed("not-now", "replace", "1. one")) == said
    assert refused(changed("call", "replace", "1. one")) == said
    assert refused(changed("call", "add", "1. one")) == said
    assert refused(changed("first", "add", "So:\n\n1. one")) == said
    assert refused(changed("none", "replace", "1. one")) == []
    assert refused(changed("people", "add", "1. one")) == []


def test_a_heading_row_is_replaced_but_not_removed() -> None:
    text = "::: table T {headings=2}\n* - A\n* - B {#b}\n* - c {#c}\n* - d\n:::\n"
    text = f"## X\n\n{text}"
    assert refused(removed("b"), text) == ["a table needs its heading row"]
    assert units(changed("b", "replace", "* - Z"), text)[2:4] == [("", "A"), ("", "Z")]
    assert units(removed("c"), text)[-1] == ("", "d")


def test_rows_of_a_table_whose_cells_reach_over_rows_stay_together() -> None:
    text = "## X\n\n::: table T\n* - A\n  - B\n* - c {#c rows=2}\n  - d\n* - e {#e}\n:::\n"
    said = ["cells of this table reach over several rows"]
    assert refused(removed("c"), text) == said
    assert refused(changed("e", "replace", "* - f"), text) == said
    own = changed("monday", "replace", "* - f {rows=2}\n  - g\n* - h")
    assert refused(own) == ["a cell here reaches over several rows"]


def test_empty_lines_and_notes_are_no_words() -> None:
    local = changed("head", "replace", "\n   \n| Deputy | <!-- a note --> Less |\n\n")
    assert ("", "Deputy | Less") in units(local)
    local = changed("return", "replace", "\n\n<!-- a\nnote -->\nKeep it.\n\n")
    assert ("1.2", "Keep it.") in units(local)


def test_what_leads_to_something_may_go_with_it() -> None:
    gone = "return is removed, but clause 2.1 of the model leads there"
    text = TEXT.replace("[](#rules).", "[](#rules). {#see}")
    assert refused(removed("return"), text) == [gone]
    assert refused(removed("return", "see"), text) == []
    assert refused(removed("return") + changed("see", "replace", "See the rules."), text) == []
    other = changed("everyone", "replace", "1. All.\n1. Bring it. {#return}")
    assert refused(removed("return") + other, text) == []
    named = changed("scope", "replace", "1. None.")
    assert refused(named, text) == [
        "scope is replaced, but clause 2.1 of the model leads to #return in it"
    ]


def test_an_appendix_that_is_replaced_by_sections_keeps_their_order() -> None:
    said = ["a section can't stand after an appendix"]
    assert refused(changed("rules", "replace", "## A\n\nx\n\n## B {.appendix}\n\ny")) == []
    assert refused(changed("rules", "replace", "## A\n\nx\n\n## B\n\ny")) == said
    assert refused(changed("review", "replace", "## A\n\n1. x\n\n## B {.appendix}\n\ny")) == []
    assert refused(changed("scope", "add", "## A {.appendix}\n\nx")) == said
    assert refused(changed("review", "add", "## A {.appendix}\n\nx")) == []


def test_the_id_of_what_is_replaced_may_be_given_again() -> None:
    for text in ("Keep it. {#return}", "1. Keep it. {#return}"):
        assert refused(changed("return", "replace", text)) == []
    assert refused(changed("scope", "replace", "## A {#scope}\n\n1. All of it. {#return}")) == []
    said = ["what stands in the place of return keeps that id"]
    assert refused(changed("return", "replace", "Keep it. {#kept}")) == said


def test_columns_are_as_wide_as_the_words_that_stand_in_them_now() -> None:
    table = "## A\n\n::: table T\n* - H\n  - I\n* - a\n\n    {} {{#inner}}\n  - b\n:::\n"
    long = "A much longer sentence than before"
    typed = edition(table.format(long), "")
    own = edition(table.format("x"), "local:\n" + indent(changed("inner", "replace", long), "  "))
    first, second = (next(query([one.document], Grid)).measures for one in (typed, own))
    assert first == second


def test_a_wording_of_what_is_not_printed_asks_for_nothing() -> None:
    text = "## A\n\n{% either loans: staff %}\nOne. {#one}\n{% or everyone %}\nTwo. {#two}\n"
    text += "{% endeither %}\n\n{{ values.place }}\n"
    answers = "choices: {loans: staff}\nvalues: {place: x}\nlocal:\n"
    answers += indent(changed("two", "replace", "On {{ values.day }}."), "  ")
    _, problems = adopted(text, answers)
    assert [one.message for one in problems] == [
        "the local wording of two has no effect: it stands in a passage not chosen"
    ]
    assert problems[0].warning


def test_only_what_still_refers_to_something_removed_is_named() -> None:
    text = TEXT.replace("1. Be kind.", "1. See [](#return), too.").replace(
        "[](#rules).", "[](#rules). {#see}"
    )
    assert refused(removed("return", "see"), text) == [
        "return is removed, but clause A.1 of the model leads there"
    ]
    assert refused(removed("return"), text) == [
        "return is removed, but clause 2.1 and clause A.1 of the model lead there"
    ]


def test_a_mistake_in_a_row_is_placed_below_the_empty_lines_before_it() -> None:
    local = "head:\n  reason: We do.\n  replace: |\n\n\n    | Deputy | <b>Less |\n"
    answers = f"values: {{place: x}}\nlocal:\n{indent(local, '  ')}"
    _, problems = adopted(TEXT, answers)
    (place,) = (one.position for one in problems if not one.warning)
    lines = [line.strip() for line in answers.split("\n")]
    first = adopted(TEXT, "local: {x: {remove: yes, reason: y}}")[1][0].position.line
    assert place.line == first + lines.index("| Deputy | <b>Less |")
