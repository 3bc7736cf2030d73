"""Changes to a YAML file in place: all lines but those that must change stay as they are.

No library does that: those that keep comments write the whole text anew, and change spaces, quotes
and line ends. So each change is a few splices into the text, by the places that the reader's own
parser tells. What comes of it is read back, and must be what was meant.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from policygen.errors import Problem, SourceError
from policygen.sources.indented import (
    NoWayError,
    adding,
    commenting,
    lines_at,
    removing,
    replacing,
)
from policygen.sources.located import Keys, Located
from policygen.sources.positions import load
from policygen.sources.spans import Spans, Splice
from policygen.sources.spelling import in_brackets, spelt_key, under_key
from policygen.sources.text import describe, refused_character

_MARK = "\ufeff"  # some editors put it before a text


@dataclass(frozen=True, slots=True)
class Editor:
    """The text of a YAML file, and the data in it. Each change gives another editor.

    A change that can't be made raises SourceError, which names the place to edit by hand. `path` is
    the file's, for that.
    """

    text: str
    path: str
    data: Any

    @classmethod
    def of(cls, text: str, path: str = "school.yaml") -> "Editor":
        """An editor of a text. Raises SourceError if it is no YAML that can be read."""
        located = _read(text, path)
        if located.problems:
            raise SourceError(located.problems)
        return cls(text, path, located.data)

    def get(self, keys: Keys) -> Any:
        """What stands under some keys; None if nothing does."""
        return _under(self.data, keys)

    def put(self, keys: Keys, value: Any, *, before: str = "") -> "Editor":
        """The value under some keys; groups around it that aren't there are made.

        A new key comes after the others of its group, or before the one that is named. Of a group
        or a list that is there, those entries are changed that differ.
        """
        value = self._plain(keys, value)
        *holder, name = keys
        group = self.get((*holder,))
        if not group:
            if not holder:
                return self._added((), 0, name, value)
            return self.put((*holder,), {name: value}, before=before)
        if not isinstance(group, dict | list):
            raise self._refused((*holder,), f"write {name} below it by hand")
        if isinstance(group, dict) and name not in group:
            names = [*group]
            index = names.index(before) if before in group else len(names)
            return self._added((*holder,), index, name, value)
        old = self.get(keys)
        if isinstance(old, dict) and isinstance(value, dict) and old and value:
            return self._put_group(keys, old, value)
        if isinstance(old, list) and isinstance(value, list) and old and value:
            return self._put_list(keys, old, value)
        return self if old == value else self._replaced(keys, value)

    def append(self, keys: Keys, item: Any) -> "Editor":
        """One more item at the end of the list under some keys, which is made if it isn't there."""
        items = self.get(keys)
        if not items:
            return self.put(keys, [item])
        return self._added(keys, len(items), len(items), self._plain(keys, item))

    def remove(self, keys: Keys, *, keep_comments: bool = False) -> "Editor":
        """Without the entry under some keys, and the comments that are about it.

        A group or a list that had no other is empty then. With `keep_comments` they stay, on lines
        of their own.
        """

        def change(spans: Spans) -> list[Splice]:
            return removing(spans, spans.entry(keys), keep_comments=keep_comments)

        return self._removed(keys, change, "remove it here by hand")

    def comment_out(self, keys: Keys, why: str) -> "Editor":
        """With the entry under some keys as a comment, which says why above it."""

        def change(spans: Spans) -> list[Splice]:
            return commenting(spans, spans.entry(keys), why)

        return self._removed(keys, change, "make a comment of it here by hand")

    def respell(self, keys: Keys, name: str) -> "Editor":
        """With another name for a key."""
        meant = deepcopy(self.data)
        group = _under(meant, keys[:-1])
        group[name] = group.pop(keys[-1])

        def change(spans: Spans) -> list[Splice]:
            key = spans.entry(keys).key
            words = spelt_key(name)
            return [Splice(key.start_mark.index, key.end_mark.index, words)]

        return self._changed(keys, change, meant, f"write {name} here by hand")

    def remark(self, keys: Keys, words: str) -> "Editor":
        """With a comment behind the entry under some keys, where its line can take one."""

        def change(spans: Spans) -> list[Splice]:
            entry = spans.entry(keys)
            end = spans.end(entry)
            line_end = spans.line_end(end)
            lone = spans.line(spans.begin(entry)) == spans.line(end)
            bare = not spans.text[end:line_end].strip()
            if not lone or not bare or entry.holder is None or entry.holder.in_brackets:
                return []
            return [Splice(end, line_end, f" # {words}")]

        return self._changed(keys, change, self.data, "")

    def _put_group(self, keys: Keys, old: dict[str, Any], new: dict[str, Any]) -> "Editor":
        editor = self
        for name, value in new.items():
            editor = editor.put((*keys, name), value)
        for name in old.keys() - new.keys():
            editor = editor.remove((*keys, name))
        return editor

    def _put_list(self, keys: Keys, old: list[Any], new: list[Any]) -> "Editor":
        """Items that are the same at either end stay; those between are changed one by one."""
        least = min(len(old), len(new))
        first = next((n for n in range(least) if old[n] != new[n]), least)
        rest = least - first
        last = next((n for n in range(rest) if old[-n - 1] != new[-n - 1]), rest)
        editor, end = self, len(old) - last
        for index, item in enumerate(new[first : len(new) - last], first):
            if index < end:
                editor = editor.put((*keys, index), item)
            else:
                editor = editor._added(keys, index, index, item)
        for index in reversed(range(len(new) - last, end)):
            editor = editor.remove((*keys, index))
        return editor

    def _added(self, holder: Keys, index: int, name: str | int, value: Any) -> "Editor":
        """With one more entry in a group or a list that has some, or in an empty file."""
        meant = deepcopy(self.data)
        group = _under(meant, holder)
        if group is None:
            meant = {name: value}
        elif isinstance(group, list):
            group.insert(index, value)
        else:
            group[name] = value

        def change(spans: Spans) -> list[Splice]:
            root = spans.root
            if root is None or (root.is_text and root.empty):
                place = root.value.start_mark.index if root else len(spans.text)
                lines = under_key(str(name), value, 0, spans.layout(None))
                return lines_at(spans, place, lines)
            return adding(spans, spans.entry(holder), index, name, value)

        said = f"{name}: {in_brackets(value)}" if isinstance(name, str) else in_brackets(value)
        return self._changed(holder, change, meant, f"write {said} here by hand")

    def _replaced(self, keys: Keys, value: Any) -> "Editor":
        meant = deepcopy(self.data)
        _under(meant, keys[:-1])[keys[-1]] = value

        def change(spans: Spans) -> list[Splice]:
            return replacing(spans, spans.entry(keys), value)

        return self._changed(keys, change, meant, f"write {in_brackets(value)} here by hand")

    def _removed(self, keys: Keys, change: Callable[[Spans], list[Splice]], hint: str) -> "Editor":
        meant = deepcopy(self.data)
        del _under(meant, keys[:-1])[keys[-1]]
        return self._changed(keys, change, meant, hint)

    def _changed(
        self, keys: Keys, change: Callable[[Spans], list[Splice]], meant: Any, hint: str
    ) -> "Editor":
        """With the splices that a change needs, if what is meant comes of them."""
        spans = Spans(self.text.removeprefix(_MARK))
        try:
            text = _spliced(spans.text, change(spans))
        except NoWayError:
            raise self._refused(keys, hint) from None
        located = _read(text, self.path)
        if located.problems or (located.data or None) != (meant or None):
            raise self._refused(keys, hint)
        mark = _MARK if self.text.startswith(_MARK) else ""
        return replace(self, text=mark + text, data=located.data)

    def _plain(self, keys: Keys, value: Any) -> Any:
        """Data as the reader gives it: groups, lists, None and text. Such text as none may hold is
        refused."""
        if isinstance(value, Mapping):
            return {key: self._plain(keys, one) for key, one in value.items()}
        if isinstance(value, str) and (character := refused_character(value)):
            place = _read(self.text, self.path).at(keys)
            raise SourceError([Problem(place, describe(character), "delete it")])
        if value is None or isinstance(value, str):
            return value
        return [self._plain(keys, one) for one in value]

    def _refused(self, keys: Keys, hint: str) -> SourceError:
        place = _read(self.text, self.path).at(keys, key=True)
        message = "this can't be changed in the layout that it has here"
        return SourceError([Problem(place, message, hint)])


def _spliced(text: str, splices: list[Splice]) -> str:
    """The text with its splices in it; those at one place follow each other as they are listed."""
    pieces, at = [], 0
    for one in sorted(splices, key=lambda one: (one.begin, one.end)):
        pieces += [text[at : one.begin], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])


def _read(text: str, path: str) -> Located:
    lines = text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")
    return load(lines, path)


def _under(data: Any, keys: Keys) -> Any:
    """What stands under some keys, or None."""
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data
