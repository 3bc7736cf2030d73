"""Documents with every kind of node in every place that the records' types allow.

They are made from the types themselves: a new block or inline is in them without a word here, but
for what its types can't say.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pictures import PICTURE
from strategies import ADDRESSES, TARGETS, words

from policygen.document import (
    Alternatives,
    Cell,
    Control,
    Definition,
    Definitions,
    Document,
    Footnote,
    Grid,
    Inline,
    Inlines,
    Node,
    Paragraph,
    Passage,
    RowAlternatives,
    RowPassage,
    Table,
    TableRow,
    Text,
    within,
)

KINDS: list[Any] = sorted(get_args(Node), key=lambda kind: str(kind.__name__))
DEPTH = 4

# What a field's type doesn't say of it, by the record and the field.
SAID: dict[tuple[str, str], Callable[[], st.SearchStrategy[Any]]] = {
    ("Slot", "name"): lambda: st.just("values.place"),
    ("Link", "address"): lambda: ADDRESSES,
    ("Reference", "anchor"): lambda: st.sampled_from(TARGETS),
    ("Paragraph", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Clause", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Clause", "number"): lambda: st.sampled_from(("1.1", "(a)", "(bb)", "A.1.2", "3", "ii.")),
    ("Box", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Letter", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Step", "number"): lambda: st.sampled_from(("1", "2", "12")),
    ("Step", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Steps", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Section", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Section", "number"): lambda: st.sampled_from(("1", "12", "", "Appendix A", "1.2")),
    ("Section", "level"): lambda: st.sampled_from((1, 2, 3)),
    ("Section", "label"): lambda: st.sampled_from(("", "", "A1", "2b")),
    ("Section", "clauses"): lambda: st.sampled_from(("", "", "a)", "A.", "1")),
    ("Numbering", "inside"): lambda: st.sampled_from((("(a)", "(i)"), ("A.", "i)"), ("(1)", "a"))),
    ("Document", "beside"): lambda: st.sampled_from(((), ("docx", "md"))),
    ("Numbering", "appendix"): lambda: st.sampled_from(("Appendix A", "Schedule 1")),
    ("Table", "widths"): lambda: st.just(()),
    ("Footnote", "number"): lambda: st.sampled_from(("1", "2")),
    ("Figure", "picture"): lambda: st.just(PICTURE.part),
    ("Figure", "pixels"): lambda: st.just(PICTURE.pixels),
    ("Figure", "drawing"): lambda: st.just(""),
    ("Figure", "width"): lambda: st.sampled_from((0, 50, 100)),
    ("Figure", "anchor"): lambda: st.sampled_from(TARGETS),
    ("Figure", "number"): lambda: st.sampled_from(("1", "2", "")),
    ("Grid", "widths"): lambda: st.just(()),
    ("Grid", "aligns"): lambda: st.just(()),
    ("Grid", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Grid", "number"): lambda: st.sampled_from(("1", "12", "")),
    ("Grid", "headings"): lambda: st.integers(0, 2),
    ("Grid", "measures"): lambda: st.just(()),
    ("Table", "anchor"): lambda: st.sampled_from((*TARGETS, "")),
    ("Table", "row_anchors"): lambda: st.just(()),
    ("Table", "measures"): lambda: st.just(()),
    ("Cell", "cols"): lambda: st.integers(1, 2),
    ("Cell", "rows"): lambda: st.integers(1, 2),
    ("TableRow", "anchor"): lambda: st.just(""),
    ("Table", "aligns"): lambda: st.just(()),
    ("Document", "logo"): lambda: st.just(""),
    ("Document", "subtitle"): lambda: st.just((Text("Oak"),)),
    ("Document", "notice"): lambda: st.sampled_from(((), (Text("DRAFT"),))),
    ("Document", "properties"): lambda: st.just((("date", (Text("2016-04-01"),)),)),
}


def documents_of_every_kind() -> st.SearchStrategy[Document]:
    """Any document."""
    return of_kind(Document, DEPTH)


def documents_with(kind: Any) -> st.SearchStrategy[Document]:
    """A document that holds a node of some kind."""
    return of_kind(kind, 2).flatmap(
        lambda node: of_kind(Document, 2).map(lambda document: _with(document, node))
    )


def _with(document: Document, node: Any) -> Document:
    if isinstance(node, Document):
        return node
    if isinstance(node, Control):
        return replace(document, control=node)
    if isinstance(node, Passage):
        node = Alternatives("Which?", (node,))
    if isinstance(node, Cell):
        node = TableRow((node,))
    if isinstance(node, RowPassage):
        node = RowAlternatives("Which?", (node,))
    if isinstance(node, TableRow | RowAlternatives):
        node = Grid((), (node,))
    if isinstance(node, Definition):
        node = Definitions((node,))
    block = Paragraph((node,)) if isinstance(node, get_args(Inline)) else node
    return replace(document, children=(*document.children, block))


@cache
def of_kind(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """A record of some kind, with so many levels below it."""
    hints = get_type_hints(kind)
    parts = {
        field.name: SAID[kind.__name__, field.name]()
        if (kind.__name__, field.name) in SAID
        else of_type(hints[field.name], depth - 1)
        for field in fields(kind)
    }
    made: st.SearchStrategy[Any] = st.builds(kind, **parts)
    shaped = SHAPED.get(kind.__name__)
    return shaped(made) if shaped else made


def of_type(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """What a field of some type may hold."""
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is not Ellipsis:
            return st.tuples(*(of_type(part, depth) for part in inner))
        if depth <= 0 and holds_records(inner[0]):
            return st.just(())
        return st.lists(of_type(inner[0], depth), max_size=2).map(tuple)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([of_type(part, depth) for part in get_args(hint)])
    if is_dataclass(hint):
        kind: Any = hint
        return of_kind(kind, depth)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: words(), bool: st.booleans(), int: st.integers(1, 9), NoneType: st.none(),
    }  # fmt: skip
    return simple[hint]


def holds_records(hint: Any) -> bool:
    """Whether what a tuple holds may hold more."""
    parts = get_args(hint) or (hint,)
    return any(is_dataclass(part) for part in parts)


def table(made: st.SearchStrategy[Table]) -> st.SearchStrategy[Table]:
    """A table whose rows are as long as its header, which has a cell at least."""

    def evened(table: Table) -> Table:
        header = table.header or ((Text("A"),),)
        width = len(header)
        rows = tuple((*row, *[()] * width)[:width] for row in table.rows)
        return Table(table.caption, header, rows, (), table.row_headings)

    return made.map(evened)


def clause(made: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A clause or a step, which begins with a paragraph."""
    first = Paragraph((Text("A"),))
    return made.map(lambda one: replace(one, children=(first, *one.children)))


def footnote(made: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A footnote, which holds no other."""

    def without(run: Inlines) -> Inlines:
        return tuple(within(one, without) for one in run if not isinstance(one, Footnote))

    return made.map(lambda one: within(one, without))


SHAPED: dict[str, Callable[[st.SearchStrategy[Any]], st.SearchStrategy[Any]]] = {
    "Footnote": footnote, "Table": table, "Clause": clause, "Step": clause,
}  # fmt: skip
