"""A value is never parsed as markup: not in any place where a model may print one."""

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from edition_reading import read
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from making import edition, filled, model
from markdown_it import MarkdownIt

from policygen.assembly.combining import check_combinations
from policygen.document import Section, plain
from policygen.sources.text import MAX_LENGTH, refused_character, tidy
from policygen.writers import plate

TEXT = """\
## About {{ values.place }} {#about}

{{ values.place }} begins a paragraph, and ends one with {{ values.place }}

1. {{ values.place }}
2. In bold: **{{ values.place }}**, with words: **at {{ values.place }} only**.
3. A link: [{{ values.place }}](https://example.org), a reference: [{{ values.place }}](#about).
   - {{ values.place }}
   - Beside another: {{ values.place }}{{ roles.headteacher }}{{ values.place }}

| Where | Who |
| --- | --- |
| {{ values.place }} | {{ roles.headteacher }} |
"""
PLACES = 11

VECTORS = [
    "St Mary's *C of E* [x](javascript:1) <script>alert(1)</script> 1. # | & \\ `", "# H", "1. x",
    "- x", "---", "```", "| a |", "&amp;", "&#x41;", "[a]: /u", "![i](u)", "a\\", "www.e.com",
    "<!-- c -->", '"><img src=x onerror=1>', "]]>", "{{ 7*7 }}", "{% raw %}", "$x$", "[^1]", "=1+1",
    "../../x", "con", "x" * 5_000, "a\nb\tc", "_x_", "~~x~~", ":smile:", "\u00a0x\u00a0y",
    "</mark>",
    "<mark>[x]</mark>", '<a id="about"></a>', "2.1 x", "{#id}", "'", '"', "%", "\U0001f600",
]  # fmt: skip

words = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*"*_`[]()<>&#|\\!-+=~:{}. \n\t", "a", "1", "é"]), max_size=30).map(
        "".join
    ),
).filter(
    # A reference with a number for its words is taken, when read back, for one that prints numbers.
    lambda text: tidy(text) and not tidy(text).isdigit() and not refused_character(text)
)


def printed(value: str) -> None:
    """Print a value everywhere in every format, and read it back from each."""
    from yaml import safe_dump

    place = (
        safe_dump(value, allow_unicode=True, width=MAX_LENGTH * 4).removesuffix("...\n").rstrip()
    )
    made = edition(TEXT, f"choices: {{}}\nvalues:\n  place: {place}", front=FRONT)
    expected = tidy(value)
    assert made.values["values.place"] == expected

    markdown = plate("md", made.document).fill(made.values).decode()
    assert read(markdown) == filled(made)
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.split("---\n", 2)[2])
    allowed = {"text", "text_special", "html_inline", "strong_open", "strong_close", "link_open"}
    for token in tokens:
        assert {child.type for child in token.children or ()} <= allowed | {"link_close"}

    page = plate("html", made.document).fill(made.values).decode()
    root: Any = html.fromstring(page.encode())
    assert not root.xpath("//main//script | //main//img")
    assert spaced(root.find(".//main").text_content()).count(spaced(expected)) >= PLACES

    word = docx.Document(BytesIO(plate("docx", made.document).fill(made.values)))
    found = " ".join("".join(p.itertext()) for p in word.element.body.iter(P))
    assert spaced(found).count(spaced(expected)) >= PLACES

    headings = [block.title for block in filled(made).children if isinstance(block, Section)]
    assert plain(headings[0]) == f"About {expected}"


P = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
FRONT = """\
title: Lending policy
publisher: Advisers & Partners
issued: April 2016
review: annually
values:
  place: {ask: Where?}
roles:
  headteacher: Headteacher
"""


def spaced(text: str) -> str:
    """Text as a browser shows it: white space runs made one space."""
    return re.sub(r"[ \t\n]+", " ", text)


@pytest.mark.parametrize("value", VECTORS)
def test_a_hostile_value_is_printed_as_it_is(value: str) -> None:
    printed(value)


@settings(max_examples=60)
@given(words)
def test_any_value_is_printed_as_it_is(value: str) -> None:
    printed(value)


FIELDS = """\
title: Lending policy
publisher: Advisers
issued: April 2016
review: annually
values:
  team:
    ask: Who lends?
    type: records
    fields: {name: {ask: Name}, room: {ask: Room, optional: yes}}
"""


def test_an_item_without_an_optional_field_is_tried_too() -> None:
    loop = "## Loans\n\n{% for p in values.team %}\n1. XX\n{% endfor %}\n"
    text = loop.replace("XX", "{{ p.name }} **{{ p.room }}**.")
    said = [problem.message for problem in check_combinations(model(text, FIELDS))]
    assert said == ["a * that makes nothing bold or italic"]
    text = loop.replace("XX", "{{ p.name }}{% if p.room %} (**{{ p.room }}**){% endif %}.")
    assert check_combinations(model(text, FIELDS)) == []
