"""policygen preview."""

from contextlib import suppress

import click

from policygen.cli import common


@common.makes_command("preview")
@click.argument(
    "target", required=False, metavar="[SCHOOL/POLICY]", shell_complete=common.complete_adoptions
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, metavar="PORT",
    help="Where to begin to look for a free port.",
)  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def command(target: str | None, port: int, opens: bool) -> None:
    """Show sites in the browser while you write: pages change as you save.

    Mistakes are shown on the page and go as they are mended. Only this machine can see it.
    """
    from policygen.actions.preview import Preview
    from policygen.web.server import started

    workspace = common.open_workspace()
    one = workspace.targets((target,))[0] if target else None
    if one and one.version:
        raise click.UsageError(f"Leave the version out: {target}")
    preview = Preview(workspace.root, lambda: common.today().first_day, one)
    page = preview.address(one) if one else ""
    with suppress(KeyboardInterrupt), started(preview, port) as server:
        click.echo(f"{server.address}{page}")
        click.echo("Pages change as you save. Press Ctrl-C to end.", err=True)
        if opens:
            click.launch(f"{server.address}{page}")
        server.serve_forever()
