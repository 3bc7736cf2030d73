"""Which question somebody means: by its number, its name, or its words."""

import re
from collections.abc import Mapping, Sequence

from policygen.actions.picking import key_of
from policygen.actions.questions import Question


def questions_meant(
    known: Mapping[int, Question], which: str, said: Sequence[str] = ()
) -> list[int]:
    """The numbers of the questions that words may mean.

    They may be a number, a name, its end or how that begins, what stands in it between two dots, or
    how the question begins. Where what is `said` to the questions is given too, they may also stand
    anywhere in a question, or in what is said to it.
    """
    text = key_of(which).rstrip("?")
    if text.isascii() and text.isdigit():
        return [int(text[:9])] if int(text[:9]) in known else []
    names = [key_of(one.name) for one in known.values()]
    parts = [re.split("[.:]", name) for name in names]
    asked = [key_of(one.ask).rstrip("?") for one in known.values()]
    ways = [
        [name == text for name in names],
        [name.endswith((f".{text}", f":{text}")) for name in names],
        [text in some[1:] for some in parts],
        [
            words.startswith(text) or some[-1].startswith(text)
            for some, words in zip(parts, asked, strict=True)
        ],
        [any(part.startswith(text) for part in some[1:]) for some in parts],
    ]
    if said:
        ways += [
            [f" {text} " in f" {words} " for words in asked],
            [text in key_of(words) for words in said],
        ]
    for way in ways if text else ():
        if any(way):
            return [number for number, is_it in zip(known, way, strict=True) if is_it]
    return []


def nothing_there(known: Mapping[int, Question], which: str) -> str:
    """What is said where words mean no question."""
    if which.isascii() and which.isdigit() and known:
        return f"There is no {which} here: the numbers go from {min(known)} to {max(known)}."
    return f"Nothing goes by {which} here."
