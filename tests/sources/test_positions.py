"""YAML, plain on purpose, with the place of every key and value."""

import pytest

from policygen.errors import Position
from policygen.sources.located import Located
from policygen.sources.positions import MAX_BYTES, load


def said(located: Located) -> list[str]:
    return [str(problem).split("\n")[0] for problem in located.problems]


def test_scalars_stay_as_they_are_written() -> None:
    text = "a: no\nb: 1.0\nc: 2016-04\nd: 0x10\ne: yes\nf: ~\ng:\nh: '~'\ni: null\nj: 'no'\n"
    located = load(text, "x.yaml")
    assert located.problems == []
    assert located.data == {
        "a": "no", "b": "1.0", "c": "2016-04", "d": "0x10", "e": "yes", "f": None, "g": None,
        "h": "~", "i": None, "j": "no",
    }  # fmt: skip


def test_every_key_and_value_has_its_place() -> None:
    located = load("é: 1\nlist:\n  - a\n  - {b: c}\n", "x.yaml", first_line=5)
    assert located.at(("é",), key=True) == Position("x.yaml", 5, 1)
    assert located.at(("é",)) == Position("x.yaml", 5, 4)
    assert located.at(("list", 1, "b")) == Position("x.yaml", 8, 9)
    assert located.at(("list", 9, "z")) == Position("x.yaml", 6, 1)  # what would have held it
    assert located.at(("nowhere",)) == Position("x.yaml", 5, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1\nb: *x\n", "x.yaml:1:4: an anchor can't be used here"),
        ("a: *x\n", "x.yaml:1:4: an alias can't be used here"),
        ("a: !!python/object 1\n", "x.yaml:1:4: a tag can't be used here"),
        ("a: 1\na: 2\n", "x.yaml:2:1: 'a' is given twice"),
        ("[" * 100_000, "x.yaml:1:21: this is nested more than 20 levels deep"),
        ("{a: " * 50_000, "x.yaml:1:81: this is nested more than 20 levels deep"),
        ("? [a]\n: b\n", "x.yaml:1:3: a key must be one word or a short text"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: a second document begins here"),
        ("a: |\n" + "  x\n" * MAX_BYTES, "x.yaml:1:1: this file is larger than 256 KB"),
        ("a: [1\n", "x.yaml:1:4: a bracket or comma is missing"),
        ('a: "\\ud800"\n', "x.yaml:1:7: this backslash can't stand in double quotes"),
        ("a: \"\\u202e\"\n", "x.yaml:1:4: the invisible character U+202E"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(text: str, problem: str) -> None:
    assert said(load(text, "x.yaml"))[0].startswith(problem)


def test_a_bomb_of_aliases_is_never_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    located = load("\n".join(lines), "x.yaml")
    assert len(located.problems) > 70


def test_all_is_read_on_after_a_key_that_is_there_twice() -> None:
    located = load("a: 1\na: *x\nb: !t 2\n", "x.yaml")
    assert [line.split(": ")[0] for line in said(located)] == [
        "x.yaml:2:1", "x.yaml:2:4", "x.yaml:3:4",
    ]  # fmt: skip
    assert located.data == {"a": "1", "b": "2"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "~\n"])
def test_a_file_without_data_is_an_empty_mapping(text: str) -> None:
    located = load(text, "x.yaml")
    assert (located.data, located.problems) == ({}, [])


def test_a_space_of_any_kind_may_stand_in_a_text_in_lines_of_its_own() -> None:
    located = load("a: |\n \u00a0one\n b:\u00a0two\nc: three\n", "x.yaml")
    assert located.problems == []
    assert located.data == {"a": "\u00a0one\nb:\u00a0two\n", "c": "three"}
    after = load("a: |\n one\nb:\u00a0two\n", "x.yaml")
    assert said(after) == ["x.yaml:3:3: a no-break space stands where an ordinary space belongs"]
