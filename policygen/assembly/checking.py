"""What is wrong with a model's text by itself, whatever a school will choose."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.administrative import administrative_problems
from policygen.assembly.approvers import approving_problems
from policygen.assembly.control import control_problems
from policygen.assembly.decisions import decision_problems
from policygen.assembly.declared import name_problems
from policygen.assembly.language import inspect
from policygen.assembly.mask import Masked, mask
from policygen.assembly.numbering import number
from policygen.assembly.outside_texts import reference_problems, reliance_problems
from policygen.assembly.places import first_place, ids_in, place_in, place_of, without_notes
from policygen.assembly.syntax import never_closed, stray_braces, syntax_problem
from policygen.errors import Position, Problem, suggest
from policygen.readers.markdown.attributes import BRACES, split_attributes
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.fences import spans
from policygen.readers.markdown.inlines import CUT, Fault
from policygen.readers.markdown.typed import typed_faults
from policygen.sources.declaring import declared_problems
from policygen.sources.located import Keys
from policygen.sources.model import Model, Value
from policygen.sources.row_files import read_rows
from policygen.sources.text import tidy

MAX_LISTED = 100  # problems of one model are listed, and no more
_MAX_TAGS = 5_000
_TAG = re.compile(r"\{%")
_MAX_SECTIONS = 1_000
_HEADING = re.compile("^ {0,3}#", re.M)
_MAX_LOOPED = 25_000  # characters between for and endfor, in all


def check_text(model: Model) -> list[Problem]:
    """Everything wrong with a model's text that can be said without choosing."""
    problems: set[Problem] = set()
    for problem in _text_problems(model):
        if len(problems) == MAX_LISTED:
            message = f"too many problems in this text: {MAX_LISTED} of them are listed"
            last = Problem(Position(model.path), message, "mend these, and check again")
            return [last, *sorted(problems)]
        problems.add(problem)
    return sorted(problems)


def _text_problems(model: Model) -> Iterator[Problem]:
    yield from _declaration_problems(model)
    tags = list(islice(_TAG.finditer(model.text), _MAX_TAGS + 1))
    if len(tags) > _MAX_TAGS:
        message = f"this text has more than {_MAX_TAGS:,} tags"
        yield Problem(place_of(model, tags[-1].start()), message, "split it into several")
        return
    if unclosed := never_closed(model):
        yield unclosed
        return
    try:
        tree = inspect(model.text)
    except TemplateSyntaxError as error:
        yield syntax_problem(model, error)
        return
    problems, unused = name_problems(model, tree)
    yield from problems
    stray = stray_braces(model)
    first = next(stray, None)
    yield from unused if first is None else chain((first,), stray)  # a name in braces looks unused
    yield from _quoted_tags(model)
    yield from _named_loops(model)
    yield from _guidance_problems(model)
    yield from lost_ends(model)
    yield from reference_problems(model)
    yield from _title_problems(model)
    yield from _loop_problems(model)
    try:
        yield from _words_problems(model)
    except RecursionError:
        place = Position(model.path, model.first_line)
        message = "brackets, bold words or lists are nested too deeply in this text"
        yield Problem(place, message, "take some of them apart")


def _words_problems(model: Model) -> Iterator[Problem]:
    headings = list(islice(_HEADING.finditer(model.text), _MAX_SECTIONS + 1))
    if len(headings) > _MAX_SECTIONS:
        message = f"this text has more than {_MAX_SECTIONS:,} sections"
        yield Problem(place_of(model, headings[-1].start()), message, "split it into several")
        return
    masked = mask(model)
    yield from markdown_problems(model, masked)
    anchors = ids_in(model.text)
    numbering = model.front.numbering.numbering
    for anchor in number(parse(masked.shape).blocks, numbering).lost[:MAX_LISTED]:
        message = f"the cross-reference to #{anchor} leads nowhere"
        hint = suggest(anchor, anchors, verb="use") or f"write {{#{anchor}}} behind its target"
        yield Problem(first_place(model, f"(#{anchor})"), message, hint)


def markdown_problems(model: Model, masked: Masked) -> Iterator[Problem]:
    """What a text may not hold, placed in its file."""
    subheadings = model.front.numbering.subheadings
    for fault in _faults(masked, parse(masked.shape).faults, subheadings=subheadings):
        line = masked.lines[fault.line - 1]
        yield Problem(place_in(model, line, fault.near), fault.message, fault.hint)


def _faults(masked: Masked, faults: Sequence[Fault], *, subheadings: bool) -> Iterator[Fault]:
    yield from faults
    if not any(fault.message == CUT for fault in faults):  # what follows is out of place
        known = {fault.line for fault in faults}
        yield from typed_faults(masked.shape, masked.tags, known, subheadings=subheadings)


def _guidance_problems(model: Model) -> Iterator[Problem]:
    """Tags in guidance: no school's text has it, so nothing in it may be asked for."""
    bare = without_notes(model.text)
    ends = [-1, *(found.start() for found in re.finditer("\n", bare)), len(bare)]
    for span in spans(bare, "guidance"):
        inside = bare[ends[span.start] + 1 : ends[span.stop]]
        for found in re.finditer(r"\{\{|\{%", inside):
            message = "guidance can't hold a value, a role or a decision"
            hint = "name it in words; guidance is printed as it stands, in the model edition alone"
            yield Problem(place_of(model, ends[span.start] + 1 + found.start()), message, hint)


_LOOP = re.compile(r"\{%[-+]?\s*(for|endfor)\b")


def _loop_problems(model: Model) -> Iterator[Problem]:
    """Loops in loops, and what is too long to be printed for every item of a list."""
    begun: list[int] = []
    looped = 0
    for found in _LOOP.finditer(model.text):
        if found[1] == "for":
            if begun:
                message = "a for can't stand inside another"
                hint = "end the first with {% endfor %} before this one"
                yield Problem(place_of(model, found.start()), message, hint)
            begun.append(found.end())
        elif begun and len(begun) == 1:
            looped += found.start() - begun.pop()
            if looped > _MAX_LOOPED:
                message = f"loops go through more than {_MAX_LOOPED:,} characters in all"
                hint = "let a loop stand only around what is printed for each item"
                yield Problem(place_of(model, found.start()), message, hint)
                return
        elif begun:
            begun.pop()


# A line that ends in one backslash, not in two, and nothing below it that could begin a new line.
_LOST_END = re.compile(
    r"(?<!\\)(?:\\\\)*(\\)[ \t]*$(?=\n[ \t>]*\n|\n?\Z|\n[ \t]*\{%[^%]*%\}[ \t]*$|\n[ \t]*:::)", re.M
)


def lost_ends(model: Model) -> Iterator[Problem]:
    """Ends of lines after which no line begins: the sign would be lost."""
    for found in _LOST_END.finditer(model.text):
        message = "no line begins after this \\"
        hint = "write \\\\ for the sign itself, or remove it"
        yield Problem(place_of(model, found.start(1)), message, hint)


def _title_problems(model: Model) -> Iterator[Problem]:
    """Headings of parts that say the title again, as in other Markdown."""
    for found in re.finditer(r"^ {0,3}#[ \t]+(.*?)[ \t#]*$", model.text, re.M):
        if tidy(split_attributes(found[1])[0]).lower() == model.front.title.lower():
            message = "the title stands in the front matter, and is printed from there"
            hint = "remove this line; # is for a part of the policy, above its sections"
            yield Problem(place_of(model, found.start()), message, hint)


_QUOTED_TAG = re.compile(r"^[ \t]*>[> \t]*(?=\{%)", re.M)


def _quoted_tags(model: Model) -> Iterator[Problem]:
    """Tags that would part lines of a quotation: what is left of it would depend on luck."""
    for found in _QUOTED_TAG.finditer(model.text):
        message = "a tag can't stand behind the > of a quotation"
        hint = "put the tags on lines of their own, before and after the whole quotation"
        yield Problem(place_of(model, found.end()), message, hint)


_NAMED_LOOP = re.compile(
    rf"^[ \t]*\{{%[-+]?\s*(?:for|endfor)\b[^%\n]*%\}}[ \t]*({BRACES.pattern})", re.M
)


def _named_loops(model: Model) -> Iterator[Problem]:
    """Attributes behind a loop's tag: they would be said of what happens to stand there."""
    for found in _NAMED_LOOP.finditer(model.text):
        message = f"{found[1]} can't stand behind a for or an endfor"
        hint = "put it at the end of what it names: a heading, a paragraph or a row"
        yield Problem(place_of(model, found.start(1)), message, hint)


def _declaration_problems(model: Model) -> Iterator[Problem]:
    yield from decision_problems(model)
    yield from control_problems(model)
    yield from administrative_problems(model)
    yield from approving_problems(model)
    yield from reliance_problems(model)
    for name, value in model.front.values.items():
        yield from _value_problems(model, name, value)


def _value_problems(model: Model, name: str, value: Value) -> Iterator[Problem]:
    keys = ("values", name)
    problems: list[Problem] = []

    def tell(at: Keys, message: str, hint: str, key: bool) -> None:
        problems.append(Problem(model.at(*at, key=key), message, hint))

    written = model.located.raw(*keys)
    declared_problems(value, keys, written if isinstance(written, dict) else (), tell)
    yield from problems
    if value.type != "list" and value.items is not None:
        hint = "add type: list"
        yield Problem(model.at(*keys, "items", key=True), f"{name} has items but is no list", hint)
    if value.sheet and not (value.rows or "").endswith(".xlsx"):
        place, hint = model.at(*keys, "sheet", key=True), "name one with rows:, or remove it"
        yield Problem(place, f"{name} names a sheet, but no spreadsheet", hint)
    if value.rows is None:
        return
    if value.type != "records":
        hint = "add type: records, and fields:"
        yield Problem(model.at(*keys, "rows", key=True), f"{name} has rows but no records", hint)
    elif value.rows not in model.files:
        folder = model.path.rpartition("/")[0]
        message, hint = f"there is no file {value.rows!r} in {folder}", "put it there"
        yield Problem(model.at(*keys, "rows"), message, hint)
    else:
        path = f"{model.path.rpartition('/')[0]}/{value.rows}"
        yield from read_rows(model.files[value.rows], path, value.fields, value.sheet or "")[1]
