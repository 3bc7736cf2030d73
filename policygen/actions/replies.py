"""What a person types to a question, read as what stands in a school's file; or what was wrong.

One line answers any question, on a terminal and on a command line: items with ; between, and the
fields of a record with | between, each in quotation marks where it holds such a sign.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from policygen.actions.examples import leads_nowhere, words_meant
from policygen.actions.parting import freed, pieces_of
from policygen.actions.picking import Wrong as Wrong
from policygen.actions.picking import any_of, one_of
from policygen.actions.questions import (
    AskAnyOf,
    AskChanges,
    AskedAs,
    AskOneOf,
    AskPicture,
    AskRecords,
    AskTexts,
    AskWords,
)
from policygen.dates import right_for
from policygen.errors import plural, quoted
from policygen.sources.asking import ItemField
from policygen.sources.picture import is_name_alone, is_picture
from policygen.sources.row_files import is_rows
from policygen.sources.text import describe, refused_character, tidy
from policygen.sources.value_types import TYPES, TypeName

Reply: TypeAlias = str | list[Any] | dict[str, Any] | Wrong

WANTED: Mapping[TypeName, str] = {
    "text": "Some text", "lines": "Several lines of text", "date": "A date",
    "year": "A year", "number": "A number", "money": "A sum of money", "time": "A time of day",
    "email": "An e-mail address", "telephone": "A telephone number",
    "link": "An address on the web", "colour": "A colour",
}  # fmt: skip


def wanted(kind: TypeName) -> str:
    """What is wanted, and how it is written; empty for plain text."""
    return "" if kind in ("text", "lines") else f"{WANTED[kind]}: {TYPES[kind].right}."


def read_reply(form: AskedAs, text: str, given: Any = None) -> Reply:
    """The answer that a text is to a question of some form.

    `given` is what the school has answered before, for a list of which it says only what changes.
    """
    if character := refused_character(text):
        return Wrong(sentence(describe(character)), "Delete it.")
    match form:
        case AskOneOf(options, also):
            return one_of(options, text, also)
        case AskAnyOf(options, may_be_none):
            return any_of(options, text, may_be_none)
        case AskWords(kind, example, default):
            return words(kind, text, example, default)
        case AskTexts(lines, example):
            return _texts(text, example, lines=lines)
        case AskChanges(items):
            return _changes(items, text, given)
        case AskRecords(fields):
            return _records(fields, text)
        case AskPicture():
            return _picture(text)
        case _:
            assert_never(form)


def words(kind: TypeName, text: str, example: str = "", default: str = "") -> str | Wrong:
    """A text of some type, as it was typed; the word `example` or `default` takes that one."""
    said = words_meant(text, example, default)
    if isinstance(said, Wrong):
        return said
    try:
        TYPES[kind].read(said)
    except ValueError as error:
        return Wrong(sentence(str(error)), sentence(right_for(error, TYPES[kind].right)))
    return unquoted(said)


def _texts(text: str, example: str, *, lines: bool) -> list[str] | str | Wrong:
    """Items with ; between, or lines; the word `example` alone takes those that are shown."""
    said = words_meant(text, example, "")
    if isinstance(said, Wrong):
        return said
    items = [unquoted(freed(part)) for part in map(tidy, pieces_of(said, ";")) if part]
    return "\n".join(items) if lines else items


def sentence(text: str) -> str:
    """A message as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}" if text else ""


MEANINGFUL = (
    "back", "show", "change", "help", "?", "skip", "quit", "keep", "leave", "default", "example"
)  # fmt: skip


def unquoted(text: str) -> str:
    """A text without the quotation marks that tell it from a word that means something here."""
    inside = text[1:-1]
    first = inside.lower().split(" ")[0]
    means = first in MEANINGFUL or leads_nowhere(inside)
    return inside if text == f'"{inside}"' and means else text


_VERBS = ("drop", "rename", "add")


def _changes(items: Mapping[str, str], text: str, given: Any) -> dict[str, Any] | Wrong:
    """A list of the model's, changed: `drop 2; rename 1 new words; add words`, or `keep`."""
    now: dict[str, Any] = dict(given) if isinstance(given, dict) else {}
    for part in filter(None, map(tidy, pieces_of(text, ";"))):
        verb, _, rest = part.partition(" ")
        if verb.lower() == "keep" and not rest:
            now = {}
            continue
        match change(items, now, verb if verb.lower() not in _VERBS else verb.lower(), rest):
            case Wrong() as wrong:
                return wrong
            case changed:
                now = changed
    return {name: said for name, said in now.items() if said}


def how_to_change(items: Mapping[str, str]) -> str:
    """What may be typed to a list that is there; the model's own has items with names."""
    keep = ", or keep for the list that the model has" if items else ""
    return f"Type drop 2, rename 2 new words, {'' if items else 'or '}add new words{keep}."


def change(
    items: Mapping[str, str], now: Mapping[str, Any], verb: str, rest: str
) -> dict[str, Any] | Wrong:
    """One change to such a list. Items count as they are listed: the model's, then those added."""
    renamed, dropped = dict(now.get("rename") or {}), [*(now.get("drop") or ())]
    added = [*(now.get("add") or ())]
    kept = [name for name in items if name not in dropped]
    listed = [*kept, *range(len(added))]
    if verb == "add" and rest:
        return {"rename": renamed, "drop": dropped, "add": [*added, unquoted(freed(rest))]}
    labels = {str(one): renamed.get(one, items[one]) for one in kept}
    labels |= {f"+{number}": words for number, words in enumerate(added)}
    if verb not in ("drop", "rename"):
        return _no_change(labels, f"{verb} {rest}".strip(), how_to_change(items))
    which, new = rest, ""
    if verb == "rename":
        which, _, new = rest.replace("=", " ", 1).partition(" ")
        if not new.strip():
            return Wrong("The new words are missing.", "Type rename 2 new words.")
        new = unquoted(freed(new.strip()))
    match one_of(labels, which):
        case Wrong(message):
            return Wrong(message, f"Give a number from 1 to {len(listed)}.")
        case found:
            one = listed[[*labels].index(found)]
    if isinstance(one, int):
        added[one : one + 1] = [new] if verb == "rename" else []
    elif verb == "rename":
        renamed[one] = new
    else:
        dropped.append(one)
        renamed.pop(one, None)
    if len(dropped) == len(items) and not added:
        return Wrong("That would leave nothing in the list.", "Add an item first.")
    return {"rename": renamed, "drop": dropped, "add": added}


def _no_change(labels: Mapping[str, str], text: str, how: str) -> Wrong:
    """That a text is no change; one that names an item may be meant in one of two ways."""
    message = f"{quoted(text)} can't be understood."
    for part in (text, text.partition(" ")[2]):
        if isinstance(found := one_of(labels, part), str):
            number = [*labels].index(found) + 1
            take, call = f"drop {number}", f"rename {number} new words"
            return Wrong(message, f"To take it away, type {take}; to call it otherwise, {call}.")
    if text.isdigit() or text.lower() in _VERBS:
        return Wrong(message, how)
    return Wrong(message, f"To add it to the list, type add {text}. {how}")


def _records(fields: Mapping[str, ItemField], text: str) -> Reply:
    """The items of a list of records, or the name of the file that holds its rows."""
    if is_rows(text.strip()):
        return {"rows": text.strip()}
    items: list[dict[str, str]] = []
    for part in filter(None, pieces_of(text, ";")):
        cells = [freed(cell, always=True) for cell in pieces_of(part, "|")]
        if len(cells) != len(fields):
            said = plural(len(cells), "field")
            return Wrong(
                f"{quoted(part)} has {said} where {len(fields)} belong.",
                f"Give them with | between: {row_form(fields)}\n  {QUOTING}",
            )
        item = {}
        for (name, asked), cell in zip(fields.items(), cells, strict=True):
            match of_field(asked, cell):
                case Wrong(message, hint):
                    return Wrong(f"{asked.ask}: {message}", hint)
                case "":
                    continue
                case said:
                    item[name] = said
        items.append(item)
    return items or Wrong("There is no item in that.", f"Give one: {row_form(fields)}")


QUOTING = 'Put a field that holds ; or | itself in quotation marks: "Room 4; ground floor"'


def row_form(fields: Mapping[str, ItemField]) -> str:
    """How an item is written on one line."""
    return " | ".join(one.ask for one in fields.values())


def of_field(asked: ItemField, text: str) -> str | Wrong:
    """One field of an item; empty where it may be left out and is."""
    if not text.strip():
        return "" if asked.optional else Wrong("This can't be left out.")
    said = read_reply(AskWords(asked.type, asked.example or ""), text)
    return said if isinstance(said, Wrong) else str(said)


def _picture(text: str) -> dict[str, str] | Wrong:
    """A picture: its file, and what it shows for whoever doesn't see it, with | between."""
    file, _, alt = (part.strip() for part in text.partition("|"))
    if not is_picture(file):
        return Wrong(
            f"{quoted(file)} can't be a picture's file.", "Give its name, such as map.png."
        )
    if not alt or is_name_alone(alt, file):
        return Wrong(
            "What the picture shows is missing.", f"Give it behind: {file} | The office is …"
        )
    return {"file": file, "alt": alt}
