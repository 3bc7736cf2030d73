"""Marks are set wherever words stand, and nowhere else."""

from html import unescape

from making import FRONT, edition, filled, model

from policygen.assembly.edition import model_edition
from policygen.document import Clause, Link, Section, plain, query
from policygen.writers import plate

MARKED = (
    FRONT.replace("Lending policy", "The 'lending' policy")
    .replace("Advisers & Partners", "Schools' \"Advisers\"\ndepartment: The 'HR' team")
    .replace("Who may borrow equipment?", 'Who\'s to "borrow"?')
    .replace("Staff only", "The 'staff'")
    .replace("Headteacher", "School's 'head'")
    + 'control: {"Parents\' view": "all \'agree\'"}\n'
)
TEXT = """\
## The head

{% either loans: staff %}
1. The {{ roles.headteacher }}.
{% or everyone %}
1. Everyone.
{% endeither %}
"""
RECORD = """\
history:
  - {version: "1.0", issued: May 2026, by: "The 'full' board", summary: "It's \\"new\\"."}
"""


def test_they_are_set_in_all_that_stands_around_a_text() -> None:
    open_ = edition(TEXT, RECORD, front=MARKED, draft=True)
    whole = model_edition(model(TEXT, MARKED))
    for made in (open_, whole):
        for kind in ("md", "html"):
            said = unescape(plate(kind, made.document).fill(made.values).decode())
            body = said.partition("<body")[2] or said
            for words in (
                "The ‘lending’ policy", "The ‘HR’ team", "Who’s to “borrow”?", "The ‘staff’",
                "School’s ‘head’", "Parents’ view", "all ‘agree’",
            ):  # fmt: skip
                assert words in body, (kind, words)
            assert ("“Advisers”" in body, "“new”" in body) == ((True, made is open_))
            assert ("The ‘full’ board" in body) == (made is open_)


def test_anchors_follow_from_words_as_they_were_typed() -> None:
    def anchors(text: str) -> list[str]:
        blocks = filled(edition(text)).children
        sections, clauses = query(blocks, Section), query(blocks, Clause)
        return [*(one.anchor for one in sections), *(one.anchor for one in clauses)]

    assert anchors("## The school's own\n\n1. It's so.\n") == ["the-school-s-own", "it-s-so-bdbj"]
    assert anchors("## The school\\'s own\n\n1. It\\'s so.\n") == [
        "the-school-s-own",
        "it-s-so-bdbj",
    ]
    assert anchors("## The school’s own\n\n1. It’s so.\n") == ["the-schools-own", "its-so-hxnr"]


def test_an_address_stays_as_it_is() -> None:
    front = FRONT.replace("  day:", "  web: {ask: Where?, type: link}\n  day:")
    text = "## A\n\nSee {{ values.web|linked }} or [O'Brien](mailto:o'brien@example.org).\n"
    made = filled(edition(text, "values: {web: \"https://example.org/'a'\"}", front=front))
    addresses = [link.address for link in query(made.children, Link)]
    assert addresses == ["https://example.org/'a'", "mailto:o'brien@example.org"]
    assert "O’Brien" in [plain(link.children) for link in query(made.children, Link)]


def test_a_value_is_kept_as_it_was_typed_beside_what_is_printed() -> None:
    made = edition("## A\n\nOn {{ values.day }}.\n", "values: {day: '\"Monday\"'}")
    assert made.words["values.day"] == '"Monday"'  # what a digest is taken of
    assert made.values["values.day"] == "“Monday”"
