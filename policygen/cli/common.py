"""What the commands share: their options, finding what is named, days, completing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from policygen.actions.formats import ENDINGS, is_at_hand, missing_extras
from policygen.cli.telling import TOLD, as_printed, as_typed, complain, progress, tell
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    WrongWordError,
    right_for,
    with_hint,
)
from policygen.workspace.layout import Target, Workspace

if TYPE_CHECKING:  # slow to import
    from policygen.actions.choosing import Chosen
    from policygen.actions.register import Register
    from policygen.actions.renewing import Renewed
    from policygen.dates import PartialDate
    from policygen.workspace.library import Library
    from policygen.workspace.workers import Workers

cluster_option = click.option(
    "--cluster", metavar="ADDRESS",
    help="Spread the work over the Dask cluster whose scheduler is at ADDRESS.",
)  # fmt: skip


def at_hand(
    context: click.Context, parameter: click.Parameter, formats: tuple[str, ...]
) -> tuple[str, ...]:
    """The formats of which all that they need is installed; it says what the others need."""
    del parameter
    if reasons := list(missing_extras(formats)):
        tell(reasons)
        context.meta[_LACKING] = True
    found = tuple(one for one in formats if one not in ENDINGS or is_at_hand(one))
    if formats and not found:
        context.exit(1)
    return found


formats_option = click.option(
    "--format", "formats", multiple=True, type=click.Choice(ENDINGS, case_sensitive=False),
    callback=at_hand, help="Only this format; may be given more than once.",
)  # fmt: skip
out_option = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
trust_option = click.option(
    "--trust", "trusts", multiple=True, metavar="TRUST",
    help="Only schools in this trust, or in one under it.",
)  # fmt: skip
_LACKING = "policygen.lacking"  # where a context notes that a format that was named isn't at hand
_OPENED = "policygen.opened"  # where it has the workspaces that were opened
_one_policy = click.option("--policy", metavar="POLICY", help="With --all: which policy.")
_all_schools = click.option(
    "--all", "every", is_flag=True, help="With --policy: every school that has adopted it."
)


def policy_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command is about all schools that have adopted a policy."""
    return _one_policy(_all_schools(function))


def open_workspace(context: click.Context | None = None, on: date | None = None) -> Workspace:
    """The workspace named with -C, or the one that holds the current folder, as on a day."""
    day = on or today().first_day
    context = context or click.get_current_context()
    start = context.find_root().obj
    workspace = Workspace.find(start if isinstance(start, Path) else Path.cwd(), day)
    context.meta.setdefault(_OPENED, []).append(workspace)
    return workspace


class _NoSuchWordError(click.UsageError):
    """A word that names nothing. How the command is used isn't what was wrong, so it isn't said."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)


class _Command(click.Command):
    """A command that takes a word which names nothing for a mistake in its usage.

    Whatever it does, it tells the mistakes in settings that it has read.
    """

    def invoke(self, ctx: click.Context) -> object:
        try:
            done: object = super().invoke(ctx)
        except WrongWordError as error:
            _tell_mistakes(ctx)
            raise _NoSuchWordError("\n".join(map(as_printed, error.reasons)), ctx) from None
        except PolicyError as error:
            _tell_mistakes(ctx, error.reasons)
            raise
        except Exit as end:
            bad = _tell_mistakes(ctx)
            if end.exit_code or not (bad or _LACKING in ctx.meta):
                raise
        else:
            bad = _tell_mistakes(ctx)
        if bad or _LACKING in ctx.meta:  # what could be made is made, but that isn't all
            ctx.exit(1)
        return done


def _tell_mistakes(ctx: click.Context, told: Iterable[Problem | Reason] = ()) -> bool:
    """Tell the mistakes in settings that were read, but for those told; whether there are any."""
    opened: list[Workspace] = ctx.meta.get(_OPENED, [])
    found = dict.fromkeys(one for workspace in opened for one in workspace.mistakes)
    known = {*told, *ctx.meta.get(TOLD, ())}
    tell(one for one in found if one not in known)
    return bool(found)


def makes_command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a function the command of that name."""
    return click.command(name, cls=_Command)


def adoption_of(workspace: Workspace, word: str, of_version: str = "") -> Target:
    """The one adoption that a word on the command line names.

    `of_version` says what shows a version of it, {0} being its name.
    """
    (target,) = workspace.targets((word,))
    if target.policy is None:
        raise click.UsageError(f"Name a policy too: {word}/POLICY")
    if target.version:
        name = f"{target.school}/{target.policy}"
        hint = as_typed(of_version.format(name, target.version))
        raise click.UsageError(with_hint(f"Leave the version out: {name}", hint))
    return target


def issue_of(workspace: Workspace, word: str) -> Target:
    """The one issue that a word on the command line names."""
    (target,) = workspace.targets((word,))
    if not target.policy or not target.version:
        raise click.UsageError(f"Name a policy and a version too: {target.school}/POLICY@VERSION")
    return target


def chosen_of(
    library: "Library", targets: tuple[str, ...], policy: str | None, every: bool
) -> "Chosen":
    """The adoptions that are named, or all of one policy."""
    from policygen.actions.choosing import Chosen, adoptions_of

    if every == bool(targets) or every != bool(policy):
        raise click.UsageError("Name SCHOOL/POLICY, or give --policy POLICY with --all.")
    if policy:
        return adoptions_of(library, policy)
    library.workspace.targets(targets)  # which tells of all words that are wrong
    return Chosen(tuple(adoption_of(library.workspace, word) for word in targets))


def school_of(workspace: Workspace, word: str) -> Target:
    """The one school that a word on the command line names."""
    (target,) = workspace.targets((word,))
    if target.policy:
        raise click.UsageError(f"Leave the policy out: {target.school}")
    return target


def workers_at(cluster: str | None) -> "Workers | None":
    """The workers of the cluster at an address; none in particular where there is no address."""
    if cluster is None:
        return None
    from policygen.workspace.cluster import Cluster

    return Cluster(cluster)


def renewed(workspace: Workspace, targets: Sequence[Target]) -> "Renewed":
    """The files in build/ made anew for what was just recorded."""
    from policygen.actions.renewing import renew

    with progress(len(targets), "Building") as advance:
        return renew(workspace, targets, progress=advance)


def register_of(schools: tuple[str, ...], today: date, cluster: str | None = None) -> "Register":
    """The register of some schools, or of all; it says what is wrong with their files."""
    from policygen.actions.register import read_register

    workspace = open_workspace(on=today)
    targets = workspace.targets(schools)
    with progress(len(targets), "Reading") as advance:
        register = read_register(
            workspace, targets, today, workers=workers_at(cluster), progress=advance
        )
    complain(register.problems)
    return register


def today() -> "PartialDate":
    """The day that it is for the person at this machine."""
    from policygen.dates import PartialDate

    return PartialDate.of(date.today())


def day(text: str | None, option: str) -> "PartialDate | None":
    """A date given on the command line, in one of the accepted forms."""
    from policygen.dates import ACCEPTED, PartialDate

    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        ending = "" if str(error).endswith("?") else "."
        hint = right_for(error, ACCEPTED)
        raise click.UsageError(with_hint(f"{option}: {error}{ending}", hint)) from None


def one_day(text: str, option: str) -> date:
    """A day given on the command line; a month is not enough."""
    given = day(text, option)
    assert given
    if given.day is None:
        raise click.UsageError(f"{option}: {given} is a month; name one day of it.")
    return given.last_day


def line(text: str, option: str, limit: int = 200) -> str:
    """A short text given on the command line, fit to be printed."""
    from policygen.actions.answer import short_text

    return short_text(text, option, limit)


def _complete(offers: Callable[[Workspace], Iterable[str]]) -> Callable[..., list[str]]:
    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        del parameter
        try:
            workspace = open_workspace(context)
            return [word for word in offers(workspace) if word.startswith(incomplete)]
        except PolicyError:
            return []

    return complete


def _adoptions(workspace: Workspace) -> Iterable[str]:
    from policygen.actions.completion import adoption_names

    return adoption_names(workspace)


complete_schools = _complete(lambda workspace: workspace.schools)
complete_policies = _complete(lambda workspace: workspace.policies)
complete_adoptions = _complete(_adoptions)
