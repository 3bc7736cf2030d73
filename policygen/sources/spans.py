"""Where things stand in YAML text: each entry from its first character to its last, and its lines.

Offsets count characters of the text as it is, its own line ends included.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import yaml

from policygen.sources.located import Keys
from policygen.sources.spelling import YamlLayout

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Splice:
    """The text from `begin` up to `end` gives way to another."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, an item of a list, or all that a file holds: its nodes of YAML."""

    key: Any
    value: Any
    holder: "Entry | None" = None
    index: int = 0  # among those of its holder

    @property
    def in_brackets(self) -> bool:
        """Whether it holds its entries in brackets."""
        return bool(getattr(self.value, "flow_style", False))

    @property
    def is_group(self) -> bool:
        """Whether it holds keys, or else items."""
        return isinstance(self.value, yaml.MappingNode)

    @property
    def is_text(self) -> bool:
        """Whether it holds no entries, but text or nothing."""
        return isinstance(self.value, yaml.ScalarNode)

    @property
    def in_lines(self) -> bool:
        """Whether its text stands in lines below | or >."""
        return self.is_text and self.value.style in ("|", ">")

    @property
    def start(self) -> int:
        """Where its value begins; `begin` is where its key or its dash does."""
        return int(self.value.start_mark.index)

    @property
    def column(self) -> int:
        """How many characters stand before its value on the line."""
        return int(self.value.start_mark.column)

    @property
    def empty(self) -> bool:
        """Whether nothing is written where its value would stand."""
        return bool(self.start == self.value.end_mark.index)

    def entries(self) -> list["Entry"]:
        """The entries that it holds."""
        if self.is_text:
            return []
        pairs = self.value.value if self.is_group else ((None, one) for one in self.value.value)
        return [Entry(key, value, self, index) for index, (key, value) in enumerate(pairs)]


class Spans:
    """A YAML text with its nodes and lines. The text is one that `positions.load` can read."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=_LOADER)
        self.root = Entry(None, root) if root is not None else None
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    @property
    def last(self) -> Entry | None:
        """The entry with the last words of the text."""
        entry = self.root
        while entry and not entry.in_brackets and (entries := entry.entries()):
            entry = entries[-1]
        return entry

    def entry(self, keys: Keys) -> Entry:
        """The entry under some keys. Raises KeyError where there is none."""
        if self.root is None:
            raise KeyError(keys)
        entry = self.root
        for name in keys:
            entries = entry.entries()
            found = (one for one in entries if name in (one.key.value if one.key else one.index,))
            entry = next(found, None) or _missing(keys)
        return entry

    def line(self, offset: int) -> int:
        """The line of an offset, counted from 0."""
        return bisect_right(self.starts, offset) - 1

    def words(self, line: int) -> str:
        """A line without its end."""
        return _BREAK.sub("", self.text[self.starts[line] : self.below(line)])

    def below(self, line: int) -> int:
        """Where the next line begins, or the text ends."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends."""
        line = self.line(offset)
        return self.starts[line] + len(self.words(line))

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.starts[self.line(offset)]

    def leads(self, offset: int) -> bool:
        """Whether nothing but spaces stands before an offset on its line."""
        return not self.text[self.starts[self.line(offset)] : offset].strip(" \t")

    def ending(self, offset: int) -> str:
        """The line end to write beside an offset: that of its line, or of the one above."""
        line = self.line(offset)
        for start, after in ((line, line + 1), (line - 1, line), (0, 1)):
            if start >= 0 and after < len(self.starts):
                found = _BREAK.search(self.text, self.starts[start], self.starts[after])
                return found[0] if found else "\n"
        return "\n"

    def begin(self, entry: Entry) -> int:
        """Where an entry begins: at its key, or at the dash of a list without brackets."""
        if entry.key is not None:
            return int(entry.key.start_mark.index)
        start = entry.start
        if entry.holder is None or entry.holder.in_brackets:
            return start
        column = entry.holder.column
        line = self.line(start)
        while line > 0:  # the dash may stand lines above, with comments between
            words = self.words(line)[: column + 1]
            if words[column:] == "-" and not words.strip(" -"):
                dash = self.starts[line] + column
                if dash < start:
                    return dash
            line -= 1
        return self.starts[0] + column

    def opening(self, entry: Entry) -> int | None:
        """Where the colon behind its key ends, or its dash; None where there is none."""
        if entry.key is None:
            return self.begin(entry) + 1
        found = re.compile(r"[ \t]*:").match(self.text, entry.key.end_mark.index)
        return found.end() if found else None

    def end(self, entry: Entry) -> int:
        """Where the last of its words ends; comments behind that are left out."""
        value = entry.value
        if entry.empty:
            opening = self.opening(entry) if entry.key is not None else value.end_mark.index
            return int(entry.key.end_mark.index if opening is None else opening)
        if not entry.is_text and not entry.in_brackets and (entries := entry.entries()):
            return self.end(entries[-1])
        begin, end = entry.start, int(value.end_mark.index)
        if not entry.in_lines:
            return end
        line = self.line(end - 1) if end > begin else self.line(begin)
        if "+" not in self.text[begin : self.line_end(begin)].partition("#")[0]:
            while not self.words(line).strip() and line > self.line(begin):
                line -= 1
        return self.starts[line] + len(self.words(line))

    def after(self, entry: Entry) -> int:
        """Where the line below an entry begins, and below the comments that are about it.

        Those are indented more than it is.
        """
        column = self.column(self.begin(entry)) if entry.holder else -1
        line = below = self.line(self.end(entry)) + 1
        while line < len(self.starts):
            words = self.words(line)
            bare = words.lstrip(" \t")
            if bare and not (bare[0] == "#" and len(words) - len(bare) > column):
                break
            line += 1
            below = line if bare else below
        return self.starts[below] if below < len(self.starts) else len(self.text)

    def before(self, entry: Entry) -> int:
        """Where the line of an entry begins, or the first of the comments directly above it.

        What stands above the first of a group may be about all of it: that is left out.
        """
        begin = self.begin(entry)
        line, column = self.line(begin), self.column(begin)
        while entry.index and re.fullmatch(rf" {{{column}}}#.*", self.words(line - 1)):
            line -= 1
        return self.starts[line]

    @cached_property
    def texts(self) -> list[tuple[int, int]]:
        """Where each text begins and ends, in order."""
        found: list[tuple[int, int]] = []
        waiting = [self.root] if self.root else []
        while waiting:
            entry = waiting.pop()
            if entry.key is not None:
                found.append((entry.key.start_mark.index, entry.key.end_mark.index))
            if entry.is_text and not entry.empty:
                begin = entry.start  # where lines follow a mark, a comment may stand behind that
                begin = self.line_end(begin) if entry.in_lines else begin
                found.append((begin, self.end(entry)))
            waiting += entry.entries()
        return sorted(found)

    def between(self, begin: int, end: int) -> str:
        """What stands from one offset to another besides texts, each of which is left out.

        A # in it begins a comment.
        """
        inside = [(a, b) for a, b in self.texts if begin <= a and b <= end]
        bounds = [(0, begin), *inside, (end, end)]
        return "\n".join(self.text[b:a] for (_, b), (a, _) in pairwise(bounds))

    def comments(self, begin: int, end: int) -> list[str]:
        """The comments from one offset to another."""
        return [found[0].rstrip() for found in _COMMENT.finditer(self.between(begin, end))]

    def comma(self, begin: int, end: int) -> int | None:
        """Where a comma stands between two entries in brackets."""
        gap = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[begin:end])
        return begin + gap.index(",") if "," in gap else None

    def layout(self, entry: Entry | None) -> YamlLayout:
        """How keys and dashes stand below an entry, as those beside it or elsewhere do."""
        near = [*entry.entries()] if entry else []
        steps, dashes = self._steps(near), self._dashes(near)
        if not steps or not dashes:
            every = [self.root] if self.root else []
            for one in every:  # grows while it is gone through
                every += one.entries()
            steps, dashes = steps or self._steps(every), dashes or self._dashes(every)
        dash, lead = dashes[0] if dashes else (YamlLayout.dash, YamlLayout.lead)
        braces = False
        if entry and near and not entry.is_group and not entry.in_brackets:
            lead, braces = self._lead(near[-1]), near[-1].in_brackets
        return YamlLayout(steps[0] if steps else YamlLayout.step, dash, lead, braces)

    def _steps(self, entries: list[Entry]) -> list[int]:
        return [
            one.column - self.column(self.begin(one))
            for one in entries
            if one.key is not None and one.is_group and not one.in_brackets
        ]

    def _dashes(self, entries: list[Entry]) -> list[tuple[int, str]]:
        return [
            (
                one.column - self.column(self.begin(one)),
                self._lead(one.entries()[-1]),
            )
            for one in entries
            if one.key is not None and not one.is_text and not one.is_group and not one.in_brackets
        ]

    def _lead(self, item: Entry) -> str:
        """The dash of an item, and the spaces behind it."""
        dash, start = self.begin(item), item.start
        alone = item.empty or self.line(dash) != self.line(start)
        return "- " if alone else "-".ljust(start - dash)


def _missing(keys: Keys) -> Entry:
    raise KeyError(keys)
