"""How each form of question is put, and its answer heard."""

from collections.abc import Sequence
from typing import Any, assert_never

from policygen.actions.examples import bare_example
from policygen.actions.questions import (
    AskAnyOf,
    AskChanges,
    AskedAs,
    AskOneOf,
    AskPicture,
    AskRecords,
    AskTexts,
    AskWords,
    Question,
)
from policygen.actions.replies import Wrong, read_reply, wanted
from policygen.cli.dialogue.prompting import Kept, Prompter, list_numbered
from policygen.cli.dialogue.putting_records import put_records
from policygen.cli.dialogue.putting_texts import put_changes, put_texts
from policygen.cli.telling import say


def ask(prompter: Prompter, question: Question, given: Any, enter: str, keep: Kept) -> None:
    """Put one question until an answer is kept, or Enter alone leaves all as it is.

    `given` is what the school's file has for an answer, `enter` says what Enter alone does.
    """
    match question.form:
        case AskOneOf() | AskAnyOf() | AskWords() as form:
            _explain(form)
            _one_line(prompter, question, enter, keep)
        case AskTexts() as form:
            put_texts(prompter, form, given, enter, keep)
        case AskChanges(items):
            put_changes(prompter, items, given, keep)
        case AskRecords() as form:
            put_records(prompter, form, given, enter, keep)
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
            list_numbered(options)
            say("Type one number, or how the words begin.")
        case AskAnyOf(options, may_be_none):
            list_numbered(options)
            words = "all or none" if may_be_none else "all"
            say(f"Several may be picked: type their numbers with commas between, or {words}.")
        case AskWords(kind, example, default, limits):
            if how := wanted(kind, limits):
                say(how)
            if example:
                say(f"For example: {bare_example(example)}")
            if default:
                say(f"The model says: {default}")


def _one_line(prompter: Prompter, question: Question, enter: str, keep: Kept) -> None:
    """A question that one line answers."""
    while text := prompter.line(f"Your answer ({enter})"):
        match read_reply(question.form, text):
            case Wrong() as wrong:
                say(str(wrong))
            case answer:
                if _is_meant(prompter, question.form, text) and keep(answer):
                    return


def _is_meant(prompter: Prompter, form: AskedAs, text: str) -> bool:
    """Whether an answer is meant; where words are wanted, a number may be that of a question."""
    if not (isinstance(form, AskWords) and form.type == "text" and text.isdigit()):
        return True
    if form.example.isdigit():
        return True
    say(f"{text} is only a number. To go to question {text} in place of answering this one, type")
    say(f"change {text}.")
    return prompter.yes(f"Is {text} your answer? (yes or no; Enter: no)", enter=False)


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
