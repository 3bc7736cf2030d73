"""What may come after what: clauses and sub-headings, sections and appendices, parts.

Only the whole of a model's text can be held to this: see `typed`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from policygen.readers.markdown import sentinels
from policygen.readers.markdown.building import attributes_of, line_of
from policygen.readers.markdown.inlines import Fault

UNHEADED = (
    "a clause must stand in a section",
    "put a heading before it, such as ## Introduction, with {.unnumbered} behind it if the clauses "
    "are to count 1, 2, 3",
)


def order_faults(tree: SyntaxTreeNode, *, subheadings: bool) -> Iterator[Fault]:
    """What stands at a wrong place, where sub-headings are numbered or not."""
    yield from _Order(subheadings).faults(tree)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands above, in the same text.

    `counts` is whether sub-headings are numbered in this section, `loose` a clause of it that none
    stands above; `empty` is a part without a section so far. `early` is a clause above all
    headings, which is right where none follows; `begun`, whether there is one. `labels` are theirs.
    """

    counts: bool = False
    loose: SyntaxTreeNode | None = None
    headed: bool = False
    appendix: bool = False
    empty: SyntaxTreeNode | None = None
    early: SyntaxTreeNode | None = None
    begun: bool = False
    labels: frozenset[str] = frozenset()

    def and_also(self, other: "_Place") -> "_Place":
        """What stands above what comes after two passages."""
        return _Place(
            self.counts or other.counts,
            self.loose or other.loose,
            self.headed and other.headed,
            self.appendix or other.appendix,
            self.empty and other.empty,
            self.early or other.early,
            self.begun and other.begun,
            self.labels | other.labels,
        )


def is_counted(heading: SyntaxTreeNode) -> bool:
    """Whether a sub-heading counts, where sub-headings are numbered."""
    given = attributes_of(heading)
    return "unnumbered" not in given.words and not given.get("label")


@dataclass(slots=True)
class _Order:
    subheadings: bool
    place: _Place = field(default_factory=_Place)
    outer: list[tuple[_Place, _Place | None]] = field(default_factory=list)

    def faults(self, tree: SyntaxTreeNode) -> Iterator[Fault]:
        for node in tree.children:
            if not (self.place.begun or self.place.early):
                self.place = replace(
                    self.place, early=node if node.type == "ordered_list" else None
                )
            match node.type:
                case "edge":
                    self.edge(node.content[0])
                case "heading":
                    yield from self.heading(node)
                case "ordered_list" if not (self.place.headed or self.place.loose):
                    self.place = replace(self.place, loose=node)
        yield from self.without_sections()

    def heading(self, node: SyntaxTreeNode) -> Iterator[Fault]:
        given = attributes_of(node)
        words, label = given.words, given.get("label")
        if self.place.early:
            yield Fault(line_of(self.place.early), *UNHEADED)
        if label in self.place.labels:
            hint = "give it another, as a reference would be read as leading to either"
            message = f"two headings have the label {label!r}"
            yield Fault(line_of(node), message, hint, f"label={label}")
        labels = self.place.labels | {label} if label else self.place.labels
        place = self.place = replace(self.place, early=None, begun=True, labels=labels)
        anew = _Place(appendix=place.appendix, begun=True, labels=labels)
        match node.tag:
            case "h1":
                yield from self.without_sections()
                self.place = replace(anew, empty=node)
            case "h2":
                appendix = "appendix" in words
                if place.appendix and not appendix:
                    hint = "put {.appendix} at its end, or move it to before the appendices"
                    yield Fault(line_of(node), "a section can't stand after an appendix", hint)
                counts = self.subheadings and "unnumbered" not in words
                self.place = replace(anew, counts=counts, appendix=place.appendix or appendix)
            case _ if place.counts and is_counted(node):
                if place.loose and not place.headed:
                    message = "this clause stands before the first sub-heading of its section"
                    hint = (
                        "put it below one, as those count like clauses here; or put {.unnumbered} "
                        "at the end of the sub-headings"
                    )
                    yield Fault(line_of(place.loose), message, hint)
                self.place = replace(place, headed=True, loose=None)

    def without_sections(self) -> Iterator[Fault]:
        if self.place.empty:
            hint = "write ## for its first section below it"
            yield Fault(line_of(self.place.empty), "a part without sections", hint)

    def edge(self, mark: str) -> None:
        """Each passage comes after what stands above the first; what follows, after any of them."""
        if mark == sentinels.EITHER:
            self.outer.append((self.place, None))
        elif self.outer:
            before, ends = self.outer.pop()
            ends = self.place.and_also(ends) if ends else self.place
            self.place = ends if mark == sentinels.END else before
            if mark != sentinels.END:
                self.outer.append((before, ends))
