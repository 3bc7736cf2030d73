"""A list of texts on a terminal, or the lines of one: item by item, each kept at once."""

from collections.abc import Mapping
from typing import Any

from policygen.actions.answers_in_words import in_changed_list
from policygen.actions.examples import bare_example
from policygen.actions.questions import AskChanges, AskTexts
from policygen.actions.replies import Wrong, how_to_change, read_reply
from policygen.cli.common import say
from policygen.cli.dialogue.prompting import BackError, Kept, Prompter, list_numbered


def put_texts(prompter: Prompter, form: AskTexts, given: Any, enter: str, keep: Kept) -> None:
    """Ask for each item on a line, or for what is to change in a list that is there."""
    what = "line" if form.lines else "item"
    if form.lines and isinstance(given, str):
        given = [line for line in given.split("\n") if line.strip()]

    def keep_list(items: list[str], *, quiet: bool = False) -> bool:
        return keep("\n".join(items) if form.lines else items, quiet=quiet)

    if given and isinstance(given, list) and all(isinstance(one, str) for one in given):
        say(how_to_change({}))
        now = {"add": given}
        _change(prompter, AskChanges({}), now, lambda changed: keep_list(changed["add"]))
        return
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
            if items:
                keep_list(items, quiet=True)
            else:
                keep(None, quiet=True)
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
    say(how_to_change(items))
    _change(prompter, AskChanges(items), now, keep)


def _change(prompter: Prompter, form: AskChanges, now: dict[str, Any], keep: Any) -> None:
    """Change a list item by item, each change kept at once."""
    list_numbered(in_changed_list(form.items, now))
    while text := prompter.line("Your change (Enter when the list is right)"):
        if text.lower() == "keep" and now and form.items:
            say("That gives up your changes, for the list that the model has.")
            if not prompter.yes("Is it meant? (yes or no; Enter: no)", enter=False):
                continue
        match read_reply(form, text, now):
            case Wrong() as wrong:
                say(str(wrong))
                say("To leave the list as it is, press Enter.")
            case dict() as changed if (changed or form.items) and keep(changed):
                now = changed
                list_numbered(in_changed_list(form.items, now))
            case _:
                pass
