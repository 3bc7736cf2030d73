"""The dashboard's charts: lists whose bars are drawings, and whose words say all that they show."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple


class Bar(NamedTuple):
    """One bar: its name, how many it stands for, and where it leads; nowhere if it is empty."""

    name: str
    number: int
    href: str = ""


def lying_bars(bars: Iterable[Bar], whole: int) -> str:
    """Bars below one another, each as long as its share of the whole, which is said too."""
    lines = ['<ul class="bars">']
    for bar in bars:
        share = bar.number / whole if whole else 0
        lines.append(
            f"<li>{_leading(bar, escape(bar.name))} "
            f'<span class="count">{bar.number:,} ({_percent(share)})</span>'
            f"{drawn(share, across=True)}</li>"
        )
    return "\n".join([*lines, "</ul>"])


def upright_bars(bars: Iterable[Bar]) -> str:
    """Bars side by side; on a phone, below one another. The name's last word is a line below."""
    bars = tuple(bars)
    highest = max((bar.number for bar in bars), default=0) or 1
    lines = ['<ul class="months">']
    for bar in bars:
        first, _, last = bar.name.rpartition(" ")
        short = f'{escape(first[:3])}<span class="rest">{escape(first[3:])}</span>'
        share = bar.number / highest
        inner = (
            f'<span class="name">{short} <span class="year">{escape(last)}</span></span> '
            f'<span class="count">{bar.number:,}</span>'
            f"{drawn(share, across=True)}{drawn(share, across=False)}"
        )
        kind = "" if bar.number else ' class="none"'
        lines.append(f"<li{kind}>{_leading(bar, inner)}</li>")
    return "\n".join([*lines, "</ul>"])


def _leading(bar: Bar, inner: str) -> str:
    return f'<a href="{escape(bar.href)}">{inner}</a>' if bar.href else f"<span>{inner}</span>"


def _percent(share: float) -> str:
    """A share in whole per cent; none that is something is said to be nothing, or all."""
    found = round(100 * share)
    if share and not found:
        return "under 1%"
    return "over 99%" if found == 100 and share < 1 else f"{found}%"


def drawn(share: float, *, across: bool) -> str:
    """A bar alone, lying or upright, for a share of the whole: what it shows is said beside it."""
    size = f"{100 * share:.1f}".removesuffix(".0")
    box = (
        f'width="{size}" height="100"'
        if across
        else f'y="{100 - float(size):g}" width="100" height="{size}"'
    )
    kind = "across" if across else "upright"
    return (
        f'<svg class="{kind}" aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f"<rect {box}></rect></svg>"
    )
