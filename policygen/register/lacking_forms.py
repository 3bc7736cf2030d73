"""What isn't as it must be, as a table, as CSV, as data and as a web page."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from policygen.dates import PartialDate
from policygen.document.quotes import typographic
from policygen.register.lacking import Lack, lack_totals
from policygen.register.page import table_page
from policygen.register.rows import in_columns
from policygen.sources.guarded import csv_for_spreadsheets
from policygen.sources.required import Source

_HEADS = ("School", "Policy", "State", "What is wrong", "Asked for by")


def lacks_as_table(found: Sequence[Lack]) -> str:
    """It in columns, for a terminal: its sources by numbers, and what these stand for below."""
    if not found:
        return ""
    sources = _sources(found)
    numbers = {source: str(number) for number, source in enumerate(sources, 1)}
    rows = [
        (one.name, one.title, one.state, one.said, ", ".join(numbers[s] for s in one.sources))
        for one in found
    ]
    notes = [_note(numbers[source], source) for source in sources]
    return "\n".join([in_columns([_HEADS, *rows]), *([""] if notes else []), *notes, ""])


def _note(number: str, source: Source) -> str:
    return "\n   ".join(filter(None, (f"{number}  {source}", source.address, source.note)))


def _sources(found: Sequence[Lack]) -> list[Source]:
    """The sources that ask for something of it, each once."""
    return [*dict.fromkeys(source for one in found for source in one.sources)]


def lacks_as_csv(found: Sequence[Lack]) -> str:
    """It as CSV that a spreadsheet opens as text, whatever a cell begins with."""
    rows = (
        (
            one.name, one.title, one.state, one.said, one.asked_by,
            " ".join(source.address for source in one.sources if source.address), one.trust,
        )
        for one in found
    )  # fmt: skip
    return csv_for_spreadsheets(((*_HEADS, "Addresses", "Trust"), *rows))


def lacks_as_data(found: Sequence[Lack]) -> list[dict[str, Any]]:
    """It for machines."""
    return [one.record() for one in found]


def lacks_as_page(found: Sequence[Lack], schools: int, today: date, warning: str = "") -> str:
    """It as a web page that reads without a script, and sorts and filters with one."""
    trusts = any(one.trust for one in found)
    heads = [*_HEADS[:1], *(["Trust"] if trusts else []), *_HEADS[1:]]
    lines = []
    for one in found:
        cells = [typographic(one.trust)] if trusts else []
        cells += [typographic(one.title), one.state, typographic(one.said)]
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        links = "<br>".join(_link(source) for source in one.sources)
        name = escape(typographic(one.name))
        lines.append(f'<tr><th scope="row">{name}</th>{told}<td>{links}</td></tr>')
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    table = (
        '<table id="register"><caption>By school and policy</caption>'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )
    said = f"<p>On {PartialDate.of(today)}: {escape(lack_totals(found, schools))}.</p>"
    warned = [f"<p><strong>{escape(warning)}</strong></p>"] if warning else []
    sources = [f"<li>{_told(source)}</li>" for source in _sources(found)]
    listed = ["<h2>Sources</h2>", "<ul>", *sources, "</ul>"] if sources else []
    labels = dict(zip(heads, heads, strict=True))
    return table_page("What schools must have", [said, *warned], [table, *listed], labels)


def _told(source: Source) -> str:
    """All of a source, for the list of them."""
    said = str(source).removeprefix(source.title)
    return f"{_link(source)}{escape(said)}. {escape(typographic(source.note))}"


def _link(source: Source) -> str:
    said = escape(typographic(source.title))
    return f'<a href="{escape(source.address)}">{said}</a>' if source.address else said
