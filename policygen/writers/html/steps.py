"""Steps: numbers as real text, and a list for those who hear it."""

from collections.abc import Callable

from policygen.document import Blocks, Paragraph, Step, Steps
from policygen.writers.html.inlines import bare, identified, written


def stepped_page(steps: Steps, inside: Callable[[Blocks], str]) -> str:
    """The title and the steps."""
    named = f' role="group" aria-label="{bare(steps.title)}"' if steps.title else ""
    title = f'<p class="title"><strong>{written(steps.title)}</strong></p>' if steps.title else ""
    start = f'<div class="steps"{identified(steps.anchor)}{named}>'
    return "\n".join(filter(None, [start, title, inside(steps.children), "</div>"]))


def step_item(step: Step, inside: Callable[[Blocks], str]) -> str:
    """One of them."""
    words, rest = "", step.children
    if rest and isinstance(rest[0], Paragraph):
        words, rest = f" {written(rest[0].children)}", rest[1:]
    start = f'<div class="step" role="listitem"{identified(step.anchor)}>'
    first = f'<p><span class="number">{step.number}.</span>{words}</p>'
    return "\n".join(filter(None, [start, first, inside(rest), "</div>"]))
