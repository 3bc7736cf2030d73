"""What Word's multi-level list counts, so that its numbers and ours can't part."""

from policygen.assembly.numbering import letter


class Counters:
    """The three levels of the list: 1., 1.1 and (a)."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0]

    def counts(self, number: str, level: int) -> bool:
        """Whether the next paragraph of this level gets this number from Word.

        If so it is counted; if not it must print the number itself, and Word doesn't count it.
        """
        counts = [*self._counts[:level], self._counts[level] + 1, 0, 0][:3]
        if _printed(counts, level) != number:
            return False
        self._counts = counts
        return True


def _printed(counts: list[int], level: int) -> str:
    if level == 2:
        return f"({letter(counts[2])})"
    return ".".join(map(str, counts[: level + 1]))
