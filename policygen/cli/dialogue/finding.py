"""Which question somebody means: by its number, its name, or its words."""

import re
from collections.abc import Mapping, Sequence

from policygen.actions.picking import key_of
from policygen.actions.questions import Question

_MOST_LISTED = 5  # questions that words may mean, so that the one is soon found


def questions_meant(
    known: Mapping[int, Question], which: str, said: Sequence[str] = ()
) -> list[int]:
    """The numbers of the questions that words may mean.

    They may be a number, a name, its end or how that begins, what stands in it between two dots (so
    a post means both what it is called and who holds it), or how the question begins. Where what is
    `said` to the questions is given too, they may also stand anywhere in a question, or in what is
    said to it.
    """
    text = key_of(which).rstrip("?")
    if text.isascii() and text.isdigit():
        return [int(text[:9])] if int(text[:9]) in known else []
    names = [key_of(one.name) for one in known.values()]
    parts = [re.split("[.:]", name) for name in names]
    asked = [key_of(one.ask).rstrip("?") for one in known.values()]
    ways = [
        [name == text for name in names],
        [
            name.endswith((f".{text}", f":{text}")) or text in some[1:]
            for name, some in zip(names, parts, strict=True)
        ],
        [
            words.startswith(text) or some[-1].startswith(text)
            for some, words in zip(parts, asked, strict=True)
        ],
        [any(part.startswith(text) for part in some[1:]) for some in parts],
    ]
    if said:
        ways += [
            [f" {text} " in f" {words} " for words in asked],
            [f" {text} " in f" {key_of(words)} " for words in said],
        ]
    for way in ways if text else ():
        if any(way):
            return [number for number, is_it in zip(known, way, strict=True) if is_it]
    return []


def unclear(known: Mapping[int, Question], which: str, numbers: Sequence[int]) -> str:
    """What is said where words mean no question, or those of several `numbers`."""
    if len(numbers) > _MOST_LISTED:
        *rest, last = map(str, numbers)
        return f"{which} may mean {', '.join(rest)} or {last}. Type the number; show lists them."
    if numbers:
        asked = (f"  {number}. {known[number].ask}" for number in numbers)
        return "\n".join((f"{which} may mean", *asked, "Type the number of the one."))
    if which.isascii() and which.isdigit() and known:
        if min(known) < int(which[:9]) < max(known):
            return f"Question {which} needs no answer, as things are answered now."
        return f"There is no {which} here: the numbers go from {min(known)} to {max(known)}."
    return f"Nothing goes by {which} here."
