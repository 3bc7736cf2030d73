"""The register as a web page: it reads without a script, and sorts and filters with one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from importlib.resources import files

from policygen.dates import MONTHS, PartialDate
from policygen.register.rows import Row, headings, totals
from policygen.register.set_for_readers import for_readers

_MONTHS_SHOWN = 24


def page(rows: Sequence[Row], today: date) -> str:
    """The page for the rows, in their order, as on a day."""
    rows = [for_readers(row) for row in rows]
    above = [f"<p>On {PartialDate.of(today)}: {escape(totals(rows))}.</p>", _picture(rows, today)]
    below = f"<p>{escape(totals(rows).capitalize())}.</p>"
    return table_page("Register of policies", above, [_table(rows), below], headings(rows))


def table_page(
    title: str, above: Sequence[str], table: Sequence[str], heads: Mapping[str, str]
) -> str:
    """A page with a table that sorts and filters, and what stands above that."""
    body = [
        '<a class="skip" href="#main">Skip to the register</a>',
        '<main id="main">',
        f"<h1>{title}</h1>",
        *above,
        '<form id="filters" hidden><h2>Show only</h2></form>',
        '<p id="shown" role="status"></p>',
        '<div class="table">',
        *table,
        "</div>",
        "</main>",
    ]
    folder = files(__package__)
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en-GB">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            f"<title>{title}</title>",
            f"<style>\n{style.replace('/* labels */', _labels(heads))}</style></head>",
            "<body>",
            *body,
            f"<script>\n{script}</script>",
            "</body></html>",
            "",
        ]
    )


def _table(rows: Sequence[Row]) -> str:
    shown = headings(rows)
    heads = "".join(f'<th scope="col">{words}</th>' for words in shown.values())
    lines = []
    for row in rows:
        cells = []
        for name in shown:
            order = ""
            if name in ("next_review", "left"):
                order = f' data-order="{row.due or "9999"}"'
            if name == "last_review":
                order = f' data-order="{row.stamp or ""}"'
            tag = 'th scope="row"' if name == "name" else "td"
            cells.append(f"<{tag}{order}>{escape(str(getattr(row, name)))}</{tag[:2]}>")
        lines.append(f'<tr class="{row.review}">{"".join(cells)}</tr>')
    return (
        '<table id="register"><caption>The soonest review first</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )


def _labels(heads: Mapping[str, str]) -> str:
    """The style that names each cell on a phone, where the table's head isn't seen."""
    return "".join(
        f'  td:nth-child({column})::before {{ content: "{words}: "; }}\n'
        for column, words in enumerate(heads.values(), 1)
    )


def _picture(rows: Sequence[Row], today: date) -> str:
    """How many reviews are overdue, and a bar for those that fall due in each month.

    On a wide page the bars stand side by side under a letter for the month; on a phone they lie
    under each other, without the months that have none. What falls due later is said behind them.
    """
    counts = Counter(_month(row.due, today) for row in rows if row.due)
    highest = max((counts[ahead] for ahead in range(_MONTHS_SHOWN)), default=0) or 1
    late = counts[-1]
    drawn = [
        f'<p class="late{"" if late else " none"}"><span class="count">{late:,}</span> overdue</p>'
    ]
    words = [f"{late:,} overdue"]
    for ahead in range(_MONTHS_SHOWN):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        name, count = f"{MONTHS[month]} {year}", counts[ahead]
        drawn.append(
            f'<div class="bar{"" if count else " none"}" style="--share: {count / highest:.3f}">'
            f'<span class="name">{name}</span>'
            f'<span class="count">{f"{count:,}" if count else ""}</span>'
            f'<span class="shape"></span><span class="letter">{MONTHS[month][0]}</span>'
            f'<span class="year">{year if ahead == 0 or month == 0 else ""}</span></div>'
        )
        words += [f"{name}: {count:,}"] if count else []
    if later := sum(count for ahead, count in counts.items() if ahead >= _MONTHS_SHOWN):
        drawn.append(f'<p class="later"><span class="count">{later:,}</span> later</p>')
        words.append(f"{later:,} later")
    return (
        "<h2>Reviews falling due, month by month</h2>\n"
        f'<div class="picture" role="img" aria-label="{"; ".join(words)}">\n'
        + "\n".join(drawn)
        + "\n</div>"
    )


def _month(due: date, today: date) -> int:
    """How many months ahead a day is; -1 if it is past."""
    if due < today:
        return -1
    return (due.year - today.year) * 12 + due.month - today.month
