"""Fields in a house style's header and footer: each shows what is true of an edition.

A field holds the result that it had in the house style (ECMA-376 17.16.1). Where it asks for what
we know of an edition, the result becomes a hole; where Word could find no answer in an edition, its
words stay and the field goes, as it would print an error.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from policygen.document.links import is_address
from policygen.errors import Reason
from policygen.writers.docx.house.xmltree import (
    XML_SPACE,
    Element,
    W,
    all_of,
    child,
    local,
    made,
    remove,
)
from policygen.writers.docx.skeleton import property_hole

# What fields ask for, and content controls by the end of the path that they are bound to: the
# property of ours that answers it.
_ASKED = {
    "title": "title", "subject": "subject", "author": "author", "keywords": "keywords",
    "creator": "author", "category": "category", "company": "company", "lastsavedby": "author",
    "username": "author", "school": "company", "policy": "policy", "model version": "model",
    "version": "version", "lastmodifiedby": "author", "contentstatus": "status",
    "filename": "name", "createdate": "date", "savedate": "date", "createtime": "date",
    "lastsavedtime": "date", "status": "status",
}  # fmt: skip
_CUSTOM = {"school": "School", "policy": "Policy", "model version": "Model version"}
_SET = ("title", "subject", "author", "keywords", "category", "company", "lastsavedby")
_FIELDS = (  # that are answered with a property, and stay fields: Word finds the same
    "title", "subject", "author", "keywords", "lastsavedby", "filename",
)  # fmt: skip
_COUNTED = ("page", "numpages", "sectionpages", "section")
_FREE = (*_COUNTED, "date", "time", "printdate", "if", "=", "compare", "quote", "symbol", "eq")
_OUTSIDE = ("includetext", "includepicture", "link", "dde", "ddeauto", "database", "import", "rd")
_STYLES = {"title": "name", "subtitle": "company", "heading 1": "name"}
_DEEPEST = 20  # fields in fields
_CORE = re.compile(r"/(?:\w+:)?(\w+)(?:\[\d+\])?$")
_WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(slots=True)
class _Field:
    """A field's runs: what begins it, its instruction, what parts it, its result, what ends it."""

    begin: Element
    code: list[Element] = field(default_factory=list)
    separate: Element | None = None
    result: list[Element] = field(default_factory=list)
    end: Element | None = None

    def take(self, run: Element) -> None:
        """Note a run inside, which is of the instruction until the result begins."""
        (self.code if self.separate is None else self.result).append(run)

    def words(self) -> list[str]:
        """The instruction's words, without quotation marks."""
        texts = [t.text or "" for run in self.code for t in run.findall(f"{W}instrText")]
        joint = re.sub("[“”„]", '"', "".join(texts)).strip()
        joint = re.sub(r"^=", "= ", joint)
        return [quoted or bare for quoted, bare in _WORD.findall(joint)]


def with_true_results(root: Element, styles: Mapping[str, str]) -> list[Reason]:
    """Let every field of a part show what is true; what is to be said of those left out.

    `styles` are the names of the house style's own styles, in small letters, by their ids.
    """
    _answer_controls(root)
    _spell_out(root)
    said = []
    for one in _fields(root):
        said += _answer(one, styles)
    return said


def _answer_controls(root: Element) -> None:
    """Content controls that show a property (17.5.2.6) show ours; then none is a control."""
    for control in reversed(all_of(root, "sdt")):
        content = child(control, "sdtContent")
        bound = child(control, "sdtPr/dataBinding")
        if content is None:
            remove(control)
            continue
        if bound is not None and (found := _CORE.search(bound.get(f"{W}xpath", ""))):
            name = _ASKED.get(found[1].lower())
            texts = all_of(content, "t")
            if name and texts:
                _say(texts, name)
        place = control.getparent()
        for inner in list(content):
            place.insert(place.index(control), inner)
        remove(control)


def _spell_out(root: Element) -> None:
    """Simple fields as complex ones, and each mark of a field in a run of its own."""
    for simple in all_of(root, "fldSimple"):
        parent, place = simple.getparent(), simple.getparent().index(simple)
        code = made("instrText")
        code.text = simple.get(f"{W}instr", "")
        inner = [one for one in simple if local(one) != "fldData"]
        marks = [made("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
        marks.insert(1, code)
        runs = []
        for mark in marks:
            runs.append(made("r"))
            runs[-1].append(mark)
        for index, one in enumerate([*runs[:3], *inner, runs[3]]):
            parent.insert(place + index, one)
        remove(simple)
    for run in all_of(root, "r"):
        inner = [one for one in run if local(one) != "rPr"]
        if len(inner) < 2 or not any(local(one) in ("fldChar", "instrText") for one in inner):
            continue
        look = child(run, "rPr")
        for one in inner:
            alone = made("r")
            if look is not None:
                alone.append(deepcopy(look))
            alone.append(one)
            run.addprevious(alone)
        remove(run)
    for code in all_of(root, "instrText"):
        code.set(XML_SPACE, "preserve")
    for mark in all_of(root, "fldChar"):
        for key in ("dirty", "fldLock"):
            mark.attrib.pop(W + key, None)


def _fields(root: Element) -> Iterator[_Field]:
    """The fields of a part, those inside others first; marks that are left over are taken out."""
    found: list[_Field] = []
    opened: list[_Field] = []
    for run in all_of(root, "r"):
        mark, code = child(run, "fldChar"), child(run, "instrText")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        inner = opened.pop() if opened and kind != "begin" else None
        for outer in opened:
            outer.take(run)
        if kind == "begin" and len(opened) < _DEEPEST:
            opened.append(_Field(run))
        elif inner is None:
            if mark is not None or code is not None:
                remove(run)
        elif kind == "end":
            inner.end = run
            found.append(inner)
        else:
            opened.append(inner)
            if kind == "separate" and inner.separate is None:
                inner.separate = run
            elif mark is not None or (code is not None and inner.separate is not None):
                remove(run)
            else:
                inner.take(run)
    for one in opened:  # never closed
        _unlink(one)
    yield from found


def _answer(one: _Field, styles: Mapping[str, str]) -> list[Reason]:
    words = one.words()
    name = words[0].lower() if words else ""
    asked = words[1] if len(words) > 1 else ""
    if name in _OUTSIDE:
        _unlink(one)
        message = f"a field that takes in another file ({words[0]}) is left out; its words stay"
        return [Reason(message, "put what it shows into the file itself")]
    if name == "docproperty":
        _answer_property(one, asked.lower())
    elif name == "styleref":
        _answer_style(one, asked, styles)
    elif name in ("info", "doc"):
        _unlink(one)
    elif name in _FIELDS:
        _show(one, _ASKED[name])
    elif name in ("createdate", "savedate", "username"):
        _show(one, _ASKED[name])
        _unlink(one)
    elif name == "numpages":
        _show_words(one, "1")
    elif name == "hyperlink":
        if not is_address(asked):
            _unlink(one)
    elif name not in _FREE:
        _unlink(one)
    return []


def _answer_property(one: _Field, asked: str) -> None:
    if asked in _ASKED:
        _show(one, _ASKED[asked])
    if asked not in _SET and asked not in _CUSTOM:
        _unlink(one)


def _answer_style(one: _Field, asked: str, styles: Mapping[str, str]) -> None:
    """STYLEREF (17.16.5.59) by a style's number, name or local name, which ids follow."""
    by_id = {key.lower(): name for key, name in styles.items()}
    name = "heading 1" if asked == "1" else asked.lower()
    if name not in styles.values():
        name = by_id.get(re.sub(r"\W", "", name), name)
    if name not in _STYLES:
        _show(one, "name")
        _unlink(one)
        return
    if name != asked.lower() and asked != "1":
        _rename(one, name)
    if {"\\n", "\\r", "\\w", "\\s"} & {word.lower() for word in one.words()}:
        _show_words(one, "1")
    else:
        _show(one, _STYLES[name])


def _rename(one: _Field, name: str) -> None:
    first, *others = one.code
    switches = " ".join(one.words()[2:])
    for run in others:
        remove(run)
    child(first, "instrText").text = f' STYLEREF "{name}" {switches} '


def _show(one: _Field, name: str) -> None:
    _say(_texts(one), name)


def _show_words(one: _Field, words: str) -> None:
    first, *rest = _texts(one)
    first.text = words
    for text in rest:
        remove(text)


def _say(texts: list[Element], name: str) -> None:
    """The first text becomes a hole for a property of ours, the others go."""
    first, *rest = texts
    first.text = property_hole(name)
    first.set(XML_SPACE, "preserve")
    for text in rest:
        remove(text)


def _texts(one: _Field) -> list[Element]:
    """The texts of a field's result, of which there is then one at least, and nothing else."""
    found = []
    for run in one.result:
        for inner in list(run):
            if local(inner) == "t":
                found.append(inner)
            elif local(inner) != "rPr":
                remove(inner)
    if found:
        return found
    assert one.end is not None  # it was closed
    run = made("r")
    if (look := child(one.begin, "rPr")) is not None:
        run.append(deepcopy(look))
    run.append(made("t"))
    if one.separate is None:
        one.separate = made("r")
        one.separate.append(made("fldChar", fldCharType="separate"))
        one.end.addprevious(one.separate)
    one.end.addprevious(run)
    one.result.append(run)
    return [run[-1]]


def _unlink(one: _Field) -> None:
    """Leave a field's words only."""
    for run in (one.begin, *one.code, one.separate, one.end):
        if run is not None:
            remove(run)
