"""In which order a school is asked: always the same, whatever it has answered before."""

import re

from policygen.sources.located import Keys
from policygen.sources.model import Model


def asked_when(model: Model, name: str, keys: Keys) -> tuple[bool, bool, int]:
    """Where a question comes among all of a model: what sorts later is asked later.

    Decisions come first, since they say which values are needed; then what the model doesn't answer
    itself; each as the text names them. A question has a `name`, and the `keys` of its answer in a
    school's file.
    """
    group, *_, last = keys
    decisions = model.front.decisions
    said = [str(last)] if group == "policies" and keys[2] == "choices" else []
    if group == "facts":
        said = [one for one, decision in decisions.items() if decision.fact == last]
    if decided := bool(said):
        said += [one for one, decision in decisions.items() if {*said} & decision.depends_on.keys()]
        word = rf"\{{%[-+]?\s*(?:either|optional)\s+(?:{'|'.join(said)})\b"
    else:
        word = rf"\bvalues\.{last}\b" if group == "policies" else rf"\b{re.escape(name)}\b"
    found = re.search(word, model.text)
    return not decided, is_brought(model, keys), found.start() if found else len(model.text)


def is_brought(model: Model, keys: Keys) -> bool:
    """Whether a model has an answer of its own, or does without one."""
    if keys[0] == "roles":
        return keys[2:] in ((), ("title",))
    if keys[0] != "policies" or keys[2] != "values":
        return False
    value, name = model.front.values[str(keys[3])], keys[3]
    condition = rf"\{{%[-+]?\s*(?:if|elif)\b[^%]*\bvalues\.{name}\b"
    brings = value.default is not None or value.items is not None or value.rows is not None
    return brings or re.search(condition, model.text) is not None
