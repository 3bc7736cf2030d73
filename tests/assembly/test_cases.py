"""The cases in tests/cases/assembly.md."""

import pytest
from case_files import FENCE, assembly_cases, assembly_text
from making import FRONT, edition, filled, model

from policygen.assembly.edition import model_edition
from policygen.document import Document
from policygen.writers import outline, plate


def body(document: Document) -> str:
    """The outline without title and frame."""
    return outline.text(document.children, 80) + "\n"


def test_the_cases_share_the_front_matter_that_they_show() -> None:
    found = FENCE.search(assembly_text())
    assert found and found[2] == FRONT


@pytest.mark.parametrize("title", assembly_cases())
def test_case(title: str) -> None:
    parts = assembly_cases()[title]
    made = edition(parts["markdown"], parts.get("yaml", ""), draft=True)
    assert body(filled(made)) == parts["text"]
    if "console" in parts:
        assert body(filled(model_edition(model(parts["markdown"])))) == parts["console"]
    for kind in ("docx", "html", "md"):
        assert plate(kind, made.document).fill(made.values, pictures=made.pictures)
