"""What a model calls administrative: details that change without changing the policy."""

import re
from collections.abc import Iterator

from policygen.assembly.uses import TYPES_OF_A_POST
from policygen.errors import Problem, nearest, quoted
from policygen.sources.model import Model

_NAMED = re.compile(r"(values|facts|roles)\.(\w+)(?:\.(\w+))?", re.ASCII)
_HINT = "write names such as facts.telephone or roles.headteacher.holder"


def administrative_problems(model: Model) -> Iterator[Problem]:
    """What is wrong with the details that a model calls administrative."""
    printed = _printed(model)
    deciding = {one.fact: name for name, one in model.front.decisions.items() if one.fact}
    pictures = {name for name, one in model.front.values.items() if one.type == "picture"}
    seen: set[str] = set()
    for index, name in enumerate(model.front.administrative):
        place = model.at("administrative", index)
        group, _, what = name.partition(".")
        found = _NAMED.fullmatch(name)
        if not found or (found[3] and (group != "roles" or found[3] not in TYPES_OF_A_POST)):
            yield Problem(place, f"{quoted(name)} is the name of no detail", _HINT)
        elif name in seen:
            yield Problem(place, f"{name} is named twice", "remove one of the two")
        elif group == "facts" and what in deciding:
            message = f"{name} answers the decision {deciding[what]}, so it is no mere detail"
            yield Problem(place, message, "remove it")
        elif group == "values" and what in pictures:
            message = f"{name} is a picture, so it is no mere detail"
            yield Problem(place, message, "remove it")
        elif name not in printed:
            meant = nearest(name, printed - set(model.front.administrative))
            hint = f"did you mean {meant}?" if meant else "remove it"
            message = f"{name} is called administrative, but the text never prints it"
            yield Problem(place, message, hint)
        seen.add(name)


def _printed(model: Model) -> set[str]:
    """The names in the text and in the control table, as a template writes them."""
    said = "\n".join((model.text, *model.front.control.values()))
    names = set()
    for group, name, detail in _NAMED.findall(said):
        names.add(f"{group}.{name}.{detail}" if detail and group == "roles" else f"{group}.{name}")
    return names
