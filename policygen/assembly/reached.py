"""How far a text has been numbered."""

from dataclasses import dataclass

from policygen.document import Inlines, mark


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a text has been numbered.

    `clause` counts the clauses of a section and its numbered sub-headings, `below` the clauses
    below one of those, None where there is none above. `head` is what clauses' numbers begin with;
    `outer` is the heading of a section whose clauses' numbers others have, too; `marks` is the
    first mark of its clauses, where they don't begin with a number, and `within` what those stand
    in.
    """

    section: int = 0
    appendix: int = 0
    clause: int = 0
    below: int | None = None
    head: str = ""
    outer: Inlines = ()
    in_part: bool = False
    sections_in_part: bool = False
    marks: str = ""
    within: Inlines = ()

    @property
    def around(self) -> Inlines:
        """What tells a clause from those with the same number elsewhere."""
        return self.within or self.outer

    def between(self) -> "Reached":
        """The place without what matters only within a section."""
        return Reached(
            self.section, self.appendix,
            in_part=self.in_part, sections_in_part=self.sections_in_part,
        )  # fmt: skip

    def counts(self) -> tuple[int, ...]:
        """The counts, from the outermost to the innermost."""
        return self.section, self.appendix, self.clause, self.below or 0

    def marked(self) -> str:
        """The number of the clause that was counted last."""
        if not self.marks:
            return self.numbered()
        return mark(self.marks, self.clause if self.below is None else self.below)

    def numbered(self) -> str:
        """That number, or a sub-heading's, by all that it stands in."""
        counts = (self.clause,) if self.below is None else (self.clause, self.below)
        return ".".join([self.head, *map(str, counts)] if self.head else map(str, counts))
