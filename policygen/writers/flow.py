"""What stands one after the other in a text, and where pages begin and the paper is turned.

Sections stand by themselves. A decision among whole sections is taken apart: what it asks and each
label are a mark of their own before the sections they are about, and a line ends it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policygen.document import Alternatives, Block, Blocks, Section, query
from policygen.document.memory import once
from policygen.document.revisions import in_turn

LONG = 1_800  # words, from which a text has a table of contents: about five A4 pages


@dataclass(frozen=True, slots=True)
class DecisionMark:
    """What is printed of a decision, in a style; `level` is how many decisions it stands in."""

    style: str
    words: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block or a mark; whether it begins a page, and whether that lies on its long side.

    In a redline it may be one that was inserted (True) or deleted (False), or how it stood `before`
    may be another.
    """

    content: Block | DecisionMark
    new_page: bool = False
    turned: bool = False
    inserted: bool | None = None
    before: "Stretch | None" = None

    def of(self, *, later: bool) -> "Stretch":
        """How it stands in one of two texts."""
        return self if later else self.before or self

    @property
    def leads(self) -> bool:
        """Whether it is a heading or a label of what comes next, on the same page."""
        match self.content:
            case DecisionMark(words=words):
                return bool(words)
            case Section(level=level):
                return level == 1
        return False


@once
def stretches(blocks: Blocks) -> tuple[Stretch, ...]:
    """The stretches of a text, in order; in a redline, of both texts."""
    every = tuple(_parted(blocks, 0, None))
    later = _set(tuple(content for inserted, content in every if inserted is not False))
    if not any(inserted is not None for inserted, _ in every):
        return later
    earlier = _set(tuple(content for inserted, content in every if inserted is not True))
    return tuple(_together(every, iter(earlier), iter(later)))


def _together(
    every: Iterable[tuple[bool | None, Block | DecisionMark]],
    earlier: Iterator[Stretch],
    later: Iterator[Stretch],
) -> Iterator[Stretch]:
    for inserted, _ in every:
        was = None if inserted else next(earlier)
        now = was if inserted is False else next(later)
        assert now
        yield replace(now, inserted=inserted, before=was)


def _set(contents: tuple[Block | DecisionMark, ...]) -> tuple[Stretch, ...]:
    """What leads to a section is on its page, and on paper that lies as its does."""
    found: list[Stretch] = []
    for content in contents:
        if isinstance(content, Section):
            starts = content.level == 2 and (content.new_page or content.appendix)
            found.append(Stretch(content, starts, content.level == 2 and content.landscape))
        else:
            found.append(Stretch(content, turned=bool(found) and found[-1].turned))
    for index in reversed(range(len(found) - 1)):
        here, after = found[index : index + 2]
        if here.leads:
            found[index] = replace(here, new_page=after.new_page, turned=after.turned)
            found[index + 1] = replace(after, new_page=False)
    return tuple(found)


def _parted(
    blocks: Blocks, level: int, outer: bool | None
) -> Iterator[tuple[bool | None, Block | DecisionMark]]:
    for inner, block in in_turn(blocks):
        inserted = outer if inner is None else inner
        if not isinstance(block, Alternatives) or not _holds_sections(block):
            yield inserted, block
            continue
        yield inserted, DecisionMark("Open Decision", question_line(block), level)
        for index, passage in enumerate(block.passages):
            yield inserted, DecisionMark("Open Alternative", offer(block, index), level)
            yield from _parted(passage.children, level + 1, inserted)
        yield inserted, DecisionMark("Decision End", level=level)


def _holds_sections(block: Alternatives) -> bool:
    return any(section.level < 3 for section in query((block,), Section))


def question_line(block: Alternatives) -> str:
    """What is printed of what is to be decided."""
    return f"To be decided: {block.question}"


def offer(block: Alternatives, index: int) -> str:
    """What is printed above a passage, by its place."""
    return f"{block.word(index)}: {block.passages[index].label}"
