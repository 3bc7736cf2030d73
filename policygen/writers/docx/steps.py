"""Steps: numbered lists apart from the clauses, each of which Word counts from 1."""

from collections.abc import Iterable, Sequence

from policygen.document import Paragraph, Step, Steps
from policygen.writers.docx import markup
from policygen.writers.docx.counters import StepCount
from policygen.writers.docx.measures import STEP, text_indent
from policygen.writers.docx.multilevel import with_marks
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import LISTS, Facts

_FROM_ONE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
_FIRST = (720, 720)  # left and hanging at the margin, which are the list's


def stepped(setter: Setter, steps: Steps, depth: int) -> str:
    """The title, and the steps in a list of their own."""
    words = setter.words(steps.anchor, steps.title)
    indent = markup.indented(text_indent(depth)) if depth else ""
    title = setter.paragraph("Steps Title", words, indent) if steps.title else ""
    outer, setter.steps = setter.steps, StepCount(setter.running(LISTS))
    written = setter.blocks(steps.children, depth)
    setter.steps = outer
    return title + written


def numbered_step(setter: Setter, step: Step, depth: int) -> str:
    """A step: Word counts, or the number is printed where Word's is another."""
    first, rest = step.children[0], step.children[1:]
    assert isinstance(first, Paragraph)  # the reader sees to that
    content, (left, hanging) = setter.inlines(first.children), _FIRST
    if depth:
        left, hanging = text_indent(depth + 1), STEP
    # What was deleted has a number of the earlier text, in which Word counts as it does in this.
    if setter.tracker.deleted or setter.steps.takes(step.number):
        properties = markup.listed_in(setter.steps.number)
        properties += markup.indented(left, hanging) if depth else ""
    else:
        content = setter.run(f"{step.number}.", more="<w:tab/>") + content
        properties = markup.unnumbered(setter.facts.unnumbered, left, hanging)
    properties = setter.kept(rest) + properties
    words = setter.paragraph("Step", setter.at(step.anchor, content), properties)
    return words + setter.blocks(rest, depth + 1, follows=True)


def restarted(kinds: Iterable[str], facts: Facts) -> str:
    """Lists of such kinds for the numbering part, each of which begins anew (17.9.15, 17.9.27)."""
    lists = []
    for number, kind in enumerate(kinds, facts.lists):
        rests, levels = facts.steps, _FROM_ONE
        if marks := marks_in(kind):
            rests, levels = facts.counting.below_unnumbered, with_marks(marks)
        lists.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{rests}"/>{levels}</w:num>'
        )
    return "".join(lists)


def list_of_marks(marks: Sequence[str]) -> str:
    """The kind of a list of clauses that have such marks."""
    return " ".join((LISTS, *marks))


def marks_in(kind: str) -> tuple[str, ...]:
    """The marks of such a list; there are none if it is one of steps."""
    return tuple(kind.split(" ")[1:])


def is_list(kind: str) -> bool:
    """Whether what is numbered through the document is a list."""
    return kind.split(" ")[0] == LISTS
