"""What the commands say: problems, hints with what to type, paths, how far they have come."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policygen.cli.lines import broken, columns
from policygen.errors import PolicyError, Problem, Reason, plural
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.nearby import as_argument

if TYPE_CHECKING:  # slow to import
    from policygen.actions.renewing import Renewed

TOLD = "policygen.told"  # where a context notes what was told to be wrong
_OFFERED = 12  # policies, or adoptions, that are named each with its command


def complain(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, in order, each once, warnings last."""
    tell(sorted(set(problems)))


def tell(reasons: Iterable[Problem | Reason]) -> None:
    """Print what is wrong on standard error, each once; what is only warned of comes last."""
    context = click.get_current_context(silent=True)
    for reason in sorted(dict.fromkeys(reasons), key=_is_warning):
        click.echo(as_printed(reason), err=True)
        if context:
            context.meta.setdefault(TOLD, set()).add(reason)


def _is_warning(reason: Problem | Reason) -> bool:
    return isinstance(reason, Problem) and reason.warning


def say(text: str = "") -> None:
    """Print a line of ours on standard error; on a terminal, broken at words."""
    click.echo(broken(as_typed(text), columns(), _called()), err=True)


def _called() -> str:
    """How this person starts policygen."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or "policygen"


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
