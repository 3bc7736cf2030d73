"""A school's answers carried over to a later model version, in its file, line by line.

What has another name now is renamed, and what has no place any more becomes a comment.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from policygen.assembly.lineage import Lineage
from policygen.assembly.new_names import answers_named, name_of, with_new_names
from policygen.assembly.rewording import rewording
from policygen.assembly.uses import names_something
from policygen.errors import Problem
from policygen.sources.adoption import Adoption
from policygen.sources.decision import picked_of, yes_or_no
from policygen.sources.edited_data import Edits
from policygen.sources.located import Keys
from policygen.sources.model import Model

Edited = TypeVar("Edited", bound=Edits)
NoteKind: TypeAlias = Literal["renamed", "reworded", "set aside", "clash"]


@dataclass(frozen=True, slots=True)
class Note:
    """What became of something in a school's file: of what, and in words. `keys` are of then."""

    kind: NoteKind
    keys: Keys
    said: str


@dataclass(frozen=True, slots=True)
class Carried(Generic[Edited]):
    """A school's file with a later version of a model, and what became of what stood in it.

    Where `wrong` says something, it can't be carried over before that is put right.
    """

    editor: Edited
    notes: tuple[Note, ...]
    wrong: tuple[Problem, ...] = ()


def carried(
    editor: Edited, adoption: Adoption, model: Model, names: Lineage, kept_roles: Container[str]
) -> Carried[Edited]:
    """A school's file, or its data alone, with the answers to a later version of a model.

    `kept_roles` are those that its other policies need. Raises SourceError where the file's layout
    is none that can be changed.
    """
    carrier = _Carrier(editor, adoption, model, names)
    carrier.model_version()
    carrier.choices()
    carrier.values()
    carrier.control()
    carrier.local()
    carrier.confirm()
    carrier.roles(kept_roles)
    return Carried(carrier.editor, tuple(carrier.notes), tuple(carrier.wrong))


class _Carrier(Generic[Edited]):
    def __init__(self, editor: Edited, adoption: Adoption, model: Model, names: Lineage) -> None:
        self.editor, self.adoption, self.model, self.names = editor, adoption, model, names
        self.entry: Keys = ("policies", adoption.policy)
        self.notes: list[Note] = []
        self.wrong: list[Problem] = []
        self.reworded: list[str] = []

    def note(self, kind: NoteKind, keys: Keys, said: str) -> None:
        self.notes.append(Note(kind, keys, said))

    def given(self, group: str) -> Mapping[str, Any]:
        """What a group of the entry holds in the file, as it stands there."""
        given = self.editor.get((*self.entry, group))
        return given if isinstance(given, dict) else {}

    def model_version(self) -> None:
        self.editor = self.editor.put((*self.entry, "model"), self.model.version)

    def set_aside(self, keys: Keys, why: str) -> None:
        """Make a comment of an entry."""
        self.editor = self.editor.comment_out(keys, f"{self.model.version}: {why}")
        self.note("set aside", keys, f"{why}; it is a comment now")

    def choices(self) -> None:
        """Choices by their new names, alternatives too; those that were reworded are noted."""
        decisions = self.adoption.model.front.decisions
        holder = (*self.entry, "choices")
        for name, choice in [*self.given("choices").items()]:
            if name not in decisions:
                continue  # it had no effect before, and is warned of
            keys = (*holder, name)
            if (new := self.names.decisions.get(name)) is None:
                self.set_aside(keys, f"{name} isn't decided any more")
            elif fact := self.model.front.decisions[new].fact:
                self.set_aside(keys, f"{new} follows from facts.{fact} now")
            elif choice is not None:
                self._picked(keys, name, new, choice)
        self._respell(holder, self.names.decisions, decisions)

    def _picked(self, keys: Keys, name: str, new: str, choice: Any) -> None:
        old = self.adoption.model.front.decisions[name]
        became = self.names.alternatives[name]
        picked = [
            yes_or_no(one) or one if old.is_switch else one for one in picked_of(_tupled(choice))
        ]
        if not all(one in old.offered for one in picked):
            return  # a wrong choice, which is said
        lost = [one for one in picked if one not in became]
        kept = [became[one] for one in picked if one in became]
        if lost:
            labels = " and ".join(f"“{old.offered[one]}”" for one in lost)
            self.set_aside(keys, f"{labels} is no answer to {new} any more")
            if not kept:
                return
        if lost or kept != picked:
            self.editor = self.editor.put(keys, kept if isinstance(choice, list) else kept[0])
        for one in filter(became.__contains__, picked):
            words = rewording(self.adoption.model, self.model, self.names, name, one)
            if words is None:
                continue
            self.reworded.append(new)
            was, now = words
            said = f"{new} stays {became[one]}, whose wording has changed: to be confirmed"
            self.note("reworded", keys, f"{said}\n  was: {was}\n  now: {now}")
            break

    def values(self) -> None:
        """Values by their new names, and items of lists that the model brings."""
        declared = self.adoption.model.front.values
        holder = (*self.entry, "values")
        for name in [*self.given("values")]:
            if name not in declared:
                continue
            if name not in self.names.values:
                self.set_aside((*holder, name), f"the text prints no {name} any more")
            elif declared[name].items is not None:
                self._items((*holder, name), name)
        self._respell(holder, self.names.values, declared)

    def _items(self, keys: Keys, name: str) -> None:
        """What a school changed of a list's items, each by its new name."""
        given = self.editor.get(keys)
        if not isinstance(given, dict):
            return
        became, known = self.names.items.get(name, {}), self.adoption.model.front.values[name].items
        why = f"{self.names.values[name]} has no such item any more"
        if isinstance(renamed := given.get("rename"), dict):
            for item in [*renamed]:
                if known and item in known and item not in became:
                    self.set_aside((*keys, "rename", item), why)
            self._respell((*keys, "rename"), became, known or {})
        if isinstance(dropped := given.get("drop"), list):
            for index, item in reversed([*enumerate(dropped)]):
                if known and item in known and item not in became:
                    self.set_aside((*keys, "drop", index), why)
                elif item in became and became[item] != item:
                    self.editor = self.editor.put((*keys, "drop", index), became[item])

    def control(self) -> None:
        """Rows of the control table: those that name a value or a role, by its new name."""
        for term, said in [*self.given("control").items()]:
            if not isinstance(said, str) or not names_something(said):
                continue
            keys = (*self.entry, "control", term)
            if lost := self._lost(said):
                self.set_aside(keys, f"there is no {lost} any more")
            elif (now := name_of(said, self.names)) != said:
                self.editor = self.editor.put(keys, now)

    def _lost(self, said: str) -> str:
        """A name in a text that has no successor; empty if all have."""
        front = self.adoption.model.front
        for group, name in answers_named(said):
            known: Container[str] = front.values if group == "values" else front.roles
            became = self.names.values if group == "values" else self.names.roles
            if name in known and name not in became:
                return f"{group}.{name}"
        return ""

    def local(self) -> None:
        """Local wording by the new ids, its texts with the new names."""
        holder = (*self.entry, "local")
        for name, wording in [*self.given("local").items()]:
            for key in ("replace", "add"):
                text = wording.get(key) if isinstance(wording, dict) else None
                if isinstance(text, str) and (now := with_new_names(text, self.names)) != text:
                    self.editor = self.editor.put((*holder, name, key), now)
                    said = f"the local wording of {name} has the model's new names in it"
                    self.note("renamed", (*holder, name, key), said)
        self._respell(holder, self.names.ids, self.given("local"))

    def confirm(self) -> None:
        """The choices that somebody must look at, those of before too."""
        keys = (*self.entry, "confirm")
        before = self.adoption.entry.confirm
        renamed = [self.names.decisions[one] for one in before if one in self.names.decisions]
        chosen = self.given("choices")
        names = [*dict.fromkeys([*renamed, *self.reworded])]
        names = [one for one in names if chosen.get(one) is not None]
        if names and names != before:
            group = [*self.editor.get(self.entry)]
            below = group[group.index("choices") + 1 :][:1]
            self.editor = self.editor.put(keys, names, before="".join(below))
        elif before and not names:
            self.editor = self.editor.remove(keys, keep_comments=True)

    def roles(self, kept: Container[str]) -> None:
        """What the school calls its posts: for all of its policies, so what others need stays."""
        declared = self.adoption.model.front.roles
        given = self.editor.get(("roles",))
        for name in [*given] if isinstance(given, dict) else ():
            if name not in declared or name in self.model.front.roles:
                continue
            new = self.names.roles.get(name)
            if new is None:
                if name not in kept:
                    self.set_aside(("roles", name), f"no policy names {name} any more")
            elif name in kept:
                if self.editor.get(("roles", new)) is None:
                    self.editor = self.editor.put(("roles", new), given[name])
            else:
                self._respell(("roles",), {name: new}, declared)

    def _respell(self, holder: Keys, became: Mapping[str, str], known: Iterable[str]) -> None:
        """New names for the keys of a group; each waits until its new name is free."""
        group = self.editor.get(holder)
        present = group if isinstance(group, dict) else {}
        left = {
            name: became[name]
            for name in known
            if name in present and became.get(name, name) != name
        }
        while left:
            free = [name for name, new in left.items() if not self._is_taken((*holder, new))]
            name = free[0] if free else next(iter(left))
            new = left[name]
            if not free and new in left:  # they change places
                spare = _spare(name, self.editor.get(holder))
                self.editor = self.editor.respell((*holder, name), spare)
                left = {spare if one == name else one: now for one, now in left.items()}
                continue
            del left[name]
            if not free:
                self._clash(holder, name, new)
                continue
            if new in self.editor.get(holder):  # open
                self.editor = self.editor.remove((*holder, new), keep_comments=True)
            self.editor = self.editor.respell((*holder, name), new)
            self.note("renamed", (*holder, name), f"{name} is called {new} now")

    def _is_taken(self, keys: Keys) -> bool:
        return self.editor.get(keys) is not None

    def _clash(self, holder: Keys, name: str, new: str) -> None:
        """Two answers where one belongs: they say the same, or somebody must decide."""
        old, other = self.editor.get((*holder, name)), self.editor.get((*holder, new))
        if old == other or old is None:
            self.set_aside((*holder, name), f"{name} is called {new} now, which says the same")
            return
        place = self.adoption.school.at(*holder, new, key=True)
        message = f"{name} becomes {new} in {self.model.version}, which stands here already"
        self.wrong.append(Problem(place, message, "keep one of the two"))


def _tupled(choice: Any) -> Any:
    return tuple(choice) if isinstance(choice, list) else choice


def _spare(name: str, group: Mapping[str, Any]) -> str:
    return next(one for n in range(len(group) + 1) if (one := f"{name}_{n}") not in group)
