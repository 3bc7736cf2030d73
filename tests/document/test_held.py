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
