"""What hypothesis makes: values that sources accept, and documents that a model's text can make."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from hypothesis import strategies as st
from pictures import PICTURE

from policygen.assembly.numbering import number
from policygen.document import (
    Alternatives,
    Blank,
    Block,
    Blocks,
    Box,
    BulletList,
    Cell,
    Clause,
    Control,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Footnote,
    Form,
    Grid,
    Guidance,
    Inline,
    InlineAlternatives,
    Inlines,
    Letter,
    LineBreak,
    Link,
    Numbering,
    Paragraph,
    Passage,
    Quotation,
    Reference,
    RowAlternatives,
    RowPassage,
    Section,
    Step,
    Steps,
    Strong,
    Table,
    TableRow,
    Text,
    TickBox,
    joined,
    query,
)
from policygen.readers.markdown.sentinels import SLOT as SLOT_KIND
from policygen.readers.markdown.sentinels import numbered
from policygen.sources.text import refused_character, tidy

VECTORS = [
    "St Mary's *C of E* [x](javascript:1) <script>alert(1)</script> 1. # | & \\",
    "# H", "1. x", "1", "1.", "2)", "- x", "-", "---", "+ x", "* x", "***", "===", "> x",
    "```\nx\n```", "~~~", "    code", "\tcode", "| a |", "| --- |", "|", "\\|", "&amp;", "&#x41;",
    "&", "amp;", "[a]: /u",
    "![i](u)", "a\\", "\\", "www.e.com", "https://e.com", "<https://e.com>", "<!-- c -->",
    '"><img src=x onerror=1>', "]]>", "<", "{{ 7*7 }}", "{% raw %}", "{#id}", "$x$", "[^1]", "=1+1",
    "../../x", "con", "*", "**", "_", "__a__", "`", "``", "~~x~~", ":", "!", "a  b", "a\nb",
    "a\u00a0b", "a\u3000b", "\u200b", "\u0301x", "“x”", "£5", "€", "ß", "x" * 5000, "1.1 x",
    "(a) x", "<mark>x</mark>", "Either:", '<a id="x"></a>', "</span>", "\ufeffx", "😀", "true",
    "null", "%s", "{0}", "\\1",
]  # fmt: skip

ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
ANY = st.characters(exclude_categories=("Cs", "Co"))


def _accepted(text: str) -> str:
    """The text without what sources refuse, made tidy as they do."""
    return tidy("".join(c for c in text if refused_character(c) is None)) or "x"


def values() -> st.SearchStrategy[str]:
    """A value as sources hand it on: any text that they accept, made tidy."""
    texts = st.one_of(
        st.sampled_from(VECTORS),
        st.lists(st.sampled_from(VECTORS[:-1]), min_size=2, max_size=3).map("".join),
        st.text(ASCII, max_size=12),
        st.text(ANY, max_size=8),
    )
    return texts.map(_accepted)


# What a model's author may type, whether it makes sense or not, with a slot here and there.
SLOT = numbered(SLOT_KIND, 0)
MARKUP = st.lists(
    st.sampled_from(
        [*"ab1 \n.)(#*_-+=>|<`~![]&;:\\'\"{}é£\u00a0", SLOT, "**", "&#97;", "&nbsp;", "&#42;",
         "&amp;", "[a](#one)", "[](#one)", "[a](https://e.org/&amp;b;)", "1. ", "- ", "> ", "\\\n",
         "  \n", "\n\n", "\n   ", "## ", "| a |\n| - |\n", "{#one}", f"{SLOT}. ", f" {SLOT} ",
         f"*{SLOT}*", f"**({SLOT})**", "\\#", "\\!", f"&{SLOT};"]
    ),
    max_size=12,
).map(lambda parts: "## One {#one}\n\n" + "".join(parts))  # fmt: skip


# Documents

TARGETS = ("one", "two", "three")  # what references lead to


def words() -> st.SearchStrategy[str]:
    """Words of a model: tidy, with a liking for what means something in Markdown."""
    markup = st.text("ab1 .)(#*_-+=>|<`~![]&;:\\/'\"{}x0é£\u00a0", max_size=8)
    texts = st.one_of(st.sampled_from([v for v in VECTORS if len(v) < 99]), markup)
    return texts.map(_accepted)


def _text() -> st.SearchStrategy[Inline]:
    return words().map(Text)


def _spaced(parts: list[Inline]) -> Inlines:
    """Inlines with spaces between, as bold words need them."""
    spaced = [piece for part in parts for piece in (Text(" "), part)]
    return joined(tuple(spaced[1:]))


def _run(*kinds: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inlines]:
    """Inlines on one line, or now and then on two."""
    line = st.lists(st.one_of(*kinds), min_size=1, max_size=2).map(_spaced)
    two = st.builds(lambda one, other: (*one, LineBreak(), *other), line, line)
    return st.one_of(line, line, line, two)


BLANKS = st.sampled_from(["day", "name of school"]).map(Blank)
ADDRESSES = st.sampled_from(
    [
        "https://example.org/?a=1&copy;=2",
        "https://example.org/(x)_*y*",
        "mailto:a_b@c.org",
        "tel:+1-2",
    ]
)


def inlines(*, with_notes: bool = True) -> st.SearchStrategy[Inlines]:
    """What may stand in a paragraph or a cell; in a heading, without notes."""
    bare = _run(_text(), BLANKS)
    anchor = st.sampled_from(TARGETS)
    links: list[st.SearchStrategy[Inline]] = [
        st.builds(Link, ADDRESSES, bare),
        st.builds(Reference, anchor),
        st.builds(Reference, anchor, bare),
    ]
    stressed: st.SearchStrategy[Inlines] = _run(_text(), BLANKS, *links)
    marked: list[st.SearchStrategy[Inline]] = [
        st.builds(Strong, stressed),
        st.builds(Emphasis, stressed),
    ]
    plainly = _run(_text(), BLANKS, *links, *marked)
    nested: st.SearchStrategy[Inline] = st.builds(
        InlineAlternatives,
        st.lists(plainly | st.just(()), min_size=2, max_size=3).map(tuple),
        st.booleans(),
    )
    open_: st.SearchStrategy[Inline] = st.builds(
        InlineAlternatives,
        st.lists(_run(_text(), nested, *marked), min_size=2, max_size=3).map(tuple),
        st.booleans(),
    )
    notes = st.builds(Footnote, _run(_text(), BLANKS, *links, *marked, nested))
    line = _run(_text(), _text(), BLANKS, *links, *marked, nested, open_)
    noted = st.builds(lambda words, note, more: (*words, note, *more), line, notes, line)
    return st.one_of(line, line, line, noted) if with_notes else line


def _to_fill_in() -> st.SearchStrategy[Inlines]:
    """What may stand in a form: words, places to write and boxes to tick."""
    fields: list[st.SearchStrategy[Inline]] = [
        st.builds(FillIn, st.sampled_from((1, 1, 3))),
        st.just(TickBox()),
    ]
    return st.lists(st.one_of(_text(), BLANKS, *fields), min_size=1, max_size=4).map(_spaced)


def forms() -> st.SearchStrategy[Block]:
    """A form, with fields and choices, some of them inside others."""
    said: st.SearchStrategy[Block] = _to_fill_in().map(Paragraph)
    inner = st.builds(BulletList, st.lists(st.tuples(said), min_size=1, max_size=2).map(tuple))
    item = st.tuples(said) | st.tuples(said, inner)
    fields = st.builds(BulletList, st.lists(item, min_size=1, max_size=3).map(tuple))
    title = st.just(()) | _run(_text(), BLANKS)
    return st.builds(Form, title, _some(said | fields, 1, 2), st.just(""), st.booleans())


def _some(
    one: st.SearchStrategy[Block], least: int = 0, most: int = 2
) -> st.SearchStrategy[Blocks]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)


@lru_cache(maxsize=1)  # a strategy is slow to make
def documents() -> st.SearchStrategy[Document]:
    """A numbered document without slots, as a model's text can make it."""
    said, titles = inlines(), inlines(with_notes=False)
    unnamed = said.map(Paragraph)
    paragraphs = unnamed | st.builds(Paragraph, said, st.just("here"))  # numbering parts them
    cells = said | _to_fill_in() | st.just(())
    bare_tables = st.integers(1, 3).flatmap(
        lambda width: st.builds(
            Table,
            st.just(""),
            st.tuples(*[said] * width),
            st.lists(st.tuples(*[cells] * width), max_size=2).map(tuple),
        )
    )

    named_tables = bare_tables.map(
        lambda table: replace(table, anchor="here", row_anchors=("here", "")[: len(table.rows)])
    )
    tables = bare_tables | named_tables

    def rows(cell: st.SearchStrategy[Blocks], columns: int) -> st.SearchStrategy[tuple[Cell, ...]]:
        """The cells of a row of so many columns."""
        ends = st.lists(st.booleans(), min_size=columns - 1, max_size=columns - 1)
        cells = st.lists(cell, min_size=columns, max_size=columns)

        def spanned(ends: list[bool], cells: list[Blocks]) -> tuple[Cell, ...]:
            begins = [0, *(n for n, end in enumerate(ends, 1) if end)]
            widths = [end - begin for begin, end in pairwise([*begins, columns])]
            return tuple(Cell(held, width) for held, width in zip(cells, widths, strict=False))

        return st.builds(spanned, ends, cells)

    def grids(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Grid]:
        return st.integers(1, 3).flatmap(lambda columns: grids_of(inner, columns))

    def grids_of(inner: st.SearchStrategy[Block], columns: int) -> st.SearchStrategy[Grid]:
        whole = rows(_some(inner, 0, 2), columns)
        one = whole.map(lambda cells: (TableRow(cells),))
        band = _some(inner, 1, 1).map(lambda held: (TableRow((Cell(held),), band=True),))
        groups: list[st.SearchStrategy[tuple[TableRow, ...]]] = [one, band]
        if columns > 1:
            rest = rows(_some(inner, 0, 2), columns - 1)
            groups.append(
                st.builds(
                    lambda tall, first, second: (
                        TableRow((Cell(tall, 1, 2), *first)), TableRow(second)
                    ),
                    _some(inner, 0, 1), rest, rest,
                )
            )  # fmt: skip
        plainly = st.lists(st.one_of(groups), max_size=2).map(lambda held: sum(held, ()))
        passages = st.lists(st.builds(RowPassage, words(), plainly), min_size=2, max_size=2)
        open_ = st.builds(RowAlternatives, words(), passages.map(tuple)).map(lambda one: (one,))
        every = [*groups, open_]
        body = st.lists(st.one_of(every), min_size=1, max_size=3).map(lambda held: sum(held, ()))
        head = st.lists(paragraphs, min_size=columns, max_size=columns).map(
            lambda cells: (TableRow(tuple(Cell((cell,)) for cell in cells)),)
        )
        return st.builds(
            lambda caption, head, body, widths, aligns, named, anchor: Grid(
                caption, (*head, *body), len(head), widths, aligns, named, anchor
            ),
            st.just(()) | _run(_text(), BLANKS), head | st.just(()), body,
            st.just(()) | st.tuples(*[st.integers(1, 9)] * columns),
            st.just(()) | st.just(("right",) * columns), st.booleans(),
            st.just(""),
        )  # fmt: skip

    def decisions(inner: st.SearchStrategy[Block], least: int = 0) -> st.SearchStrategy[Block]:
        """An open decision; its first passage holds so many blocks at least."""
        first = st.builds(Passage, words(), _some(inner, least))
        more = st.lists(st.builds(Passage, words(), _some(inner)), min_size=1, max_size=2)
        passages = st.builds(lambda one, others: (one, *others), first, more)
        return st.builds(Alternatives, words(), passages, st.booleans())

    def with_more(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        """What may stand in a list, with lists and decisions around it."""
        items = st.lists(_some(inner, 1, 2), min_size=1, max_size=3).map(tuple)
        quoted = st.builds(Quotation, _some(st.one_of(inner, st.builds(BulletList, items)), 1, 2))
        pictures = st.builds(
            Figure,
            st.lists(_text() | BLANKS, min_size=1, max_size=3).map(_spaced),
            st.just(()) | titles,
            st.just(PICTURE.part),
            st.just(PICTURE.pixels),
        )
        title = st.just(()) | _run(_text(), BLANKS)
        framed = st.one_of(
            *(st.builds(kind, title, _some(inner, 1, 2)) for kind in (Box, Letter, Guidance))
        )
        bullets = st.builds(BulletList, items)
        blocks = (bullets, quoted, framed, forms(), pictures, others(inner))
        return st.one_of(inner, *blocks, grids(unnamed | bullets), decisions(inner))

    def others(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        """Steps, with an open decision between them now and then; definitions."""
        term = _run(_text(), BLANKS)
        meanings = st.lists(_some(inner, 1, 2), min_size=1, max_size=2).map(tuple)
        defined = st.builds(Definition, st.lists(term, min_size=1, max_size=2).map(tuple), meanings)
        listed = st.lists(defined, min_size=1, max_size=2).map(tuple)
        one = st.builds(lambda first, rest: Step((first, *rest)), unnamed, _some(inner, 0, 1))
        title = st.just(()) | _run(_text(), BLANKS)
        steps = st.builds(Steps, title, _some(st.one_of(one, one, decisions(one)), 1, 3))
        return steps | st.builds(Definitions, listed)

    def clauses(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Clause]:
        return st.builds(lambda first, rest: Clause((first, *rest)), unnamed, _some(inner, 0, 2))

    def sections(
        inner: st.SearchStrategy[Block], lower: st.SearchStrategy[Blocks], level: int
    ) -> st.SearchStrategy[Section]:
        flags = ("unnumbered", "new_page", "landscape")[: 3 if level == 2 else 1]
        chosen = st.just("") | st.just("") | st.sampled_from(flags)
        labels = st.sampled_from(("", "", "", "A1", "B", "2a", "C1.2-x"))
        marks = st.sampled_from(("", "", "", "a)", "A.", "(i)", "(1)", "1", "1.", "I"))
        return st.builds(
            lambda title, first, then, flag, label, clauses: Section(
                title, (*first, *then), level=level,
                unnumbered=flag == "unnumbered", new_page=flag == "new_page",
                landscape=flag == "landscape",
                label="" if flag == "unnumbered" else label,
                clauses=clauses if level == 2 else "",
            ),
            titles, _some(inner), lower, chosen, labels, marks,
        )  # fmt: skip

    flat = with_more(st.one_of(paragraphs, tables))
    lowest = clauses(flat)
    items = clauses(st.one_of(flat, flat, lowest, decisions(st.one_of(flat, lowest))))
    nested = with_more(flat)
    clause = clauses(st.one_of(nested, items, decisions(st.one_of(flat, items))))
    content = st.one_of(nested, clause, clause, decisions(st.one_of(nested, clause)))
    lower = sections(content, st.just(()), 3)
    upper = sections(content, _some(st.one_of(lower, decisions(lower, 1))), 2)
    parts = st.builds(
        lambda title, first: Section(title, first, level=1), titles, _some(nested, 0, 1)
    )
    appendices = upper.map(
        lambda section: replace(section, appendix=True, unnumbered=False, label="")
    )
    whole = st.tuples(
        _some(st.one_of(upper, upper, decisions(upper, 1)), 1),
        st.just(()) | st.tuples(parts, upper),
        _some(st.one_of(appendices, parts), 0, 2),
    ).map(lambda runs: (*runs[0], *runs[1], *runs[2]))
    blocks = whole | whole | _some(content, 1, 3)  # a text may do without sections
    return st.builds(_document, blocks, words(), words(), words() | st.just(""), NUMBERINGS)


NUMBERINGS = st.sampled_from(
    [
        Numbering(),
        Numbering(True),
        Numbering(True, ("a)", "i."), "Schedule 1"),
        Numbering(False, ("A", "(1)"), "Annex A"),
    ]
)


def _document(
    sections: Blocks, title: str, school: str, notice: str, numbering: Numbering
) -> Document:
    clauses = tuple(Clause((Paragraph((Text("A clause."),)),), anchor) for anchor in TARGETS)
    headed = any(True for _ in query(sections, Section))
    first: Blocks = (Section((Text("Targets"),), clauses),) if headed else clauses
    control = Control(
        "Document control", (("School", (Text(school),)), ("Version", (Text("1.0"),)))
    )
    return Document(
        title=title,
        subtitle=(Text(school),),
        notice=(Text(notice),) if notice else (),
        properties=(
            ("school", (Text(school),)),
            ("date", (Text("2016-04-01"),)),
            ("lang", (Text("en-GB"),)),
        ),
        control=control,
        children=number((*first, *sections), numbering).blocks,
        numbering=numbering,
    )
