"""policygen deviations."""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling

if TYPE_CHECKING:
    from policygen.actions.deviations import PolicyWordings

_WIDE = 100  # characters


@common.makes_command("deviations")
@click.argument("policy", shell_complete=common.complete_policies)
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "html"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.pass_context
def command(context: click.Context, policy: str, kind: str) -> None:
    """Print what schools have worded otherwise than POLICY does, clause by clause, and why."""
    from policygen.actions import deviations
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    with telling.progress(len(library.workspace.schools), "Reading") as advance:
        found = deviations.wordings_of(library, policy, advance)
    if kind == "csv":
        click.echo(deviations.wordings_as_csv(found).encode(), nl=False)
    elif kind == "json":
        telling.print_json(deviations.wordings_as_records(found))
    elif kind == "html":
        click.echo(deviations.wordings_as_page(found), nl=False)
    else:
        click.echo("".join(f"{line}\n" for line in _lines(found)), nl=False)
        click.echo(f"{deviations.in_all(found)}.", err=True)
    telling.complain(found.problems)
    context.exit(1 if found.problems else 0)


def _lines(found: "PolicyWordings") -> Iterator[str]:
    from policygen.actions.deviations import by_heading

    for heading, wordings in by_heading(found):
        yield heading
        for model in dict.fromkeys(one.model for one in wordings if one.model):
            yield from _indented("the model: ", model)
        for one in wordings:
            yield from _indented(f"{one.school}, {one.whose}: ", one.own or "–")
            yield from _indented("  why: ", one.reason)
        yield ""


def _indented(begin: str, words: str) -> Iterator[str]:
    for line in words.split("\n"):
        yield textwrap.fill(
            line, _WIDE, initial_indent=f"  {begin}", subsequent_indent="      ",
            break_on_hyphens=False,
        )  # fmt: skip
        begin = "    "
