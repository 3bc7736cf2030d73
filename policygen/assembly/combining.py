"""What is wrong with some combination of choices, though with none of its passages alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, product
from math import prod
from zlib import crc32

from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.errors import Position, Problem
from policygen.readers.markdown.shape import Shape
from policygen.sources.asking import Answer, Asked
from policygen.sources.decision import Choice, Decision
from policygen.sources.model import Model
from policygen.sources.picture import OwnPicture, Picture
from policygen.sources.posts import PostHolder

MAX_COMBINATIONS = 1_000
_FEWEST = 10  # are tried of a text however long
_WORK = 28_000  # tags to be gone through in all


def check_combinations(model: Model) -> list[Problem]:
    """What is wrong with some combination of choices: a target that only another one prints.

    For a text that `check_text` finds nothing in. Tries all combinations, or as many as can be
    tried in a second or so.
    """
    decisions = model.front.decisions
    count = prod(len(_options(decision)) for decision in decisions.values())
    tags = model.text.count("{%") + len(model.text) // 1_000 + 1
    most = min(MAX_COMBINATIONS, max(_FEWEST, _WORK // tags))
    given = _stand_ins(model)
    given = replace(given, values={**given.values, **defaults(model)})
    problems: dict[Problem, None] = {}
    for choices in islice(combinations(decisions), most):
        composed = compose(model, replace(given, choices=choices))
        problems |= dict.fromkeys(shape_problems(model, composed.shape))
    if count > most:
        of = f"{count:,}" if count < 10**12 else "very many"
        message = f"only {most:,} of {of} combinations of choices were tried"
        problems[Problem(Position(model.path), message, warning=True)] = None
    return list(problems)


def printed_in_many_ways(model: Model) -> Iterator[Shape]:
    """What a model prints: in full, with nothing answered, and so that each passage is chosen.

    Values are there or missing, and lists have several items.
    """
    nothing = Answers({}, {}, {}, None)
    yield compose(model, nothing).shape
    yield compose(model, Answers({}, defaults(model), {}, None), every_alternative=True).shape
    decisions = model.front.decisions
    full = _stand_ins(model)
    for choices in islice(combinations(decisions), len(_rounds(decisions)) or 1):
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


def combinations(decisions: Mapping[str, Decision]) -> Iterator[dict[str, Choice]]:
    """Every combination of choices, each once, the telling ones first.

    Those are such in which all alternatives occur, then such in which each occurs with each of any
    other decision; then some without order, for what needs three or four.
    """
    names = list(decisions)
    options = [_options(decisions[name]) for name in names]
    rounds = ([option[index % len(option)] for option in options] for index in _rounds(decisions))
    others = (
        [option[_spread(index, place) % len(option)] for place, option in enumerate(options)]
        for index in range(MAX_COMBINATIONS)
    )
    seen: set[tuple[Choice, ...]] = set()
    for picked in chain(rounds, _pairs(options), others, product(*options)):
        if (key := tuple(picked)) not in seen:
            seen.add(key)
            yield dict(zip(names, key, strict=True))


def _pairs(options: Sequence[Sequence[Choice]]) -> Iterator[Sequence[Choice]]:
    """Combinations in which each option has stood beside each of every other decision.

    Most of what can go wrong needs two decisions: one prints a reference, the other its target. Far
    fewer combinations do than there are pairs: each takes, decision by decision, the option that
    stands beside the most that it has not yet stood beside. An option is one bit of a number.
    """
    bits, count = [], 0
    for option in options:
        bits.append([1 << (count + index) for index in range(len(option))])
        count += len(option)
    whole = (1 << count) - 1
    missing = [[whole & ~sum(own)] * len(own) for own in bits]  # what each has not stood beside
    while any(map(any, missing)):
        # The decision that lacks the most begins: so each combination has something new in it.
        order = sorted(range(len(options)), key=lambda place: -_most(missing[place]))
        picks, beside = [0] * len(options), 0
        for place in order:
            lacks = missing[place]
            new = [((lack & beside).bit_count(), lack.bit_count()) for lack in lacks]
            picks[place] = new.index(max(new))
            beside |= bits[place][picks[place]]
        for place, pick in enumerate(picks):
            missing[place][pick] &= ~beside
        yield [option[pick] for option, pick in zip(options, picks, strict=True)]


def _spread(index: int, place: int) -> int:
    """A number that has nothing to do with those of other places, the same on every run."""
    return crc32(f"{index} {place}".encode())


def _most(numbers: Sequence[int]) -> int:
    """How many bits that of some numbers has that has the most."""
    return max(number.bit_count() for number in numbers)
