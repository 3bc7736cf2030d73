"""Rows as a page or a letter prints them: with apostrophes and quotation marks set.

A terminal, CSV, JSON and calendars have names as they were typed: whoever looks for one there, or
matches rows by it, finds it.
"""

from policygen.document.quotes import typographic
from policygen.register.rows import Row


def for_readers(row: Row) -> Row:
    """The row with the marks of its names set."""
    return row._replace(
        name=typographic(row.name),
        title=typographic(row.title),
        approver=typographic(row.approver),
        trust=typographic(row.trust),
    )
