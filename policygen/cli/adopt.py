"""policygen adopt."""

import sys
from typing import TYPE_CHECKING, Any, assert_never

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.adopt import Adopted
    from policygen.actions.adopt_all import AllAdopted
    from policygen.actions.questions import Question
    from policygen.workspace.layout import Workspace


_LISTED = 12  # open questions that are listed at the end


@common.makes_command("adopt")
@click.argument("words", nargs=-1, metavar="SCHOOL POLICY", shell_complete=common.complete_schools)
@click.option("--policy", metavar="POLICY", shell_complete=common.complete_policies,
              help="Let each SCHOOL named adopt this policy, without asking anything.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="With --policy: let all schools adopt it.")
@click.option(
    "--model", "version", metavar="VERSION", help="The model version; the newest if left out."
)
@click.option("--choose", multiple=True, metavar="DECISION=ALTERNATIVE", help="Make one decision.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=TEXT",
    help="Give one value, facts.NAME, roles.NAME or roles.NAME.holder. Items of a list have ; "
    'between, fields of a record |; one that holds such a sign stands in "quotation marks".',
)  # fmt: skip
@common.json_option
@click.pass_context
def command(
    context: click.Context, words: tuple[str, ...], policy: str | None, every: bool,
    version: str | None, choose: tuple[str, ...], values: tuple[str, ...], as_json: bool,
) -> None:  # fmt: skip
    """Let SCHOOL adopt POLICY, or go on with what is still open.

    On a terminal it asks whatever the policy needs, one question after the other, and saves each
    answer in school.yaml at once. Elsewhere it takes the options and says what is still open.

    With --policy POLICY and several SCHOOLs, or --all, each of them adopts it with the same
    answers.
    """
    from policygen.actions.adopt import Adopting, adopt
    from policygen.actions.adopt_all import adopt_all
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    schools, policy, several = _named(library.workspace, words, policy, every)
    choices, given = named_answers(choose), named_answers(values)
    if several:
        done = adopt_all(library, schools, policy, version, choices, given, every=every)
        _report_all(done, as_json)
        context.exit(1 if done.reasons else 0)
    adopting = Adopting.begin(library, schools[0], policy, version, choices, given)
    if as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        adopted = adopt(adopting)
    else:
        from policygen.cli.dialogue.talk import Talk

        talk = Talk(adopting)
        talk.run()
        unwritten = talk.adopting.is_new
        gave_up = talk.broken_off or (talk.left and not (talk.saved or talk.dealt_with))
        if unwritten and gave_up and not (choices or given):
            click.echo("Nothing was written.", err=True)
            return
        adopted = adopt(talk.adopting.renewed(), strict=False, since=adopting.before)
        if unwritten:
            title = adopting.model.front.title
            nothing = ", with nothing answered yet" * bool(adopted.open)
            telling.say(f"{title}: now adopted by {adopting.name}{nothing}.")
        _report_talk(library.workspace, adopted, listed=talk.told_open)
        return
    if as_json:
        telling.print_json(_as_json(adopted))
    else:
        _report(library.workspace, adopted)


def _named(
    workspace: "Workspace", words: tuple[str, ...], policy: str | None, every: bool
) -> tuple[list[str], str, bool]:
    """The schools and the policy that are meant, and whether they were named as several."""
    if policy is None:
        if len(words) == 1 and "/" in words[0]:
            words = tuple(words[0].rsplit("/", 1))
        if len(words) == 1 and not every:
            _offer(workspace, common.school_of(workspace, words[0]).school)
            raise click.exceptions.Exit(2)
        if every or len(words) != 2:
            raise click.UsageError(
                "Name SCHOOL POLICY, or SCHOOL… --policy POLICY, or --all with it."
            )
        return [common.school_of(workspace, words[0]).school], words[1], False
    if every == bool(words):
        raise click.UsageError("With --policy, name one SCHOOL or more, or give --all.")
    if every:
        return list(workspace.schools), policy, True
    return [common.school_of(workspace, word).school for word in words], policy, len(words) > 1


def _offer(workspace: "Workspace", school: str) -> None:
    """Say which policies a school can adopt, or go on with, each with the command that does it."""
    found, _ = workspace.school(school)
    adopted = [name for name in found.policies if name in workspace.policies] if found else []
    live = [name for name in adopted if found and not found.retirement(name)]
    if live:
        telling.say("To go on with a policy that it has adopted, or to change its answers:")
        for name in live:
            telling.say(f"  policygen adopt {school} {name}")
    if retired := [name for name in adopted if name not in live]:
        undone = school if found and found.retired else f"{school}/POLICY"
        telling.say(
            f"Retired: {', '.join(retired)}. To bring back: policygen retire --undo {undone}"
        )
    if not (found and found.retired):
        telling.offer_policies(workspace, school, adopted)


def named_answers(words: tuple[str, ...]) -> dict[str, str]:
    """The answers of a command line by what they answer."""
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{word!r} is not of the form NAME=ANSWER.")
        found[name] = value
    return found


def _as_json(adopted: "Adopted") -> dict[str, Any]:
    target = adopted.target
    still = [question.name for question in adopted.open]
    others = [one._asdict() for one in adopted.others]
    return {
        "school": target.school, "policy": target.policy, "open": still, "no_longer_issued": others
    }  # fmt: skip


def _report_all(done: "AllAdopted", as_json: bool) -> None:
    """A line for each school, then all that is wrong with others."""
    if as_json:
        reasons = [telling.as_record(reason) for reason in done.reasons]
        telling.print_json({"adopted": [*map(_as_json, done.done)], "reasons": reasons})
        return
    for one in done.done:
        names = ", ".join(question.name for question in one.open)
        still = f"{plural(len(one.open), 'answer')} still to give: {names}"
        click.echo(f"{one.target}: {still if names else 'nothing is open'}")
    _say_others(*done.done)
    for reason in done.reasons:
        click.echo(telling.as_printed(reason), err=True)
    refused = f"; {len(done.refused)} refused" if done.refused else ""
    click.echo(f"{plural(len(done.done), 'school')} done{refused}.", err=True)


def _report(workspace: "Workspace", adopted: "Adopted") -> None:
    """Say which file was written, what is open and how to answer it, or what comes next."""
    click.echo(telling.typeable(workspace, adopted.file))
    for question in adopted.open:
        say_how(question)
    if adopted.open:
        click.echo(f"{plural(len(adopted.open), 'answer')} still to give.", err=True)
    else:
        _say_next(adopted)
    _say_changed(adopted)


def say_how(question: "Question") -> None:
    """Say what is open, or to be confirmed, and how to answer it on a command line."""
    what = "To be confirmed" if question.confirms else "Still open"
    click.echo(f"{what}: {question.name}: {question.ask}", err=True)
    if question.lacks:
        click.echo(f"  {question.lacks}: add it in school.yaml, or give all anew:", err=True)
    for line in _how(question):
        click.echo(f"  {line}", err=True)


def _report_talk(workspace: "Workspace", adopted: "Adopted", *, listed: bool) -> None:
    """Say what comes next to whoever was asked; what is open, if it wasn't just `listed`."""
    click.echo(telling.typeable(workspace, adopted.file))
    telling.complain(adopted.wrong)
    if adopted.open:
        still = plural(len(adopted.open), "answer")
        again = f"policygen adopt {adopted.target.school} {adopted.target.policy}"
        telling.say(f"{still} still to give{'.' if listed else ':'}")
        for question in () if listed else adopted.open[:_LISTED]:
            telling.say(f"  {question.ask} [{question.name}]")
        if (more := len(adopted.open) - _LISTED) > 0 and not listed:
            telling.say(f"  and {plural(more, 'other')}")
        telling.say(f"To go on where you are now: {again}")
        draft = f"policygen build {adopted.target} --draft"
        if not adopted.wrong:  # else it would be refused
            telling.say(f"To see how the text looks so far: {draft}")
    elif not adopted.wrong:
        _say_next(adopted)
    _say_changed(adopted)


def _say_changed(adopted: "Adopted") -> None:
    """Say that a text is no longer the one that was approved."""
    if adopted.changed_since and not adopted.wrong:
        telling.say(
            f"The text is no longer that of version {adopted.changed_since}: it is changed,"
        )
        telling.say("  and needs approval before it is issued again.")
    _say_others(adopted)


def _say_others(*adopted: "Adopted") -> None:
    """Say which other policies say something else now than was approved."""
    others = [(one.target.school, *other) for one in adopted for other in one.others]
    if others:
        telling.say(
            "What was answered stands in other policies too. To be approved and issued again:"
        )
    for school, policy, version in others:
        telling.say(f"  {school}/{policy}: its text is no longer that of version {version}")


def _say_next(adopted: "Adopted") -> None:
    target = adopted.target
    if adopted.as_issued:
        telling.say(
            "Nothing is open, and the text is that of the last issue: nothing is to be done."
        )
        telling.say(f"To write the documents again: policygen build {target}")
        return
    new = "New contact details." if adopted.is_issued else "First adopted."
    telling.say(f"Nothing is open. Next: policygen build {target}")
    telling.say(
        f"  writes the policy as a Word file and a web page into build/{target.school}.\n"
        f"When it has been approved: policygen issue {target} --by WHO --summary WHAT\n"
        f'  WHO approved it, such as "Governing board", and WHAT is new, such as "{new}"\n'
        "  That freezes it as a version."
    )


def _how(question: "Question") -> list[str]:
    """How a question is answered on a command line."""
    from policygen.actions.examples import bare_example
    from policygen.actions.questions import (
        AskAnyOf,
        AskChanges,
        AskOneOf,
        AskPicture,
        AskRecords,
        AskTexts,
        AskWords,
    )
    from policygen.actions.replies import QUOTING, row_form

    name = question.name
    option = f"--choose {name}" if question.is_choice else f"--set {name}"
    match question.form:
        case AskOneOf(options):
            return [f"{option}={_typed(one)}   {label}" for one, label in options.items()]
        case AskAnyOf(options, may_be_none):
            none = f", or {option}= for none" * may_be_none
            every = [f"{option}={one}   {label}" for one, label in options.items()]
            return [f"any of these, such as {option}={','.join(options)}{none}", *every]
        case AskWords(example=example):
            return [f'{option}="{bare_example(example) or "…"}"']
        case AskTexts():
            return [f'{option}="…; …"']
        case AskChanges():
            return [f'{option}="drop 2; rename 1 new words; add new words"']
        case AskRecords(fields, files):
            file = files[0] if files else f"{name}.csv"
            return [
                f'{option}="{row_form(fields)}", with ; between the items',
                QUOTING,
                f"or a file beside school.yaml with the rows: {option}={file}",
            ]
        case AskPicture(files):
            file = files[0] if files else "map.png"
            return [f'{option}="{file} | what it shows", the file beside school.yaml']
        case _:
            assert_never(question.form)


def _typed(word: str) -> str:
    """A word as a shell takes it whole."""
    return f'"{word}"' if " " in word else word
