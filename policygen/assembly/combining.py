"""What is wrong with some combination of choices, though with none of its passages alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from math import prod

from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.errors import Position, Problem
from policygen.readers.markdown.shape import Shape
from policygen.sources.asking import Answer, Asked
from policygen.sources.decision import Choice, Decision
from policygen.sources.model import Model
from policygen.sources.posts import PostHolder

MAX_COMBINATIONS = 1_000
_FEWEST = 10  # are tried of a text however long
_WORK = 60_000  # tags to be gone through in all


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
    for choices in islice(_combinations(decisions), most):
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
    for choices in islice(_combinations(decisions), len(_rounds(decisions)) or 1):
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
    return words


def _options(decision: Decision) -> Sequence[Choice]:
    """What may be answered. Of several that may be picked all at once, each alone, and none: where
    a passage lacks another one or is one too many, one of these shows it.
    """
    names = tuple(decision.offered)
    if not decision.any_of:
        return names
    return (names, *((name,) for name in names), *[()] * decision.optional)


def _combinations(decisions: Mapping[str, Decision]) -> Iterator[dict[str, Choice]]:
    """Every combination of choices, each once; first those in which all alternatives occur."""
    names = list(decisions)
    options = [_options(decisions[name]) for name in names]
    first = [option[0] for option in options]

    def early() -> Iterator[Sequence[Choice]]:
        for index in _rounds(decisions):
            yield [option[index % len(option)] for option in options]
        for place, option in enumerate(options):
            for other in option[1:]:
                yield [*first[:place], other, *first[place + 1 :]]

    seen: set[tuple[Choice, ...]] = set()
    for picked in (one for some in (early(), product(*options)) for one in some):
        if (key := tuple(picked)) not in seen:
            seen.add(key)
            yield dict(zip(names, key, strict=True))
