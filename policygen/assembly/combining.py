"""What is wrong with some combination of choices, though with none of its passages alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, islice, product
from math import prod
from typing import NamedTuple
from zlib import crc32

from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.assembly.reach import within_reach
from policygen.errors import Problem
from policygen.readers.markdown.cutting import parts
from policygen.readers.markdown.shape import Shape
from policygen.sources.asking import Answer, Asked
from policygen.sources.decision import Choice, Decision
from policygen.sources.model import Model
from policygen.sources.picture import OwnPicture, Picture
from policygen.sources.posts import PostHolder

MAX_COMBINATIONS = 1_000
_WORK = 1_000_000  # characters to be gone through in all
_MORE = 4  # times as many for the telling combinations, if it takes so many
_KNOWN = 8  # times as quickly as others is a section gone through that was printed before
_FULL = range(8, 64)  # combinations of a group are all tried: of a long text the fewest


class Tried(NamedTuple):
    """What is wrong with some combination of choices, and whether all of them were tried."""

    problems: list[Problem]
    all: bool


def check_combinations(model: Model) -> list[Problem]:
    """What is wrong with some combination of choices: a target that only another one prints."""
    return try_combinations(model).problems


def try_combinations(model: Model) -> Tried:
    """The same, and whether all combinations were tried.

    For a text that `check_text` finds nothing in. Tries all, or as many as can be tried in some
    seconds: first such in which each choice occurs with each other within its reach. Build tries
    what a school has chosen.
    """
    decisions = model.front.decisions
    given = _stand_ins(model)
    given = replace(given, values={**given.values, **defaults(model)})
    problems: dict[Problem, None] = {}
    known: set[str] = set()
    work = 0
    full = min(max(_WORK // (len(model.text) + 1), _FULL.start), _FULL.stop)
    found = combinations(decisions, within_reach(model), full)
    for tried, (choices, telling) in enumerate(found):
        if tried == MAX_COMBINATIONS or work > _WORK * (_MORE if telling else 1):
            return Tried(list(problems), all=False)
        shape = compose(model, replace(given, choices=choices)).shape
        problems |= dict.fromkeys(shape_problems(model, shape))
        new = {*parts(shape.text)} - known
        known |= new
        work += sum(map(len, new)) + len(shape.text) // _KNOWN
    return Tried(list(problems), all=True)


def printed_in_many_ways(model: Model) -> Iterator[Shape]:
    """What a model prints: in full, with nothing answered, and so that each passage is chosen.

    Values are there or missing, and lists have several items.
    """
    nothing = Answers({}, {}, {}, None)
    yield compose(model, nothing).shape
    yield compose(model, Answers({}, defaults(model), {}, None), every_alternative=True).shape
    decisions = model.front.decisions
    full = _stand_ins(model)
    for choices, _ in islice(combinations(decisions), len(_rounds(decisions)) or 1):
        for given in (replace(nothing, school="a"), full):
            yield compose(model, replace(given, choices=choices)).shape


def _rounds(decisions: Mapping[str, Decision]) -> range:
    """In so many rounds each alternative is chosen once."""
    return range(max((len(_options(decision)) for decision in decisions.values()), default=0))


_SOMEBODY = PostHolder(title="a", holder="a", email="a@b.example", telephone="999")


def _stand_ins(model: Model) -> Answers:
    """What a school may answer, without choices."""
    values = {name: _stand_in(name, value) for name, value in model.front.values.items()}
    facts = {name: _stand_in(name, fact) for name, fact in model.facts.items()}
    return Answers({}, values, dict.fromkeys(model.front.roles, _SOMEBODY), "a", facts)


def _stand_in(name: str, asked: Asked) -> Answer:
    """What a school may give for a value or a fact."""
    words = f"a {name}"
    match asked.type:
        case "list":
            return {"_0": words, "_1": words}
        case "records":
            needed = {field: words for field, one in asked.fields.items() if not one.optional}
            return dict.fromkeys(asked.fields, words), needed
        case "picture":
            return OwnPicture(words, Picture("a.png", b"a", "png", (1, 1)))
    return words


def _options(decision: Decision) -> Sequence[Choice]:
    """What may be answered. Of several that may be picked all at once, each alone, and none: where
    a passage lacks another one or is one too many, one of these shows it.
    """
    names = tuple(decision.offered)
    if not decision.any_of:
        return names
    return (names, *((name,) for name in names), *[()] * decision.optional)


def combinations(
    decisions: Mapping[str, Decision], groups: Sequence[Collection[str]] = (), full: int = 0
) -> Iterator[tuple[dict[str, Choice], bool]]:
    """Every combination of choices, each once, the telling ones first, and whether it is one.

    Those are such in which all alternatives occur, then such in which each occurs with each of any
    other decision of a group, and all of a group with no more than `full`; then some without order,
    for what needs three or four. Without groups, all decisions are one.
    """
    names = list(decisions)
    options = [_options(decisions[name]) for name in names]
    places = {name: place for place, name in enumerate(names)}
    grouped = [sorted(places[name] for name in group) for group in groups or [names]]
    others = (
        [_spread(index, place) % len(option) for place, option in enumerate(options)]
        for index in range(MAX_COMBINATIONS)
    )
    telling = _telling([*map(len, options)], grouped, full)
    further = chain(others, product(*(range(len(option)) for option in options)))
    seen: set[tuple[int, ...]] = set()
    tagged = chain(((one, True) for one in telling), ((one, False) for one in further))
    for picks, tells in tagged:
        if (key := tuple(picks)) not in seen:
            seen.add(key)
            picked = (option[pick] for option, pick in zip(options, key, strict=True))
            yield dict(zip(names, picked, strict=True)), tells


def _telling(
    sizes: Sequence[int], groups: Sequence[Sequence[int]], full: int
) -> Iterator[Sequence[int]]:
    """Combinations of so many options each, in which two of a group have stood in every way.

    Most of what can go wrong needs two decisions: one prints a reference, the other its target. Far
    fewer combinations do than there are pairs: each takes, decision by decision, the option that
    stands beside the most that it has not yet stood beside. An option is one bit of a number.
    """
    ends = zip(sizes, accumulate(sizes), strict=True)
    bits = [[1 << bit for bit in range(end - size, end)] for size, end in ends]
    near = [0] * len(sizes)
    for group in groups:
        together = sum(sum(bits[place]) for place in group)
        for place in group:
            near[place] |= together
    # What each has not stood beside.
    missing = [[others & ~sum(own)] * len(own) for others, own in zip(near, bits, strict=True)]
    small = [group for group in groups if prod(sizes[place] for place in group) <= full]
    untried = [dict.fromkeys(product(*(range(sizes[one]) for one in group))) for group in small]

    def tried(picks: Sequence[int]) -> Sequence[int]:
        beside = sum(own[pick] for own, pick in zip(bits, picks, strict=True))
        for place, pick in enumerate(picks):
            missing[place][pick] &= ~beside
        for group, left in zip(small, untried, strict=True):
            left.pop(tuple(picks[place] for place in group), None)
        return picks

    for index in range(max(sizes, default=0)):  # in so many, each option occurs
        yield tried([index % size for size in sizes])
    while any(map(any, missing)) or any(untried):
        picks: dict[int, int] = {}
        for group, left in zip(small, untried, strict=True):
            for one in left:
                wanted = dict(zip(group, one, strict=True))
                if all(picks.get(place, pick) == pick for place, pick in wanted.items()):
                    picks |= wanted
                    break
        beside = sum(bits[place][pick] for place, pick in picks.items())
        # The decision that lacks the most begins: so each combination has something new in it.
        for place in sorted(range(len(sizes)), key=lambda place: -_most(missing[place])):
            if place not in picks:
                new = [((lack & beside).bit_count(), lack.bit_count()) for lack in missing[place]]
                picks[place] = new.index(max(new))
                beside |= bits[place][picks[place]]
        yield tried([picks[place] for place in range(len(sizes))])


def _spread(index: int, place: int) -> int:
    """A number that has nothing to do with those of other places, the same on every run."""
    return crc32(f"{index} {place}".encode())


def _most(numbers: Sequence[int]) -> int:
    """How many bits that of some numbers has that has the most."""
    return max(number.bit_count() for number in numbers)
