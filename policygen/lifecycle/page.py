"""The register as a web page: it reads without a script, and sorts and filters with one."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape
from importlib.resources import files

from policygen.dates import MONTHS
from policygen.lifecycle.register import HEADINGS, Row, totals

_MONTHS_SHOWN = 24
_BAR, _GAP, _HEIGHT = 22, 6, 120  # pixels


def page(rows: Sequence[Row], today: date) -> str:
    """The page for the rows, in their order, as on a day."""
    day = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
    body = [
        '<a class="skip" href="#main">Skip to the register</a>',
        '<main id="main">',
        "<h1>Register of policies</h1>",
        f"<p>On {day}: {escape(totals(rows))}.</p>",
        _picture(rows, today),
        '<form id="filters" hidden><h2>Show only</h2></form>',
        '<p id="shown" role="status"></p>',
        _table(rows),
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
            "<title>Register of policies</title>",
            f"<style>\n{style}</style></head>",
            "<body>",
            *body,
            f"<script>\n{script}</script>",
            "</body></html>",
            "",
        ]
    )


def _table(rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in HEADINGS.values())
    lines = []
    for row in rows:
        cells = []
        for name in HEADINGS:
            words = escape(str(getattr(row, name)))
            label = f' data-label="{HEADINGS[name]}"'
            order = ""
            if name in ("next_review", "left"):
                order = f' data-order="{row.due or "9999"}"'
            if name == "last_review":
                order = f' data-order="{row.stamp or ""}"'
            tag = 'th scope="row"' if name == "name" else "td"
            cells.append(f"<{tag}{label}{order}>{words}</{tag[:2]}>")
        lines.append(f'<tr class="{row.review}">{"".join(cells)}</tr>')
    return (
        '<table id="register"><caption>Every adoption, the soonest review first</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )


def _picture(rows: Sequence[Row], today: date) -> str:
    """Bars for the reviews that fall due in each month; the first is what is overdue."""
    counts = Counter(_month(row.due, today) for row in rows if row.due)
    bars = [("Overdue", counts[-1])]
    for ahead in range(_MONTHS_SHOWN):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        bars.append((f"{MONTHS[month]} {year}", counts[ahead]))
    highest = max(count for _, count in bars) or 1
    width = len(bars) * (_BAR + _GAP)
    drawn = []
    for index, (_, count) in enumerate(bars):
        height = round(count / highest * _HEIGHT)
        left, top = index * (_BAR + _GAP), _HEIGHT - height + 18
        kind = "late" if index == 0 else "month"
        drawn.append(
            f'<rect class="{kind}" x="{left}" y="{top}" width="{_BAR}" height="{height}"/>'
        )
        if count:
            middle = left + _BAR // 2
            drawn.append(f'<text x="{middle}" y="{top - 5}" text-anchor="middle">{count}</text>')
        name = "late" if index == 0 else bars[index][0][:3]
        if index in (0, 1) or bars[index][0].startswith("January"):
            name = name if index == 0 else f"{name} {bars[index][0][-2:]}"
        middle = left + _BAR // 2
        drawn.append(
            f'<text class="axis" transform="translate({middle + 4} {_HEIGHT + 26}) rotate(-60)" '
            f'text-anchor="end">{name}</text>'
        )
    said = "; ".join(f"{name}: {count}" for name, count in bars if count) or "none"
    return (
        "<h2>Reviews falling due, month by month</h2>\n"
        f'<div class="picture"><svg viewBox="-30 0 {width + 30} {_HEIGHT + 70}" '
        f'width="{width + 30}" role="img" aria-label="Reviews falling due. {escape(said)}">'
        f"{''.join(drawn)}</svg></div>"
    )


def _month(due: date, today: date) -> int:
    """How many months ahead a day is; -1 if it is past."""
    if due < today:
        return -1
    return (due.year - today.year) * 12 + due.month - today.month
