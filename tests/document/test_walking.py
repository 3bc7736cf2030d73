"""Walks: what holds what, and what is changed where."""

from policygen.document import (
    Blocks,
    BulletList,
    Clause,
    Inlines,
    Paragraph,
    Passage,
    Section,
    Strong,
    Table,
    Text,
    children,
    map_inlines,
    map_runs,
    within,
)
from policygen.document.walking import map_nodes


def words(text: str) -> Inlines:
    return (Text(text),)


ONE, TWO = Paragraph(words("one")), Paragraph((Strong(words("two")),))
CLAUSE = Clause((ONE, BulletList(((TWO,), (ONE, TWO)))), "id", "1.1")


def test_children_are_those_of_all_fields_in_reading_order() -> None:
    section = Section(words("title"), (ONE, CLAUSE))
    assert list(children(section)) == [Text("title"), ONE, CLAUSE]
    table = Table("", (words("a"), ()), ((words("b"), (Strong(()), Text("c"))),))
    assert list(children(table)) == [Text("a"), Text("b"), Strong(()), Text("c")]


def test_within_changes_only_the_runs_that_a_node_holds_itself() -> None:
    seen: list[Blocks] = []

    def last(blocks: Blocks) -> Blocks:
        seen.append(blocks)
        return blocks[-1:]

    assert within(CLAUSE, blocks=last) == Clause((CLAUSE.children[1],), "id", "1.1")
    assert within(CLAUSE.children[1], blocks=last) == BulletList(((TWO,), (TWO,)))
    assert within(Passage("a", (ONE, TWO)), blocks=last) == Passage("a", (TWO,))
    assert seen == [CLAUSE.children, (TWO,), (ONE, TWO), (ONE, TWO)]
    assert within(TWO, lambda run: (*run, Text("!"))) == Paragraph(
        (Strong(words("two")), Text("!"))
    )


def test_runs_are_changed_from_outside_or_at_every_depth() -> None:
    def marked(run: Inlines) -> Inlines:
        return (*run, Text("!"))

    assert map_runs((TWO,), marked) == (Paragraph((Strong(words("two")), Text("!"))),)
    inner = Strong((Text("two"), Text("!")))
    assert map_inlines((TWO,), marked) == (Paragraph((inner, Text("!"))),)


def test_what_nothing_in_is_changed_is_the_very_node() -> None:
    """So that what is remembered of it, by which object it is, holds."""
    kept = Paragraph((Text("Stays"),))
    section = Section((Text("Heading"),), (kept, Paragraph((Text("Goes"),))))
    assert map_nodes(section, lambda node: node) is section
    assert within(section) is section
    assert map_inlines((section,), lambda run: run)[0] is section
    changed = map_nodes(section, lambda node: Text("Comes") if node == Text("Goes") else node)
    assert changed == Section((Text("Heading"),), (kept, Paragraph((Text("Comes"),))))
    assert changed.children[0] is kept
