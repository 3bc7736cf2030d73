"""Steps: an ordered list, and comments where they begin and end."""

from collections.abc import Callable

from policygen.document import Blocks, Inlines, Step
from policygen.writers.markdown.inlines import on_one_line

STEPS_END = "<!-- end of steps -->"
ITEM_INDENT = " " * 4  # of what is inside an item, which Python-Markdown wants and others take


def marked_title(kind: str, title: Inlines, anchor: str) -> str:
    """A comment that says what begins here, and its title in bold words, if there is one."""
    if not title:
        return f"<!-- {kind} -->"
    named = f'<a id="{anchor}"></a>' if anchor else ""
    return f"<!-- titled {kind} -->\n\n{named}**{on_one_line(title)}**"


def ordered_item(step: Step, inside: Callable[[Blocks], str]) -> str:
    """One of them, its number printed."""
    mark = f"{step.number or 1}. "
    named = f'<a id="{step.anchor}"></a>' if step.anchor else ""
    indent = ITEM_INDENT if len(mark) <= len(ITEM_INDENT) else " " * len(mark)
    return (mark + named + inside(step.children)).replace("\n", f"\n{indent}")
