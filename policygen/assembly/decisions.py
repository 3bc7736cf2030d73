"""What is wrong with the decisions that a model declares, before its text is read."""

from collections.abc import Iterator

from policygen.assembly.deciding import deciding
from policygen.errors import Position, Problem, nearest, suggest
from policygen.sources.decision import NO, Decision, yes_or_no
from policygen.sources.located import Keys
from policygen.sources.model import Model


def decision_problems(model: Model) -> Iterator[Problem]:
    """What is wrong with a model's decisions, each by itself and beside the others."""
    written = model.located.raw("decisions")
    for name, decision in model.front.decisions.items():
        raw = written.get(name) if isinstance(written, dict) else None
        if isinstance(raw, dict):
            yield from _Declared(model, name, decision, raw).problems()


def uncovered(model: Model) -> Iterator[Problem]:
    """Warnings of what a fact may be and no alternative covers, where the model doesn't say so."""
    for name, decision in model.front.decisions.items():
        fact = model.facts.get(decision.fact or "")
        if fact is None or decision.otherwise:
            continue
        covered = {text.lower() for texts in decision.alternatives.values() for text in texts}
        if rest := [one for one in fact.one_of if one.lower() not in covered]:
            message = f"{name} has no alternative where facts.{decision.fact} is {_or(rest)}"
            hint = "add it, or write otherwise: and an alternative, or otherwise: none"
            place = model.at("decisions", name, "alternatives", key=True)
            yield Problem(place, message, hint, warning=True)


def _or(words: list[str]) -> str:
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last


class _Declared:
    """One decision, and what the front matter says of it."""

    def __init__(self, model: Model, name: str, decision: Decision, raw: dict[str, object]) -> None:
        self.model = model
        self.name = name
        self.decision = decision
        self.raw = raw

    def at(self, *keys: str | int, key: bool = False) -> Position:
        return self.model.at("decisions", self.name, *keys, key=key)

    def problems(self) -> Iterator[Problem]:
        name, decision = self.name, self.decision
        of_fact = "from" in self.raw
        if "ask" not in self.raw and not of_fact:
            yield Problem(self.at("ask"), f"the key 'ask' of {name} is missing", "add ask: …")
        if decision.fact:
            yield from self._of_fact()
        elif "otherwise" in self.raw and not of_fact:
            message = "otherwise is for a decision that follows from a fact"
            yield Problem(
                self.at("otherwise", key=True), message, "remove it, or add from: facts.…"
            )
        if decision.is_switch:
            if "alternatives" in self.raw:
                message = f"{name} is answered yes or no, so it has no alternatives"
                hint = "remove them; or remove optional, or add choose: any"
                yield Problem(self.at("alternatives", key=True), message, hint)
        elif "alternatives" not in self.raw and not self._misspelt_switch():
            message = f"the key 'alternatives' of {name} is missing"
            hint = "add alternatives: …, or optional: yes where it is answered yes or no"
            yield Problem(self.at("alternatives"), message, hint)
        elif isinstance(given := self.raw.get("alternatives"), dict) and len(given) < 2:
            message = "alternatives has too few entries"
            yield Problem(self.at("alternatives"), message, "give at least 2")
        for alternative, texts in decision.alternatives.items():
            if len(texts) > 1 and not of_fact:
                message = f"{alternative} is a list where its label belongs"
                hint = "write one text; lists are for a decision with from: facts.…"
                yield Problem(self.at("alternatives", alternative), message, hint)
        yield from self._conditions()

    def _misspelt_switch(self) -> bool:
        """Whether it was to be answered yes or no: what is wrong with that is said already."""
        given = self.raw.get("optional", NO)
        return not (isinstance(given, str) and yes_or_no(given) == NO)

    def _of_fact(self) -> Iterator[Problem]:
        decision = self.decision
        yield from self._declared_fact()
        for key in ("optional", "choose"):
            if key in self.raw:
                message = f"{key} can't stand beside from: the school's fact answers {self.name}"
                yield Problem(self.at(key, key=True), message, "remove one of the two")
        if decision.otherwise and decision.otherwise not in (*decision.alternatives, "none"):
            message = f"{decision.otherwise!r} is not an alternative of {self.name}"
            hint = suggest(decision.otherwise, decision.alternatives)
            yield Problem(self.at("otherwise"), message, hint)
        seen: dict[str, str] = {}
        for alternative, texts in decision.alternatives.items():
            listed = isinstance(self.raw_alternative(alternative), list)
            for index, text in enumerate(texts):
                if (first := seen.setdefault(text.lower(), alternative)) != alternative:
                    keys: Keys = ("alternatives", alternative, *[index] * listed)
                    message = f"{text!r} stands under {first} too"
                    yield Problem(self.at(*keys), message, "let it stand under one of the two")

    def _declared_fact(self) -> Iterator[Problem]:
        """What is wrong with the fact that answers it, and with those listed that it never is."""
        facts, name = self.model.facts, str(self.decision.fact)
        if (fact := facts.get(name)) is None:
            meant = nearest(name, facts)
            hint = f"did you mean {meant}?" if meant else "declare it under facts: there"
            yield Problem(self.at("from"), f"facts.{name} is not declared in policygen.yaml", hint)
        elif fact.text_type is None:
            message = f"{name} is a list, which can't answer a decision"
            yield Problem(self.at("from"), message, "name a fact that is one text")
        elif fact.one_of:
            known = {one.lower() for one in fact.one_of}
            for alternative, texts in self.decision.alternatives.items():
                for text in texts if self.raw_alternative(alternative) else ():
                    if text.lower() not in known:
                        message = f"{text!r} is no {name.replace('_', ' ')} that is known"
                        place = self.at("alternatives", alternative)
                        yield Problem(place, message, suggest(text, fact.one_of))

    def raw_alternative(self, name: str) -> object:
        return self.model.located.raw("decisions", self.name, "alternatives", name)

    def _conditions(self) -> Iterator[Problem]:
        decisions = self.model.front.decisions
        if self.decision.all_if and not self.decision.any_of:
            message = "all_if is for a decision of which several alternatives may be chosen"
            yield Problem(self.at("all_if", key=True), message, "remove it, or add choose: any")
        conditions = [("only_if", *one) for one in self.decision.only_if.items()]
        conditions += [("all_if", *one) for one in self.decision.all_if.items()]
        for key, before, wanted in conditions:
            keys = (key, before)
            if before not in decisions:
                others = [other for other in decisions if other != self.name]
                message = f"{before!r} is not a decision of this model"
                yield Problem(self.at(*keys, key=True), message, suggest(before, others))
                continue
            offered = decisions[before].offered
            given = self.model.located.raw("decisions", self.name, *keys)
            for index, one in enumerate(wanted if given else ()):
                if offered and one not in offered:
                    place = self.at(*keys, *[index] * isinstance(given, list))
                    message = f"{one!r} is not an alternative of {before}"
                    yield Problem(place, message, suggest(one, offered))
        if self.name in deciding(decisions, [self.name]):
            message = f"whether {self.name} applies depends on {self.name} itself"
            key = "only_if" if self.decision.only_if else "all_if"
            hint = f"take a decision out of the circle of {key}"
            yield Problem(self.at(key, key=True), message, hint)
