"""The command line: one short module for each command, imported only when it is called."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

import policygen as package
from policygen.errors import PolicyError, SourceError, nearest, suggest, with_hint

# Name, and the line that --help shows, so that --help needs no import.
COMMANDS: Mapping[str, str] = {
    "init": "Make a new workspace with a small model and a school.",
    "new": "Add a school, or many from a spreadsheet.",
    "adopt": "Let a school adopt a model policy: choose, and fill in.",
    "answers": "Write the answers of many schools as a spreadsheet, or take it back.",
    "choices": "Say which schools chose what.",
    "deviations": "Print what schools have worded otherwise, and why.",
    "build": "Write the editions that are out of date.",
    "issue": "Freeze approved editions: number, date and keep them.",
    "register": "Print every adoption with its state and next review.",
    "remind": "Remind schools of the reviews that are due.",
    "reviewed": "Record a review that changed nothing.",
    "withdraw": "Take back the last issue of a policy.",
    "handout": "Make a school's own folder, with the program in it.",
    "retire": "Retire a policy, or a school that leaves; its record is kept.",
    "rename": "Give a school another name; its record stays whole.",
    "status": "Say how each adoption stands.",
    "verify": "Look whether what was issued is still as it was.",
    "model": "Write a model policy with every alternative.",
    "ids": "Give ids in a model to all that has none.",
    "check": "Say what is wrong, and what is worth a look.",
    "reliance": "Say which models rely on texts from outside, and where.",
    "show": "Show an edition here in the terminal.",
    "impact": "Say what a newer model, or a trust, would change.",
    "upgrade": "Bring adoptions to a newer version of their model.",
    "diff": "Compare two texts of a policy, as a redline.",
    "site": "Write schools' policies as sites for the web.",
    "preview": "Show sites in the browser while you write.",
    "approval": "Write a paper for the meeting that approves a policy.",
    "schema": "Print the JSON Schema of a school or model file.",
    "completion": "Print what makes a shell complete these commands.",
}


_WORDS = "policygen.words"  # those behind the command, as they were typed


class _Commands(click.Group):
    """Finds a command in the module of the same name; prints our errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"policygen.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        ctx.meta[_WORDS] = args[1:]
        if name in COMMANDS or name.startswith("-"):
            found = super().resolve_command(ctx, args)
            if found[1] and not all(map(str.isascii, args)):
                _refuse_printed_signs(click.Context(found[1], ctx, name), args[1:])
            return found
        _refuse_printed_signs(ctx, args[:1])
        if name == "help":
            about = f" {args[1]}" if args[1:] and args[1] in COMMANDS else ""
            ctx.fail(
                with_hint("There is no command 'help'.", f"type {ctx.info_name}{about} --help")
            )
        ctx.fail(with_hint(f"There is no command {name!r}.", suggest(name, COMMANDS)))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PolicyError as error:
            from policygen.cli.telling import as_printed

            about = "" if isinstance(error, SourceError) else "Error: "
            click.echo(about + "\n".join(map(as_printed, error.reasons)), err=True)
            ctx.exit(1)
        except click.UsageError as error:
            raise _explained(ctx, error) from None
        except BrokenPipeError:
            raise  # click ends quietly: nobody reads on
        except OSError as error:
            click.echo(f"Error: {error.filename or 'a file'}: {error.strerror}", err=True)
            ctx.exit(1)


def _refuse_printed_signs(ctx: click.Context, words: list[str]) -> None:
    """Refuse dashes and quotation marks from Word before they are taken for parts of words."""
    from policygen.cli.typed_words import printed_signs

    options = [name for one in ctx.command.params for name in one.opts]
    if said := printed_signs(words, [*options, "--help", "-h"]):
        ctx.fail(said)


def _explained(ctx: click.Context, error: click.UsageError) -> click.UsageError:
    """An error, in other words where quotation marks that were left out have brought it about."""
    from policygen.cli.typed_words import out_of_place, without_quotes

    command = error.ctx.command if error.ctx else None
    if command and (said := out_of_place(error, ctx.meta.get(_WORDS, []), command, ctx.info_name)):
        return click.UsageError(said, error.ctx)
    if isinstance(error, click.BadParameter) and error.param:
        choices = getattr(error.param.type, "choices", ())
        found = re.match("'(.*)' is not one of", error.message)
        if found and (near := nearest(found[1], choices)):
            said = with_hint(error.message, f"did you mean {near}?")
            return click.BadParameter(said, error.ctx, error.param, error.param_hint)
    options = [one for one in command.params if isinstance(one, click.Option)] if command else []
    taking = [name for one in options if not one.is_flag for name in one.opts]
    return without_quotes(error, ctx.meta.get(_WORDS, []), taking)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="WORKSPACE",
    help="The workspace, instead of the one that holds the current folder. Places in messages "
    "count from it.",
)
@click.version_option(package.__version__, message="policygen %(version)s")
@click.pass_context
def policygen(context: click.Context, workspace: Path | None) -> None:
    """Issue policy documents: one model policy, each school's choices, three formats."""
    context.obj = workspace
