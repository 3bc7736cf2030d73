"""policygen choices."""

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.choices import PolicyChoices

_WIDE = 100  # characters


@common.makes_command("choices")
@click.argument("policy", shell_complete=common.complete_policies)
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.pass_context
def command(context: click.Context, policy: str, kind: str) -> None:
    """Say which schools chose what of POLICY: each alternative, how many, and who."""
    from policygen.actions.choices import choices_as_csv, choices_of
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    with telling.progress(len(library.workspace.schools), "Reading") as advance:
        choices = choices_of(library, policy, advance)
    if kind == "csv":
        click.echo(choices_as_csv(choices).encode(), nl=False)
    elif kind == "json":
        telling.print_json([asdict(one) for one in choices.decisions])
    else:
        _print(choices)
    telling.complain(choices.problems)
    context.exit(1 if choices.problems else 0)


def _print(choices: "PolicyChoices") -> None:
    for decision in choices.decisions:
        click.echo(f"{decision.name}: {decision.ask}")
        for one in decision.chosen:
            label = f"  {one.in_words}" if one.label else ""
            click.echo(f"  {len(one.schools):>4}  {one.alternative}{label}")
            if one.schools:
                names = ", ".join(one.schools)
                indent = " " * 8
                click.echo(
                    textwrap.fill(
                        names,
                        _WIDE,
                        initial_indent=indent,
                        subsequent_indent=indent,
                        break_on_hyphens=False,
                    )
                )
    have = "has" if choices.schools == 1 else "have"
    click.echo(f"{plural(choices.schools, 'school')} {have} adopted it.", err=True)
