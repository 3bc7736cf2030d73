"""Steps: numbers as real text, and a list for those who hear it."""

from collections.abc import Callable

from policygen.document import Blocks, Paragraph, Step, Steps
from policygen.writers.html.boxes import set_apart
from policygen.writers.html.inlines import identified, written


def stepped_page(steps: Steps, inside: Callable[[Blocks], str]) -> str:
    """The title and the steps."""
    return set_apart("steps", steps.title, inside(steps.children), steps.anchor)


def step_item(step: Step, inside: Callable[[Blocks], str]) -> str:
    """One of them."""
    words, rest = "", step.children
    if rest and isinstance(rest[0], Paragraph):
        words, rest = f" {written(rest[0].children)}", rest[1:]
    start = f'<div class="step" role="listitem"{identified(step.anchor)}>'
    first = f'<p><span class="number">{step.number}.</span>{words}</p>'
    return "\n".join(filter(None, [start, first, inside(rest), "</div>"]))
