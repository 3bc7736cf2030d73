"""What is read from an issue's file is what may have been issued, or it is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frozen_files import forge
from making import FRONT, edition, filled, samples

from policygen.document import (
    Alternatives,
    Blank,
    Block,
    BlockRevision,
    Clause,
    Document,
    InlineAlternatives,
    Link,
    ListedChange,
    Paragraph,
    Reference,
    Revision,
    Section,
    Slot,
    Text,
)
from policygen.errors import SourceError
from policygen.lifecycle.frozen import (
    Issue,
    Making,
    freeze,
    says_the_same,
    text_digest,
    thaw,
)
from policygen.lifecycle.seals import is_intact
from policygen.writers import plate

MAKING = Making(
    "oakfield", "social-media", "1.0", "May 2016", 'The "board"', "A --> b\\ <c>", "2016-04", "0",
    {"a": "b"}, {"c": "d", "e": {"f": "g"}}, {}, "0.1.0",
)  # fmt: skip


def issue(document: Document) -> str:
    return freeze(plate("md", document).fill({}).decode(), MAKING, "0" * 64, document, {})


def with_blocks(*blocks: Block) -> Document:
    whole = filled(samples()["oakfield"])
    return Document(
        whole.title, whole.subtitle, (), whole.properties, whole.control, blocks, whole.history
    )


def test_an_issue_is_read_back_as_it_was_frozen() -> None:
    made = samples()["oakfield"]
    markdown = plate("md", made.document).fill(made.values).decode()
    file = freeze(markdown, MAKING, "0" * 64, made.document, made.values)
    assert is_intact(file.encode())
    found = thaw(file.encode())
    assert found == Issue(MAKING, markdown, made.document, made.values)
    assert found.document == filled(made)
    assert file.count("-->") - found.markdown.count("-->") == 1  # no word ends the comment


def paragraph(*inlines: Any) -> Paragraph:
    return Paragraph(inlines)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(Link("javascript:alert(1)", (Text("a"),))),
        paragraph(Link("https://a.example/ b", (Text("a"),))),
        paragraph(Text("a\u202eb")),
        paragraph(Text("a\0b")),
        paragraph(Reference("nowhere", (Text("a"),))),
        paragraph(Slot("school.name")),
        paragraph(Blank("day")),
        paragraph(InlineAlternatives(((Text("a"),), (Text("b"),)))),
        Alternatives("Which?", ()),
        paragraph(Revision(True, (Text("a"),))),
        BlockRevision(False, (paragraph(Text("a")),)),
        Section((Text("A"),), (), 'a" onclick="b'),
        Section((Text("A"),), (Clause((paragraph(Text("b")),), "twice", "1.1"),), "twice", "1"),
    ],
)
def test_what_no_issue_holds_is_refused(block: Block) -> None:
    document = with_blocks(block)
    file = freeze("---\n---\n", MAKING, "", document, {})
    with pytest.raises(SourceError, match=r"^1\.0\.md:1:1: this issue can't be read"):
        thaw(file.encode(), "1.0.md")


@pytest.mark.parametrize(
    "redlined", [{"title_before": "Once"}, {"changes": (ListedChange("Clause 1.1 changed"),)}]
)
def test_a_redline_is_no_issue(redlined: dict[str, Any]) -> None:
    document = replace(with_blocks(paragraph(Text("a"))), **redlined)
    with pytest.raises(SourceError):
        thaw(freeze("---\n---\n", MAKING, "", document, {}).encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("document"),
        lambda record: record.pop("by"),
        lambda record: record.update(document=[]),
        lambda record: record["document"].update(children=[[]]),
        lambda record: record["document"].update(title=None),
    ],
)
def test_a_record_that_is_none_is_refused(tmp_path: Path, change: Callable[..., object]) -> None:
    path = tmp_path / "1.0.md"
    path.write_text(issue(filled(samples()["oakfield"])), encoding="utf-8", newline="\n")
    forge(path, change)
    with pytest.raises(SourceError, match="this issue can't be read"):
        thaw(path.read_bytes())


@pytest.mark.parametrize("file", [b"", b"\xff", b"---\n---\n# A\n"])
def test_a_file_that_is_no_issue_is_refused(file: bytes) -> None:
    with pytest.raises(SourceError, match="this issue can't be read"):
        thaw(file)


def test_the_digest_of_a_text_holds_for_the_policygen_that_took_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from policygen.lifecycle import frozen

    digest = frozen.text_digest(samples()["oakfield"])
    assert digest == frozen.text_digest(samples()["oakfield"])
    assert digest != frozen.text_digest(samples()["holtsmere-end"])
    monkeypatch.setattr(frozen, "__version__", "0.0.1")
    assert digest != frozen.text_digest(samples()["oakfield"])


def test_a_nest_that_is_too_deep_is_refused() -> None:
    file = issue(filled(samples()["oakfield"]))
    deep = file.replace('"children":[', '"children":' + "[" * 100_000, 1)
    with pytest.raises(SourceError, match="this issue can't be read"):
        thaw(deep.encode())


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("a", "a", True),
        ("*a*  b", "**a** b", True),
        ("a\nb", "a b", True),
        ("a", "b", False),
        ("1.1 a", "1.2 a", False),
        ("[a](https://a.example)", "[a](https://b.example)", False),
        ("[a](#b)", "a", False),
    ],
)
def test_another_setting_is_the_same_where_words_numbers_and_links_are(
    old: str, new: str, same: bool
) -> None:
    document = with_blocks(paragraph(Text("X")))
    now = plate("md", document).fill({}).decode()
    then = now.replace("X", old)
    found = plate("md", with_blocks(paragraph(Text("X")))).fill({}).decode().replace("X", new)
    from policygen.lifecycle import frozen

    assert (frozen._content(then) == frozen._content(found)) == same
    assert says_the_same(Issue(MAKING, now, document, {}))
    assert says_the_same(Issue(MAKING, then, document, {})) == (old == "X")


def test_a_text_that_counts_otherwise_is_another() -> None:
    text = "## A\n\n1. a\n"
    other = f"{FRONT}numbering: {{inside: [a)]}}\n"
    same = f"{FRONT}numbering: {{inside: [(a)]}}\n"
    digests = [text_digest(edition(text, front=front)) for front in (FRONT, same, other)]
    assert digests[0] == digests[1] != digests[2]
