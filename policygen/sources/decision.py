"""A decision as a model declares it: what is asked, what may be answered, when it is asked."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from policygen.sources.records import Line, Name, Record, kind_of
from policygen.sources.text import MAX_LENGTH, tidy

Choice: TypeAlias = str | tuple[str, ...]  # the alternative, or those, that somebody picked

YES, NO = "yes", "no"
_WORDS = {"yes": YES, "true": YES, "no": NO, "false": NO}
_LABELS = {YES: "Yes", NO: "No"}
_FACT = re.compile(r"facts\.([a-z][a-z0-9_]{0,63})")


def yes_or_no(text: str) -> str | None:
    """Text that means yes or no, as that word; None for any other."""
    return _WORDS.get(text.lower())


def picked_of(choice: Choice) -> tuple[str, ...]:
    """The alternatives in a choice."""
    return (choice,) if isinstance(choice, str) else choice


def _wrong(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{said}", {"said": message, "hint": hint})


def _switch(value: object) -> bool:
    answer = yes_or_no(value) if isinstance(value, str) else None
    if answer is None:
        said = repr(value) if isinstance(value, str) else kind_of(value)
        raise _wrong(f"is {said} where yes or no belongs", "write yes or no")
    return answer == YES


def _fact(value: object) -> str:
    found = _FACT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise _wrong("names no fact of a school", "write facts. and its name, such as facts.kind")
    return found[1]


def _texts(value: object) -> tuple[str, ...]:
    """One text or a list of them, as a list."""
    if value is None:
        raise _wrong("is empty", "write some text")
    given = value if isinstance(value, list) else [value]
    for one in given:
        if not isinstance(one, str):
            raise _wrong(
                f"is {kind_of(one)} where text belongs", "write one text, or [one, another]"
            )
    texts = tuple(map(tidy, given))
    if not all(texts) or not texts:
        raise _wrong("is empty", "write some text")
    if any(len(text) > MAX_LENGTH for text in texts):
        raise _wrong("has a text that is too long", f"keep it within {MAX_LENGTH:,} characters")
    return texts


def choice_of(value: object) -> Choice | None:
    """A school's answer as it stands in YAML: one text, or a list of them.

    Whether the model offers it is for others to say.
    """
    if value is None or value == []:
        return None if value is None else ()
    if isinstance(value, dict):  # as some values have, and no choice
        hint = "write one text, or [one, another]; or is the line values: missing above it?"
        raise _wrong(f"is {kind_of(value)} where text belongs", hint)
    texts = _texts(value)
    return texts if isinstance(value, list) else texts[0]


_ONE_OR_MORE = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts), _ONE_OR_MORE]
Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"enum": [YES, NO, True, False]})]
FactName = Annotated[
    str, BeforeValidator(_fact), WithJsonSchema({"type": "string", "pattern": f"^{_FACT.pattern}$"})
]
AnswerOf = Annotated[Any, BeforeValidator(choice_of), _ONE_OR_MORE]


class Decision(Record):
    """A place where the model says "Or": the question, and each alternative with its label.

    With `optional` alone it is answered yes or no. With `choose: any` several alternatives may be
    picked, and with `optional` none. It is asked only where each decision in `only_if` was answered
    with one of those alternatives. Where each in `all_if` was, all of its alternatives are chosen
    and it isn't asked: that is for `choose: any`. With `from` nobody is asked: each alternative
    lists the values of a school's fact for which it is printed. `otherwise` names the one for all
    others, or says `none`: the text is for no others.
    """

    ask: Line | None = None
    optional: Switch = False
    choose: Literal["one", "any"] = "one"
    only_if: dict[Name, Texts] = {}
    all_if: dict[Name, Texts] = {}
    fact: FactName | None = Field(None, alias="from")
    otherwise: Line | None = None
    alternatives: dict[Name, Texts] = {}

    @property
    def any_of(self) -> bool:
        """Whether several alternatives may be picked."""
        return self.choose == "any"

    @property
    def is_switch(self) -> bool:
        """Whether it is answered yes or no."""
        return self.optional and not self.any_of

    @property
    def depends_on(self) -> Mapping[str, tuple[str, ...]]:
        """The decisions by which it isn't left to a school, with what is answered to them."""
        names = dict.fromkeys((*self.only_if, *self.all_if))
        return {name: (*self.only_if.get(name, ()), *self.all_if.get(name, ())) for name in names}

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """What may be picked, each with its label."""
        if self.is_switch and not self.alternatives:
            return _LABELS
        labels = {name: _either(texts) for name, texts in self.alternatives.items()}
        if self.fact and self.otherwise in labels:
            labels[self.otherwise] += ", or any other"
        return labels

    def covering(self, text: str) -> str | None:
        """The alternative for a value of its fact, if there is one."""
        for name, texts in self.alternatives.items():
            if text.lower() in (one.lower() for one in texts):
                return name
        return self.otherwise if self.otherwise in self.alternatives else None

    @property
    def asked(self) -> str:
        """The question, or what answers it."""
        return self.ask or f"by the school's {(self.fact or 'answer').replace('_', ' ')}"


def _either(texts: tuple[str, ...]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} or {last}" if rest else last
