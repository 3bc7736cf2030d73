"""What Word's multi-level list counts, so that its numbers and ours can't part."""

from policygen.document import Clause, Document, Section, letter, walk


def printed_by_hand(document: Document) -> frozenset[str]:
    """The anchors of what must print its own number, as Word's list would count another.

    That is so only in an open decision, whose passages are numbered alike. Word doesn't count such
    a number, and a REF field can't print it.
    """
    counts = [0, 0, 0]  # of the three levels: 1., 1.1 and (a)
    found = []
    for block in walk(document.body):
        if isinstance(block, Section | Clause) and block.number:
            level = 0 if isinstance(block, Section) else clause_level(block.number)
            next_counts = [*counts[:level], counts[level] + 1, 0, 0][:3]
            if _printed(next_counts, level) == block.number:
                counts = next_counts
            else:
                found.append(block.anchor)
    return frozenset(found)


def clause_level(number: str) -> int:
    """The level of the list that a clause stands at: 1 for 1.1, 2 for (a)."""
    return 2 if number.startswith("(") else 1


def _printed(counts: list[int], level: int) -> str:
    if level == 2:
        return f"({letter(counts[2])})"
    return ".".join(map(str, counts[: level + 1]))
