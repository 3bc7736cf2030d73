"""The HTML edition as a visitor meets it: its outline, its links, and values that stay words."""

import re
from base64 import b64decode
from collections import Counter
from typing import Any

import pytest
from lxml import html

from policygen.document import (
    Alternatives,
    Blank,
    BulletList,
    Clause,
    Control,
    Document,
    Emphasis,
    Footnote,
    InlineAlternatives,
    Inlines,
    Link,
    Logo,
    Paragraph,
    Passage,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.writers.html import LOGO_HEIGHT, LOGO_WIDTH, write

SCHOOL = "Oak & Ash School"
VALUES = {"school.name": SCHOOL, "values.place": "the staff room", "version": "1.0"}


def words(text: str) -> Inlines:
    return (Text(text),)


def paragraph(*inlines: Any) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


HISTORY = Table(
    "Every issue of this policy, the oldest first",
    (words("Version"), words("Summary of changes")),
    (((Slot("version"),), words("First adopted.")), (words("1.1"), words("Reviewed."))),
    row_headings=True,
)
DUTIES = Table("", (words("Who"), words("What")), ((words("Governors"), words("Approve.")),))
CONTROL = Control(
    "Document control", (("School", (Slot("school.name"),)), ("Date", words("May 2016")))
)
ITEMS = (
    Clause((paragraph("In the library."),), "clause-1-1-a", "(a)"),
    Clause((paragraph("In ", Slot("values.place"), "."),), "clause-1-1-b", "(b)"),
)
USE = Section(
    words("Personal use"),
    (
        paragraph("An introduction."),
        Clause((paragraph("Allowed here:"), *ITEMS), "clause-1-1", "1.1"),
        Clause(
            (paragraph("See ", Reference("monitoring", (), "section", "2"), "."),), "see", "1.2"
        ),
        Section(
            words("Exceptions"),
            (Clause((paragraph("None."), BulletList(((paragraph("at all"),),))), "none", "1.3"),),
            "exceptions",
            level=3,
        ),
    ),
    "personal-use",
    "1",
)
MONITORING = Section(
    (Text("Monitoring at "), Slot("school.name")),
    (DUTIES, paragraph("Read ", Reference("see", words("the clause")), ".")),
    "monitoring",
    "2",
)
VERSIONS = Section(words("Version history"), (HISTORY,), "version-history")


def document(*blocks: Any, **changes: Any) -> Document:
    given: dict[str, Any] = {
        "title": "Social media policy",
        "subtitle": (Slot("school.name"),),
        "notice": (),
        "properties": (
            ("school", (Slot("school.name"),)),
            ("model", words("2016-04")),
            ("publisher", words("Herts for Learning")),
            ("lang", words("en-GB")),
            ("version", (Slot("version"),)),
        ),
        "control": Control("", ()) if blocks else CONTROL,
        "children": blocks or (USE, MONITORING),
        "history": None if blocks else VERSIONS,
    }
    return Document(**{**given, **changes})


def written(
    document: Document, values: dict[str, str] = VALUES, logo: Logo | None = None
) -> tuple[str, Any]:
    """The page as text, and as a tree."""
    page = write(document).fill(values, logo).decode()
    return page, html.document_fromstring(page.encode())


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def said_by_all(tree: Any, path: str) -> list[str]:
    return [said(element) for element in tree.xpath(path)]


def test_the_page_says_what_it_is_before_it_is_read() -> None:
    page, tree = written(document())
    assert page.startswith("<!doctype html>\n")
    assert tree.get("lang") == "en-GB"
    assert said_by_all(tree, "//title") == [f"Social media policy – {SCHOOL}"]
    metas = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    assert metas["description"] == f"Social media policy: {SCHOOL}"
    assert metas["policygen:model"] == "2016-04"
    assert metas["policygen:version"] == "1.0"
    assert said_by_all(tree, "//header") == [SCHOOL]
    footer = "Version 1.0. Model policy of Herts for Learning, version 2016-04."
    assert said_by_all(tree, "//footer") == [footer]


def test_a_page_without_version_or_publisher_has_no_empty_footer() -> None:
    _, tree = written(document(properties=()))
    assert not tree.xpath("//footer")
    assert tree.get("lang") == "en-GB"


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    page, tree = written(document())
    assert not tree.xpath("//script | //link | //iframe | //*[@style]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"@import|url\(", page)


def test_the_outline_has_one_h1_and_skips_no_level() -> None:
    _, tree = written(document())
    outline = [(e.tag, said(e)) for e in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert outline == [
        ("h1", "Social media policy"),
        ("h2", "Contents"),
        ("h2", "1. Personal use"),
        ("h3", "Exceptions"),
        ("h2", f"2. Monitoring at {SCHOOL}"),
        ("h2", "Version history"),
        ("h2", "Document control"),
    ]


def test_ids_are_unique_and_every_fragment_leads_somewhere() -> None:
    _, tree = written(document())
    ids = Counter(tree.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {"main", "contents", "document-control", "version-history", "clause-1-1-b"} <= set(ids)
    fragments = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert set(fragments) <= set(ids)
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


def test_the_first_link_skips_to_the_main_content() -> None:
    _, tree = written(document())
    first = tree.xpath("//a")[0]
    assert (first.get("href"), said(first)) == ("#main", "Skip to main content")
    assert tree.xpath("//main[@id='main']//h1")


def test_every_section_and_clause_has_a_named_link_to_itself() -> None:
    _, tree = written(document())
    names = {
        link.get("href"): link.get("aria-label") or said(link)
        for link in tree.xpath("//a[@class='permalink' or @class='number']")
    }
    assert names == {
        "#personal-use": "Link to section 1",
        "#clause-1-1": "1.1",
        "#clause-1-1-a": "(a)",
        "#clause-1-1-b": "(b)",
        "#see": "1.2",
        "#exceptions": "Link to Exceptions",
        "#none": "1.3",
        "#monitoring": "Link to section 2",
        "#version-history": "Link to Version history",
    }


def test_the_contents_list_the_sections_before_the_text() -> None:
    _, tree = written(document())
    links = tree.xpath("//nav[@aria-labelledby='contents']//a")
    assert [(a.get("href"), said(a)) for a in links] == [
        ("#personal-use", "1. Personal use"),
        ("#monitoring", f"2. Monitoring at {SCHOOL}"),
        ("#version-history", "Version history"),
        ("#document-control", "Document control"),
    ]
    order = [e.get("id") for e in tree.xpath("//h2 | //section") if e.get("id")]
    assert order[:2] == ["contents", "personal-use"]
    assert order[-1] == "document-control"


def test_a_text_without_sections_has_no_contents() -> None:
    _, tree = written(document(paragraph("All there is."), control=CONTROL))
    assert not tree.xpath("//nav")


def test_a_heading_that_holds_a_link_is_one_link_in_the_contents() -> None:
    title = (Link("https://example.org/", words("Standards")), Text(" & rules"))
    _, tree = written(document(Section(title, (), "rules", "1")))
    assert said_by_all(tree, "//nav//a") == ["1. Standards & rules"]
    assert not tree.xpath("//a//a")


def test_facts_are_terms_and_what_is_said_of_each() -> None:
    _, tree = written(document())
    assert said_by_all(tree, "//dl[@class='control']//dt") == ["School", "Date"]
    assert said_by_all(tree, "//dl[@class='control']//dd") == [SCHOOL, "May 2016"]


def test_what_matters_most_stands_under_the_title() -> None:
    _, tree = written(document())
    (published,) = tree.xpath("//h1/following-sibling::*[1]")
    assert said_by_all(published, "div/*") == ["Date", "May 2016"]  # the school is said above


def test_other_formats_are_offered_only_where_they_are() -> None:
    _, tree = written(document())
    assert not tree.find_class("formats")
    values = {**VALUES, "stem": "social-media@1.0"}
    _, tree = written(document(beside=("docx", "md")), values)
    (offered,) = tree.find_class("formats")
    assert said(offered) == "Other formats: Word, Markdown"
    assert offered.xpath("a/@href") == ["social-media@1.0.docx", "social-media@1.0.md"]


def test_a_school_that_can_be_asked_is_asked_for_a_format_that_one_can_read() -> None:
    links = (Link(Slot("mail"), (Slot("email"),)), Link("tel:0144", words("0144")))
    values = {**VALUES, "mail": "mailto:a@oak.example", "email": "a@oak.example"}
    _, tree = written(document(contact=links), values)
    first = tree.xpath("//footer/p")[0]
    asked = "If you need it in another format, such as large print, ask us:"
    assert said(first) == f"{asked} a@oak.example or 0144."
    assert first.xpath("a/@href") == ["mailto:a@oak.example", "tel:0144"]


def test_printed_pages_say_what_they_are_of() -> None:
    page, _ = written(document())
    assert in_margin(page, "bottom-left") == "Social media policy, version 1.0"
    assert in_margin(page, "top-left") == SCHOOL


def in_margin(page: str, where: str) -> str:
    """What a printed page has in its margin, as a browser reads the style."""
    found = re.search(rf'@{where} {{ content: "(.*)"; }}', page)
    assert found
    return re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), found[1])


def test_notes_stand_below_the_text_and_above_its_history() -> None:
    noted = Section(words("On"), (paragraph("Words", Footnote(words("Why."), "1")),), "on", "1")
    _, tree = written(document(noted, history=VERSIONS))
    found = tree.xpath("//div[@class='text']/section")
    notes = [e.get("role") for e in found].index("doc-endnotes")
    assert ["Words" in said(e) for e in found] == [e is found[notes - 1] for e in found]
    assert said(found[notes + 1]).startswith("Version history")


def test_a_long_page_has_a_way_back_to_its_contents() -> None:
    sections = [Section(words(f"On {n}"), (), f"on-{n}", str(n)) for n in range(1, 7)]
    _, tree = written(document(*sections))
    assert tree.xpath("//a[@class='back']/@href") == ["#contents"]
    _, tree = written(document(*sections[:5]))
    assert not tree.find_class("back")


def test_a_clause_reads_as_its_number_and_then_its_words() -> None:
    _, tree = written(document())
    clause = tree.get_element_by_id("clause-1-1")
    assert said(clause) == "1.1 Allowed here: (a) In the library. (b) In the staff room."
    assert said(tree.get_element_by_id("clause-1-1-b")) == "(b) In the staff room."
    assert tree.get_element_by_id("clause-1-1-b").xpath("ancestor::*[@id='clause-1-1']")


def test_clauses_are_items_of_a_list_for_those_who_hear_it() -> None:
    _, tree = written(document())
    for item in tree.xpath("//*[@role='listitem']"):
        assert item.getparent().get("role") == "list"
    assert {child.get("role") for child in tree.xpath("//*[@role='list']/*")} == {"listitem"}


def test_a_clause_that_begins_with_something_else_than_words_keeps_its_number() -> None:
    _, tree = written(document(Clause((BulletList(((paragraph("x"),),)),), "odd", "1.1")))
    assert said(tree.get_element_by_id("odd")) == "1.1 x"


def test_what_has_no_anchor_yet_is_printed_without_a_link() -> None:
    section = Section(words("Loose"), (Clause((paragraph("Words."),), number="1.1"),), number="1")
    _, tree = written(document(section))
    assert said_by_all(tree, "//div[@class='text']/section") == ["1. Loose 1.1 Words."]
    assert tree.xpath("//a/@href") == ["#main"]


def test_references_print_what_they_lead_to_or_their_own_words() -> None:
    _, tree = written(document())
    assert said_by_all(tree, "//p/a[@href='#monitoring']") == ["section 2"]
    assert said_by_all(tree, "//p/a[@href='#see' and not(@class)]") == ["the clause"]


def test_words_are_strong_stressed_or_linked() -> None:
    content = paragraph(
        Strong(words("never")),
        Emphasis(words("ever")),
        Link('https://example.org/?a=1&b="', words("there")),
    )
    _, tree = written(document(content))
    assert said_by_all(tree, "//main//strong") == ["never"]
    assert said_by_all(tree, "//main//em") == ["ever"]
    assert tree.xpath("//main//a/@href") == ['https://example.org/?a=1&b="']


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("complaints@oakfield.example.org", "complaints@ oakfield .example .org"),
        ("Write to <a.b@c.org>.", "Write to <a .b@ c .org>."),
        ("https://oak.example.org/a/b.html", "https://oak .example .org/ a/ b .html"),
        ("at www.oak.example.org.", "at www .oak .example .org."),
        ("e.g. 1.5 and/or 2", "e.g. 1.5 and/or 2"),
    ],
)
@pytest.mark.parametrize("is_value", [True, False])
def test_addresses_go_on_in_the_next_line_where_their_parts_meet(
    typed: str, parts: str, is_value: bool
) -> None:
    said: Any = Slot("typed") if is_value else typed
    made = Document(
        title="A", subtitle=words("B"), notice=(), properties=(), control=Control("C", ()),
        children=(paragraph(said),),
    )  # fmt: skip
    tree = html.fromstring(write(made).fill({"typed": typed}).decode())
    (shown,) = tree.xpath("//div[@class='text']/p")
    assert shown.text_content() == typed  # and so it is copied
    assert {one.tag for one in shown.iterdescendants()} <= {"wbr"}
    assert " ".join(shown.itertext()) == parts


def test_table_cells_know_their_headers() -> None:
    _, tree = written(document())
    (history,) = tree.xpath("//section[.//h2[@id='version-history']]//table")
    assert said_by_all(history, "caption") == [HISTORY.caption]
    assert said_by_all(history, "thead//th[@scope='col']") == ["Version", "Summary of changes"]
    assert said_by_all(history, "tbody//th[@scope='row']") == ["1.0", "1.1"]
    (duties,) = tree.xpath("//section[.//h2[@id='monitoring']]//table")
    assert not duties.xpath("caption")
    assert duties.xpath("tbody//td/@data-label") == ["Who", "What"]
    assert not tree.xpath("//th[not(@scope)]")


def test_a_list_item_with_one_paragraph_is_just_its_words() -> None:
    items = ((paragraph("one"),), (paragraph("two"), paragraph("more")))
    _, tree = written(document(BulletList(items)))
    first, second = tree.xpath("//main//li")
    assert [len(first.xpath("p")), len(second.xpath("p"))] == [0, 2]


def test_an_open_decision_says_so_in_words() -> None:
    inner = Alternatives("When?", (Passage("Never", ()), Passage("At night", ())))
    passages = (Passage("Yes", (paragraph("They may."),)), Passage("No", (inner,)))
    _, tree = written(document(Alternatives("May staff <use> phones?", passages)))
    outer = tree.xpath("//div[@class='text']/div[@role='group']")[0]
    assert said(outer) == (
        "To be decided: May staff <use> phones? Either: Yes They may. Or: No "
        "To be decided: When? Either: Never Or: At night"
    )
    assert said_by_all(outer, "p/mark") == ["To be decided:", "Either:", "Or:"]


def test_sections_inside_a_decision_are_in_the_contents() -> None:
    passages = (
        Passage("Yes", (Section(words("Allowed"), (), "allowed", "1"),)),
        Passage("No", (Section(words("Forbidden"), (), "forbidden", "1"),)),
    )
    _, tree = written(document(Alternatives("May they?", passages)))
    assert said_by_all(tree, "//nav//a") == ["1. Allowed", "1. Forbidden"]


def test_what_is_open_in_a_sentence_is_marked() -> None:
    role = (Text("may, as "), Blank("role <x>"), Text(","))
    content = paragraph("Staff ", InlineAlternatives((words("must not"), role)), " do so.")
    _, tree = written(document(content))
    (sentence,) = said_by_all(tree, "//div[@class='text']/p")
    assert sentence == "Staff must not or may, as [role <x>], do so."
    assert said_by_all(tree, "//main//mark") == ["must not", "may, as [role <x>],", "[role <x>]"]


def test_a_notice_is_seen_first_printed_on_every_page_and_kept_from_search_engines() -> None:
    notice = (Text("DRAFT: <not> for "), Slot("school.name"))
    page, tree = written(document(notice=notice))
    assert said(tree.xpath("//h1/following-sibling::*")[0]) == f"DRAFT: <not> for {SCHOOL}"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    running = re.search(r'@page \{ @top-right \{ content: "(.*)"; \} \}', page)
    assert running
    printed = re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), running[1])
    assert printed == f"DRAFT: <not> for {SCHOOL}"


def test_an_edition_in_force_carries_no_notice() -> None:
    page, tree = written(document())
    assert not tree.xpath("//*[@class='notice'] | //meta[@name='robots']")
    assert "@top-right { content" not in page


def test_a_notice_holds_plain_words_only() -> None:
    with pytest.raises(TypeError, match="can't stand in a margin"):
        write(document(notice=(Strong(words("DRAFT")),)))


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [(480, 100, (240, 50)), (300, 720, (30, 72)), (40, 20, (40, 20)), (5000, 1, (240, 1))],
)
def test_a_logo_is_scaled_to_fit_and_says_whose_it_is(
    width: int, height: int, shown: tuple[int, int]
) -> None:
    data = b"\x89PNG\xff\x00"
    _, tree = written(document(logo="png"), logo=Logo(data, "png", width, height))
    (image,) = tree.xpath("//header/img")
    assert image.get("alt") == f"Logo of {SCHOOL}"
    assert (int(image.get("width")), int(image.get("height"))) == shown
    assert shown[0] <= LOGO_WIDTH and shown[1] <= LOGO_HEIGHT
    kind, _, coded = image.get("src").partition(",")
    assert kind == "data:image/png;base64"
    assert b64decode(coded) == data


def test_a_logo_that_the_shape_has_can_not_be_left_out() -> None:
    with pytest.raises(KeyError):
        write(document(logo="jpeg")).fill(VALUES)


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        write(document()).fill({"school.name": SCHOOL})


HOSTILE = [
    """St Mary's *C of E* [x](javascript:1) <script>alert(1)</script> 1. # | & \\ `""",
    '"><img src=x onerror=1>',
    "'><svg onload=1>",
    "</title></style><script>1</script>",
    "<!-- c -->",
    "]]>",
    "&amp; &#x41;",
    '"; } } body { display: none } /*',
    "{{ 7*7 }} {% raw %}",
    "a\\",
    "\u00a0",
    "",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_only_ever_words(value: str) -> None:
    """Whatever a value holds, the page has the same elements, and shows it as it was written."""

    def elements(tree: Any) -> list[tuple[str, list[str]]]:
        return [(str(e.tag), sorted(e.attrib)) for e in tree.iter()]

    draft = document(notice=(Text("DRAFT "), Slot("school.name")), logo="png")
    logo = Logo(b"x", "png", 1, 1)
    _, plain = written(draft, dict.fromkeys(VALUES, "plain"), logo)
    page, tree = written(draft, dict.fromkeys(VALUES, value), logo)
    assert elements(tree) == elements(plain)
    assert tree.xpath("//header/p")[0].text_content() == value
    assert tree.xpath("//header/img/@alt") == [f"Logo of {value}"]
    assert tree.xpath("//title")[0].text_content() == f"Social media policy – {value}"
    assert "display: none }" not in page.partition("@page { @top-right")[2].partition("</style>")[0]


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_words_of_the_model_are_only_ever_words(text: str) -> None:
    table = Table(text, (words(text),), ((words(text),),))
    decision = Alternatives(text, (Passage(text, ()), Passage(text, ())))
    control = Control(text, ((text, (Blank(text),)),))
    section = Section(words(text), (table, decision, paragraph(text)), "here", level=2)
    page, tree = written(document(section, control=control, title=text, subtitle=words(text)))
    assert not tree.xpath("//script | //svg | //img | //main//comment()")
    assert tree.xpath("//h1")[0].text_content() == text
    assert tree.xpath("//div[@class='text']/section/p")[0].text_content() == text
    assert tree.xpath("//tbody//@data-label") == [text]
    assert tree.xpath("//a[@class='permalink']/@aria-label") == [f"Link to {text}"]
    assert page.count("</style>") == 1


def test_the_same_plate_fills_the_same_way_every_time() -> None:
    plate = write(document())
    assert plate.fill(VALUES) == plate.fill(dict(VALUES)) == write(document()).fill(VALUES)


def test_a_very_long_word_may_break_and_nothing_moves() -> None:
    page, _ = written(document())
    assert "overflow-wrap: anywhere" in page
    assert not re.search(r"animation|transition|scroll-behavior", page)
