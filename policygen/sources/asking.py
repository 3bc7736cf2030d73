"""What is asked of a school, by type, and what it answers, read by that type."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, TypeAlias

from policygen.errors import nearest, plural, quoted, right_for, suggest
from policygen.sources.decision import Switch
from policygen.sources.located import Keys
from policygen.sources.picture import OwnPicture
from policygen.sources.records import Line, Name, Record, Word, kind_of, named
from policygen.sources.text import MAX_LENGTH, tidy
from policygen.sources.value_types import (
    LIMITED,
    NO_LIMITS,
    TYPES,
    AnyTypeName,
    Limits,
    TypeName,
    read_value,
)

MAX_ITEMS = 200
STAND_IN = "?"  # for what is wrong in a record, so that the rest can be checked

Answer: TypeAlias = str | Mapping[str, str] | tuple[Mapping[str, str], ...] | OwnPicture


class Limited(Record):
    """What is asked, and the least and the most that may be answered where it is an amount."""

    ask: Line
    example: Line | None = None
    least: Word | None = None
    most: Word | None = None

    @cached_property
    def limits(self) -> Limits:
        """Both of them, but for one that is none of its type: that is told as it is declared."""
        kind = getattr(self, "type", None)
        if kind not in LIMITED:
            return NO_LIMITS
        return Limits(*(_printed(kind, text) for text in (self.least, self.most)))


def _printed(kind: TypeName, text: str | None) -> str:
    with suppress(ValueError):
        return TYPES[kind].read(text or "")
    return ""


class ItemField(Limited):
    """A field that each item of a list has."""

    type: TypeName = "text"
    optional: Switch = False


class Asked(Limited):
    """A blank that a school fills: a text of some type, a list of texts or records, a picture."""

    type: AnyTypeName = "text"
    fields: dict[Name, ItemField] = {}

    @property
    def text_type(self) -> TypeName | None:
        """The type of a text; None for a list or a picture."""
        match self.type:
            case "list" | "records" | "picture":
                return None
            case kind:
                return kind


Tell: TypeAlias = Callable[[Keys, str, str, bool], None]  # keys, message, hint; whether at the key


class AnswerReader:
    """Reads answers as they stand in a file; what is wrong is told with the keys of its place.

    Where items `may_lack` a field, nothing is told of it: a blank is printed for it.
    """

    def __init__(self, tell: Tell, *, may_lack: bool = False) -> None:
        self._tell = tell
        self._may_lack = may_lack

    def problem(self, keys: Keys, message: str, hint: str, key: bool = False) -> None:
        """Tell of something wrong at a value, or at its key."""
        self._tell(keys, message, hint, key)

    def answer(self, keys: Keys, asked: Asked, given: Any) -> Answer | None:
        """What was answered to what is asked; None where it can't be taken."""
        match asked.type:
            case "list":
                return self.listed(keys, given)
            case "records":
                return self.records(keys, asked.fields, given)
            case "picture":
                raise ValueError("a picture is read with the file beside the school's")
            case kind:
                return self.text(keys, given, kind, limits=asked.limits)

    def text(
        self, keys: Keys, given: Any, kind: TypeName = "text", name: str = "",
        limits: Limits = NO_LIMITS,
    ) -> str | None:  # fmt: skip
        """One text of a type, as it is printed."""
        name = name or named(keys)
        right = TYPES[kind].right
        if given is None:
            self.problem(keys, f"{name} is empty", right)
        elif not isinstance(given, str):
            hint = "write one text; if it begins with [ or {, put it in quotes"
            self.problem(keys, f"{name} is {kind_of(given)} where text belongs", hint)
        elif not tidy(given):
            self.problem(keys, f"{name} is empty", right)
        elif len(given) > MAX_LENGTH and len(tidy(given)) > MAX_LENGTH:
            hint = f"keep it within {MAX_LENGTH:,}"
            self.problem(keys, f"{name} is {len(tidy(given)):,} characters long", hint)
        else:
            try:
                return read_value(kind, given, limits)
            except ValueError as error:
                self.problem(keys, str(error), right_for(error, right))
        return None

    def listed(self, keys: Keys, given: Any) -> dict[str, str] | None:
        """A list of texts."""
        if not self._is_list(keys, given, "write each item on a line of its own, after '- '"):
            return None
        texts = [self.text((*keys, index), item) for index, item in enumerate(given)]
        return {f"_{index}": text for index, text in enumerate(texts) if text} or None

    def records(
        self, keys: Keys, fields: Mapping[str, ItemField], given: Any
    ) -> tuple[Mapping[str, str], ...] | None:
        """A list of which each item has fields."""
        form = f"write each item below it: - {', '.join(f'{name}: …' for name in fields)}"
        if not self._is_list(keys, given, form):
            return None
        items = [
            dict(self._record((*keys, index), _item((*keys, index)), fields, item))
            for index, item in enumerate(given)
        ]
        return tuple(items) or None

    def _record(
        self, keys: Keys, name: str, fields: Mapping[str, ItemField], given: Any
    ) -> Iterator[tuple[str, str]]:
        if not isinstance(given, dict):
            hint = f"write {', '.join(f'{field}: …' for field in fields)}"
            self.problem(keys, f"{name} is {kind_of(given)} where its fields belong", hint)
            yield from dict.fromkeys(fields, STAND_IN).items()
            return
        meant = set()
        for field in given:
            if field not in fields:
                rest = [one for one in fields if one not in given] or fields
                self.problem(
                    (*keys, field), f"{quoted(field)} is no field of {name}", suggest(field, rest),
                    key=True,
                )  # fmt: skip
                meant.add(nearest(field, rest))
        for field, asked in fields.items():
            if self._may_lack and given.get(field) is None and field not in meant:
                continue
            if field in given and (given[field] is not None or not asked.optional):
                said = self.text(
                    (*keys, field), given[field], asked.type, f"{field} of {name}", asked.limits
                )
                yield field, said or STAND_IN
            elif not asked.optional:
                yield field, STAND_IN
                if field in meant:
                    continue  # which is said
                self.problem(keys, *lacks(keys, field, asked))

    def _is_list(self, keys: Keys, given: Any, form: str) -> bool:
        if not isinstance(given, list):
            self.problem(keys, f"{keys[-1]} is {kind_of(given)} where a list belongs", form)
            return False
        if len(given) > MAX_ITEMS:
            message = f"{keys[-1]} has {plural(len(given), 'item')}"
            self.problem(keys, message, f"keep it within {MAX_ITEMS}")
            return False
        if not given:
            hint = f"add an item, or remove {keys[-1]}"
            self.problem(keys, f"{keys[-1]} is a list without items", hint)
        return True


def lacks(keys: Keys, field: str, asked: ItemField) -> tuple[str, str]:
    """What is said of the item under some keys that has no such field, and what would be right."""
    example = f", such as: {asked.example}" if asked.example else ""
    return f"{_item(keys)} has no {field}", f"add {field}: …{example}"


def _item(keys: Keys) -> str:
    """An item of a list, by its number from 1: item 2 of team."""
    *_, name, index = keys
    return f"item {int(index) + 1} of {name}"
