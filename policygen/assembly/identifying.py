"""Ids for what has none in a model's text: what they are, and where they go in.

What stands where is read off the text with every passage (see `mask`). That can differ from what is
printed: where a condition parts lines of one paragraph, or a loop joins them. So all is then
printed in many ways, and an id that would come to stand within a paragraph is not given.

What stands in a shared passage is named as no other model that includes it names anything, and
never by what is around it in this one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from policygen.assembly.anchors import cut
from policygen.assembly.combining import printed_in_many_ways
from policygen.assembly.mask import mask
from policygen.assembly.places import offset_of, place_of, shared_at, without_notes
from policygen.document import letter
from policygen.readers.markdown.attributes import BRACES
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.building import RESERVED, attributes_of
from policygen.readers.markdown.dialect import model_markdown
from policygen.sources.model import Model
from policygen.sources.text import slug


@dataclass(frozen=True, slots=True)
class NewId:
    """An id and what is typed for it: where in which line of a text or a file, from 0 and 1."""

    id: str
    line: int
    column: int
    typed: str


def new_ids(model: Model, elsewhere: Collection[str] = ()) -> tuple[NewId, ...]:
    """An id for each section, clause, step, paragraph, table and row that has none, in order.

    For a model that nothing is wrong with. Bullets have none: they belong to the words above them.
    A passage that is included twice has them where it stands first. `elsewhere` are the ids of
    other models that include its passages.
    """
    given = _Giver(model, elsewhere).given()
    while wrong := _within_words(with_text(model, with_ids(model.text, given)), given):
        given = [one for one in given if one.id not in wrong]
    return tuple(given)


def in_files(model: Model, ids: Sequence[NewId]) -> dict[str, list[NewId]]:
    """Ids of a model's text by the files that it is made of, its own first."""
    files: dict[str, list[NewId]] = {model.path: []}
    for one in ids:
        place = place_of(model, offset_of(model, one.line) + one.column)
        shared = shared_at(model, one.line)
        typed = one.typed
        if shared and typed.startswith("\n"):  # the passage is indented only where it is included
            typed = "\n" + typed[1 + shared.indent :]
        files.setdefault(place.path, []).append(NewId(one.id, place.line, place.column - 1, typed))
    return {path: found for path, found in files.items() if found}


def with_ids(text: str, ids: Sequence[NewId]) -> str:
    """A text with ids typed into it, and nothing else changed; its lines end as they may."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text)
    end = re.search(r"\r\n|\n|\r|\Z", text)
    for one in reversed(ids):
        line = lines[(at := one.line - 1)]
        typed = one.typed.replace("\n", end[0] if end and end[0] else "\n")
        lines[at] = line[: one.column] + typed + line[one.column :]
    return "".join(lines)


def with_text(model: Model, text: str) -> Model:
    """The model with another text."""
    return replace(model, text=text)


def _within_words(model: Model, given: Sequence[NewId]) -> set[str]:
    """The new ids that would stand within a paragraph, in one way of printing or another."""
    new = {one.id for one in given}
    faults = (fault for shape in printed_in_many_ways(model) for fault in parse(shape).faults)
    return {name for fault in faults for name in _ID.findall(fault.near) if name in new}


_ID = re.compile("#([a-z0-9-]+)")
_NESTING = re.compile(r"\{%[-+]?\s*(end)?(?:if|for|either|optional)\b")
_LAST_TAG = re.compile(r"^[ \t]*\{%[-+]?\s*(\w+)[^%\n]*%\}[ \t]*$")
_MARKS = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_CELL = re.compile(r"[ \t>]*\|?((?:\\.|[^|\\])*)")
_WIDTH = 100  # of a line, if it can be


@dataclass(slots=True)
class _Giver:
    model: Model
    elsewhere: Collection[str]
    lines: list[str] = field(init=False)  # without notes
    at: tuple[int, ...] = field(init=False)  # the line of the text for each of the masked one
    taken: set[str] = field(init=False)
    around: str = ""  # the id of the section
    ids: list[NewId] = field(default_factory=list)

    def given(self) -> list[NewId]:
        """Ids for all that may have one."""
        masked = mask(self.model)
        self.lines = without_notes(self.model.text).split("\n")
        self.at = masked.lines
        self.taken = {*_ID.findall(self.model.text), *RESERVED}
        self.inside(SyntaxTreeNode(model_markdown().parse(masked.shape.text)).children)
        return [one for one in self.ids if not self.again(one.line)]

    def again(self, line: int) -> bool:
        """Whether a line is of a passage that is included above it, too."""
        shared = shared_at(self.model, line)
        same = (one for one in self.model.included if shared and one.path == shared.path)
        return shared is not next(same, None)

    def name(self, line: int, words: str, kind: str, best: str = "") -> str:
        """A new id for what stands on a line; in the best one {} is what is around it."""
        shared = shared_at(self.model, line)
        name = shared.path.rpartition("/")[2].removesuffix(".md") if shared else ""
        around = "-".join(_telling(name)) or self.around
        offered = _offered(words, kind, around, best.format(around).strip("-"))
        beside = self.elsewhere if shared else ()
        named = next(one for one in offered if one not in self.taken and one not in beside)
        self.taken.add(named)
        return named

    def inside(self, nodes: Sequence[SyntaxTreeNode], *, bullets: bool = False) -> None:
        for node in nodes:
            match node.type:
                case "heading":
                    self.heading(node)
                case "paragraph" if not bullets:
                    self.ending(node, "paragraph")
                case "ordered_list":
                    for item in node.children:
                        self.item(item)
                case "bullet_list":
                    for item in node.children:
                        self.inside(item.children, bullets=True)
                case "blockquote":
                    self.inside(node.children, bullets=bullets)
                case "table":
                    self.table(node)
                case "fenced" if node.meta["name"] in ("box", "steps"):
                    self.inside(node.children[1:], bullets=bullets)
                case "fenced" if node.meta["name"] == "table":
                    self.list_table(node)

    def heading(self, node: SyntaxTreeNode) -> None:
        line = self.first(node)
        known = attributes_of(node).id
        if not known:
            end = len(re.sub(r"[ \t]#+[ \t]*$", "", self.lines[line - 1]).rstrip())
            known = self.name(line, self.words(node), "section")
            self.give(known, line, end)
        if node.tag == "h2":
            self.around = known

    def item(self, item: SyntaxTreeNode) -> None:
        first, *rest = item.children
        self.ending(first, "clause")
        self.inside(rest)

    def ending(self, node: SyntaxTreeNode, kind: str, said: str = "") -> None:
        """An id at the end of a paragraph, for what has these words or its own."""
        if attributes_of(node).id or not node.map:
            return
        line = self.end(self.first(node), self.at[node.map[1] - 1])
        words = self.lines[line - 1]
        last = _LAST_TAG.match(words)
        if last and last[1] == "endfor":
            return  # what stands behind it would belong to the last time round
        named = self.name(line, said or self.words(node), kind)
        width = len(words.rstrip()) + len(named) + len(" {#}")
        below = width > _WIDTH and not words.rstrip().endswith(("%}", "}"))
        if last and last[1].startswith("end") and last[1] != "endif":
            below = True  # behind such a tag, it would come to choose between other words
        if below:
            self.ids.append(NewId(named, line, len(words), f"\n{_continued(words)}{{#{named}}}"))
        else:
            self.give(named, line, len(words.rstrip()))

    def end(self, first: int, last: int) -> int:
        """The line on which the last of the tags ends that begin in some lines."""
        open_ = 0
        for line in range(first, len(self.lines) + 1):
            tags = _NESTING.finditer(self.lines[line - 1])
            open_ += sum(-1 if found[1] else 1 for found in tags)
            if line >= last and open_ <= 0:
                return line
        return last

    def table(self, node: SyntaxTreeNode) -> None:
        head, *rows = (row for part in node.children for row in part.children)
        self.cell(head, "table", "{}-table")
        for row in rows:
            self.cell(row, "row")

    def cell(self, row: SyntaxTreeNode, kind: str, best: str = "") -> None:
        """An id at the end of a row's first cell."""
        first = row.children[0]
        if attributes_of(first).id:
            return
        line = self.first(row)
        words = self.lines[line - 1]
        found = _CELL.match(_TAG.sub(lambda tag: "x" * len(tag[0]), words))
        assert found
        named = self.name(line, self.words(row), kind, best)
        self.give(named, line, found.start(1) + len(words[found.start(1) : found.end(1)].rstrip()))

    def list_table(self, node: SyntaxTreeNode) -> None:
        given = attributes_of(node)
        if not given.id:
            line = self.first(node)
            words = self.lines[line - 1].split("table", 1)[1]
            named = self.name(line, words, "table", "" if words.strip() else "{}-table")
            self.give(named, line, len(self.lines[line - 1].rstrip()))
        rows = [r for part in node.children[1:] for r in part.children if part.type != "edge"]
        headings = given.get("headings", "1")
        for row in rows[int(headings) if headings.isdigit() else 1 :]:
            cells = [cell for part in row.children for cell in part.children]
            held = cells[0].children[0] if cells and cells[0].children else None
            if held and held.type == "paragraph":
                self.ending(held, "row", self.words(row))

    def give(self, named: str, line: int, column: int) -> None:
        """Note an id: in braces of its own, or in those that end there already."""
        before = self.lines[line - 1][:column]
        if found := list(BRACES.finditer(before)):
            braces = found[-1]
            if braces.end() == len(before):
                column = braces.start() + 1
                self.ids.append(NewId(named, line, column, f"#{named} "))
                return
        self.ids.append(NewId(named, line, column, f" {{#{named}}}"))

    def first(self, node: SyntaxTreeNode) -> int:
        assert node.map
        return self.at[node.map[0]]

    def words(self, node: SyntaxTreeNode) -> str:
        assert node.map
        return " ".join(self.lines[self.first(node) - 1 : self.at[node.map[1] - 1]])


def _continued(line: str) -> str:
    """What stands before the words of the line that follows, in the same paragraph."""
    found = re.match(r"[ \t>]*", line)
    prefix = found[0] if found else ""
    while mark := _MARKS.match(line, len(prefix)):
        prefix += " " * len(mark[0])
    return prefix


_VALUE = re.compile(r"\{\{[^}]*?(\w+)\s*(?:\|[^}]*)?\}\}")  # the last of its names is left
_UNSAID = re.compile(rf"\{{%.*?%\}}|{BRACES.pattern}|\]\([^)]*\)")
_SMALL = frozenset(
    """
    a about all also an and any anyone are as at be been both but by can do does each every for
    from has have he her his how if in into is it its may must no nobody nor not now of on or other
    our shall she should so such than that the their them then there these they this those to
    under until was we were what whatever when where which who whoever whom whose will with would
    you your
    """.split()  # noqa: SIM905 -- a list of words reads better so
)
_FEWEST, _MOST, _LONGEST = 3, 6, 28  # words of an id, and its letters


def _offered(words: str, kind: str, around: str, best: str) -> Iterator[str]:
    """Ids that would do: the best, from the first few words, from more, from what is around."""
    if best and len(best) <= _LONGEST:
        yield best
    telling = _telling(words)
    for count in range(_FEWEST, _MOST + 1):
        if named := cut("-".join(telling[:count]), _LONGEST):
            yield named
    base = cut("-".join(telling[:_FEWEST]) or kind, _LONGEST // 2)
    base = cut(f"{around}-{base}".strip("-"), _LONGEST)
    yield base
    yield from (f"{base}-{letter(count)}" for count in range(2, 10_000))


def _telling(text: str) -> list[str]:
    """The words of a text that say what it is about; none that is a number."""
    text = _VALUE.sub(lambda value: value[1].replace("_", " "), text)
    text = re.sub("['’]", "", _UNSAID.sub(" ", text))
    words = [word for word in slug(text, " ").split() if word[0].isalpha()]
    return [word for word in words if word not in _SMALL] or words
