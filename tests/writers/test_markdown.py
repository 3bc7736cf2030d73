"""The Markdown edition, as other programs read it."""

import re
from itertools import groupby

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from making import edition, filled, samples
from markdown_it import MarkdownIt
from strategies import documents, values

from policygen.document import (
    Document,
    Emphasis,
    Figure,
    Passage,
    Slot,
    Step,
    Steps,
    Strong,
    Text,
    plain,
    query,
    walk,
)
from policygen.writers.markdown import write
from policygen.writers.markdown.inlines import in_markdown, markdown_plate, plain_text, value

ADOPTION = """\
choices: {loans: everyone}
values: {place: the office}
history: [{version: "1.0", issued: May 2016, by: "The *Board*", summary: First.}]
next_review: 2018-05-01
"""
TEXT = """\
## Loans {#loans}

Ask first.

{% either loans: staff %}
1. Staff may borrow.
{% or everyone %}
1. All may borrow from {{ values.place }}:
   - a ball,
   - a book.

   | What | Days |
   | ---- | ---- |
   | Ball | 2    |

   1. [](#loans) says who.
2. Return it.

3 days is long.
{% endeither %}
"""
EXPECTED = """\
---
title: "Lending policy"
school: "Oak School"
policy: "example"
model: "2016-04"
publisher: "Advisers & Partners"
date: "2016-05-01"
lang: "en-GB"
status: "issued"
version: "1.0"
approved_by: "The *Board*"
next_review: "2018-05-01"
---

Oak School

| Document control | Details |
| --- | --- |
| School | Oak School |
| Version | 1\\.0 |
| Date of issue | May 2016 |
| Approved by | The \\*Board\\* |
| Next review | 1 May 2018 |
| Review cycle | Annually |
| Model policy | Advisers & Partners, April 2016 |

## <a id="loans"></a>1. Loans

Ask first.

<a id="all-may-borrow-from-bdxz"></a>1.1 All may borrow from the office:

- a ball,
- a book.

| What | Days |
| --- | --- |
| Ball | 2 |

<a id="says-who-zhwm"></a>(a) [Section 1](#loans) says who.

<a id="return-it-pbwp"></a>1.2 Return it.

<!-- end of 1.2 -->

3 days is long.

## <a id="version-history"></a>Version history

<small>Every issue of this policy, the oldest first</small>

| Version | Date of issue | Approved by | Summary of changes |
| --- | --- | --- | --- |
| 1\\.0 | May 2016 | The \\*Board\\* | First\\. |
"""


def written(document: Document) -> str:
    return write(document).fill({}).decode()


def rendered(text: str) -> str:
    """The page that a plain CommonMark program with pipe tables makes of Markdown."""
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    return html


def test_an_edition_as_it_is_written() -> None:
    made = edition(TEXT, ADOPTION)
    assert write(made.document).fill(made.values).decode() == EXPECTED


@pytest.mark.parametrize("name", samples())
def test_the_front_matter_is_yaml_for_anybody(name: str) -> None:
    document = filled(samples()[name])
    data = yaml.safe_load(written(document).split("---\n")[1])
    expected: dict[str, object] = {"title": document.title}
    for key, words in document.properties:
        expected[key] = plain(words).split(", ") if key == "keywords" else plain(words)
        if key == "status" and expected[key] != "issued":
            expected["draft"] = True
    if document.notice:
        expected["notice"] = plain(document.notice)
    assert data == expected
    assert list(data) == list(expected)


@given(values())
def test_any_value_is_one_string_in_the_front_matter(text: str) -> None:
    made = edition(TEXT, ADOPTION)
    data = write(made.document).fill({**made.values, "school.name": text}).decode()
    assert yaml.safe_load(data.split("\n---\n")[0])["school"] == text


@settings(max_examples=20)
@given(documents())
def test_nothing_but_what_we_mean_is_markup(document: Document) -> None:
    page = rendered(written(document).split("---\n", 2)[2])
    assert "<h1" not in page  # generators print the title above it
    assert page.count("<img") == len([*query((document,), Figure)])
    for tag in ("<script", "<pre", "<code", "<hr", 'href="javascript'):
        assert tag not in page
    holders = (node for node in walk(document.children) if isinstance(node, Steps | Passage))
    runs = (groupby(node.children, lambda one: isinstance(one, Step)) for node in holders)
    assert page.count("<ol") == sum(steps for run in runs for steps, _ in run)


@given(values())
def test_a_value_is_the_same_words_in_a_paragraph_and_in_a_cell(text: str) -> None:
    for page in (f"{value(text)}\n", f"| {value(text)} |\n| --- |\n"):
        tokens = MarkdownIt("commonmark").enable("table").parse(page)
        (inline,) = (token for token in tokens if token.type == "inline")
        assert "".join(child.content for child in inline.children or ()) == text


# What readers that people publish with make of a colon, beside CommonMark. Each was tried on pages
# with the colon as it is typed, and made more of it than the words.
MORE_THAN_WORDS = {
    "a definition, to Python-Markdown and pandoc": r"^ {0,3}:\s",
    "a division, to pandoc": r"^ {0,3}:::",
    "an emoji, to GitHub": r":[\w+-]+:",
    "an address, to GitHub": r"(?i)(https?|ftp):/|mailto:[a-z]",
}
COLONS = st.lists(st.sampled_from([*":: 18ab+-_/", "http", "Mailto"]), max_size=8).map("".join)


@pytest.mark.parametrize("pattern", MORE_THAN_WORDS.values(), ids=MORE_THAN_WORDS)
@given(COLONS)
def test_a_colon_in_a_value_makes_nothing_of_its_words(pattern: str, text: str) -> None:
    assert not re.search(pattern, value(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (": words", "&#58; words"),
        (" : words", " &#58; words"),
        ("::: note", "&#58;&#58;: note"),
        ("a :smile: b", "a &#58;smile: b"),
        ("a :8ball: b", "a &#58;8ball: b"),
        ("http://a", "http&#58;//a"),
    ],
)
def test_a_colon_that_would_make_something_is_written_so_that_it_does_not(
    text: str, written: str
) -> None:
    assert any(re.search(pattern, text) for pattern in MORE_THAN_WORDS.values())
    assert value(text) == written


@pytest.mark.parametrize(
    "text", ["at 8:30", "8:30 to 9:15", "Note: words", "a : b", "1:2", "see: 3:1, 4"]
)
def test_a_colon_that_makes_nothing_is_left_as_it_is(text: str) -> None:
    assert value(text) == text


def test_two_values_side_by_side_make_no_address() -> None:
    assert value("https:") + value("//e") == "https&#58;//e"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 2 of them.", "plain words, 2 of them."),
        ("St Mary's & St John's", "St Mary's & St John's"),
        ("a * b_c [d] `e` <f> | g\\", r"a \* b\_c \[d\] \`e\` &lt;f> \| g" + "\\\\"),
        ("&amp; &#1; & R&D", "&amp;amp; &amp;#1; & R&amp;D"),
        ("what! [a] !", r"what! \[a\] !"),
        ("~~a~~ ~b", "&#126;~a&#126;~ ~b"),
        ("10\u00a0km", "10&#160;km"),
    ],
)
def test_words_of_the_model_are_escaped_only_where_they_must(text: str, escaped: str) -> None:
    assert plain_text(text) == escaped


@pytest.mark.parametrize("stressed", ["{}", "**{}**"])
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Stop!", "Stop!"),
        ("Stop!{{ values.place }}", r"Stop!the \[office\]"),
        (r"Stop\![a](https://e.org)", r"Stop\![a](<https://e.org>)"),
        ("Stop!{{ values.place }}[](#a)", r"Stop\!the \[office\][section 1](#a)"),
    ],
)
def test_an_exclamation_mark_makes_no_picture_of_a_link(
    typed: str, printed: str, stressed: str
) -> None:
    text = f"## A {{#a}}\n\n{stressed.format(typed)}\n\n{{{{ values.place }}}}\n"
    made = edition(text, 'values: {place: "the [office]"}')
    page = write(made.document).fill(made.values).decode()
    assert f"\n{stressed.format(printed)}\n" in page
    assert "<img" not in rendered(page)


@pytest.mark.parametrize(
    "words", ["1. a", "12) a", "1.", "# a", "> a", "+ a", "- a", "~~~", "=", "---", "#", "| a |"]
)
def test_a_paragraph_that_looks_like_markup_stays_a_paragraph(words: str) -> None:
    made = edition("## A\n\nx {{ values.place }}\n\n{{ values.place }}\n", "values: {place: y}")
    text = write(made.document).fill({**made.values, "values.place": words}).decode()
    assert rendered(text).count(f"<p>{words.replace('>', '&gt;')}</p>") == 1


def test_a_value_that_is_a_number_begins_no_list() -> None:
    made = edition("## A\n\n{{ values.day }}. or {{ values.day }})\n", "values: {day: 1}")
    page = rendered(write(made.document).fill(made.values).decode())
    assert "<p>1. or 1)</p>" in page


@pytest.mark.parametrize("title", ["a #", "## a", "# #", "#", "1. a"])
def test_a_title_keeps_its_number_signs(title: str) -> None:
    front = f"title: '{title}'\npublisher: The Trust\nissued: April 2016\nreview: annually\n"
    typed = re.sub(r"([#.])", r"\\\1", title)
    made = edition(f"## {typed}\n\na\n", front=front)
    text = write(made.document).fill(made.values).decode()
    _, above, body = text.split("---\n", 2)
    assert yaml.safe_load(above)["title"] == title
    page = rendered(body)
    assert f"1. {title}</h2>" in page


@pytest.mark.parametrize("said", ["(x)", "x", "*", "“x”", "£5", "_x_", "x."])
@pytest.mark.parametrize("around", [("a", "b"), ("a", " b"), ("(", "b"), (" ", ")"), ("!", ":")])
@pytest.mark.parametrize(("kind", "tag"), [(Strong, "strong"), (Emphasis, "em")])
def test_a_value_in_bold_is_bold_whatever_it_begins_with(
    said: str, around: tuple[str, str], kind: type[Strong | Emphasis], tag: str
) -> None:
    """Nobody can type it right beside words, but it comes so in a redline."""
    before, after = around
    words = (Text(f"x{before}"), kind((Slot("value"),)), Text(f"{after}x"))
    made = markdown_plate(in_markdown(words)).text({"value": said})
    assert rendered(made) == f"<p>x{before}<{tag}>{said}</{tag}>{after}x</p>\n"
