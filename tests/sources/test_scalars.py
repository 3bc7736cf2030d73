"""Where words stand in YAML: however a text is written there, each of its letters is found."""

from hypothesis import given
from yaml_layouts import paths, yaml_files

from policygen.sources.positions import load
from policygen.sources.scalars import within_text
from policygen.sources.text import decode

WRITTEN = """\
lines: |  # a comment
  one {{ x }}

    - two
joined: >-
  one

  two
  three
single: 'it''s
  two'
double: "it\\u0027s \\"so\\"\\n\\
  two\\t\\x41 \\
  \\  end"
plain: one two
  three
    # no comment
"""


def found(text: str, key: str, words: str) -> tuple[int, int]:
    located = load(text, "x.yaml")
    value = located.raw(key)
    before = value[: value.index(words)]
    line = before.count("\n") + 1
    place = within_text(located, (key,), line, len(before) - (before.rfind("\n") + 1) + 1)
    return place.line, place.column


def test_words_are_found_in_every_way_of_writing_them() -> None:
    assert found(WRITTEN, "lines", "{{") == (2, 7)
    assert found(WRITTEN, "lines", "two") == (4, 7)
    assert found(WRITTEN, "joined", "two") == (8, 3)
    assert found(WRITTEN, "joined", "three") == (9, 3)
    assert found(WRITTEN, "single", "s ") == (10, 14)
    assert found(WRITTEN, "single", "two") == (11, 3)
    assert found(WRITTEN, "double", "'") == (12, 12)
    assert found(WRITTEN, "double", '"so') == (12, 20)
    assert found(WRITTEN, "double", "A") == (13, 8)
    assert found(WRITTEN, "double", "end") == (14, 6)
    assert found(WRITTEN, "plain", "three") == (16, 3)


def test_white_space_is_where_the_next_word_is_or_the_last() -> None:
    located = load("a: |\n\n  one\n\n  two\n\n", "x.yaml")
    assert within_text(located, ("a",), 1, 1)[1:3] == (3, 3)
    assert within_text(located, ("a",), 3, 1)[1:3] == (5, 3)
    assert within_text(located, ("a",), 99, 99)[1:3] == (5, 5)
    assert within_text(located, ("b",), 1, 1)[1:3] == (1, 1)


@given(yaml_files())
def test_each_letter_is_found_where_it_is_typed(text: str) -> None:
    text, _ = decode(text.encode(), "x.yaml")
    located = load(text, "x.yaml")
    lines = text.split("\n")
    scalars = [path for path in paths(located.data) if isinstance(located.raw(*path), str)]
    for path in scalars if not located.problems else ():
        value: str = located.raw(*path)
        last = (0, 0)
        for number, line in enumerate(value.split("\n"), 1):
            for column, letter in enumerate(line, 1):
                if letter in " \t":
                    continue
                place = within_text(located, path, number, column)
                typed = lines[place.line - 1][place.column - 1]
                assert typed == letter or typed in "\\'"
                assert (place.line, place.column) > last
                last = (place.line, place.column)
