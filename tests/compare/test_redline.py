"""A redline holds both texts, whatever they are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from making import everything
from revising import revised
from strategies import documents

from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import Document, Footnote, Reference, query, walk
from policygen.document.held import anchors_of
from policygen.document.revisions import is_redline
from policygen.document.walking import map_nodes
from policygen.writers import outline


class Texts:
    """A text and a later one; a test that fails shows them as people read them."""

    def __init__(self, before: Document, after: Document) -> None:
        self.before = before
        self.after = after

    def __repr__(self) -> str:
        shown = (outline.write(replace(one, history=None)) for one in (self.before, self.after))
        return "Texts: " + "\n=====\n".join(text[:4000] for text in shown)


@st.composite
def texts(draw: st.DrawFn) -> Texts:
    """A text and what became of it."""
    before = draw(documents())
    seed = draw(st.integers(0, 2**32), label="seed")
    return Texts(before, revised(before, Random(seed)))


@settings(max_examples=30)
@given(texts())
def test_a_redline_gives_back_both_texts(pair: Texts) -> None:
    made = redline(pair.before, pair.after)
    proven = is_proven(made, pair.before, pair.after)
    assert proven


def test_a_redline_gives_back_both_texts_where_one_thing_is_otherwise() -> None:
    """Whatever a model says of how something looks or counts, not only its words."""
    text = everything().document
    tried = set()
    for node in walk(text.children):
        for name, other in _otherwise(node):
            if (type(node), name) in tried:
                continue
            tried.add((type(node), name))
            changed = map_nodes(text, _with(node, name, other))
            assert changed != text
            for before, after in ((text, changed), (changed, text)):
                proven = is_proven(redline(before, after), before, after)
                assert proven, f"{type(node).__name__}.{name}"
    assert len(tried) > 30


def _otherwise(node: Any) -> Iterator[tuple[str, Any]]:
    for name in (field.name for field in fields(node)):
        said = getattr(node, name)
        match said:
            case bool():
                yield name, not said
            case int():
                yield name, said + 1
            case str() if name == "clauses":
                yield name, "a)"
            case str() if name != "anchor":
                yield name, f"{said}x"


def _with(node: Any, name: str, other: Any) -> Any:
    return lambda one: replace(one, **{name: other}) if one is node else one


@settings(max_examples=settings().max_examples // 2)
@given(documents())
def test_of_a_text_and_itself_nothing_is_marked(text: Document) -> None:
    unmarked = not is_redline(redline(text, text))
    assert unmarked


@settings(max_examples=30)
@given(texts())
def test_every_place_is_one_and_every_reference_leads_to_one(pair: Texts) -> None:
    made = redline(pair.before, pair.after)
    anchors = [anchor for node in walk((made,)) for anchor in anchors_of(node)]
    lead = {one.anchor for one in query((made,), Reference)}
    lost = lead - {*anchors}
    twice = [anchor for anchor, count in Counter(anchors).items() if count > 1]
    notes = [note.number for note in query((made,), Footnote)]
    assert (lost, twice) == (set(), [])
    assert len(notes) == len({*notes})
