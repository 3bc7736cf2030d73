"""A redline in Word: accepted it is the later edition, rejected the earlier."""

import re
from dataclasses import replace
from random import Random

import docx_rules
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROOT, blocks, filled, samples
from revising import revised
from strategies import documents
from word_files import part, trial, word
from word_sides import Read, Rows, accepted, as_it_is, less_numbers, lines, rejected

from policygen.assembly.edition import model_edition
from policygen.assembly.numbering import number
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import Document, Section, Text
from policygen.workspace.layout import Workspace


def document_of(*texts: str) -> tuple[Document, ...]:
    """Documents that differ in their texts."""
    known = filled(samples()["holtsmere-end"])
    return tuple(replace(known, children=blocks(text), history=None) for text in texts)


def marked(before: str, after: str) -> bytes:
    return word(redline(*document_of(before, after)))


def shown(read: dict[str, Read]) -> list[str]:
    """The words of a text's paragraphs, below the control table."""
    text = read["word/document.xml"]
    begin = next(i for i, one in enumerate(text) if isinstance(one, Rows))
    return [line.text for line in lines(text[begin + 1 :])]


def check(before: Document, after: Document) -> None:
    docx = word(redline(before, after))
    assert docx_rules.violations(docx) == []
    later, earlier = as_it_is(word(after)), less(as_it_is(word(before)))
    read, less_read = accepted(docx), less(rejected(docx))
    assert {name: read[name] for name in later} == later
    assert {name: less_read[name] for name in earlier} == earlier


def less(parts: dict[str, Read]) -> dict[str, Read]:
    return {name: less_numbers(read) for name, read in parts.items()}


@pytest.mark.parametrize("seed", range(8))
def test_either_text_of_every_block_comes_back(seed: int) -> None:
    before = trial()
    after = revised(before, Random(seed))
    assert is_proven(redline(before, after), before, after)
    check(before, after)


@pytest.mark.parametrize("name", sorted(samples()))
def test_either_text_of_a_sample_comes_back(name: str) -> None:
    before = filled(samples()[name])
    check(before, revised(before, Random(name)))
    check(revised(before, Random(name)), before)


@settings(max_examples=20)
@given(documents(), st.integers(0, 999))
def test_either_text_comes_back_whatever_they_are(before: Document, seed: int) -> None:
    check(before, revised(before, Random(seed), 0.25))


ONE = "## One {#one}\n\n1. Stays as it is {#stays}\n"


def test_changes_say_who_made_them_and_when() -> None:
    """As the file's own properties do: whose the text is, and its day."""
    docx = marked(ONE, f"{ONE}2. Comes\n")
    said = set(re.findall(r'<w:ins w:id="\d+" w:author="([^"]*)" w:date="([^"]*)"', part(docx)))
    core = part(docx, "docProps/core.xml")
    (creator,) = re.findall("<dc:creator>(.*?)</dc:creator>", core)
    (created,) = re.findall(r"<dcterms:created[^>]*>(.*?)</dcterms:created>", core)
    assert said == {(creator, created)}
    assert creator == "Holtsmere End Infant and Nursery School"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", created)


def test_every_change_and_bookmark_has_a_number_of_its_own() -> None:
    before = f"{ONE}2. Goes^[A note], see [](#stays) {{#goes}}\n"
    docx = marked(before, f"{ONE}2. Is here^[A remark], not [](#stays)\n")
    ids = [
        number
        for name in ("word/document.xml", "word/footnotes.xml")
        for number in re.findall(r'<w:(?:ins|del|bookmarkStart) w:id="(\d+)"', part(docx, name))
    ]
    assert len(ids) > 6
    assert len(ids) == len(set(ids))


def test_nothing_is_marked_as_moved() -> None:
    docx = marked(f"{ONE}2. Goes down\n3. Third\n", f"{ONE}2. Third\n3. Goes down\n")
    assert "move" not in part(docx)
    found = re.findall(r"<w:(ins|del) [^>]*><w:r>", part(docx))
    assert sorted(found) == ["del", "ins"]


def test_the_numbers_after_a_heading_that_went_are_right() -> None:
    """Word counts them: the heading's paragraph goes with its end, and takes its number along."""
    before = f"{ONE}\n## Two\n\n1. Gone\n\n## Three {{#three}}\n\n1. Left, see [](#three)\n"
    after = f"{ONE}\n## Three {{#three}}\n\n1. Left, see [](#three)\n"
    docx = marked(before, after)
    assert shown(accepted(docx)) == ["One", "Stays as it is", "Three", "Left, see "]
    assert shown(rejected(docx))[2:4] == ["Two", "Gone"]
    text = part(docx)
    assert '<w:pStyle w:val="Heading1"/><w:rPr><w:del ' in text
    assert re.search(r"REF ref_three \\w \\h.*?<w:t>2</w:t>", text)


def test_a_field_that_went_is_written_as_deleted() -> None:
    text = part(marked(f"{ONE}2. See [](#one), please\n", f"{ONE}2. Look here, please\n"))
    assert re.search(r"<w:del [^>]*><w:r>.*?<w:delInstrText [^>]*> REF ref_one ", text)
    assert "<w:instrText" not in re.sub(r"PAGE|NUMPAGES", "", text)


def test_a_reference_to_what_only_one_text_has_needs_no_bookmark() -> None:
    """Rejected, a field would print an error in its place."""
    before = f"{ONE}2. Goes down {{#down}}\n3. Third\n4. See [](#down)\n"
    after = f"{ONE}2. Third\n3. Goes down {{#down}}\n4. See [](#down)\n"
    text = part(marked(before, after))
    assert "REF ref_down" not in text
    assert '<w:hyperlink w:anchor="ref_down"' in text


def test_a_note_goes_with_what_refers_to_it() -> None:
    docx = marked(f"{ONE}2. Text^[Said there]\n", f"{ONE}2. Text\n")
    assert "<w:delText>Said there</w:delText>" in part(docx, "word/footnotes.xml")
    assert shown(accepted(docx))[-1] == "Text"
    assert shown(rejected(docx))[-1] == "Text<note: Said there>"


def test_a_row_goes_with_its_words() -> None:
    table = "| A | B |\n| - | - |\n| one | 1 |\n"
    docx = marked(f"{ONE}\n{table}", f"{ONE}\n{table}| two | 2 |\n")
    assert re.search(r"<w:trPr><w:cantSplit/><w:ins [^>]*/></w:trPr>", part(docx))
    assert shown(accepted(docx))[-2:] == ["two", "2"]
    assert shown(rejected(docx))[-2:] == ["one", "1"]


def test_a_cell_keeps_a_paragraph_when_its_last_goes() -> None:
    """Word can take away the end of no paragraph that ends a cell."""
    before, after = (f"{ONE}\n{box}" for box in (
        "::: box Title\nStays.\n\nGoes.\n:::\n", "::: box Title\nStays.\n:::\n",
    ))  # fmt: skip
    text = part(marked(before, after))
    assert re.search(
        r'Goes\.</w:delText></w:r></w:del></w:p><w:p><w:pPr><w:spacing[^>]*w:line="20"', text
    )


def test_a_place_to_write_comes_with_its_control() -> None:
    letter = "::: letter Reply\nYours\n{more}:::\n"
    before, after = (f"{ONE}\n{letter.format(more=one)}" for one in ("", "\nSigned ____\n"))
    docx = marked(before, after)
    assert len(re.findall("<w:customXmlInsRangeStart ", part(docx))) == 2
    assert shown(rejected(docx))[-1] == "Yours"


def test_the_title_that_was_is_struck_out_wherever_it_stands() -> None:
    before, after = document_of(ONE, ONE)
    docx = word(redline(before, replace(after, title="Another title")))
    for name in ("word/document.xml", "word/footer1.xml"):
        assert "<w:delText>Social media policy</w:delText>" in part(docx, name)
        assert "<w:t>Another title</w:t>" in part(docx, name)
    assert "<dc:title>Another title" in part(docx, "docProps/core.xml")


def test_a_history_that_only_one_text_has_goes_whole() -> None:
    known = filled(samples()["holtsmere-end"])
    bare = replace(known, history=None)
    docx = word(redline(known, bare))
    assert shown(accepted(docx)) == shown(as_it_is(word(bare)))
    assert shown(rejected(docx)) == shown(as_it_is(word(known)))


def test_a_text_without_changes_has_no_mark_of_any() -> None:
    docx = marked(ONE, ONE)
    assert not re.search("<w:(ins|del|delText)[ >]", part(docx))
    assert docx == word(document_of(ONE)[0])


def test_the_contents_of_a_long_text_say_what_came_and_what_went() -> None:
    """But the field stays, wherever its first and last line go."""
    model, _ = Workspace(ROOT).model("complaints", "2026-01")
    assert model
    whole = filled(model_edition(model))
    sections = [one for one in whole.children if isinstance(one, Section) and one.level == 2]
    before = replace(whole, children=number(tuple(sections)).blocks)
    first, *rest = sections
    heading = replace(first, title=(Text("Wholly new"),), anchor="new", children=())
    for after in (tuple(rest), (*rest[:-1], heading), (heading, *rest)):
        check(before, replace(before, children=number(after).blocks))
    text = part(word(redline(before, replace(before, children=number((first, *rest[:-1])).blocks))))
    unseen = r'w:line="20"[^>]*/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr>'
    assert re.search(unseen + r'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', text)


def test_the_space_below_a_table_goes_with_it() -> None:
    table = "| A | B |\n| - | - |\n| one | 1 |\n"
    text = part(marked(f"{ONE}\n{table}\nWords below it.\n", f"{ONE}\nWords below it.\n"))
    assert re.search(
        r'</w:tbl><w:p><w:pPr><w:spacing [^>]*w:line="160"[^>]*/><w:rPr><w:del [^>]*/>', text
    )


def test_a_text_keeps_a_paragraph_when_its_last_goes() -> None:
    docx = marked(f"{ONE}2. Goes\n", ONE)
    assert shown(accepted(docx)) == ["One", "Stays as it is"]
    assert shown(rejected(docx)) == ["One", "Stays as it is", "Goes"]


def test_a_term_goes_with_its_meaning() -> None:
    said = f"{ONE}\nOne\n: The first.\n\n"
    docx = marked(f"{said}Another\n: What goes.\n", said)
    assert shown(accepted(docx))[2:] == ["One", "The first."]
    assert shown(rejected(docx))[2:] == ["One", "The first.", "Another", "What goes."]


TABLE = "| A | B |\n| - | - |\n| one | 1 |\n"


def keeps_to_next(docx: bytes, words: str) -> bool:
    """Whether the paragraph that says so stays on the page of what comes next."""
    paragraphs = re.findall(r"<w:p>(?:(?!<w:p>).)*?</w:p>", part(docx))
    (found,) = (one for one in paragraphs if words in one)
    return "<w:keepNext/>" in found


def test_each_text_keeps_a_paragraph_to_its_own_next() -> None:
    """What both have is set as in the later."""
    table, other = f"\n{TABLE}", "\nOther words stand here.\n"
    kept = marked(f"{ONE}\nLeads.\n{table}", f"{ONE}\nLeads.\n{other}{table}")
    assert not keeps_to_next(kept, "Leads.")
    kept = marked(f"{ONE}\nLeads.\n{other}{table}", f"{ONE}\nLeads.\n{table}")
    assert keeps_to_next(kept, "Leads.")
    kept = marked(f"{ONE}\nRed.\n{table}", f"{ONE}\nQuite another thing.\n{table}")
    assert keeps_to_next(kept, "Red.")
    assert keeps_to_next(kept, "Quite another thing.")
    kept = marked(f"{ONE}\nLeads.\n{table}", f"{ONE}\nLeads.\n")
    assert not keeps_to_next(kept, "Leads.")
