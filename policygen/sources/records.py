"""Checked records: the field types that sources share, and pydantic's errors in plain words."""

import re
from collections.abc import Callable, Sequence
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from policygen import dates
from policygen.document.numerals import is_mark, is_named_mark
from policygen.errors import Problem, nearest, quoted, right_for, suggest
from policygen.sources.explaining import NO_COLON, NO_KEYS, missing_space
from policygen.sources.located import Keys, Located
from policygen.sources.names import is_device, is_id, is_name
from policygen.sources.text import MAX_LENGTH, slug, tidy, tidy_lines
from policygen.sources.value_types import TYPES, email_address

_KEY = re.compile("[a-z][a-z0-9_-]*")
_LONG_DASH = re.compile("[\u2010-\u2015\u2212]")  # as word processors type them
MAX_TOLD = 100  # problems with the keys of one file


class Record(BaseModel):
    """A frozen record that knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


AnyRecord = TypeVar("AnyRecord", bound=Record)


def bounded_text(limit: int, tidied: Callable[[str], str] = tidy) -> BeforeValidator:
    """A field that is text of at most so many characters, once it is tidied."""

    def check(value: object) -> str:
        if value is None:
            raise _wrong("is empty", "write some text")
        if not isinstance(value, str):
            hint = "write one text; if it begins with [ or {, put it in quotes"
            raise _wrong(f"is {kind_of(value)} where text belongs", hint)
        text = tidied(value)
        if not text:
            raise _wrong("is empty", "write some text")
        if len(text) > limit:
            raise _wrong(f"is {len(text):,} characters long", f"keep it within {limit:,}")
        return text

    return BeforeValidator(check)


def parsed(parse: Callable[[str], Any], hint: str) -> BeforeValidator:
    """A field that is read from text; what `parse` raises as ValueError is what is wrong."""

    def check(value: object) -> Any:
        if value is None:
            raise _wrong("is empty", hint)
        if not isinstance(value, str):
            raise _wrong(f"is {kind_of(value)} where text belongs", hint)
        try:
            return parse(tidy(value))
        except ValueError as error:
            raise PydanticCustomError(
                "said", "{said}", {"said": str(error), "hint": right_for(error, hint)}
            ) from None

    return BeforeValidator(check)


def _or_none(empty: Any) -> BeforeValidator:
    """A group or a list that may be left empty: it holds nothing then."""
    return BeforeValidator(lambda value: empty if value is None else value)


def _said_to_be_empty(schema: dict[str, Any]) -> None:
    schema["type"] = [schema["type"], "null"]


_MAY_BE_EMPTY = Field(json_schema_extra=_said_to_be_empty)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
GroupOf = Annotated[dict[_Key, _Value], _or_none({}), _MAY_BE_EMPTY]
ListOf = Annotated[list[_Value], _or_none([]), _MAY_BE_EMPTY]


def fitting_key(fits: Callable[[str], bool], joint: str, hint: str) -> BeforeValidator:
    """A key that fits; what is written otherwise has its words joined so in the hint."""

    def check(value: object) -> str:
        text = str(value)
        if fits(text):
            return text
        meant = slug(_LONG_DASH.sub("-", text), joint)
        context = {"said": f"{quoted(text)} can't be a name here", "hint": hint}
        if is_device(text):
            context["hint"] = "Windows keeps this name for itself; choose another"
        elif fits(meant):
            context |= {"hint": f"{hint}: {meant}", "meant": meant}
        raise PydanticCustomError("key", "{said}", context)

    return BeforeValidator(check)


def _wrong(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{said}", {"said": message, "hint": hint})


def kind_of(value: object) -> str:
    """What a value from YAML is, in words."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a group of keys"
        case list():
            return "a list"
    return "text"


def _mark(text: str) -> str:
    if not is_mark(text):
        raise ValueError(f"{text!r} is no mark that counts inside a clause")
    return text


def _named_mark(text: str) -> str:
    if not is_named_mark(text):
        raise ValueError(f"{text!r} can't be what the first appendix is called")
    return text


_ID_HINT = "use small letters, digits and hyphens"
_NAME_HINT = "begin with a small letter, and use small letters, digits and underscores"
_CYCLE_HINT = "write annually, every 2 years, every 18 months, every autumn term or as needed"
_MARK_HINT = "write the first one, such as (a), a), a., (i), i., A. or (1)"
_NAMED_HINT = "write a name and the first letter or number, such as Appendix A or Schedule 1"
_TEXT = WithJsonSchema({"type": "string", "minLength": 1})

Line = Annotated[str, bounded_text(MAX_LENGTH), _TEXT]
Lines = Annotated[str, bounded_text(MAX_LENGTH, tidy_lines), _TEXT]
TITLE = bounded_text(200)
Title = Annotated[str, TITLE, _TEXT]  # also goes where formats keep short texts only
# An editor must not object to 1.0 or 2016-04 without quotes: policygen reads them as they stand.
Word = Annotated[str, bounded_text(40), WithJsonSchema({"type": ["string", "number"]})]
Known = Annotated[str, bounded_text(MAX_LENGTH), WithJsonSchema({"type": ["string", "number"]})]
Date = Annotated[
    dates.PartialDate,
    parsed(dates.PartialDate.parse, dates.ACCEPTED),
    WithJsonSchema({"type": "string", "description": dates.ACCEPTED}),
]
ReviewCycle = Annotated[
    dates.Cycle,
    parsed(dates.Cycle.parse, _CYCLE_HINT),
    WithJsonSchema({"type": "string", "description": _CYCLE_HINT}),
]
Email = Annotated[str, parsed(email_address, TYPES["email"].right)]
LinkedEmail = Annotated[str, parsed(TYPES["email"].read, TYPES["email"].right)]
Telephone = Annotated[
    str, parsed(TYPES["telephone"].read, TYPES["telephone"].right), WithJsonSchema(
        {"type": ["string", "number"]}
    ),
]  # fmt: skip
FirstMark = Annotated[
    str, parsed(_mark, _MARK_HINT), WithJsonSchema({"type": "string", "description": _MARK_HINT})
]
NamedMark = Annotated[
    str,
    parsed(_named_mark, _NAMED_HINT),
    WithJsonSchema({"type": "string", "description": _NAMED_HINT}),
]
WebAddress = Annotated[str, parsed(TYPES["link"].read, TYPES["link"].right)]
Id = Annotated[str, fitting_key(is_id, "-", _ID_HINT)]
Name = Annotated[str, fitting_key(is_name, "_", _NAME_HINT)]


def check(record: type[AnyRecord], located: Located) -> tuple[AnyRecord | None, list[Problem]]:
    """The record that the data makes, and everything that is wrong with it.

    Where something is wrong, the record is made of the rest if that can be done, so that the
    other checks can go on; its faulty parts then hold stand-ins, and nothing may be built of it.
    Of a file that couldn't be read, which has said so, there is none.
    """
    if located.data is None:
        return None, []
    try:
        return record.model_validate(located.data), []
    except ValidationError as error:
        if error.error_count() > MAX_TOLD:
            return None, _first(record, located, error)
        problems = _respelt(record, located, error)
    rest = located.data
    for cut in range(4):  # ever more around a fault is left out, until the rest holds together
        try:
            return record.model_validate(rest), problems
        except ValidationError as error:
            for fault in error.errors():
                if not cut:
                    problems.append(_problem(record, located, fault))
                loc = _keys(fault["loc"])
                kind = "" if cut else fault["type"]
                rest = _mended(rest, loc[: max(1, len(loc) - max(0, cut - 1))], kind)
    return None, problems


def _first(record: type[Record], located: Located, error: ValidationError) -> list[Problem]:
    """The first problems of too many to look into."""
    problems = [_problem(record, located, fault) for fault in error.errors()[:MAX_TOLD]]
    message = f"too many problems in this file: the first {MAX_TOLD} are listed"
    return [Problem(located.at(()), message, "mend these, and check again"), *problems]


def _respelt(record: type[Record], located: Located, error: ValidationError) -> list[Problem]:
    """Take misspelt keys for those that were probably meant, so that all below them is checked."""
    problems = []
    for fault in error.errors():
        *holder, name = keys = _keys(fault["loc"]) or ("",)
        beside: Any = located.raw(*holder)
        if not isinstance(beside, dict):
            continue  # what is around it was respelt, so it can't be found by its old name
        if fault["type"] == "key":
            meant = fault["ctx"].get("meant")
        elif fault["type"] == "extra_forbidden":
            meant = nearest(str(name), set(_fields(record, tuple(holder))) - beside.keys())
        else:
            continue
        if meant and meant not in beside:
            problems.append(_problem(record, located, fault))
            located.respell(keys, meant)
    return problems


def _problem(record: type[Record], located: Located, fault: Any) -> Problem:
    keys = _keys(fault["loc"])
    name = named(keys) if keys else "this file"
    context = fault.get("ctx", {})
    hint = context.get("hint", "")
    at_key = "[key]" in fault["loc"] or fault["type"] == "extra_forbidden"
    match fault["type"]:
        case "missing":
            holder = f" of {named(keys[:-1])}" if keys[:-1] else ""
            message, hint = f"the key {name!r}{holder} is missing", f"add {name}: …"
        case "extra_forbidden":
            message = f"unknown key {quoted(name)}"
            known = _fields(record, keys[:-1])
            hint = suggest(name, known, verb="use one of")
            if not nearest(name, known):
                hint = _belongs(keys, located.raw(*keys[:-1])) or hint
        case "said" | "key":
            message = context["said"]
        case "wrong":
            message = f"{name} {context['said']}"
        case "literal_error":
            given = fault["input"]
            said = quoted(given) if isinstance(given, str) else kind_of(given)
            message = f"{name} can't be {said}"
            hint = f"choose {context['expected']}".replace("'", "")
            if meant := nearest(str(given), re.findall("'(.*?)'", context["expected"])):
                hint = f"did you mean {meant}?"
        case "dict_type" | "model_type" | "model_attributes_type":
            message = f"{name} is {kind_of(fault['input'])} where a group of keys belongs"
            hint = "write each key under it on a line of its own, indented"
            if not keys:
                hint = "write each key on a line of its own, such as name: Oak School"
            elif fault["input"] is None:
                message = f"{name} is empty"
                hint = "write its keys under it, indented, or remove it"
            elif slip := missing_space([str(fault["input"])]):
                place, (_, column, key) = located.at(keys), slip
                place = place._replace(column=place.column + column - 1)
                said = str(fault["input"])[column:]
                return Problem(place, f"a space is missing after {key}:", f"write {key}: {said}")
            elif isinstance(fault["input"], str):
                first, _, rest = _first_line(located, keys, fault["input"]).partition(" ")
                is_bare = rest and _KEY.fullmatch(first) and first not in NO_KEYS
                if is_bare and fault["type"] != "dict_type" and first in _fields(record, keys):
                    return Problem(located.at(keys), NO_COLON, f"write {first}: {rest}")
                hint += ", with a colon after it"
                if is_bare:
                    said = f"write {first}: {rest}"
                    hint = f"if {first} is a key, a colon is missing after it: {said}"
        case "list_type":
            message = f"{name} is {kind_of(fault['input'])} where a list belongs"
            hint = "write each item under it on a line of its own, after '- '"
            if fault["input"] is None:
                message, hint = f"{name} is empty", "write its items under it, or remove it"
        case "too_long":
            message = f"{name} has too many entries"
            hint = f"give at most {context['max_length']}"
        case "too_short":
            message = f"{name} has too few entries"
            hint = f"give at least {context['min_length']}"
        case _:
            message = f"{name}: {fault['msg']}"
    return Problem(located.at(keys, key=at_key), message, hint)


def _first_line(located: Located, keys: Keys, text: str) -> str:
    """What stands of a text on its first line: a second one may be meant for a key, too."""
    place = located.at(keys)
    line = "".join(located.text.split("\n")[place.line - 1 - located.offset :][:1])
    first = line[place.column - 1 :].strip()
    return first if first and text.startswith(first) else text


_GROUPS = {"choices": "a decision", "values": "a value", "roles": "a post", "facts": "a fact"}


def _belongs(keys: Keys, beside: Any) -> str:
    """Where a key belongs that was indented too little, right below a group: by what it may be.

    Empty where no group stands above it, or it holds more than an answer.
    """
    *_, name = keys
    if not isinstance(beside, dict) or isinstance(beside.get(name), dict | None):
        return ""
    if not any(key in _GROUPS for key in list(beside)[: list(beside).index(name)]):
        return ""
    groups = [f"under {key} if it is {what}" for key, what in _GROUPS.items() if key in beside]
    return f"indent it {', '.join(groups)}; else remove it"


def named(keys: Keys) -> str:
    """What stands under some keys, in words."""
    *holder, last = keys
    if isinstance(last, str):
        return last
    return f"entry {last + 1} of {named(tuple(holder))}" if holder else f"entry {last + 1}"


def _keys(loc: Sequence[str | int]) -> Keys:
    return tuple(part for part in loc if part != "[key]")


def _fields(record: Any, keys: Keys) -> list[str]:
    """The keys that may stand below `keys` in a record."""
    for part in keys:
        if isinstance(record, type) and issubclass(record, Record):
            record = record.model_fields[str(part)].annotation
        else:
            record = get_args(record)[-1 if get_origin(record) is dict else 0]
        if NoneType in get_args(record):  # a group that may be left out
            record = next(one for one in get_args(record) if one is not NoneType)
    return [field.alias or name for name, field in record.model_fields.items()]


_STAND_INS = {"issued": "2000-01", "review": "as needed", "alternatives": {"a": "a", "b": "b"}}


def _mended(data: Any, loc: Sequence[str | int], fault: str) -> Any:
    """The data without one faulty part, or with a stand-in where the part can't be left out."""
    keys = _keys(loc)
    if "history" in keys:
        keys = keys[: keys.index("history") + 1]  # an order with a gap in it can't be checked
    if not keys or not isinstance(data, dict):
        return data if isinstance(data, dict) else {}
    head, *rest = keys
    if rest:
        return {**data, head: _mended(data.get(head), rest, fault)}
    left = {key: value for key, value in data.items() if key != head}
    if fault == "missing" or (
        fault in ("wrong", "said") and head not in ("history", "next_review")
    ):
        return {**left, head: _STAND_INS.get(str(head), "?")}
    return left
