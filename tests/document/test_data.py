"""A document saved as data and loaded again is the same document, or it is refused."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import filled, samples
from strategies import documents

from policygen.document import Document, Link, Paragraph, Section, Table, Text
from policygen.document.data import loaded, saved, texts


def again(document: Document) -> Document:
    return loaded(Document, json.loads(json.dumps(saved(document))))


@pytest.mark.parametrize("name", samples())
def test_every_sample_is_loaded_as_it_was_saved(name: str) -> None:
    assert again(samples()[name].document) == samples()[name].document
    assert again(filled(samples()[name])) == filled(samples()[name])


@settings(max_examples=50)
@given(documents())
def test_any_document_is_loaded_as_it_was_saved(document: Document) -> None:
    assert again(document) == document


def test_what_has_its_default_is_not_saved_and_what_is_words_is_saved_as_words() -> None:
    paragraph = Paragraph((Text("A "), Link("https://a.example", (Text("b"),))))
    link = {"kind": "Link", "address": "https://a.example", "children": ["b"]}
    assert saved(Section((Text("One"),), (paragraph,), number="1")) == {
        "kind": "Section",
        "title": ["One"],
        "children": [{"kind": "Paragraph", "children": ["A ", link]}],
        "number": "1",
    }


PARAGRAPH: dict[str, Any] = {"kind": "Paragraph", "children": ["a"]}


@pytest.mark.parametrize(
    "data",
    [
        None, 1, "text", [], {}, {"kind": "Nothing"}, {"kind": "Paragraph"},
        {**PARAGRAPH, "more": 1}, {**PARAGRAPH, "children": "a"}, {**PARAGRAPH, "children": [1]},
        {**PARAGRAPH, "children": [PARAGRAPH]}, {**PARAGRAPH, "children": [None]},
        {"kind": "Table", "caption": "", "header": [["a"]], "rows": [], "widths": ["1"]},
        {"kind": "Table", "caption": "", "header": [["a"]], "rows": [], "row_headings": 1},
        {"kind": ["Paragraph"], "children": []}, {"kind": "Document", "title": "a"},
    ],
)  # fmt: skip
def test_data_of_another_form_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        loaded(Paragraph, data)
    with pytest.raises(ValueError, match=r"."):
        loaded(Table, data)


@pytest.mark.parametrize("pair", [["lang"], ["lang", [], []], []])
def test_a_pair_has_two_parts(pair: list[Any]) -> None:
    data = saved(filled(samples()["oakfield"]))
    with pytest.raises(ValueError, match="parts where 2 belong"):
        loaded(Document, {**data, "properties": [pair]})


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "children", "title", "text"]), inner, max_size=3)
        | st.fixed_dictionaries(
            {"kind": st.sampled_from(["Paragraph", "Strong"]), "children": inner}
        )
    ),
    max_leaves=8,
)


@given(TREES)
def test_no_data_ends_in_anything_but_a_document_or_a_refusal(data: Any) -> None:
    try:
        document = loaded(Document, {**saved(filled(samples()["oakfield"])), "children": data})
    except ValueError:
        return
    assert again(document) == document


def test_every_text_of_a_document_is_found() -> None:
    document = replace(filled(samples()["oakfield"]), title="the title")
    found = set(texts(document))
    assert {"the title", "Document control", "version-history", "en-GB"} <= found
    table = Table("c", ((Text("h"),),), (((Link("a:b", (Text("d"),)),),),))
    assert list(texts(table)) == ["c", "h", "a:b", "d", ""]
