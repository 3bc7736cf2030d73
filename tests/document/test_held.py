"""What a block holds."""

from making import blocks

from policygen.document.held import held

TEXT = """\
## One {#one}

1. Two words, [](#two).
   1. And three more. {#two}

### Below

- A list, see [](#one) and [](#two).
"""


def test_all_that_a_block_holds_is_found_however_deep() -> None:
    (section,) = blocks(TEXT)
    found = held(section)
    assert found.anchors == {"one", "two-words-vqgp", "two", "below-bkjr"}
    assert found.references == ("two", "one")
    assert [part.anchor for part in found.sections] == ["one", "below-bkjr"]
    assert found.words == 4 + 3 + 8


def test_what_is_numbered_through_the_text_is_held_by_its_section_too() -> None:
    text = "## One\n\nA^[b].\n\n### Below\n\n::: table C\n* - d\n* - e\n:::\n"
    (section,) = blocks(text)
    assert held(section).runs == ("note", "table")


def test_a_heading_has_what_its_words_hold() -> None:
    (section,) = blocks("## See [](#two)\n\n- [](#one)\n- A [](#two) {#one}\n\n### B {#two}\n")
    assert held(section).references == ("two", "one")
