"""A list of texts on a terminal, or the lines of one: item by item, each kept at once."""

from collections.abc import Callable, Mapping
from typing import Any

from policygen.actions.answers_in_words import in_changed_list
from policygen.actions.examples import bare_example
from policygen.actions.list_changes import ANEW, how_to_change
from policygen.actions.questions import AskChanges, AskTexts
from policygen.actions.replies import Wrong, read_reply
from policygen.cli.dialogue.prompting import BackError, Kept, Prompter, list_numbered
from policygen.cli.telling import say


def put_texts(prompter: Prompter, form: AskTexts, given: Any, enter: str, keep: Kept) -> None:
    """Ask for each item on a line, or for what is to change in a list that is there."""
    if form.lines and isinstance(given, str):
        given = [line for line in given.split("\n") if line.strip()]
    there = given if isinstance(given, list) and all(isinstance(one, str) for one in given) else []

    def keep_list(items: list[str], *, quiet: bool = False) -> bool:
        whole: Any = "\n".join(items) if form.lines else items
        return keep(whole or None, quiet=quiet)

    while there:
        changed = _change(prompter, AskChanges({}), {"add": there}, lambda to: keep_list(to["add"]))
        if changed is None:
            return
        there, enter = changed["add"], "Enter keeps the list that is there"
        try:
            _gather(prompter, form, there, enter, keep_list)
            return
        except BackError:
            continue  # to that list
    _gather(prompter, form, [], enter, keep_list)


def _gather(
    prompter: Prompter, form: AskTexts, there: list[str], enter: str, keep_list: Callable[..., bool]
) -> None:
    """Ask for one item after the other, in place of those that are there."""
    what = "line" if form.lines else "item"
    say(f"Type each {what} and press Enter; after the last one, press Enter once more.")
    if example := bare_example(form.example):
        say(f"For example: {example}")
    items: list[str] = []
    while True:
        said = f"Next {what} (Enter when there is no more)" if items else f"First {what} ({enter})"
        try:
            text = prompter.line(said)
        except BackError:
            if not items:
                raise
            say(f"Taken away: {items.pop()}")
            keep_list(items or there, quiet=True)
            continue
        if not text:
            break
        match read_reply(AskTexts(example=form.example), text):
            case Wrong() as wrong:
                say(str(wrong))
            case list() as more if more and keep_list([*items, *more], quiet=True):
                items += more
            case _:
                pass
    if items:
        keep_list(items)


def put_changes(prompter: Prompter, items: Mapping[str, str], given: Any, keep: Kept) -> None:
    """Ask for changes to a list that the model brings."""
    now = given if isinstance(given, dict) else {}
    say("The list as you have changed it." if now else "The model has this list.")
    _change(prompter, AskChanges(items), now, keep)


def _change(
    prompter: Prompter, form: AskChanges, now: dict[str, Any], keep: Callable[[Any], bool]
) -> dict[str, Any] | None:
    """Change a list item by item, each change kept at once.

    What there is then, where it is to be typed anew; None where it is right.
    """
    say(how_to_change(form.items, len(in_changed_list(form.items, now))))
    list_numbered(in_changed_list(form.items, now))
    while text := prompter.line("Your change (Enter when the list is right)"):
        if text.lower() == ANEW and not form.items:
            return now
        if text.lower() == "keep" and now and form.items:
            say("That gives up your changes, for the list that the model has.")
            if not prompter.yes("Is it meant? (yes or no; Enter: no)", enter=False):
                continue
        match read_reply(form, text, now):
            case Wrong() as wrong:
                say(str(wrong))
                say("To leave the list as it is, press Enter.")
            case dict() as changed if keep(changed):
                now = changed
                list_numbered(in_changed_list(form.items, now))
            case _:
                pass
    return None
