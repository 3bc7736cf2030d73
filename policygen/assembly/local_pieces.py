"""What can be said of blocks by themselves where a school's are put among a model's."""

from dataclasses import dataclass, replace

from policygen.document import (
    Alternatives,
    Block,
    Blocks,
    Clause,
    Form,
    Paragraph,
    Section,
    Text,
)

DEEPEST = 3  # clauses within one another


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How many clauses a block stands in, None where no clause can; whether it is in a form."""

    clauses: int | None = None
    form: bool = False

    def inside(self, block: Block) -> "Surroundings":
        match block:
            case Section():
                return Surroundings(0)
            case Clause():
                return Surroundings((self.clauses or 0) + 1)
            case Form():
                return Surroundings(form=True)
            case Alternatives():
                return self
        return Surroundings(form=self.form)


def left_of(block: Block, *, subheadings: bool) -> list[Block]:
    """What keeps the number of something that is removed, if it has one."""
    match block:
        case Clause(anchor=anchor):
            return [Clause((Paragraph((Text("Not used."),)),), anchor)]
        case Section(level=level, unnumbered=False) if level == 2 or (level == 3 and subheadings):
            return [replace(block, title=(Text("Not used"),), children=())]
    return []


def ending(section: Section, words: Blocks) -> Section:
    """A section with words at its end: below its last heading, if it has some within it."""
    match section.children:
        case (*before, Section() as last) if words:
            return replace(section, children=(*before, ending(last, words)))
    return replace(section, children=(*section.children, *words))


def depth(blocks: Blocks) -> int:
    """How many levels of clauses there are among some blocks."""
    return max((1 + depth(one.children) for one in blocks if isinstance(one, Clause)), default=0)
