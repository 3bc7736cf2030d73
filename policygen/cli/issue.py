"""policygen issue."""

import sys
from dataclasses import asdict
from typing import Any

import click

from policygen.cli import common
from policygen.errors import PolicyError, Problem, Reason, plural


@click.command("issue")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@click.option("--policy", metavar="POLICY", help="With --all: the policy to issue.")
@click.option("--all", "every", is_flag=True, help="Every school that has adopted the policy.")
@click.option(
    "--by", required=True, metavar="WHO", help="Who approved it, such as: Governing board"
)
@click.option("--summary", metavar="TEXT", help="What has changed, for the version history.")
@click.option("--on", metavar="DATE", help="The date of approval; today if left out.")
@click.option("--version", metavar="VERSION", help="The version; the next one if left out.")
@click.option("--minor", is_flag=True, help="Make the next version a minor one: 1.1 after 1.0.")
@click.option("--next-review", metavar="DATE", help="Else it follows from the review cycle.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], policy: str | None, every: bool, by: str,
    summary: str | None, on: str | None, version: str | None, minor: bool, next_review: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Freeze editions as approved: number, date and keep them. TARGETS are SCHOOL/POLICY.

    The frozen text goes to schools/SCHOOL/issued/, the history and the next review into
    school.yaml. All the policies named of one school are issued, or none.
    """
    from policygen.actions import issue as issuing
    from policygen.workspace.library import Library

    if version is not None and minor:
        raise click.UsageError("--version and --minor can't be used together.")
    workspace = common.open_workspace()
    library = Library(workspace)
    chosen, unread = _chosen(library, targets, policy, every)
    approval = issuing.Approval(
        by=common.line(by, "--by"),
        on=common.day(on, "--on") or common.today(),
        summary=common.line(summary or _ask(library, chosen), "--summary", 2_000),
        version=version,
        minor=minor,
        next_review=common.day(next_review, "--next-review"),
    )
    done: list[issuing.Done] = []
    refused: list[str] = []
    reasons: list[Reason | Problem] = [*unread]
    with common.progress(len(chosen), "Issuing") as advance:
        for school, policies in chosen.items():
            try:
                done += issuing.issue(library, school, policies, approval)
            except PolicyError as error:
                reasons += error.reasons
                refused += [f"{school}/{name}" for name in policies]
            except KeyboardInterrupt:
                reasons.append(Reason(f"Stopped before {school}; run this again for the rest."))
                break
            advance(1)
    if as_json:
        issued = [asdict(one) for one in done]
        said = [common.as_record(reason) for reason in reasons]
        common.print_json({"issued": issued, "refused": refused, "reasons": said})
    else:
        _report(done, refused)
    for reason in reasons:
        click.echo(reason, err=True)
    context.exit(1 if refused or reasons else 0)


def _report(done: Any, refused: list[str]) -> None:
    """A sentence for one issue, a table for more; then how many there are."""
    from policygen.register.rows import in_columns

    if len(done) == 1 and not refused:
        (one,) = done
        name = f"{one.school}/{one.policy}"
        click.echo(f"{name}: version {one.version}, next review {one.next_review}")
        return
    rows = [[f"{one.school}/{one.policy}", one.version, one.next_review] for one in done]
    rows += [[name, "refused", ""] for name in refused]
    click.echo(in_columns([["Policy", "Version", "Next review"], *sorted(rows)]))
    counts = f"{plural(len(done), 'edition')} issued; {plural(len(refused), 'edition')} refused."
    click.echo(counts, err=True)


def _chosen(
    library: Any, targets: tuple[str, ...], policy: str | None, every: bool
) -> tuple[dict[str, list[str]], list[Problem]]:
    """The policies to issue, by school; and why a school can't be asked what it has adopted."""
    if every == bool(targets) or every != bool(policy):
        raise click.UsageError("Name SCHOOL/POLICY, or give --policy POLICY with --all.")
    chosen: dict[str, list[str]] = {}
    unread: list[Problem] = []
    if every and policy:
        for name in library.workspace.schools:
            school, problems = library.workspace.school(name)
            if school and policy in school.policies:
                chosen[name] = [policy]
            else:  # a mistake may hide that it has
                unread += (problem for problem in problems if not problem.warning)
        if not chosen and not unread:
            raise click.UsageError(f"No school has adopted {policy!r}.")
        return chosen, unread
    for word in dict.fromkeys(targets):
        target = common.adoption_of(library.workspace, word)
        chosen.setdefault(target.school, []).append(str(target.policy))
    return chosen, unread


def _ask(library: Any, chosen: dict[str, list[str]]) -> str:
    """Show what changed, and ask for the summary."""
    from policygen.workspace.layout import Target

    if not sys.stdin.isatty():
        raise click.UsageError("--summary TEXT is missing")
    found: dict[str, list[str]] = {}  # what changed, and where
    texts = []
    for school, policies in chosen.items():
        for policy in policies:
            _, _, checked = library.school(Target(school, policy))
            texts += [one.text for one in checked if one.text]
            for change in (said for one in checked if one.text for said in one.text.changes):
                found.setdefault(str(change), []).append(f"{school}/{policy}")
    if texts and all(text.proven for text in texts):
        raise PolicyError(
            "nothing has changed since the last issue",
            "if it was looked at and left as it is, record that: policygen reviewed",
        )
    for change, names in found.items():
        where = names[0] if len(names) == 1 else plural(len(names), "adoption")
        click.echo(f"{where}: {change}", err=True)
    first = bool(texts) and all(text.state == "draft" for text in texts)
    answer: str = click.prompt(
        "What has changed, for the version history",
        default="First adopted." if first else None,
        err=True,
    )
    return answer
