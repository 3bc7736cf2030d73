"""What a person got wrong in a model's tags and braces: the place, and what would be right."""

import re
from collections.abc import Iterator

from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.language import REFUSED, language
from policygen.assembly.places import offset_of, place_of
from policygen.errors import Position, Problem, suggest
from policygen.readers.markdown.attributes import BRACES
from policygen.sources.model import Model

_EITHER = "{% either decision: alternative %} … {% or alternative %} … {% endeither %}"
_OPTIONAL = "{% optional decision %} … {% endoptional %}"
_IF = "{% if values.name %} … {% else %} … {% endif %}"
_FOR = "{% for item in values.name %} … {% endfor %}"
_FORMS = {
    "either": _EITHER, "or": _EITHER, "endeither": _EITHER,
    "optional": _OPTIONAL, "endoptional": _OPTIONAL,
    "if": _IF, "elif": _IF, "else": _IF, "endif": _IF,
    "for": _FOR, "endfor": _FOR,
}  # fmt: skip
_ENDS = {"endeither": "either", "endoptional": "optional", "endif": "if", "endfor": "for"}
PRINTED = "write {{ values.name }}, {{ roles.name }} or {{ school.name }}"

_BLOCK = re.compile(r"\{%[-+]?\s*(either|endeither|optional|endoptional|if|endif|for|endfor)\b")
_CLOSED = {"{{": "}}", "{%": "%}", "<!--": "-->"}
_EDGE = re.compile(r"\{\{|\{%|\}\}|%\}|<!--|-->")
_TAG = re.compile(r"\{\{.*?\}\}|\{%[-+]?\s*(\w*).*?%\}", re.S)
_NAMES = r"\w+(?:\s*,\s*\w+)*"
_SOUND = re.compile(
    r"\{\{[-+]?\s*(?!\d)[\w.]+(?:\s*\|\s*(?:listed|capitalised|linked))*\s*[-+]?\}\}"
    rf"|\{{%[-+]?\s*(?:either\s+\w+\s*:\s*{_NAMES}|or\s+{_NAMES}|(?:el)?if\s[\w\s.]+"
    r"|for\s+\w+\s+in\s+[\w.]+|optional\s+\w+|else|endif|endfor|endeither|endoptional)\s*[-+]?%\}"
)
_NO_COLON = re.compile(r"\{%[-+]?\s*either\s+(\w+)[\s,]+(\w+(?:[\s,]+\w+)*)\s*[-+]?%\}")
_OR_DECISION = re.compile(rf"\{{%[-+]?\s*or\s+(\w+)\s*:\s*({_NAMES})\s*[-+]?%\}}")
_OPTIONAL_ANSWER = re.compile(r"\{%[-+]?\s*optional\s+(\w+)\s*:\s*\w+\s*[-+]?%\}")
_NO_MARKUP = re.compile(rf"<!--.*?-->|\{{\{{.*?\}}\}}|\{{%.*?%\}}|{BRACES.pattern}", re.S)


def syntax_problem(model: Model, error: TemplateSyntaxError) -> Problem:
    """What Jinja can't read, or a model may not have, in words of our own."""
    message = error.message or ""
    if message.endswith(REFUSED):
        hint = "a model only prints values, chooses passages and goes through lists"
        if "'include'" in message:
            hint = "write {% include name %} on a line of its own"
        elif "hyphen" in message:
            hint = "join the words of a name with _, such as values.sign_in_place"
        elif found := re.search(r"the filter '(\w+)' can't", message):
            hint = suggest(found[1], language().filters)
        return Problem(_tag(model, error.lineno)[0], message, hint)
    if found := re.search(r"unknown tag '(\w+)'", message):
        return _unknown_tag(model, error.lineno, found[1], message)
    if "end of template" in message:
        return _never_ended(model)
    place, word, tag = _tag(model, error.lineno)
    hint = f"write {_FORMS[word]}" if word in _FORMS else PRINTED
    message = "this tag can't be read"
    if colon := _colon(tag):
        message, hint = colon
    if found := re.search(r"unexpected char (.+) at \d+$", error.message or ""):
        message = f"{found[1]} can't stand in a tag"
    return Problem(place, message, hint)


def stray_braces(model: Model) -> Iterator[Problem]:
    """Braces that are left of a tag or an id, and would be printed."""
    rest = _NO_MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), model.text)
    hint = "write {{ values.name }} for a value, {#name} for an id, and \\{ for a brace"
    last = None
    for found in re.finditer(r"(?<!\\)([{}])[{}%#]?|-->", rest):
        place = place_of(model, found.start())
        if found[0] == "-->":
            yield Problem(place, "a comment ends here that never began", "remove it")
        elif place.line != last:
            last = place.line  # its other half is the same mistake
            yield Problem(place, f"{found[0]} is no tag and no id", hint)


def _unknown_tag(model: Model, line: int, word: str, message: str) -> Problem:
    start = re.search(rf"\{{%[-+]?\s*(?={word}\b)", _from_line(model, line))
    place = place_of(model, offset_of(model, line) + (start.end() if start else 0))
    if word not in _FORMS:
        return Problem(place, f"unknown tag {word!r}", suggest(word, _FORMS, verb="use"))
    if found := re.search(r"needs to be closed is '(\w+)'", message):
        said = f"{word!r} can't stand here: the {found[1]!r} before it hasn't ended"
        return Problem(place, said, f"write {_FORMS[found[1]]}")
    said = f"{word!r} stands here without its beginning"
    return Problem(place, said, f"write {_FORMS[word]}")


def _never_ended(model: Model) -> Problem:
    begun: list[tuple[str, int]] = []
    for found in _BLOCK.finditer(model.text):
        if found[1] not in _ENDS:
            begun.append((found[1], found.start()))
        elif begun and begun[-1][0] == _ENDS[found[1]]:
            begun.pop()
    word, offset = begun[-1] if begun else ("either", 0)
    hint = f"write {_FORMS[word]}"
    return Problem(place_of(model, offset), f"{word!r} begins here and never ends", hint)


def never_closed(model: Model) -> Problem | None:
    """The first tag or comment that begins and isn't closed before another begins."""
    begun: re.Match[str] | None = None
    for found in _EDGE.finditer(model.text):
        if begun and found[0] == _CLOSED[begun[0]]:
            begun = None
        elif begun and begun[0] != "<!--" and found[0] in _CLOSED:
            break
        elif begun is None and found[0] in _CLOSED:
            begun = found
    if begun is None:
        return None
    place = place_of(model, begun.start())
    if begun[0] == "<!--":
        return Problem(place, "a comment begins here and never ends", "end it with -->")
    message = f"{begun[0]} begins here and is never closed"
    return Problem(place, message, f"close it with {_CLOSED[begun[0]]}")


def _colon(tag: str) -> tuple[str, str] | None:
    """What is wrong with a tag, and right, where it is a : too few or too many."""
    if found := _NO_COLON.fullmatch(tag):
        right = f"{{% either {found[1]}: {', '.join(found[2].replace(',', ' ').split())} %}}"
        return f"a : is missing after {found[1]}", f"write {right}"
    if found := _OR_DECISION.fullmatch(tag):
        return f"{found[1]}: can't stand here", f"leave it out: {{% or {found[2]} %}}"
    if found := _OPTIONAL_ANSWER.fullmatch(tag):
        right = f"{{% optional {found[1]} %}}"
        return f"what stands behind {found[1]} can't stand here", f"leave it out: {right}"
    return None


def _tag(model: Model, line: int) -> tuple[Position, str, str]:
    """The first tag on a line that doesn't look right, or the first of all; its first word."""
    start = offset_of(model, line)
    end = model.text.find("\n", start) % (len(model.text) + 1)
    tags = [found for found in _TAG.finditer(model.text, start) if found.start() < end]
    odd = [found for found in tags if not _SOUND.fullmatch(found[0])]
    if not tags:
        return place_of(model, start), "", ""
    tag = (odd or tags)[0]
    return place_of(model, tag.start()), tag[1] or "", tag[0]


def _from_line(model: Model, line: int) -> str:
    return model.text[offset_of(model, line) :]
