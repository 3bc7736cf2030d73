"""Passages that models share: {% include name %} on a line of its own stands for a file's text.

The text is put in before anything else is done with a model, so a passage can hold whatever may
stand in its place; the model declares what it asks for.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from policygen.errors import Position, Problem, suggest
from policygen.sources.model import Included, Model
from policygen.sources.text import decode

SHARED = "templates/shared"
_INCLUDE = re.compile(r"([ \t]*)\{%[-+]?\s*include\b\s*(.*?)\s*[-+]?%\}[ \t]*")


@dataclass(slots=True)
class _Reader:
    model: Model
    read: Callable[[str], bytes | None]
    known: Collection[str]
    problems: list[Problem]

    def passage(self, place: Position, name: str) -> list[str]:
        """The lines of a passage; none if it can't be had, which is told."""
        path = f"{SHARED}/{name}.md"
        data = self.read(name) if name in self.known else None
        if data is None:
            hint = suggest(name, self.known) if self.known else f"write it as {path}"
            self.problems.append(Problem(place, f"there is no shared passage {name!r}", hint))
            return []
        text, faults = decode(data, path)
        self.problems += faults
        lines = text.rstrip("\n").split("\n")
        if lines[0].rstrip() == "---":
            hint = "declare what it asks for in each model that includes it"
            message = "a shared passage has no front matter"
            self.problems.append(Problem(Position(path), message, hint))
            return []
        for number, line in enumerate(lines, 1):
            if _INCLUDE.fullmatch(line):
                hint = f"write both into the model: {self.model.path}"
                message = "a shared passage can't include another"
                self.problems.append(Problem(Position(path, number), message, hint))
                return []
        return lines


def with_passages(
    model: Model, read: Callable[[str], bytes | None], known: Collection[str]
) -> tuple[Model, list[Problem]]:
    """A model with the passages that it includes, and what is wrong with those.

    `read` gives what the file of a passage holds; `known` are the names of all that there are.
    """
    if "include" not in model.text:
        return model, []
    reader = _Reader(model, read, known, [])
    lines: list[str] = []
    included = []
    for number, line in enumerate(model.text.split("\n"), model.first_line):
        found = _INCLUDE.fullmatch(line)
        if not found:
            lines.append(line)
            continue
        indent, name = found[1], found[2]
        place = Position(model.path, number, line.index("include") + len("include ") + 1)
        inside = reader.passage(place, name) or [""]
        path = f"{SHARED}/{name}.md"
        included.append(Included(len(lines), len(inside), len(indent), path, place))
        lines += (f"{indent}{words}" if words.strip() else "" for words in inside)
    return replace(model, text="\n".join(lines), included=tuple(included)), reader.problems
