"""Changes to a YAML file: the data that was meant, and no line changed that needn't be."""

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import yaml
from case_files import CASES, FENCE, HEADING
from hypothesis import assume, given
from hypothesis import strategies as st
from yaml_layouts import data, paths, texts, yaml_files

from policygen.errors import Position, SourceError
from policygen.sources.editing import Editor
from policygen.sources.located import Keys, Place
from policygen.sources.positions import load
from policygen.sources.spelling import spelt

CHANGE = re.compile(
    r"(put|append|remove but its comments|remove|comment out|respell|remark) ([\w.-]+)(:?)(.*)",
    re.S,
)


def cases() -> dict[str, list[str]]:
    text = (CASES / "editing.md").read_text("utf-8")
    parts = HEADING.split(text)[1:]
    return {
        title: [found for _, found in FENCE.findall(body)]
        for title, body in zip(parts[::2], parts[1::2], strict=True)
    }


def keys_of(words: str) -> Keys:
    return tuple(int(word) if word.isdigit() else word for word in words.split("."))


def done(editor: Editor, change: str) -> Editor:
    """What a line of a case says."""
    found = CHANGE.fullmatch(change.strip("\n"))
    assert found, change
    verb, keys, rest = found[1], keys_of(found[2]), found[4]
    match verb:
        case "put":
            words, _, before = rest.partition(" before ")
            return editor.put(keys, load(f"it:{words}\n", "").data["it"], before=before)
        case "append":
            return editor.append(keys, load(f"it:{rest}\n", "").data["it"])
        case "remove":
            return editor.remove(keys)
        case "remove but its comments":
            return editor.remove(keys, keep_comments=True)
        case "comment out":
            return editor.comment_out(keys, rest.removeprefix(" because "))
        case "respell":
            return editor.respell(keys, rest.removeprefix(" to "))
        case _:
            return editor.remark(keys, rest.strip())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("title", cases())
def test_a_change_leaves_all_else_as_it_was(title: str, ends: str, mark: str) -> None:
    before, changes, after = cases()[title]
    editor = Editor.of(mark + before.replace("\n", ends))
    for change in re.split(r"\n(?! )", changes.rstrip("\n")):
        editor = done(editor, change)
    assert editor.text == mark + after.replace("\n", ends)
    assert editor.data == load(after, "").data


def test_the_new_lines_of_a_file_with_mixed_line_ends_end_as_the_line_above() -> None:
    text = "a: 1\r\nb:\n  c: 2\r\n  d: 3\ne: 4\r"
    editor = Editor.of(text).put(("b", "x"), "5").put(("f",), "6").put(("b", "c"), "7")
    assert editor.text == 'a: 1\r\nb:\n  c: "7"\r\n  d: 3\n  x: "5"\ne: 4\rf: "6"\r'


@pytest.mark.parametrize(
    "last",
    [
        "a: b",
        "a:",
        "a: {b: c}",
        "a: |\n  b",
        "a: >+\n  b",
        "a: b # c",
        "a: |\n  b\n# c",
        "a: |+\n  b\n\n # c",
    ],
)
def test_a_last_line_without_an_end_gets_one_and_says_the_same(last: str) -> None:
    said = load(last, "").data
    assert Editor.of(last).put(("z",), "y").data == {**said, "z": "y"}


def test_a_comment_without_an_end_below_what_is_replaced_gets_one() -> None:
    written = Editor.of("a:\n b: c\n #d").put(("a",), [{"e": "f"}])
    assert written.text == "a:\n #d\n  - e: f\n"


def test_what_is_so_already_changes_nothing() -> None:
    text = "a:   'b'  # c\nd: [ e ]\n"
    assert Editor.of(text).put(("a",), "b").put(("d",), ["e"]).text == text


@pytest.mark.parametrize(
    ("text", "change", "place"),
    [
        ("a: 1\n? b\n: c\n", lambda one: one.put(("b",), "d"), (2, 3)),
        ("a:\n- [b: c]\n", lambda one: one.put(("a", 0, 0, "d"), "e"), (2, 4)),
        ("a:\n  b: words\n", lambda one: one.put(("a", "b", "c"), "d"), (2, 3)),
        (
            "a: |+\n  b\n\nc: d\n\ne: f\n",
            lambda one: one.remove(("c",), keep_comments=True),
            (4, 1),
        ),
        ("a: b\n", lambda one: one.put(("a",), "x\u202ey"), (1, 4)),
    ],
)
def test_what_cannot_be_changed_is_refused_with_its_place(
    text: str, change: Callable[[Editor], Editor], place: tuple[int, int]
) -> None:
    editor = Editor.of(text, "schools/oak/school.yaml")
    with pytest.raises(SourceError) as refused:
        change(editor)
    (problem,) = refused.value.problems
    assert problem.position == Position("schools/oak/school.yaml", *place)
    assert problem.hint


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(SourceError, match="'a' is given twice"):
        Editor.of("a: 1\na: 2\n")


@given(texts)
def test_a_text_is_read_back_by_every_reader_as_it_was(text: str) -> None:
    for words in (f"a: {spelt(text)}\n", f"a: [b, {spelt(text, inside=True)}]\n"):
        given_back = load(words, "").data["a"]
        assert (given_back if isinstance(given_back, str) else given_back[1]) == text
        other = yaml.safe_load(words)["a"]
        assert (other if isinstance(other, str) else other[1]) == text


def under(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value[key]
    return value


def lines_of(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", text.removeprefix("\ufeff"))


def changed_lines(before: str, after: str) -> list[tuple[int, int]]:
    """The lines of a text that another doesn't have, counted from 1, the last one excluded.

    Where lines are alike, it may be these or those.
    """
    one, two = lines_of(before), lines_of(after)
    least = min(len(one), len(two))
    alike = next((n for n in range(least) if one[n] != two[n]), least)
    below = next((n for n in range(least) if one[-n - 1] != two[-n - 1]), least)
    return [
        (first + 1, len(one) - last + 1)
        for first, last in [(alike, min(below, least - alike)), (min(alike, least - below), below)]
    ]


def room_of(text: str, keys: Keys) -> tuple[int, int]:
    """The lines from an entry, or from that which holds it, to where the next one begins.

    That line too, where something of the entry stands on it.
    """
    located = load(re.sub("\r\n|\r", "\n", text.removeprefix("\ufeff")), "")
    place: Place = located.places
    follower = text.count("\n") + text.count("\r") + 2
    for key in keys:
        names = [*place.below]
        if key not in place.below:
            break
        later = [place.below[one] for one in names[names.index(key) + 1 :]]
        if later:
            after = located.position(later[0].key_mark or later[0].mark)
            before = lines_of(text)[after.line - 1][: after.column - 1]
            follower = after.line + bool(before.strip(" \t-"))
        place = place.below[key]
    begin = located.position(place.key_mark or place.mark).line
    begin = begin if place.key_mark else dash_above(text, begin)
    return begin, max(follower, begin + 1)


def dash_above(text: str, begin: int) -> int:
    """The line of the dash of what begins on a line below it, with only comments between."""
    lines = lines_of(text)
    line = begin - 1
    while line and lines[line - 1].strip()[:1] in ("", "#"):
        line -= 1
    return line if line and re.fullmatch(r"-(\s+#.*)?", lines[line - 1].strip()) else begin


def leads_an_item(value: Any, keys: Keys) -> bool:
    """Whether it is the first of the keys of an item of a list."""
    *holder, name = keys
    in_item = bool(holder) and isinstance(holder[-1], int) and isinstance(name, str)
    return in_item and name == next(iter(under(value, (*holder,))))


NOTES = re.compile(r"#(?:c\d+|'? ?note \d+: a, b|'? ?\d+ - x\t#|\té\d+😀)")


def comments_of(editor: Editor) -> Counter[str]:
    """Its comments; what looks like one may be a line of a text."""
    held = (under(editor.data, keys) for keys in paths(editor.data))
    texts = "\n".join(one for one in held if isinstance(one, str))
    return Counter(NOTES.findall(editor.text)) - Counter(NOTES.findall(texts))


@st.composite
def edits(draw: st.DrawFn, editor: Editor) -> tuple[str, Keys, Any, Callable[[], Editor]]:
    """Some change: its name, where, what the data is to be, and how it is made."""
    meant = deepcopy(editor.data)
    everything = [keys for keys in paths(editor.data) if keys]
    verb = draw(st.sampled_from(["put", "add", "append", "remove", "keep", "comment", "respell"]))
    keys = draw(st.sampled_from(everything))
    value = draw(data)
    match verb:
        case "add":
            holders = [k for k in paths(meant) if isinstance(under(meant, k), dict)]
            holder = draw(st.sampled_from(holders))
            under(meant, holder)["new key"] = value
            keys = (*holder, "new key")
        case "append":
            lists = [k for k in everything if isinstance(under(meant, k), list | None)]
            assume(lists)
            keys = draw(st.sampled_from(lists))
            under(meant, keys[:-1])[keys[-1]] = [*(under(meant, keys) or ()), value]
            return verb, keys, meant, lambda: editor.append(keys, value)
        case "put":
            under(meant, keys[:-1])[keys[-1]] = value
        case "respell":
            assume(isinstance(keys[-1], str))
            group = under(meant, keys[:-1])
            group["new: key"] = group.pop(keys[-1])
            return verb, keys, meant, lambda: editor.respell(keys, "new: key")
        case _:
            del under(meant, keys[:-1])[keys[-1]]
            assume(meant)
            if verb == "comment":
                return verb, keys, meant, lambda: editor.comment_out(keys, "why")
            return verb, keys, meant, lambda: editor.remove(keys, keep_comments=verb == "keep")
    return verb, keys, meant, lambda: editor.put(keys, value)


@given(st.data())
def test_every_layout_can_be_changed_and_no_other_line_is(drawn: st.DataObject) -> None:
    text = drawn.draw(yaml_files())
    try:
        editor = Editor.of(text)
    except SourceError:
        assume(False)
    verb, keys, meant, change = drawn.draw(edits(editor))
    written = change()
    assert written.data == meant
    assert load(re.sub("\r\n|\r", "\n", written.text.removeprefix("\ufeff")), "").data == meant
    assert written.text.startswith("\ufeff") == text.startswith("\ufeff")
    if meant == editor.data:
        assert written.text == text
        return
    begin, end = room_of(text, keys)
    if verb == "remove":  # the comments directly above go too
        while lines_of(text)[begin - 2].lstrip()[:1] == "#":
            begin -= 1
    holder = room_of(text, keys[:-1])[0] if len(keys) > 1 else 1
    begin = begin if verb in ("put", "append", "respell") and isinstance(keys[-1], str) else holder
    end = room_of(text, keys[:1])[1] if verb == "comment" else end  # below the brackets it was in
    if verb in ("remove", "keep") and leads_an_item(editor.data, keys):
        end += 1  # the key below it comes behind the dash
    changed = changed_lines(text, written.text)
    assert any(begin <= first and last <= end for first, last in changed)
    if verb in ("add", "append", "comment", "keep", "respell"):
        assert not comments_of(editor) - comments_of(written)
