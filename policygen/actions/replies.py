"""What a person types to a question, read as what stands in a school's file; or what was wrong.

One line answers any question, on a terminal and on a command line: items with ; between, and the
fields of a record with | between, each in quotation marks where it holds such a sign.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from policygen.actions.examples import unquoted, words_meant
from policygen.actions.list_changes import changed_list
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
from policygen.errors import plural, quoted, right_for
from policygen.sources.asking import ItemField
from policygen.sources.picture import is_name_alone, is_picture
from policygen.sources.row_files import is_rows
from policygen.sources.text import describe, refused_character, tidy
from policygen.sources.value_types import NO_LIMITS, TYPES, Limits, TypeName, read_value

Reply: TypeAlias = str | list[Any] | dict[str, Any] | Wrong

WANTED: Mapping[TypeName, str] = {
    "text": "Some text", "lines": "Several lines of text", "date": "A date",
    "year": "A year", "number": "A number", "money": "A sum of money", "time": "A time of day",
    "email": "An e-mail address", "telephone": "A telephone number",
    "link": "An address on the web", "colour": "A colour",
}  # fmt: skip


def wanted(kind: TypeName, limits: Limits = NO_LIMITS) -> str:
    """What is wanted, and how it is written; empty for plain text."""
    if kind in ("text", "lines"):
        return ""
    within = f", {limits.in_words}" if limits.in_words else ""
    return f"{WANTED[kind]}{within}: {TYPES[kind].right}."


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
        case AskWords(kind, example, default, limits):
            return words(kind, text, example, default, limits)
        case AskTexts(lines, example):
            return _texts(text, example, lines=lines)
        case AskChanges(items):
            return changed_list(items, text, given)
        case AskRecords(fields):
            return _records(fields, text)
        case AskPicture():
            return _picture(text)
        case _:
            assert_never(form)


def words(
    kind: TypeName, text: str, example: str = "", default: str = "", limits: Limits = NO_LIMITS
) -> str | Wrong:
    """A text of some type, as it was typed; the word `example` or `default` takes that one."""
    said = words_meant(text, example, default)
    if isinstance(said, Wrong):
        return said
    try:
        read_value(kind, said, limits)
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
    said = read_reply(AskWords(asked.type, asked.example or "", limits=asked.limits), text)
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
