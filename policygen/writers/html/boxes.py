"""Words that stand apart in a frame, under a title or without one."""

from policygen.document import Inlines
from policygen.writers.html.inlines import bare, identified, written


def set_apart(kind: str, title: Inlines, inside: str, anchor: str = "") -> str:
    """The frame; the kind is its class, the inside is written already."""
    named = f' role="group" aria-label="{bare(title)}"' if title else ""
    above = f'<p class="title"><strong>{written(title)}</strong></p>' if title else ""
    start = f'<div class="{kind}"{identified(anchor)}{named}>'
    return "\n".join(filter(None, [start, above, inside, "</div>"]))
