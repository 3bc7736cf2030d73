"""policygen schema."""

import click

from policygen.cli import common


@common.makes_command("schema")
@click.argument(
    "kind", type=click.Choice(["school", "trust", "model", "required"]), default="school"
)
@click.option("--write", is_flag=True, help="Write them to the files that editors look for.")
def command(kind: str, write: bool) -> None:
    """Print the JSON Schema of school.yaml, of a trust's file, a model or required.yaml.

    With it, an editor offers each policy's decisions and alternatives while you type.
    """
    from policygen.actions.schema import (
        model_schema,
        printed,
        required_schema,
        school_schema,
        trust_schema,
        write_schemas,
    )

    workspace = common.open_workspace()
    if write:
        for name in write_schemas(workspace):
            click.echo(name)
        return
    if kind in ("model", "required"):
        schema = model_schema() if kind == "model" else required_schema()
    else:
        schema = trust_schema(workspace) if kind == "trust" else school_schema(workspace)
    click.echo(printed(schema), nl=False)
