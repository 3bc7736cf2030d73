"""policygen status."""

from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.register import Register

_CHECKED = 5  # schools that are named to be checked
_NAMED = 12  # schools without a policy that are named


@common.makes_command("status")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@common.trust_option
@common.json_option
@click.pass_context
def command(
    context: click.Context, schools: tuple[str, ...], on: str | None, trusts: tuple[str, ...],
    as_json: bool,
) -> None:  # fmt: skip
    """Say how each adoption stands: its text beside the last issue, and its review."""
    from policygen.actions.register import Wanted, check_wanted, of_trusts

    when = (common.day(on, "--on") or common.today()).last_day
    check_wanted(common.open_workspace(), Wanted(trusts=trusts))
    register = common.register_of(schools, when)
    found = of_trusts(register.rows, trusts)
    if as_json:
        telling.print_json([row.record() for row in found])
    for row in () if as_json else found:
        version = f"version {row.versions}" if row.versions else "no version"
        due = f"review {row.next_review}, {row.left}" if row.next_review else "no review date"
        if row.why_due and not row.next_review:
            due = row.left
        due = "" if "retired" in row.states else f"; {due}"
        own = f"; {plural(row.local, 'local wording')}" if row.local else ""
        click.echo(f"{row.school}/{row.policy}: {', '.join(row.states)}; {version}{due}{own}")
        for change in row.changes:
            click.echo(f"  {change}")
        if row.agreed:
            click.echo(f"  {row.agreed}")
        if row.in_details:
            click.echo("  Only administrative details have changed.")
    for school in dict.fromkeys(row.school for row in found if row.in_details):
        said = f'policygen issue --administrative {school} --by "WHO APPROVED IT"'
        telling.say(f"All such policies of a school are issued at once: {said}")
    if not (as_json or trusts):
        _say_without(register)
    if incomplete := [f"{row.school}/{row.policy}" for row in found if "incomplete" in row.states]:
        _say_where_to_look(incomplete)
    context.exit(1 if register.problems else 0)


def _say_where_to_look(incomplete: list[str]) -> None:
    """Say what tells why adoptions are incomplete: of one, of each of a few schools, of many."""
    schools = list(dict.fromkeys(name.partition("/")[0] for name in incomplete))
    names = incomplete if len(incomplete) == 1 else schools
    if len(names) > _CHECKED:
        telling.say("policygen check SCHOOL says what is incomplete, policygen check that of all.")
    else:
        telling.say(f"policygen check {' '.join(names)} says what is incomplete.")


def _say_without(register: "Register") -> None:
    """Say which schools have no policy yet, and what to do next."""
    workspace, without = common.open_workspace(), register.without
    if len(without) > _NAMED:
        others = len(without) - _NAMED
        named = f"{', '.join(without[:_NAMED])} and {plural(others, 'other')}"
        telling.say(f"{plural(len(without), 'school')} have adopted no policy yet: {named}")
    else:
        for school in without:
            click.echo(f"{school}: has adopted no policy yet")
    if without:
        telling.offer_policies(workspace, without[0] if len(without) == 1 else "SCHOOL")
    elif not workspace.schools:
        telling.say('There are no schools yet. Next: policygen new SCHOOL --name "FULL NAME"')
