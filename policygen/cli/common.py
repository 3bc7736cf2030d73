"""What the commands share: finding the workspace, reporting, asking, completing."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from policygen.actions.formats import ENDINGS, is_at_hand, missing_extras
from policygen.cli.lines import broken, columns
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    WrongWordError,
    plural,
    right_for,
    with_hint,
)
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.nearby import as_argument

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
_OFFERED = 12  # policies, or adoptions, that are named each with its command
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
    start = (context or click.get_current_context()).find_root().obj
    if isinstance(start, Path):
        return Workspace.find(start, day)
    return Workspace.find(Path.cwd(), day)


class _NoSuchWordError(click.UsageError):
    """A word that names nothing. How the command is used isn't what was wrong, so it isn't said."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)


class _Command(click.Command):
    """A command that takes a word which names nothing for a mistake in its usage."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            done: object = super().invoke(ctx)
        except WrongWordError as error:
            raise _NoSuchWordError("\n".join(map(as_printed, error.reasons)), ctx) from None
        except Exit as end:
            if end.exit_code or _LACKING not in ctx.meta:
                raise
        if _LACKING in ctx.meta:  # what could be made is made, but that isn't all
            ctx.exit(1)
        return done


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


def tell_renewed(made: "Renewed") -> None:
    """Where the files of what was just recorded are, and why others couldn't be written."""
    files = [Path(name) for names in made.files.values() for name in names]
    if len(made.files) == 1 and files:
        first, *others = files
        endings = (path.suffix for path in others if path.stem == first.stem)
        click.echo(f"Built: {', '.join([short(first), *endings])}", err=True)
    elif files:
        click.echo(f"{plural(len(made.files), 'edition')} built in build.", err=True)
    tell(made.problems)


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


def complain(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, in order, each once, warnings last."""
    tell(sorted(set(problems)))


def tell(reasons: Iterable[Problem | Reason]) -> None:
    """Print what is wrong on standard error, each once; what is only warned of comes last."""
    for reason in sorted(dict.fromkeys(reasons), key=_is_warning):
        click.echo(as_printed(reason), err=True)


def _is_warning(reason: Problem | Reason) -> bool:
    return isinstance(reason, Problem) and reason.warning


def say(text: str = "") -> None:
    """Print a line of ours on standard error; on a terminal, broken at words."""
    click.echo(broken(as_typed(text), columns(), _called()), err=True)


def _called() -> str:
    """How this person starts policygen."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or "policygen"


def offer_policies(workspace: Workspace, school: str, adopted: Sequence[str] = ()) -> None:
    """Say which policies a school can adopt, each with the command that does it."""
    if not workspace.policies:
        say("There are no model policies yet.")
    names = [name for name in workspace.policies if name not in adopted]
    if names:
        say("Next, choose a policy to adopt:" if not adopted else "Or choose another to adopt:")
    for name in names[:_OFFERED]:
        say(f"  policygen adopt {school} {name}")
    if more := names[_OFFERED:]:
        say(f"  or, in place of {names[_OFFERED - 1]}, any of: {', '.join(more)}")


def offer_to_go_on(still_open: Sequence[Target]) -> None:
    """Say how to answer what is still open."""
    if still_open:
        say("Questions are still open. To go on:")
    for target in still_open[:_OFFERED]:
        say(f"  policygen adopt {target.school} {target.policy}")
    if more := still_open[_OFFERED:]:
        say(f"  and {plural(len(more), 'other')}; for many schools at once, as a spreadsheet:")
        for policy in sorted({str(target.policy) for target in still_open}):
            say(f"  policygen answers {policy}")


def as_printed(reason: Problem | Reason) -> str:
    """What is wrong, and what to type where the hint says so."""
    return str(reason._replace(hint=as_typed(reason.hint)))


def as_typed(text: str) -> str:
    """A text with the commands in it as this person types them: python3 run.py build."""
    context = click.get_current_context(silent=True)
    if context is None or "policygen " not in text:
        return text
    root = context.find_root()
    assert isinstance(root.command, click.Group)
    others = (name for name in root.command.list_commands(root) if name != "init")
    commands = "|".join(others)
    called = _called()
    text = re.sub(r"\bpolicygen (?=-C |init\b)", lambda _: f"{called} ", text)
    whole = f"{called}{_where(root.obj)} "
    return re.sub(rf"\bpolicygen (?=(?:{commands})\b)", lambda _: whole, text)


def called_anywhere() -> str:
    """How this person starts policygen, without where it stands on this disk."""
    called = _called()
    if not {"/", "\\"} & {*called}:
        return called
    return "python3 run.py" if "run.py" in called else "policygen"


def named_anywhere() -> str:
    """The -C that commands need here, if any; alone where its folder is that of this disk."""
    named = click.get_current_context().find_root().obj
    where = _where(named).strip()
    return "-C" if where and Path(named).is_absolute() else where


def _where(named: object) -> str:
    """The -C that commands need here: none where the same workspace is found without it."""
    if not isinstance(named, Path):
        return ""
    with suppress(PolicyError):
        if Workspace.find(Path.cwd()).root == Workspace.find(named).root:
            return ""
    return f" -C {as_argument(str(named))}"


def as_record(reason: Problem | Reason) -> dict[str, Any]:
    """A problem, or a reason that has no place, for --json."""
    if isinstance(reason, Reason):
        return reason._asdict()
    return {
        "path": reason.position.path,
        "line": reason.position.line,
        "column": reason.position.column,
        **({"cell": reason.position.cell} if reason.position.cell else {}),
        "severity": "warning" if reason.warning else "error",
        "message": reason.message,
        "hint": reason.hint,
    }


def print_json(data: object) -> None:
    """Print data for machines on standard output."""
    import json  # like the dates below: a command that needs none doesn't wait for it

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


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


def short(path: Path) -> str:
    """A path as the person would type it here: from here, unless it is elsewhere altogether."""
    here = Path.cwd()
    if path.is_relative_to(here):
        return str(path.relative_to(here))
    if here.parent != Path(here.anchor) and path.is_relative_to(here.parent):  # beside it
        return os.path.relpath(path)
    return str(path)


def typeable(workspace: Workspace, name: str) -> str:
    """A file by its path from the workspace, as the person would type it here."""
    return short(workspace.root.resolve() / name)


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, once the work has taken a second; it ends when all is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    began, waiting, left = time.monotonic(), 0, length
    with ExitStack() as stack:
        bar = None

        def advance(done: int) -> None:
            nonlocal bar, waiting, left
            waiting, left = waiting + done, left - done
            if time.monotonic() - began < 1:
                return
            if bar is None:
                bar = stack.enter_context(
                    click.progressbar(length=length, label=label, file=sys.stderr)
                )
            bar.update(waiting)
            waiting = 0
            if left <= 0:
                stack.close()  # so that what is printed next has a line of its own

        yield advance


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
