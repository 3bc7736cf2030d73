"""What stands in a line of a PDF edition: inlines as calls in typst."""

from typing import assert_never

from policygen.document import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
    as_label,
)
from policygen.writers.typst.literals import slot, typst_literal, words_of_text, words_of_value


def content(run: Inlines) -> str:
    """Inlines as content in brackets."""
    return f"[{calls(run)}]"


def calls(run: Inlines) -> str:
    """Inlines as calls, one after the other."""
    return "".join(map(_inline, run))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return words_of_text(text)
        case Slot(name):
            return words_of_value(name)
        case Blank(label):
            return f"#open[{words_of_text(f'[{label}]')}]"
        case Strong(children):
            return f"#strong{content(children)}"
        case Emphasis(children):
            return f"#emph{content(children)}"
        case Link(address, children):
            leads = slot(address.name) if isinstance(address, Slot) else typst_literal(address)
            return f"#leading({leads}){content(children)}"
        case Reference(anchor, children, word, number):
            words = children or (Text(as_label(word, number)),)
            return f"#reference({typst_literal(anchor)}){content(words)}"
        case LineBreak():
            return '#" "#linebreak()'  # so that words are two where lines aren't seen
        case Footnote(children, number):
            return f"#note({typst_literal(number)}){content(children)}"
        case FillIn(lines):
            return f"#gap({lines})"
        case TickBox():
            return "#tick"
        case InlineAlternatives(passages):
            joint = f"#{typst_literal(inline.joint)}"
            return joint.join(f"#open{content(passage)}" for passage in passages)
        case Revision(inserted, children):
            return f"#{'inserted' if inserted else 'deleted'}{content(children)}"
        case _:
            assert_never(inline)


def pdf_anchor(anchor: str) -> str:
    """What a reference leads to; nothing where there is no anchor."""
    return f"#here({typst_literal(anchor)})" if anchor else ""
