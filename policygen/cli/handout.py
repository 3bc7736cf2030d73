"""policygen handout."""

from pathlib import Path

import click

from policygen.cli import common, telling
from policygen.errors import plural


@common.makes_command("handout")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@click.option("--all", "every", is_flag=True, help="Every school.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Make the folders here instead of build/handouts.",
)  # fmt: skip
@click.pass_context
def command(
    context: click.Context, schools: tuple[str, ...], every: bool, out: Path | None
) -> None:
    """Make a folder for each SCHOOL in which it answers and records for itself.

    In it are the program, the model policies, the settings, the page for schools, and of all
    schools that one alone, with what its trust says.
    """
    from policygen.actions.handout import PAGE, hand_out

    if bool(schools) == every:
        raise click.UsageError("Name SCHOOLs, or give --all.")
    workspace = common.open_workspace()
    targets = [common.school_of(workspace, word) for word in schools] or workspace.targets(())
    names = list(dict.fromkeys(target.school for target in targets))
    folder = (out or workspace.root / "build" / "handouts").resolve()
    with telling.progress(len(names), "Copying") as advance:
        made = hand_out(workspace, names, folder, advance)
    for path in made.folders:
        click.echo(telling.short(path))
    telling.tell(made.refused)
    click.echo(f"{plural(len(made.folders), 'folder')} made.", err=True)
    if made.folders and made.has_program:
        begin = f"; {PAGE} in it says how to begin" if made.has_page else ""
        telling.say(f"Send each as a zip file{begin}.")
    elif made.folders:
        telling.say(
            "Without the program and its page for schools, as policygen was installed with pip "
            "here: schools install it in the same way."
        )
    context.exit(1 if made.refused else 0)
