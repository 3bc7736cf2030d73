"""Answers as they stand in a school's file, on one line, for people."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from policygen.actions.questions import (
    AskAnyOf,
    AskChanges,
    AskedAs,
    AskOneOf,
    AskRecords,
    AskWords,
)
from policygen.errors import plural
from policygen.sources.decision import picked_of
from policygen.sources.value_types import TYPES


def answer_in_words(form: AskedAs, given: Any) -> str:
    """An answer as it stands in a school's file, on one line, for people; empty if it is open."""
    match form, given:
        case _, None:
            return ""
        case AskOneOf(options) | AskAnyOf(options), _:
            picked = picked_of(given) if isinstance(given, str) else given
            return "; ".join(options.get(one, str(one)) for one in picked) or "none of them"
        case AskWords(kind), str():
            with suppress(ValueError):
                return TYPES[kind].read(given)
        case _, str():
            return "; ".join(given.strip().split("\n"))
        case _, {"rows": file}:
            return f"the rows of {file}"
        case _, {"file": file, "alt": alt}:
            return f"{file}: {alt}"
        case AskChanges(items), dict():
            return "; ".join(in_changed_list(items, given))
        case _, list():
            return "; ".join(
                ", ".join(map(str, one.values())) if isinstance(one, dict) else str(one)
                for one in given
            )
    return str(given)


def brought_in_words(form: AskedAs) -> str:
    """What the model answers itself, on one line."""
    match form:
        case AskWords(default=default):
            return default
        case AskChanges(items):
            return "; ".join(items.values())
        case AskRecords(brought=rows):
            return plural(len(rows), "row") if rows else ""
    return ""


def in_changed_list(items: Mapping[str, str], given: Mapping[str, Any]) -> list[str]:
    """The items of a list that the model brings, as a school has changed it."""
    renamed, dropped = given.get("rename") or {}, given.get("drop") or ()
    kept = [renamed.get(name, text) for name, text in items.items() if name not in dropped]
    return [*kept, *(given.get("add") or ())]
