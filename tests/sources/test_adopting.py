"""A school's file with a policy adopted, whatever the file was like before."""

from policygen.sources.adopting import SCHEMA_LINE, adopted, new_school
from policygen.sources.school import read_school


def test_a_school_that_has_said_nothing_yet() -> None:
    written = adopted(
        new_school("St Mary's: a school"), "visits", "2016-04", {"a": "b", "c": None},
        {"place": "the hall", "start": None}, {"c": "d or e"}, {"kind": "academy"},
    )  # fmt: skip
    assert written == SCHEMA_LINE + (
        'name: "St Mary\'s: a school"\n'
        "facts:\n  kind: academy\n"
        "policies:\n  visits:\n    model: 2016-04\n"
        "    choices:\n      a: b\n      c: # d or e\n"
        "    values:\n      place: the hall\n      start:\n"
    )
    assert read_school(written.encode(), "school.yaml", "oak")[1] == []


def test_what_is_given_is_not_opened_again() -> None:
    source = SCHEMA_LINE + "policies:\n  a:\n    model: 1\n    choices: {b: wrong}\n"
    assert adopted(source, "a", "1", {"b": None}, {}, {"b": "c or d"}) == source


def test_new_facts_come_before_the_policies_that_are_there() -> None:
    source = SCHEMA_LINE + "name: Oak\n\n# adopted so far\npolicies:\n  a: {model: 1}\n"
    written = adopted(source, "a", "1", {}, {}, {}, {"kind": "academy"})
    assert written == source.replace("Oak\n", "Oak\nfacts:\n  kind: academy\n")


def test_the_line_for_editors_ends_as_the_others_do() -> None:
    written = adopted("name: Oak\r\n", "a", "1.0", {}, {}, {})
    lines = [SCHEMA_LINE.strip(), "name: Oak", "policies:", "  a:", '    model: "1.0"', ""]
    assert written == "\r\n".join(lines)
