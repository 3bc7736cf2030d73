"""What stands around the text of a PDF edition: title, margins of a page, properties."""

from dataclasses import replace

from policygen.document import Blocks, Cell, Control, Inlines, ListedChange, Paragraph, Table, Text
from policygen.document.grids import as_grid
from policygen.document.blocks import TableRow
from policygen.writers.around import Around
from policygen.writers.typst.inlines import content, written
from policygen.writers.typst.literals import bare_words, quoted
from policygen.writers.typst.setting import Place, Write

LOGO = "logo"
LOGO_SIZE = "logo.size"  # the slot of its width and height


def front(page: Around, logo: str) -> str:
    """What begins a document; `logo` is the call that shows it, if there is one."""
    known = dict(page.properties)

    def said(key: str) -> str:
        return bare_words(known.get(key, ()))

    owner = bare_words(page.subtitle)
    title = "Redline: " if page.changes else ""
    version = f"[#{quoted(', version ')}{written(known['version'])}]" if "version" in known else "none"
    language = said("lang") if "lang" in known else quoted("en-GB")
    given = {
        "name": f"{quoted(f'{title}{page.title} – ')} + {owner}",
        "author": owner,
        "subject": f"{quoted('Model policy ')} + {said('model')} + {quoted(' of ')} + {said('publisher')}",
        "keywords": said("keywords") if "keywords" in known else quoted(page.title),
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
    lines = ", ".join(f"({quoted(one.words)}, {quoted(one.anchor)})" for one in changes)
    return f"#changes({lines})"


def control_table(control: Control, place: Place, write: Write) -> str:
    """The control table: what an edition says of itself."""
    from policygen.writers.typst.tables import tabled

    header: tuple[Inlines, ...] = ((Text(control.title),), (Text("Details"),))
    grid = as_grid(Table("", header, (), widths=(30, 70), row_headings=True))
    rows = tuple(_row((Text(term),), said) for term, said in control.rows)
    return tabled(replace(grid, rows=(*grid.rows, *rows)), place, write)


def _row(*cells: Inlines) -> TableRow:
    def held(words: Inlines) -> Blocks:
        return (Paragraph(words),) if words else ()

    return TableRow(tuple(Cell(held(words)) for words in cells))
