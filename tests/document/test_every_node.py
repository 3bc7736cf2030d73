"""Whatever goes through a document goes through every kind of node."""

import json
from collections import Counter
from typing import Any

import pytest
from every_node import KINDS, documents_of_every_kind, documents_with
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import PICTURES

from policygen.compare.differences import differences
from policygen.compare.saying import said
from policygen.document import (
    Document,
    Inlines,
    Section,
    Slot,
    children,
    fill,
    map_inlines,
    map_runs,
    plain,
    query,
    unlinked,
    walk,
    within,
)
from policygen.document.data import loaded, saved, texts
from policygen.readers.markdown.commonmark import CommonMark
from policygen.writers import FORMATS, STEM, outline, plate

VALUES = {"values.place": "the *office*", STEM: "pay"}


@settings(max_examples=100, deadline=None)
@given(documents_of_every_kind())
def test_every_walk_goes_through_every_node(document: Document) -> None:
    def same(run: Inlines) -> Inlines:
        return run

    assert within(document) == document
    assert map_runs((document,), same) == map_inlines((document,), same) == (document,)
    nodes = list(walk((document,)))
    kinds = Counter(type(node).__name__ for node in nodes)
    data = saved(document)
    none = ("Numbering", "ListedChange")  # these are no nodes
    found = Counter(kind for kind in _kinds(data) if kind not in none)
    assert found == {k: n for k, n in kinds.items() if k != "Text"}
    assert loaded(Document, json.loads(json.dumps(data))) == document
    below = [child for node in nodes for child in children(node)]
    assert len(below) == len(nodes) - 1  # each is held by one other, but the document
    filled = fill(document, VALUES)
    assert not any(query((filled,), Slot))
    assert any(query((document,), Slot)) == ("the *office*" in "".join(texts(filled)))
    for section in query((filled,), Section):
        assert plain(unlinked(section.title)) == plain(section.title)
    assert differences(filled, filled) == ()
    assert isinstance(said(filled.children), str)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None)
@given(st.data())
def test_every_writer_writes_every_node(kind: Any, data: st.DataObject) -> None:
    document = data.draw(documents_with(kind))
    assert any(query((document,), kind))
    filled = fill(document, VALUES)
    assert outline.write(filled)
    for ending in FORMATS:
        written = plate(ending, document).fill(VALUES, pictures=PICTURES)
        at_once = plate(ending, filled).fill({STEM: "pay"}, pictures=PICTURES)
        assert as_read(ending, written) == as_read(ending, at_once)


def as_read(ending: str, written: bytes) -> str | bytes:
    """Without what Markdown escapes beside a slot for the sake of some other value."""
    return CommonMark().render(written.decode()) if ending == "md" else written


def _kinds(data: object) -> list[str]:
    """The kinds of all records in saved data, but for words, which are saved as they are."""
    if isinstance(data, list):
        return [kind for part in data for kind in _kinds(part)]
    if isinstance(data, dict):
        return [data["kind"], *(kind for part in data.values() for kind in _kinds(part))]
    return []
