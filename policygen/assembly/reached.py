"""How far a text has been numbered."""

from dataclasses import dataclass

from policygen.document import Inlines


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a text has been numbered.

    `clause` counts the clauses of a section and its numbered sub-headings, `below` the clauses
    below one of those, None where there is none above. `head` is what clauses' numbers begin with;
    `outer` is the heading of a section whose clauses' numbers others have, too.
    """

    section: int = 0
    appendix: int = 0
    clause: int = 0
    below: int | None = None
    head: str = ""
    outer: Inlines = ()
    in_part: bool = False
    sections_in_part: bool = False

    def between(self) -> "Reached":
        """The place without what matters only within a section."""
        return Reached(
            self.section, self.appendix,
            in_part=self.in_part, sections_in_part=self.sections_in_part,
        )  # fmt: skip

    def counts(self) -> tuple[int, ...]:
        """The counts, from the outermost to the innermost."""
        return self.section, self.appendix, self.clause, self.below or 0

    def numbered(self) -> str:
        """The number of the clause or sub-heading that was counted last."""
        counts = (self.clause,) if self.below is None else (self.clause, self.below)
        return ".".join([self.head, *map(str, counts)] if self.head else map(str, counts))
