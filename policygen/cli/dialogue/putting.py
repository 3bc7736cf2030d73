"""How each form of question is put, and its answer heard."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never

from policygen.actions.answers_in_words import in_changed_list
from policygen.actions.questions import (
    AskAnyOf,
    AskChanges,
    AskOneOf,
    AskPicture,
    AskRecords,
    AskTexts,
    AskWords,
    Question,
)
from policygen.actions.replies import HOW_TO_CHANGE, Wrong, of_field, read_reply, wanted
from policygen.cli.common import say
from policygen.cli.dialogue.prompting import BackError, Prompter
from policygen.errors import plural

Kept = Callable[[Any], bool]  # an answer on its way to the file: whether it was taken


def ask(prompter: Prompter, question: Question, given: Any, enter: str, keep: Kept) -> None:
    """Put one question until an answer is kept, or Enter alone leaves all as it is.

    `given` is what the school's file has for an answer, `enter` says what Enter alone does.
    """
    match question.form:
        case AskOneOf() | AskAnyOf() | AskWords() as form:
            _explain(form)
            _one_line(prompter, question, enter, keep)
        case AskTexts(lines):
            _texts(prompter, enter, keep, lines=lines)
        case AskChanges(items):
            _changes(prompter, question, items, given or {}, keep)
        case AskRecords() as form:
            _records(prompter, form, given, enter, keep)
        case AskPicture(files):
            _pictured(prompter, files, enter, keep)
        case _:
            assert_never(question.form)


def _explain(form: AskOneOf | AskAnyOf | AskWords) -> None:
    """Say what may be answered."""
    match form:
        case AskOneOf(options) if [*options] == ["yes", "no"]:
            say("Answer yes or no.")
        case AskOneOf(options):
            _numbered(options)
            say("Type one number, or how the words begin.")
        case AskAnyOf(options, may_be_none):
            _numbered(options)
            words = "all or none" if may_be_none else "all"
            say(f"Several may be picked: type their numbers with commas between, or {words}.")
        case AskWords(kind, example, default):
            if how := wanted(kind):
                say(how)
            if example:
                say(f"For example: {example}")
            if default:
                say(f"The model says: {default}")


def _numbered(options: Mapping[str, str] | Sequence[str]) -> None:
    """List options with their numbers."""
    labels = options.values() if isinstance(options, Mapping) else options
    for number, label in enumerate(labels, 1):
        say(f"  {number}. {label}")


def _one_line(prompter: Prompter, question: Question, enter: str, keep: Kept) -> None:
    """A question that one line answers."""
    while text := prompter.line(f"Your answer ({enter})"):
        match read_reply(question.form, text):
            case Wrong() as wrong:
                say(str(wrong))
            case answer:
                if keep(answer):
                    return


def _texts(prompter: Prompter, enter: str, keep: Kept, *, lines: bool) -> None:
    """A list of texts, or the lines of one, each on a line typed."""
    what = "line" if lines else "item"
    say(f"Type each {what} and press Enter; after the last one, press Enter once more.")
    while given := _gathered(prompter, what, enter):
        if keep("\n".join(given) if lines else given):
            return


def _gathered(prompter: Prompter, what: str, enter: str) -> list[str]:
    """Items typed one after the other; back takes the last one away."""
    given: list[str] = []
    while True:
        said = f"Next {what} (Enter when there is no more)" if given else f"First {what} ({enter})"
        try:
            text = prompter.line(said)
        except BackError:
            if not given:
                raise
            say(f"Taken away: {given.pop()}")
            continue
        read = read_reply(AskTexts(), text)
        if not text:
            return given
        given += read if isinstance(read, list) else []


def _changes(
    prompter: Prompter, question: Question, items: Mapping[str, str], given: Any, keep: Kept
) -> None:
    """A list that the model brings: kept, or changed item by item, each change kept at once."""
    say(f"The model has this list. {HOW_TO_CHANGE}")
    now = given if isinstance(given, dict) else {}
    _numbered(in_changed_list(items, now))
    while text := prompter.line("Your change (Enter when the list is right)"):
        match read_reply(question.form, text, now):
            case Wrong() as wrong:
                say(str(wrong))
            case dict() as changed if keep(changed):
                now = changed
                _numbered(in_changed_list(items, now))
            case _:
                pass


def _records(prompter: Prompter, form: AskRecords, given: Any, enter: str, keep: Kept) -> None:
    """A list of records, field by field; each item is kept as soon as it is whole."""
    if form.brought and not given:
        say(f"The model brings {plural(len(form.brought), 'row')}:")
        _numbered([", ".join(row.values()) for row in form.brought])
        if not prompter.yes("Give your own in their place? (yes or no; Enter: no)", enter=False):
            return
    say(f"Each item has: {', '.join(one.ask for one in form.fields.values())}.")
    if form.files:
        say(f"Or type the name of a file with the rows: {', '.join(form.files)}.")
    items: list[dict[str, str]] = [*given] if isinstance(given, list) else []
    if items:
        items = _without_some(prompter, items, keep)
        if not prompter.yes("Add one? (yes or no; Enter: no)", enter=False):
            return
    while True:
        say(f"Item {len(items) + 1}")
        answer = _item(prompter, form, enter if not items else "Enter when there is no more")
        if answer is None:
            return
        if isinstance(answer, str):
            if keep({"rows": answer}):
                return
            continue
        if keep([*items, answer]):
            items.append(answer)
            if not prompter.yes("Another one? (yes or no; Enter: no)", enter=False):
                return


def _without_some(
    prompter: Prompter, items: list[dict[str, str]], keep: Kept
) -> list[dict[str, str]]:
    """The items that stay of those that are there."""
    while True:
        _numbered([", ".join(map(str, one.values())) for one in items])
        text = prompter.line("Type drop and a number to take one away (Enter when they are right)")
        if not text:
            return items
        verb, _, which = text.lower().partition(" ")
        number = int(which) if which.strip().isascii() and which.strip().isdigit() else 0
        if verb != "drop" or not 0 < number <= len(items):
            say(f"Type drop and a number from 1 to {len(items)}.")
        elif len(items) == 1:
            say("That would leave nothing in the list. Add another one first.")
        elif keep(rest := items[: number - 1] + items[number:]):
            items = rest


def _item(prompter: Prompter, form: AskRecords, enter: str) -> dict[str, str] | str | None:
    """One item, field by field, or a file's name; back goes to the field before.

    None for Enter alone at its beginning.
    """
    names, given = [*form.fields], dict[str, str]()
    at = 0
    while at < len(names):
        asked = form.fields[names[at]]
        about = wanted(asked.type).partition(":")[0].lower()
        notes = [about, "may be left out" * asked.optional, enter * (at == 0)]
        said = "; ".join(filter(None, notes))
        try:
            text = prompter.line(f"  {asked.ask}{f' ({said})' if said else ''}")
        except BackError:
            if not at:
                raise
            at -= 1
            continue
        if not at and not text:
            return None
        if not at and (text in form.files or isinstance(read_reply(form, text), dict)):
            return text
        match of_field(asked, text):
            case Wrong() as wrong:
                say(str(wrong))
                continue
            case "":
                given.pop(names[at], None)
            case answer:
                given[names[at]] = answer
        at += 1
    return {name: given[name] for name in names if name in given}


def _pictured(prompter: Prompter, files: Sequence[str], enter: str, keep: Kept) -> None:
    """A picture: its file beside the school's, then what it shows."""
    say("Put the picture's file into the school's folder first, beside school.yaml.")
    if files:
        say(f"These are there: {', '.join(files)}.")
    while file := prompter.line(f"Name of the file ({enter})"):
        say("What does it show? Say what somebody who can't see it must know.")
        match read_reply(AskPicture(), f"{file} | {prompter.line('In words')}"):
            case Wrong() as wrong:
                say(str(wrong))
            case answer:
                if keep(answer):
                    return
