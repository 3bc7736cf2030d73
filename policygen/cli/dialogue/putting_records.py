"""A list of records on a terminal: field by field, each kept as soon as it is typed."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from policygen.actions.examples import bare_example
from policygen.actions.questions import AskRecords
from policygen.actions.replies import Wrong, of_field, read_reply, wanted
from policygen.cli.dialogue.prompting import (
    BackError,
    Kept,
    LeaveError,
    OpenError,
    Prompter,
    list_numbered,
)
from policygen.cli.telling import say
from policygen.errors import plural

_NONE = "-"  # takes a field away that may be left out


def put_records(prompter: Prompter, form: AskRecords, given: Any, enter: str, keep: Kept) -> None:
    """Ask for a list of records, or for what is to change in one that is there."""
    if form.brought and not given:
        say(f"The model brings {plural(len(form.brought), 'row')}:")
        list_numbered([", ".join(row.values()) for row in form.brought])
        if not prompter.yes("Give your own in their place? (yes or no; Enter: no)", enter=False):
            return
    say(f"Each item has: {', '.join(one.ask for one in form.fields.values())}.")
    if form.files:
        say(f"Or type the name of a file with the rows: {', '.join(form.files)}.")
    listed = _Listed(prompter, form, given, keep)
    if listed.items:
        listed.complete()
        listed.look_through()
    else:
        listed.gather(enter)


class _Listed:
    """The items so far, as the school's file has them."""

    def __init__(self, prompter: Prompter, form: AskRecords, given: Any, keep: Kept) -> None:
        self.prompter, self.fields, self.form, self.keep = prompter, form.fields, form, keep
        rows = given if isinstance(given, list) else [given] * isinstance(given, str)
        first = next(iter(form.fields))
        named = (row if isinstance(row, dict) else {first: str(row)} for row in rows)
        self.items = [
            {name: said for name, said in row.items() if said is not None} for row in named
        ]

    def gather(self, enter: str) -> None:
        """Ask for one item after the other, until there is no more or a file has them all."""
        while self.add(enter):
            if not self.prompter.yes("Another one? (yes or no; Enter: no)", enter=False):
                return
            enter = "Enter when there is no more"

    def complete(self) -> None:
        """Ask for what is missing in items that somebody left half typed."""
        for at, item in enumerate(self.items):
            if self.missing(item):
                say(f"Item {at + 1}, {_in_words(item)}, isn't whole yet.")
                self.ask(at, [name for name in self.fields if name not in item])

    def look_through(self) -> None:
        """Show the items, and change them until they are right."""
        while True:
            list_numbered([f"{_in_words(one)}{self.said_missing(one)}" for one in self.items])
            last = len(self.items)
            how = f"edit {last} to change one, drop {last} to take it away, or add"
            text = self.prompter.line(f"Type {how} (Enter when they are right)")
            if not text:
                return
            if self.is_file(text):
                if self.keep({"rows": text}):
                    return
                continue
            verb, _, which = text.lower().partition(" ")
            verb, which = ("edit", text) if verb.isdigit() else (verb, which)
            numbers = _numbers(which, last)
            try:
                if verb == "add" and not which:
                    self.add("Enter for none")
                elif verb == "edit" and len(numbers) == 1:
                    say(f"Item {numbers[0]}")
                    self.ask(numbers[0] - 1, [*self.fields])
                elif verb == "drop" and numbers:
                    self.drop(numbers)
                elif last == 1:
                    say("Type edit 1, drop 1 or add.")
                else:
                    say(f"Type edit or drop with a number from 1 to {last}, or add.")
            except BackError:
                continue  # to the list

    def add(self, enter: str) -> bool:
        """Ask for one item more; whether there is one. Back at its beginning takes it away."""
        at = len(self.items)
        say(f"Item {at + 1}")
        self.items.append({})
        try:
            if self.ask(at, [*self.fields], enter):
                return True
        except BackError:
            if self.items.pop():
                self.keep(self.items or None, whole=False, quiet=True)
            raise
        self.items.pop()
        return False

    def drop(self, numbers: Collection[int]) -> None:
        """Take items away."""
        left = [item for number, item in enumerate(self.items, 1) if number not in numbers]
        if not left:
            say("That would leave nothing in the list. Add another one first.")
            return
        self.items = left
        self.keep(self.items, whole=False)

    def ask(self, at: int, names: Sequence[str], enter: str = "") -> bool:
        """Ask for fields of an item, and keep each; whether it is whole.

        `enter` says what Enter alone does before anything is typed: then it isn't.
        """
        place = 0
        while place < len(names):
            item, name = self.items[at], names[place]
            first = enter if not place and name not in item else ""
            try:
                text = self.prompter.line(self.prompt(name, item, first))
            except BackError:
                if not place:
                    raise
                place -= 1
                continue
            except LeaveError:
                self.say_unasked(at, names[place:])
                raise
            except OpenError:
                if first:
                    return False
                self.take_away(at, name)
                place += 1
                continue
            if not text and first:
                return False
            if self.items == [{}] and self.is_file(text):
                if self.keep({"rows": text}):
                    return False
                continue
            place += self.is_kept(at, name, text)
        self.drop_unknown(at)
        if not self.items[at]:  # nothing was typed
            return False
        self.keep(self.items)
        return True

    def take_away(self, at: int, name: str) -> None:
        """Leave a field of an item open; the others stay."""
        if name in self.items[at]:
            left = {one: said for one, said in self.items[at].items() if one != name}
            self.items[at] = left
            self.keep(self.items, whole=False, quiet=True)
        say(f"Left open: {self.fields[name].ask}")

    def drop_unknown(self, at: int) -> None:
        """Take away what an item has under no field's name, and say so."""
        for name in [name for name in self.items[at] if name not in self.fields]:
            say(f"Taken away: {name}: {self.items[at].pop(name)}")

    def prompt(self, name: str, item: Mapping[str, str], enter: str) -> str:
        """What is asked for a field: its type, an example, and what Enter does."""
        asked, now = self.fields[name], item.get(name)
        example = bare_example(asked.example or "")
        notes = [
            wanted(asked.type, asked.limits).partition(":")[0].lower(),
            f"for example: {example}" if example and now is None else "",
            "may be left out" if asked.optional and now is None else "",
            "Enter leaves it open" if not (asked.optional or now or enter) else "",
            "" if now is None else f"now: {now}; Enter keeps it",
            f"{_NONE} leaves it out" if asked.optional and now is not None else "",
            enter,
        ]
        said = "; ".join(filter(None, notes))
        return f"  {asked.ask}{f' ({said})' if said else ''}"

    def is_kept(self, at: int, name: str, text: str) -> bool:
        """Keep what was typed for a field; where it can't be taken, say why."""
        item, asked = self.items[at], self.fields[name]
        if not text and name in item:
            return True
        if asked.optional and text == _NONE:
            text = ""
        if not (text or asked.optional):
            say(f"Left open: {asked.ask}")
            return True
        match of_field(asked, text):
            case Wrong() as wrong:
                say(str(wrong))
                return False
            case said:
                given = {**item, name: said}
        ordered = {one: given[one] for one in (*self.fields, *given) if given.get(one)}
        if ordered != item:
            self.items[at] = ordered
            self.keep(self.items, whole=False, quiet=True)
        return True

    def say_unasked(self, at: int, names: Sequence[str]) -> None:
        """Say what an item was not asked that is whole without it, so that nothing else asks it."""
        item = self.items[at]
        unasked = [self.fields[name].ask for name in names if name not in item]
        if item and unasked and not self.missing(item):
            say(f"Item {at + 1} is whole; it wasn't asked yet: {', '.join(unasked)}.")
            say(f"To give that, change this answer another time, and type edit {at + 1}.")

    def is_file(self, text: str) -> bool:
        """Whether a text names a file that may have the rows."""
        return text in self.form.files or isinstance(read_reply(self.form, text), dict)

    def missing(self, item: Mapping[str, str]) -> list[str]:
        """The fields that an item must have and hasn't."""
        return [name for name, one in self.fields.items() if not one.optional and name not in item]

    def said_missing(self, item: Mapping[str, str]) -> str:
        names = ", ".join(self.fields[name].ask for name in self.missing(item))
        return f" (still missing: {names})" if names else ""


def _numbers(text: str, last: int) -> list[int]:
    """The items of a list that a text numbers: `2`, `2, 3`, `2 and 3`, `2; drop 3`."""
    said = [one for one in re.split(r"[\s,;]+", text) if one not in ("and", "drop", "")]
    numbers = [int(one[:9]) for one in said if one.isascii() and one.isdigit()]
    return numbers if len(numbers) == len(said) and all(0 < one <= last for one in numbers) else []


def _in_words(item: Mapping[str, Any]) -> str:
    """An item on one line."""
    return ", ".join(map(str, item.values()))
