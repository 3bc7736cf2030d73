"""policygen reliance."""

import click

from policygen.cli import common, telling


@common.makes_command("reliance")
@click.argument("names", nargs=-1, metavar="[TEXT]…")
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@common.json_option
@click.pass_context
def command(context: click.Context, names: tuple[str, ...], on: str | None, as_json: bool) -> None:
    """Say which models rely on texts from outside, by clause, and which policies are due by it.

    TEXTs are names that policygen.yaml has under texts; all of them if there are none.
    """
    from policygen.actions.reliance import clauses_in_words, text_uses
    from policygen.workspace.library import Library

    today = (common.day(on, "--on") or common.today()).last_day
    register = common.register_of((), today)
    workspace = common.open_workspace(on=today)
    found = text_uses(Library(workspace), register, today, names)
    if as_json:
        telling.print_json([one.record() for one in found])
    for one in () if as_json else found:
        click.echo(f"{one.name}: {one.words}")
        if one.address:
            click.echo(f"  {one.address}")
        for model in one.models:
            said = model.new or ", ".join(f"relies on {name}" for name in model.relies_on)
            click.echo(f"  {model.policy}@{model.version} {said or 'refers to it'}")
            if model.mentions:
                click.echo(f"    in {clauses_in_words(model.mentions)}")
        if one.due:
            click.echo(f"  due: {', '.join(one.due)}")
    if not (found or as_json or workspace.mistakes):
        telling.say("No texts are declared: write them under texts: in policygen.yaml")
    context.exit(1 if register.problems else 0)
