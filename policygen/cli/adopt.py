"""policygen adopt."""

import sys
from typing import Any

import click

from policygen.cli import common
from policygen.errors import SourceError, WrongWordError, plural, suggest, with_hint


@click.command("adopt")
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
    from policygen.actions import adopt as adopting
    from policygen.actions.schema import write_schemas
    from policygen.workspace.library import Library
    from policygen.workspace.locks import alone

    workspace = common.open_workspace()
    target = common.targets_of(workspace, (school,))[0]
    if policy not in workspace.policies:
        hint = suggest(policy, workspace.policies)
        raise click.UsageError(with_hint(f"There is no model policy {policy!r}.", hint))
    try:
        change = adopting.Change.begin(
            Library(workspace), target.school, policy, version, _pairs(choose), _pairs(values)
        )
    except WrongWordError as error:
        raise click.UsageError(str(error)) from None
    asking = sys.stdin.isatty() and sys.stderr.isatty() and not as_json
    while asking and (question := change.next_question()):
        change = change.answered(question, _ask(question))
    if broken := change.problems():
        raise SourceError(broken)
    with alone(workspace, "issues", wait=30):
        workspace.replace_school(target.school, change.before, change.text().encode())
    write_schemas(workspace)
    still = change.questions()
    if as_json:
        common.print_json(
            {"school": target.school, "policy": policy, "open": [q.name for q in still]}
        )
        return
    click.echo(workspace.name(workspace.school_file(target.school)))
    for question in still:
        click.echo(f"Still open: {question.name}: {question.ask}", err=True)
        for name, label in question.alternatives.items():
            click.echo(f"  --choose {question.name}={name}   {label}", err=True)
        if not question.alternatives:
            example = question.example or "…"
            click.echo(f'  --set {question.name}="{example}"', err=True)
    if still:
        click.echo(f"{plural(len(still), 'answer')} still to give.", err=True)
    else:
        click.echo(f"Nothing is open. Next: policygen build {target.school}/{policy}", err=True)


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{word!r} is not of the form NAME=ANSWER.")
        pairs[name] = value
    return pairs


def _ask(question: Any) -> str | None:
    """Ask one question on the terminal. None where the person leaves it open."""
    click.echo(f"\n{question.ask}", err=True)
    if question.alternatives:
        names = list(question.alternatives)
        for number, name in enumerate(names, 1):
            click.echo(f"  {number}. {question.alternatives[name]}", err=True)
        picked = click.prompt(
            "Number, or 0 to leave it open", type=click.IntRange(0, len(names)), err=True
        )
        return names[picked - 1] if picked else None
    example = f" (such as: {question.example})" if question.example else ""
    text = click.prompt(
        f"Your text{example}, or Enter to leave it open", default="", show_default=False, err=True
    )
    return text.strip() or None
