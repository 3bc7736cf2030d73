"""policygen model."""

from pathlib import Path

import click

from policygen.cli import common
from policygen.errors import SourceError, suggest, with_hint
from policygen.writers import FORMATS


@click.command("model")
@click.argument("name", metavar="POLICY[@VERSION]", shell_complete=common.complete_policies)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(list(FORMATS)),
    help="Only this format; may be given more than once.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/.",
)  # fmt: skip
def command(name: str, formats: tuple[str, ...], out: Path | None) -> None:
    """Write a model policy with every alternative, and blanks for the values.

    Without a version it is the newest.
    """
    from policygen.assembly.edition import model_edition
    from policygen.workspace.editions import write_edition
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    policy, _, version = name.partition("@")
    known = workspace.policies.get(policy)
    if known is None:
        hint = suggest(policy, workspace.policies)
        raise click.UsageError(with_hint(f"There is no model policy {policy!r}.", hint))
    version = version or known[-1]
    if version not in known:
        hint = suggest(version, known)
        raise click.UsageError(with_hint(f"{policy} has no model version {version!r}.", hint))
    library = Library(workspace)
    model, problems = library.model(policy, version)
    if model is None or problems:
        raise SourceError(problems)
    stem = (out or workspace.root / "build").resolve() / f"{policy}@{version}"
    kinds = formats or tuple(FORMATS)
    for file in write_edition(model_edition(model), stem, kinds, library.house_style):
        click.echo(common.short(Path(file)))
