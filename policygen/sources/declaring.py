"""What is wrong with what a model or a workspace asks, as it is declared."""

from collections.abc import Collection

from policygen.errors import TextError, right_for
from policygen.sources.asking import Asked, Limited, Tell
from policygen.sources.located import Keys
from policygen.sources.value_types import LIMITED, NO_LIMITS, TYPES, Limits, TypeName, read_value

_IN_ITEMS = "give its defaults as items: {name: text}"
_IN_FILE = "give its items in a file, rows: name.xlsx or name.csv"
_IN_FIELDS = "give examples with its fields"


def declared_problems(asked: Asked, keys: Keys, written: Collection[str], tell: Tell) -> None:
    """Tell what is wrong with one declaration; `written` are the keys that it has."""
    name = keys[-1]
    is_list = asked.type == "list"
    for what in ("default", "example"):
        if what not in written or asked.text_type:
            continue
        if asked.type == "picture":
            if what == "default":
                hint = "show it with its name: ![what it shows](plan.png)"
                tell((*keys, what), "a picture of a school's own has no default", hint, True)
            continue
        hint = _IN_ITEMS if is_list else _IN_FILE if what == "default" else _IN_FIELDS
        tell((*keys, what), f"a list can't have {_article(what)}", hint, True)
    if asked.type == "records" and not asked.fields and "fields" not in written:
        hint = "add fields: {name: {ask: …}, …}"
        tell((*keys, "type"), f"the key 'fields' of {name} is missing", hint, False)
    if asked.type != "records" and asked.fields:
        tell((*keys, "fields"), f"{name} has fields but no records", "add type: records", True)
    if kind := asked.text_type:
        for what in ("default", "example"):
            _must_fit(kind, getattr(asked, what, None), (*keys, what), tell, asked.limits)
    _limits(asked, asked.text_type, keys, tell)
    for field, one in asked.fields.items():
        place = (*keys, "fields", field)
        _must_fit(one.type, one.example, (*place, "example"), tell, one.limits)
        _limits(one, one.type, place, tell)


def _limits(asked: Limited, kind: TypeName | None, keys: Keys, tell: Tell) -> None:
    """A least and a most must be of a type that has an order, and the most no less."""
    for what in ("least", "most"):
        text = getattr(asked, what)
        if text is not None and kind not in LIMITED:
            hint = f"add type: {', '.join(LIMITED[:-1])} or {LIMITED[-1]}, or remove it"
            tell((*keys, what), f"{keys[-1]} has a {what}, and isn't an amount", hint, True)
        elif kind:
            _must_fit(kind, text, (*keys, what), tell)
    limits = asked.limits
    if limits.least and limits.most:
        try:
            least = Limits(limits.least)
            least.must_hold(limits.most)
        except TextError:
            message = f"the most is less than the least, {limits.least}"
            tell((*keys, "most"), message, f"write {least.in_words}", False)


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _must_fit(
    kind: TypeName, text: str | None, keys: Keys, tell: Tell, limits: Limits = NO_LIMITS
) -> None:
    """A default or an example must be of the type that it is one of, and within its limits."""
    if text is None:
        return
    try:
        read_value(kind, text, limits)
    except ValueError as error:
        tell(keys, str(error), right_for(error, TYPES[kind].right), False)
