"""How adoptions stand on a day, as a web page like that of the register."""

from collections.abc import Sequence
from datetime import date
from html import escape

from policygen.dates import PartialDate
from policygen.document.quotes import typographic
from policygen.register.page import table_page
from policygen.register.stands import Stand, stand_headings, stand_totals

_ORDERED = {"since": "first", "until": "last", "approved": "made"}


def stands_page(rows: Sequence[Stand], day: date) -> str:
    """The page for the rows, in their order."""
    rows = [*map(_set, rows)]
    title = f"Policies in force on {PartialDate.of(day)}"
    above = [f"<p>{escape(stand_totals(rows, day))}.</p>"]
    return table_page(title, above, [_table(rows)], stand_headings(rows))


def _set(row: Stand) -> Stand:
    """A row with the marks of its names set, as in print."""
    return row._replace(
        name=typographic(row.name),
        title=typographic(row.title),
        approver=typographic(row.approver),
        note=typographic(row.note),
        trust=typographic(row.trust),
    )


def _table(rows: Sequence[Stand]) -> str:
    shown = stand_headings(rows)
    heads = "".join(f'<th scope="col">{words}</th>' for words in shown.values())
    lines = []
    for row in rows:
        cells = []
        for name in shown:
            tag = 'th scope="row"' if name == "name" else "td"
            of = _ORDERED.get(name)
            order = f' data-order="{escape(getattr(row, of) or "9999")}"' if of else ""
            cells.append(f"<{tag}{order}>{escape(getattr(row, name))}</{tag[:2]}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        '<table id="register"><caption>By school</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )
