"""Changes typed to a list that is there: `drop 2; rename 3 new words; add some; others`, or `keep`.

All that stand on one line count by the list as it was shown, with what the line adds behind it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policygen.actions.examples import unquoted
from policygen.actions.parting import freed, pieces_of
from policygen.actions.picking import Wrong, a_number, one_of, parts_of
from policygen.errors import quoted
from policygen.sources.text import tidy

ANEW = "anew"  # begins a list of the school's own over
_VERBS = ("drop", "rename", "add", ANEW)
_GO_ON = ("drop", "add")  # what follows without a verb of its own is another of these


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list as it was shown, each item by a key: the model's by their names.

    `gone` are the keys of those that were dropped since; so the numbers stay.
    """

    words: Mapping[str, str]
    renamed: Mapping[str, str]
    gone: tuple[str, ...] = ()


def changed_list(items: Mapping[str, str], text: str, given: Any) -> dict[str, Any] | Wrong:
    """A list as a line changes it: `items` are the model's, `given` is what a school changed."""
    now: Mapping[str, Any] = given if isinstance(given, dict) else {}
    parts = [part for part in map(tidy, pieces_of(text, ";")) if part]
    if items and "keep" in map(str.lower, parts):
        if len(parts) == 1:
            return {}
        message = "keep gives up every change, so that no other can stand beside it."
        return Wrong(message, 'Type keep alone. To add that word itself, type add "keep".')
    dropped, renamed = tuple(now.get("drop") or ()), dict(now.get("rename") or {})
    words = {name: renamed.get(name, said) for name, said in items.items() if name not in dropped}
    words |= {_key(number): said for number, said in enumerate(now.get("add") or ())}
    listed = _Listed(words, renamed)
    for verb, rest in _with_verbs(parts):
        match _changed(items, listed, verb, rest):
            case Wrong() as wrong:
                return wrong
            case listed:
                pass
    left = {key: said for key, said in listed.words.items() if key not in listed.gone}
    if not left:
        return Wrong("That would leave nothing in the list.", "Add an item first.")
    changed = {
        "rename": {name: said for name, said in listed.renamed.items() if name not in listed.gone},
        "drop": [*dropped, *(name for name in listed.gone if name in items)],
        "add": [said for key, said in left.items() if key not in items],
    }
    return {name: said for name, said in changed.items() if said}


def _key(number: int) -> str:
    """The key of an item that a school added."""
    return f"+{number}"


def _with_verbs(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Each change on a line as its verb, small, and what follows."""
    before = ""
    for part in parts:
        verb, _, rest = part.partition(" ")
        if verb.lower() not in _VERBS and before in _GO_ON:
            verb, rest = before, part
        yield verb if verb.lower() not in _VERBS else verb.lower(), rest.strip()
        before = "add" if verb.lower() == ANEW else verb.lower()


def how_to_change(items: Mapping[str, str], count: int) -> str:
    """What may be typed to a list of so many items; the model's own has items with names."""
    number = min(2, count)
    other = "keep for the list that the model has" if items else f"{ANEW} to type it all again"
    return f"Type drop {number}, rename {number} new words, add new words, or {other}."


def _changed(items: Mapping[str, str], listed: _Listed, verb: str, rest: str) -> _Listed | Wrong:
    """The list with one change."""
    match verb:
        case "add" if rest:
            said = unquoted(freed(rest), _VERBS)
            return replace(listed, words={**listed.words, _key(len(listed.words)): said})
        case "add":
            return Wrong("The words to add are missing.", "Type add and the new words.")
        case "drop":
            return _dropped(listed, rest)
        case "rename":
            return _renamed(items, listed, rest)
        case "anew" if not items:
            emptied = replace(listed, gone=(*listed.words,))
            return _changed(items, emptied, "add", rest) if rest else emptied
    return _no_change(items, listed, f"{verb} {rest}".strip())


def _dropped(listed: _Listed, rest: str) -> _Listed | Wrong:
    """The list without some of its items: `2`, `2, 3`, `2 and 3`, or their words."""
    if not rest:
        return Wrong("Which one to drop is missing.", f"Type drop and {_number_of(listed)}.")
    for which in parts_of(listed.words, rest):
        match _found(listed, which):
            case Wrong() as wrong:
                return wrong
            case key:
                listed = replace(listed, gone=(*listed.gone, key))
    return listed


def _renamed(items: Mapping[str, str], listed: _Listed, rest: str) -> _Listed | Wrong:
    """The list with one item in other words: `2 new words`, or `2=new words`."""
    which, _, said = rest.replace("=", " ", 1).partition(" ")
    if not said.strip():
        number = min(2, len(listed.words))
        return Wrong("The new words are missing.", f"Type rename {number} new words.")
    said = unquoted(freed(said.strip()), _VERBS)
    match _found(listed, which):
        case Wrong() as wrong:
            return wrong
        case key:
            own = {key: said} if key in items else {}
            words, renamed = {**listed.words, key: said}, {**listed.renamed, **own}
            return replace(listed, words=words, renamed=renamed)


def _found(listed: _Listed, which: str) -> str | Wrong:
    """The key of the item that is meant."""
    match one_of(listed.words, which):
        case Wrong(message):
            return Wrong(message, f"Give {_number_of(listed)}.")
        case key if key in listed.gone:
            message = f"{quoted(which)} is dropped already."
            return Wrong(message, "On one line, all numbers are those of the list as it was shown.")
        case key:
            return key


def _number_of(listed: _Listed) -> str:
    return a_number(len(listed.words))


def _no_change(items: Mapping[str, str], listed: _Listed, text: str) -> Wrong:
    """That a text is no change; one that names an item may be meant in one of two ways."""
    message = f"{quoted(text)} can't be understood."
    for part in (text, text.partition(" ")[2]):
        if isinstance(found := one_of(listed.words, part), str):
            number = [*listed.words].index(found) + 1
            take, call = f"drop {number}", f"rename {number} new words"
            return Wrong(message, f"To take it away, type {take}; to call it otherwise, {call}.")
    how = how_to_change(items, len(listed.words))
    if text.isdigit():
        return Wrong(message, how)
    return Wrong(message, f"To add it to the list, type add {text}. {how}")
