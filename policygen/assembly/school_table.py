"""Schools that are yet to be made, as a table: a row for each, with what is so of it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from policygen.assembly.answer_table import NAME, SCHOOL
from policygen.assembly.asked_columns import AskedColumn, fact_columns, post_columns
from policygen.assembly.compose import asked_of_school
from policygen.assembly.uses import TYPES_OF_A_POST
from policygen.sources.asking import Asked
from policygen.sources.model import Model
from policygen.sources.sheets import AnswerSheet, SheetColumn
from policygen.sources.text import slug

SCHOOLS = "Schools"
EMAIL, TRUST, POLICIES = "email", "trust", "policies"
NAMING = (
    SheetColumn(
        SCHOOL,
        "What is its folder called? Empty: by its name, as elm-park for Elm Park",
        fixed=True,
    ),
    SheetColumn(NAME, "What is its full name?", fixed=True),
)
_MOST = 64  # characters of a folder's name
_NO_MARK = re.compile("['’‘`.]")  # St. Mary's is st-marys


def id_from(name: str) -> str:
    """The name of a folder for a school of that name; empty if none can be made from it."""
    made = slug(_NO_MARK.sub("", name), "-")
    return made if len(made) <= _MOST else made[: _MOST + 1].rpartition("-")[0] or made[:_MOST]


def school_columns(
    facts: Mapping[str, Asked], models: Iterable[Model], trusts: Sequence[str] = ()
) -> dict[str, AskedColumn]:
    """What may be said of a school in such a table, by the names of the columns.

    Each post that a model names has one for who holds it, and for whatever else some model prints.
    """
    posts: dict[str, tuple[str, set[str]]] = {}
    for model in models:
        details = asked_of_school(model, tuple(model.front.control.values())).details
        for name, title in model.front.roles.items():
            asked = posts.setdefault(name, (title, {"holder"}))[1]
            asked |= {detail for detail in TYPES_OF_A_POST if (name, detail) in details}
    email = SheetColumn(EMAIL, "To which address are reminders sent?", "email")
    columns = [AskedColumn(email, (EMAIL,)), *fact_columns(facts)]
    if trusts:
        ask = "Which trust does it belong to, if any?"
        offered = dict.fromkeys(trusts, "")
        columns.insert(1, AskedColumn(SheetColumn(TRUST, ask, offered=offered), (TRUST,)))
    for name, (title, asked) in posts.items():
        columns += post_columns(name, title, [one for one in TYPES_OF_A_POST if one in asked])
    return {column.name: column for column in columns}


def school_sheet(columns: Mapping[str, AskedColumn], titles: Mapping[str, str]) -> AnswerSheet:
    """The table with no school in it yet. `titles` are those of the policies that there are."""
    example = f" Such as: {'; '.join([*titles][:2])}" if titles else ""
    ask = "Which policies does it adopt? (several, with ; between)"
    more = " A model version may follow: social-media@2016-04. Empty: none yet."
    policies = SheetColumn(
        POLICIES, ask, offered=titles or None, several=True, help=f"{ask}{example}{more}"
    )
    return AnswerSheet(SCHOOLS, (*NAMING, policies, *(one.sheet for one in columns.values())), ())
