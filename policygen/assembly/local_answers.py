"""A school's local wording as far as it can be judged without reading any Markdown."""

import re
from collections.abc import Iterator, Mapping

from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.checking import lost_ends, markdown_problems
from policygen.assembly.declared import name_problems
from policygen.assembly.language import inspect
from policygen.assembly.local_text import as_model
from policygen.assembly.mask import mask
from policygen.assembly.outside_texts import reference_problems
from policygen.assembly.places import ids_in, locked_in, place_of, without_notes
from policygen.assembly.syntax import never_closed, stray_braces, syntax_problem
from policygen.errors import Position, Problem, suggest
from policygen.readers.markdown.attributes import BRACES
from policygen.readers.markdown.fences import spans
from policygen.sources.adoption import Adoption
from policygen.sources.local_wording import LocalWording
from policygen.sources.model import Model
from policygen.sources.scalars import within_text

_TAG = re.compile(r"\{%")
_PART = re.compile(r"^ {0,3}#(?=[ \t])", re.M)


def read_local(adoption: Adoption) -> tuple[Mapping[str, LocalWording], list[Problem]]:
    """What a school words otherwise, without what the model hasn't got or can't be printed."""
    model = adoption.model
    sound: dict[str, LocalWording] = {}
    problems: list[Problem] = []
    known = ids_in(model.text) if adoption.entry.local else ()
    for name, wording in adoption.entry.local.items():
        if name not in known:
            message = f"{name!r} is no id of {model.policy} {model.version}"
            hint = suggest(name, known) or "this model has no ids"
            problems.append(Problem(adoption.at("local", name, key=True), message, hint))
            continue
        found = [
            in_file(adoption, name, kind, problem)
            for kind, text in wording.texts
            for problem in _text_problems(as_model(model, text))
        ]
        problems += found
        if not found:
            sound[name] = wording
    return sound, problems


def in_file(adoption: Adoption, name: str, kind: str, problem: Problem) -> Problem:
    """A problem of a text, placed in it as it stands in the school's file."""
    place = problem.position
    if place.path:
        return problem
    keys = ("policies", adoption.policy, "local", name, kind)
    position = within_text(adoption.school.located, keys, place.line, place.column)
    return problem._replace(position=position)


def _text_problems(text: Model) -> Iterator[Problem]:
    """What is wrong with tags, names and braces in a text of a school's own."""
    if tags := [*_TAG.finditer(without_notes(text.text))]:
        hint = "write what holds for your school; {{ … }} prints values, roles and facts"
        for found in tags:
            yield _at(text, found.start(), "a tag can't stand in local wording", hint)
        return
    if unclosed := never_closed(text):
        yield unclosed
        return
    try:
        tree = inspect(text.text)
    except TemplateSyntaxError as error:
        yield as_of_school(syntax_problem(text, error))
        return
    wrong = [*name_problems(text, tree)[0], *stray_braces(text), *lost_ends(text), *_misused(text)]
    wrong += reference_problems(text)
    yield from map(as_of_school, wrong)
    if wrong:  # else the rest is told once it is known whether the text is printed
        yield from map(as_of_school, markdown_problems(text, mask(text)))


_HINTS = {  # by how those begin that are for authors of models
    "declare it": "name one that the model declares, or write the words",
    "it is a decision": "it is a decision; write what holds for your school",
    "write {% for": "name one of its fields in words, or refer to where the model lists them",
    "put it into the model's": "print a value that is a picture, {{ values.name }}",
}


def as_of_school(problem: Problem) -> Problem:
    """What a model's text may not hold, as it is said of a school's."""
    hint = next((said for begin, said in _HINTS.items() if problem.hint.startswith(begin)), "")
    message = problem.message.replace("in a model", "in local wording")
    return problem._replace(message=message, hint=hint or problem.hint)


def _misused(text: Model) -> Iterator[Problem]:
    """What only a model can hold."""
    bare = without_notes(text.text)
    for found in _PART.finditer(bare):
        yield _at(text, found.start(), "a part can't begin in local wording", "write ## or ###")
    for span in spans(bare, "guidance"):
        start = sum(len(line) + 1 for line in bare.split("\n")[: span.start])
        message = "guidance is for schools, from the publisher"
        yield _at(text, start, message, "write a box, ::: box, or a paragraph")
    for name in locked_in(text.text):
        start = next(one.start() for one in BRACES.finditer(bare) if f"#{name}" in one[0])
        yield _at(text, start, "only a model can lock its wording", "take .locked away")


def _at(text: Model, offset: int, message: str, hint: str) -> Problem:
    place: Position = place_of(text, offset)
    return Problem(place, message, hint)
