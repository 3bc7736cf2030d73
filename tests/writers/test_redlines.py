"""How a redline looks as a page, as Markdown and as plain text."""

import re
from dataclasses import replace

import pytest
from lxml import html
from making import edition, filled

from policygen.compare.changes import changes, with_list
from policygen.compare.redline import redline
from policygen.document import Document, Text
from policygen.writers import outline, plate

BEFORE = """\
## Lending {#lending}

1. Books are lent for two weeks. {#weeks}
2. Tools are lent:
   - saws
   - nails

| What | Who |
| --- | --- |
| Keys | the caretaker |
| Books | the librarian |

## Loss {#loss}

1. Whoever loses a book pays for it. {#pays}
"""
AFTER = (
    BEFORE.replace("two weeks", "three weeks")
    .replace("   - nails\n", "")
    .replace("| Books | the librarian |\n", "")
    .replace(
        "## Loss {#loss}", "## Care {#care}\n\n1. Keep it dry. {#dry}\n\n## Loss or harm {#loss}"
    )
)


@pytest.fixture(scope="module")
def made() -> Document:
    before, after = filled(edition(BEFORE)), filled(edition(AFTER))
    before = replace(before, title="Loans", subtitle=(Text("Oak Infant School"),))
    marked = redline(before, after)
    return with_list(marked, changes(marked, before))


@pytest.fixture(scope="module")
def page(made: Document) -> html.HtmlElement:
    return html.fromstring(plate("html", made).fill({}).decode())


def test_a_page_lists_its_changes_first_and_leads_to_each(page: html.HtmlElement) -> None:
    (listed,) = page.find_class("changes")
    assert [link.text_content() for link in listed.iter("a")] == [
        "The title changed; it was Loans", "The school’s name changed",
        "Clause 1.1 changed (Lending)", "Clause 1.2 changed (Lending)",
        "The text of section 1 changed (Lending)", "Section 2 added (Care)",
        "The heading of section 3 changed; it was 2 (Loss or harm)",
    ]  # fmt: skip
    leads = [link.get("href") for link in listed.iter("a")]
    assert leads[2] == "#weeks"
    for lead in leads:
        page.get_element_by_id(lead[1:])
    order = [one.get("aria-labelledby") for one in page.iter("nav")]
    assert order == ["all_changes", "contents"]


def test_what_is_marked_on_a_page_is_heard(page: html.HtmlElement) -> None:
    marked = [one.text_content() for one in page.find_class("clause")[0].iter("ins", "del")]
    assert marked == ["[deleted: two]", "[inserted: three]"]
    (block,) = [one for one in page.iter("ins") if one.get("class") == "block"]
    assert block[0].text_content() == "Inserted"
    (bullet,) = [one for one in page.iter("del") if "nails" in one.text_content()]
    assert (bullet.getparent().tag, bullet.text_content()) == ("li", "[deleted: nails]")
    row = [one.text_content() for one in page.iter("td") if "librarian" in one.text_content()]
    assert row == ["[deleted: the librarian]"]


def test_titles_and_contents_say_what_is_so_now(page: html.HtmlElement) -> None:
    contents = page.get_element_by_id("contents").getparent()
    assert [one.text_content() for one in contents.iter("a")] == [
        "1. Lending", "2. Care", "3. Loss or harm", "Version history", "Document control",
    ]  # fmt: skip
    (link,) = [one for one in page.find_class("permalink") if one.get("href") == "#loss"]
    assert link.get("aria-label") == "Link to section 3"
    (heading,) = page.iter("h1")
    assert heading.text_content() == "[deleted: Loans] [inserted: Lending policy]"
    assert page.findtext(".//title") == "Redline: Lending policy – Oak School"
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len({*ids})


def test_markdown_has_the_list_and_the_marks(made: Document) -> None:
    text = plate("md", made).fill({}).decode()
    assert "- [Clause 1.1 changed (Lending)](#weeks)\n" in text
    assert "- The title changed; it was Loans\n" in text
    assert "lent for <del>two</del><ins>three</ins> weeks." in text
    assert "- saws\n   - <del>nails</del>" in text or "- saws\n- <del>nails</del>" in text
    assert "| <del>Books</del> | <del>the librarian</del> |" in text
    assert '## <a id="care"></a>2. <ins>Care</ins>' in text
    assert re.search(r"## <a id=\"loss\"></a>3. Loss<ins> or harm</ins>", text)


def test_the_control_table_is_led_to_where_a_format_can(made: Document) -> None:
    control = made.control
    (cycle,) = [one for one in control.model if one[0] == "Review cycle"]
    rows = tuple((t, (Text("Often"),)) if t == cycle[0] else (t, r) for t, r in control.model)
    before = filled(edition(BEFORE))
    after = replace(before, control=replace(before.control, model=rows))
    marked = redline(before, after)
    listed = with_list(marked, changes(marked, before))
    page, markdown = (plate(kind, listed).fill({}).decode() for kind in ("html", "md"))
    assert '<a href="#document-control">Review cycle in the control table changed</a>' in page
    assert "- Review cycle in the control table changed\n" in markdown


def test_plain_text_can_have_marks_of_its_own(made: Document) -> None:
    text = outline.write(made, 80, outline.Marks(("<<", ">>"), ("((", "))")))
    assert "((Loans)) <<Lending policy>>\n" in text
    assert "-  ((nails))" in text
    assert "2.    <<Care>>" in text
    assert "Below, ((words)) were deleted and <<words>> inserted." in text
