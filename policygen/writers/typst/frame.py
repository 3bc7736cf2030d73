"""What stands around the text of a PDF edition: title, margins of a page, properties."""

from dataclasses import replace

from policygen.document import Blocks, Cell, Control, Inlines, ListedChange, Paragraph, Table, Text
from policygen.document.blocks import TableRow
from policygen.document.grids import as_grid
from policygen.writers.around import Around
from policygen.writers.typst.inlines import content
from policygen.writers.typst.literals import bare_words, typst_literal
from policygen.writers.typst.setting import SetBlocks, Spot
from policygen.writers.typst.tables import pdf_table

LOGO = "logo"


def pdf_front(page: Around, logo: str) -> str:
    """What begins a document; `logo` is the call that shows it, if there is one."""
    known = dict(page.properties)

    def said(key: str) -> str:
        return bare_words(known.get(key, ()))

    owner = bare_words(page.subtitle)
    title = "Redline: " if page.changes else ""
    version = "none"
    if "version" in known:
        version = content((Text(", version "), *known["version"]))
    subject = ("Model policy ", said("model")), (" of ", said("publisher"))
    language = said("lang") if "lang" in known else typst_literal("en-GB")
    given = {
        "name": f"{typst_literal(f'{title}{page.title} – ')} + {owner}",
        "author": owner,
        "subject": " + ".join(f"{typst_literal(word)} + {value}" for word, value in subject),
        "keywords": said("keywords") if "keywords" in known else typst_literal(page.title),
        "language": language,
        "date": said("date"),
        "title": content(page.title_words),
        "owner": content(page.subtitle),
        "version": version,
        "notice": content(page.notice) if page.notice else "none",
        "logo": logo or "none",
    }
    words = ", ".join(f"{key}: {value}" for key, value in given.items())
    return f'#import "page.typ": *\n#show: page-of.with({words})\n{_changes(page.changes)}'


def _changes(changes: tuple[ListedChange, ...]) -> str:
    """The list of a redline's changes, each of which leads to its place."""
    if not changes:
        return ""
    lines = (f"({typst_literal(one.words)}, {typst_literal(one.anchor)})" for one in changes)
    return f"#changes({', '.join(lines)})"


def pdf_control(control: Control, place: Spot, write: SetBlocks) -> str:
    """The control table: what an edition says of itself."""
    header: tuple[Inlines, ...] = ((Text(control.title),), (Text("Details"),))
    grid = as_grid(Table("", header, (), widths=(30, 70), row_headings=True))
    rows = tuple(_row((Text(term),), said) for term, said in control.rows)
    return pdf_table(replace(grid, rows=(*grid.rows, *rows)), place, write)


def _row(*cells: Inlines) -> TableRow:
    def held(words: Inlines) -> Blocks:
        return (Paragraph(words),) if words else ()

    return TableRow(tuple(Cell(held(words)) for words in cells))
