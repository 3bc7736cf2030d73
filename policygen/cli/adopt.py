"""policygen adopt."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

import click

from policygen.cli import common
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.adopt import Adopted, OpenDecision, OpenFact, OpenValue


@common.makes_command("adopt")
@click.argument("school", shell_complete=common.complete_schools)
@click.argument("policy", shell_complete=common.complete_policies)
@click.option(
    "--model", "version", metavar="VERSION", help="The model version; the newest if left out."
)
@click.option("--choose", multiple=True, metavar="DECISION=ALTERNATIVE", help="Make one decision.")
@click.option("--set", "values", multiple=True, metavar="VALUE=TEXT", help="Give one value.")
@common.json_option
def command(
    school: str, policy: str, version: str | None, choose: tuple[str, ...], values: tuple[str, ...],
    as_json: bool,
) -> None:  # fmt: skip
    """Let SCHOOL adopt POLICY, or go on with what is still open.

    On a terminal it asks each open decision, and each value that the choices need. Elsewhere it
    takes the options and says what is still open. It edits school.yaml in place.
    """
    from policygen.actions.adopt import Adopting, adopt
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    name = library.workspace.targets((school,))[0].school
    adopting = Adopting.begin(library, name, policy, version, _pairs(choose), _pairs(values))
    if sys.stdin.isatty() and sys.stderr.isatty() and not as_json:
        while question := adopting.next_question():
            adopting = adopting.answered(question, _ask(question))
    adopted = adopt(adopting)
    if as_json:
        still = [question.name for question in adopted.open]
        common.print_json({"school": name, "policy": policy, "open": still})
    else:
        _report(adopted)


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{word!r} is not of the form NAME=ANSWER.")
        pairs[name] = value
    return pairs


def _ask(question: "OpenDecision | OpenFact | OpenValue") -> str | tuple[str, ...] | None:
    """Ask one question on the terminal. None where the person leaves it open."""
    from policygen.actions.adopt import OpenDecision, OpenFact, OpenValue

    click.echo(f"\n{question.ask}", err=True)
    match question:
        case OpenDecision():
            return _pick(question)
        case OpenFact(known=known) if known:
            return _pick_fact(known)
        case OpenValue() | OpenFact():
            return _fill_in(question)
        case _:
            assert_never(question)


def _pick(decision: "OpenDecision") -> str | tuple[str, ...] | None:
    names = list(decision.alternatives)
    if names == ["yes", "no"]:
        return _yes_or_no()
    for number, name in enumerate(names, 1):
        click.echo(f"  {number}. {decision.alternatives[name]}", err=True)
    if decision.any_of:
        return _pick_any(names, decision.may_be_none)
    return _numbered(names)


def _yes_or_no() -> str | None:
    while True:
        text: str = click.prompt(
            "yes or no, or Enter to leave it open", default="", show_default=False, err=True
        )
        word = text.strip().lower()
        if not word or word in ("y", "yes", "n", "no"):
            return {"y": "yes", "n": "no"}.get(word[:1])
        click.echo("Answer yes or no.", err=True)


def _pick_fact(known: tuple[str, ...]) -> str | None:
    for number, text in enumerate(known, 1):
        click.echo(f"  {number}. {text}", err=True)
    return _numbered(known)


def _numbered(names: Sequence[str]) -> str | None:
    numbers = click.IntRange(0, len(names))
    picked = click.prompt("Number, or 0 to leave it open", type=numbers, err=True)
    return names[picked - 1] if picked else None


def _pick_any(names: list[str], may_be_none: bool) -> tuple[str, ...] | None:
    said = "Numbers with commas between, "
    said += "0 for none of them, " * may_be_none + "or Enter to leave it open"
    while True:
        text: str = click.prompt(said, default="", show_default=False, err=True)
        words = text.replace(",", " ").split()
        if not words:
            return None
        numbers = [int(word) if word.isascii() and word.isdigit() else -1 for word in words]
        if numbers == [0] and may_be_none:
            return ()
        if all(0 < number <= len(names) for number in numbers):
            return tuple(name for number, name in enumerate(names, 1) if number in numbers)
        click.echo(f"Give numbers from 1 to {len(names)}.", err=True)


def _fill_in(value: "OpenValue | OpenFact") -> str | None:
    from policygen.actions.adopt import wrong_answer

    example = f" (such as: {value.example})" if value.example else ""
    said = f"Your text{example}, or Enter to leave it open"
    while True:
        text: str = click.prompt(said, default="", show_default=False, err=True).strip()
        if not text or not (wrong := wrong_answer(value, text)):
            return text or None
        click.echo(wrong, err=True)


def _report(adopted: "Adopted") -> None:
    """Say which file was written, what is open and how to answer it, or what comes next."""
    from policygen.actions.adopt import OpenDecision, OpenFact, OpenInFile, OpenValue

    click.echo(adopted.file)
    for question in adopted.open:
        click.echo(f"Still open: {question.name}: {question.ask}", err=True)
        match question:
            case OpenDecision(name, _, alternatives, any_of, may_be_none):
                if any_of:
                    none = f", or --choose {name}= for none" * may_be_none
                    example = ",".join(alternatives)
                    click.echo(f"  any of these, such as --choose {name}={example}{none}", err=True)
                for choice, label in alternatives.items():
                    click.echo(f"  --choose {name}={choice}   {label}", err=True)
            case OpenInFile(form=form):
                click.echo(f"  write {form} in {adopted.file}", err=True)
            case OpenFact(name, _, known, example):
                said = " or ".join(known) or example or "…"
                click.echo(f"  write {name}: under facts: in {adopted.file}: {said}", err=True)
            case OpenValue(name, example=example):
                click.echo(f'  --set {name}="{example or "…"}"', err=True)
            case _:
                assert_never(question)
    if adopted.open:
        click.echo(f"{plural(len(adopted.open), 'answer')} still to give.", err=True)
    else:
        common.say(f"Nothing is open. Next: policygen build {adopted.target}")
