"""What a writer remembers of texts that it has set can't be seen in a file."""

import pickle

import pytest
from hypothesis import given, settings
from making import combinations, samples
from pictures import PICTURES
from strategies import documents

from policygen.document import Document
from policygen.writers import FORMATS, plate


def anew(document: Document) -> Document:
    """An equal document of which no part was ever set."""
    copy: Document = pickle.loads(pickle.dumps(document))
    return copy


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_text_gives_the_same_file_whatever_was_set_before(kind: str) -> None:
    editions = [*samples().values(), *(made for _, made in combinations())]
    for made in editions:
        values, logo = made.values, made.logo
        file = plate(kind, made.document).fill(values, logo)
        assert plate(kind, anew(made.document)).fill(values, logo) == file


@pytest.mark.parametrize("kind", FORMATS)
@given(documents())
@settings(max_examples=20)
def test_it_holds_for_any_document(kind: str, document: Document) -> None:
    assert plate(kind, document).fill({}, pictures=PICTURES) == plate(kind, anew(document)).fill(
        {}, pictures=PICTURES
    )
