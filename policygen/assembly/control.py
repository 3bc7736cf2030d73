"""The rows of the control table that a model declares and a school adds: what may stand in them."""

import re
from collections.abc import Iterator

from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.declared import problems_of_name
from policygen.assembly.frame import CONSULTED, OWN_ROWS
from policygen.assembly.uses import names_something
from policygen.errors import Position, Problem, nearest
from policygen.sources.model import Model

_GROUPS = ("values", "roles", "facts", "school")
_LIKE_A_NAME = re.compile(r"(values|roles|facts|school)\.\S")
_NEARLY = re.compile(r"([a-z]+)(\.[a-z0-9_.]+)")


def control_problems(model: Model) -> Iterator[Problem]:
    """What is wrong with the rows that a model declares."""
    seen: dict[str, str] = {}
    for term, said in model.front.control.items():
        key = model.at("control", term, key=True)
        place = model.at("control", term)
        yield from row_problems(model, term, said, key, place)
        if "{{" in said or "{%" in said:
            hint = "write the name alone, such as roles.headteacher"
            yield Problem(place, f"{term} has braces, which would be printed", hint)
        if (first := seen.setdefault(term.lower(), term)) != term:
            yield Problem(key, f"there is a row {first} already", "call it something else")


def _is_picture(model: Model, name: str) -> bool:
    value = model.front.values.get(name)
    return value is not None and value.type == "picture"


def row_problems(
    model: Model, term: str, said: str, key: Position, place: Position
) -> Iterator[Problem]:
    """What is wrong with one row: its term, which stands at `key`, and what it says."""
    for own in (*OWN_ROWS, *([CONSULTED] if model.front.agreed else ())):
        if own.lower() == term.lower():
            message = f"the control table has a row {own} of its own"
            yield Problem(key, message, "call it something else")
    if (found := _NEARLY.fullmatch(said)) and _is_picture(model, found[2][1:]):
        hint = "name a text, or write plain words"
        yield Problem(place, f"{said} is a picture, which no row can show", hint)
    elif names_something(said):
        try:
            yield from problems_of_name(model, said, place)
        except TemplateSyntaxError:
            hint = "write a name such as roles.headteacher, or plain words"
            yield Problem(place, f"{said!r} can't be read", hint)
    elif (found := _NEARLY.fullmatch(said)) and (group := nearest(found[1], _GROUPS)):
        yield Problem(place, f"{said!r} is no name", f"did you mean {group}{found[2]}?")
    elif _LIKE_A_NAME.match(said):
        hint = "join the words of a name with _, such as roles.head_of_year, or write plain words"
        yield Problem(place, f"{said!r} is no name", hint)
