"""policygen completion."""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, schools and policies.

    For bash, put this into ~/.bashrc: eval "$(policygen completion bash)"
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # click has all three
    root = context.find_root().command
    click.echo(kind(root, {}, "policygen", "_POLICYGEN_COMPLETE").source())
