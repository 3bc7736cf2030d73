"""Local wording: what a school says in its own words where the model has others, and why."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from policygen.errors import Position, Problem
from policygen.sources.decision import YES, Switch
from policygen.sources.located import Keys
from policygen.sources.records import Line, Record, bounded_text, fitting_key

MAX_LOCAL = 50_000  # characters of one text
_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")

# It is Markdown, where line ends and indents count: so it is kept as it was typed.
LocalText = Annotated[
    str,
    bounded_text(MAX_LOCAL, lambda text: text if text.strip() else ""),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
ModelId = Annotated[
    str, fitting_key(lambda text: bool(_ID.fullmatch(text)), "-", "write an id of the model")
]


class LocalWording(Record):
    """What becomes of one thing that has an id in the model's text, and why.

    `replace` stands in its place, `add` after it; or it is removed, or kept as the model has it,
    where a trust would word it otherwise or lets no school do so.
    """

    replace: LocalText | None = None
    add: LocalText | None = None
    remove: Switch = False
    keep: Switch = False
    reason: Line

    @property
    def as_data(self) -> Mapping[str, str]:
        """It as an issue keeps it."""
        removed = {"remove": YES} if self.remove else {}
        return {**dict(self.texts), **removed, "reason": self.reason}

    @property
    def texts(self) -> Iterator[tuple[Literal["replace", "add"], str]]:
        """Its texts, and what becomes of each."""
        if self.replace is not None:
            yield "replace", self.replace
        if self.add is not None:
            yield "add", self.add

    @property
    def changes(self) -> int:
        """How many things it changes: what stands there, and what stands after it."""
        return len([*self.texts]) + bool(self.remove)


def local_problems(
    at: Callable[..., Position], keys: Keys, local: Mapping[str, LocalWording]
) -> Iterator[Problem]:
    """What is wrong with local wording by itself; `at` says where keys stand in the file."""
    for name, one in local.items():
        other = "replace" if one.replace else "add" if one.add else "remove" if one.remove else ""
        if one.keep and other:
            message = f"{name} is kept as the model has it, and {other} changes it"
            yield Problem(at(*keys, name, "keep", key=True), message, "write one of the two")
        elif one.remove and other != "remove":
            message = f"{name} is removed, and {other} gives words for it"
            hint = "write replace: alone for other words in its place, or remove: yes alone"
            yield Problem(at(*keys, name, "remove", key=True), message, hint)
        elif not (other or one.keep):
            hint = "write replace: and the new words, add: and what stands after it, or remove: yes"
            yield Problem(at(*keys, name, key=True), f"nothing is changed of {name}", hint)
