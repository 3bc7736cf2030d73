"""Which question somebody means: by its number, its name, or its words."""

import re
from collections.abc import Sequence

from policygen.actions.picking import key_of
from policygen.actions.questions import Question


def questions_meant(known: Sequence[Question], which: str, said: Sequence[str] = ()) -> list[int]:
    """The numbers of the questions that words may mean, counted from 1.

    They may be a number, a name, its end or how that begins, or how the question begins. Where what
    is `said` to the questions is given too, they may also stand anywhere in a question, or in what
    is said to it.
    """
    text = key_of(which).rstrip("?")
    if text.isascii() and text.isdigit():
        return [int(text)] if 0 < int(text[:9]) <= len(known) else []
    names = [key_of(one.name) for one in known]
    asked = [key_of(one.ask).rstrip("?") for one in known]
    ways = [
        [name == text for name in names],
        [name.endswith((f".{text}", f":{text}")) for name in names],
        [
            words.startswith(text) or re.split("[.:]", name)[-1].startswith(text)
            for name, words in zip(names, asked, strict=True)
        ],
    ]
    if said:
        ways += [
            [f" {text} " in f" {words} " for words in asked],
            [text in key_of(words) for words in said],
        ]
    for way in ways if text else ():
        if any(way):
            return [number for number, is_it in enumerate(way, 1) if is_it]
    return []
