"""In which order a school is asked: always the same, whatever it has answered before."""

import re

from policygen.sources.located import Keys
from policygen.sources.model import Model


def asked_when(model: Model, name: str, keys: Keys) -> tuple[bool, int]:
    """Where a question comes among all of a model: what sorts later is asked later.

    Decisions come first, since they say which values are needed; then as the text names them. A
    question has a `name`, and the `keys` of its answer in a school's file.
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
    return not decided, found.start() if found else len(model.text)
