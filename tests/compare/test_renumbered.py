"""A reference says in each of the two texts what it says there alone, and that is no change."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from making import edition, filled
from revising import revised
from strategies import documents

from policygen.compare.changes import changes
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.compare.renumbered import with_numbers_before
from policygen.document import Document, Reference, Revision, query
from policygen.document.revisions import accepted, rejected
from policygen.writers import outline, plate

TEXT = """\
## Lending {#lending}

1. Books are lent; see [](#loss), and for [what is lost](#pays), **also [](#pays)**. {#books}
2. Nobody lends on.^[But see [](#loss).] {#on}

## Return {#return}

1. What is late costs a pound. {#late}

## Loss {#loss}

1. Whoever loses a book pays; see [](#return). {#pays}
"""
NEW = "## Care {#care}\n\n1. Keep it dry; see [](#loss). {#dry}\n\n"


def of(before: str, after: str) -> tuple[Document, Document, Document]:
    old, new = filled(edition(before)), filled(edition(after))
    made = redline(old, new)
    assert is_proven(made, old, new)
    return with_numbers_before(made, old), old, new


def lines(before: str, after: str) -> list[str]:
    text = outline.write(of(before, after)[0], 200)
    return [line.strip() for line in text.split("\n") if "see" in line.lower()]


def said(document: Document) -> list[tuple[str, str]]:
    return [(one.word, one.number) for one in query(document.children, Reference)]


AFTER = TEXT.replace("## Loss", f"{NEW}## Loss")


def test_both_numbers_are_marked_wherever_a_reference_stands() -> None:
    assert lines(TEXT, AFTER) == [
        "1.1   Books are lent; see [-section 3-]{+section 4+}, and for what is lost, also "
        "[-clause 3.1-]{+clause 4.1+}.",
        "1.2   Nobody lends on. [note 1: But see [-section 3-]{+section 4+}.]",
        "3.1   {+Keep it dry; see section 4.+}",
        "4.1   Whoever loses a book pays; see section 2.",
    ]


def test_what_went_has_the_number_that_it_had() -> None:
    assert lines(AFTER, TEXT)[2:] == [
        "3.1   [-Keep it dry; see section 4.-]",
        "3.1   Whoever loses a book pays; see section 2.",
    ]


def test_a_reference_among_words_that_changed_has_its_own_text_s_number() -> None:
    other = AFTER.replace("Books are lent; see", "Of all books see")
    assert lines(TEXT, other)[0].startswith(
        "1.1   [-Books are lent;-]{+Of all books+} see [-section 3-]{+section 4+}, and"
    )


def test_what_it_stands_in_may_be_all_that_is_another() -> None:
    text = "## Notes {#a .unnumbered}\n\n1. One {#one}\n\n## B {#b}\n\n1. See [](#one). {#see}\n"
    later = text.replace("## Notes", "## Remarks")
    assert lines(text, later) == ["1.1   See [-Notes, paragraph 1-]{+Remarks, paragraph 1+}."]


def test_what_only_has_another_number_is_no_change() -> None:
    made, old, _ = of(TEXT, AFTER)
    found = [str(one) for one in changes(redline(old, accepted(made)), old)]
    assert found == ["section 3 added (Care)", "section 4 was 3 (Loss)"]


def test_either_text_comes_back_with_its_numbers() -> None:
    made, old, new = of(TEXT, AFTER)
    assert said(accepted(made)) == said(new)
    assert said(rejected(made)) == said(old)
    assert said(old) != said(new)


@settings(max_examples=15)
@given(documents(), st.integers(0, 999))
def test_the_numbers_of_both_come_back_whatever_they_are(before: Document, seed: int) -> None:
    after = revised(before, Random(seed), 0.25)
    made = with_numbers_before(redline(before, after), before)
    assert is_proven(made, before, after)
    assert said(accepted(made)) == said(after)
    assert said(rejected(made)) == said(before)


def test_where_no_number_is_another_nothing_is_marked() -> None:
    """Nor is anything set anew: it is the very same."""
    made, *_ = of(TEXT, TEXT.replace("a pound", "two pounds"))
    assert [one.inserted for one in query(made.children, Revision)] == [False, True]
    old = filled(edition(TEXT))
    alone = redline(old, old)
    kept = with_numbers_before(alone, old).children
    assert all(one is other for one, other in zip(kept, alone.children, strict=True))


def test_pages_and_markdown_say_both() -> None:
    made, *_ = of(TEXT, AFTER)
    clause = html.fromstring(plate("html", made).fill({}).decode()).get_element_by_id("books")
    assert " ".join(clause.text_content().split()).startswith(
        "1.1 Books are lent; see [deleted: section 3][inserted: section 4], and for what is lost"
    )
    markdown = plate("md", made).fill({}).decode()
    assert "see <del>[section 3](#loss)</del><ins>[section 4](#loss)</ins>, and" in markdown
