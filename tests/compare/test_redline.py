"""A redline holds both texts, whatever they are."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from policygen.assembly.numbering import number
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import Block, Document, Section
from policygen.document.revisions import is_redline


@st.composite
def revised(draw: st.DrawFn) -> tuple[Document, Document]:
    """A text and what became of it: parts of it in some order, and parts of another among them."""
    before, other = draw(documents()), draw(documents())
    left = draw(st.lists(st.sampled_from(before.children), max_size=4, unique_by=id))
    come = draw(st.lists(st.sampled_from(other.children), max_size=2, unique_by=id))
    mixed = tuple(draw(st.permutations([*left, *come]))) if draw(st.booleans()) else (*left, *come)
    children = tuple(draw(sections(block)) for block in mixed)
    return before, replace(other, children=number(children, other.numbering).blocks)


@st.composite
def sections(draw: st.DrawFn, block: Block) -> Block:
    """A section with some of its blocks gone or in another order, or as it was."""
    if not isinstance(block, Section) or draw(st.booleans()):
        return block
    held = draw(st.permutations(block.children))
    return replace(block, children=tuple(held[: draw(st.integers(0, len(held)))]))


@given(revised())
def test_a_redline_gives_back_both_texts(texts: tuple[Document, Document]) -> None:
    before, after = texts
    made = redline(before, after)
    assert is_proven(made, before, after)


@given(documents())
def test_of_a_text_and_itself_nothing_is_marked(text: Document) -> None:
    assert not is_redline(redline(text, text))
