"""A text in which the names of an earlier model version give way to those of a later one."""

import re

from policygen.assembly.lineage import Lineage
from policygen.readers.markdown.attributes import BRACES

_PRINTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_NAME = re.compile(r"\b(values|roles)\.([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?")
_LEADS = re.compile(r"(?<=\]\(#)[^\s()]+(?=\))")
_GIVEN = re.compile(r"(?<=[\s{]#)[^\s{}]+")
PASSAGE_TAG = re.compile(
    r"\{%[-+]?\s*(?P<tag>either|or|endeither|optional|endoptional)\b\s*(?P<said>[^%]*?)\s*[-+]?%\}"
)


def with_new_names(text: str, names: Lineage) -> str:
    """A text of a model, or a school's own for it, in which names are those of a later version.

    A name that is gone stays as it is.
    """
    text = _PRINTED.sub(lambda found: name_of(found[0], names), text)
    text = _with_decisions(text, names)
    text = _LEADS.sub(lambda found: names.ids.get(found[0], found[0]), text)

    def given(braces: re.Match[str]) -> str:
        return _GIVEN.sub(lambda found: names.ids.get(found[0], found[0]), braces[0])

    return BRACES.sub(given, text)


def name_of(said: str, names: Lineage) -> str:
    """What a template prints, such as values.place, with the names of a later version."""

    def renamed(found: re.Match[str]) -> str:
        group, name, item = found.groups()
        new = (names.values if group == "values" else names.roles).get(name, name)
        if item and group == "values":
            item = names.items.get(name, {}).get(item, item)
        return ".".join(filter(None, (group, new, item)))

    return _NAME.sub(renamed, said)


def answers_named(said: str) -> list[tuple[str, str]]:
    """The values and roles that a text names, each with its group."""
    return [(found[1], found[2]) for found in _NAME.finditer(said)]


def _with_decisions(text: str, names: Lineage) -> str:
    open_: list[str] = []

    def renamed(found: re.Match[str]) -> str:
        tag, said = found["tag"], found["said"]
        decision, colon, alternatives = said.partition(":")
        if tag in ("endeither", "endoptional"):
            del open_[-1:]
            return found[0]
        if tag == "optional":
            open_.append(decision)
            return f"{{% optional {names.decisions.get(decision, decision)} %}}"
        if tag == "either":
            open_.append(decision.strip())
        else:
            alternatives = said
        decision = open_[-1] if open_ else ""
        known = names.alternatives.get(decision, {})
        picked = ", ".join(known.get(one.strip(), one.strip()) for one in alternatives.split(","))
        if tag == "or":
            return f"{{% or {picked} %}}"
        return f"{{% either {names.decisions.get(decision, decision)}{colon} {picked} %}}"

    return PASSAGE_TAG.sub(renamed, text)
