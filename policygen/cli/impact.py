"""policygen impact."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling

if TYPE_CHECKING:
    from policygen.actions.impact import Impact

_WIDE = 100  # characters
_NAMED = 8  # schools that are named of many


@common.makes_command("impact")
@click.argument("policy", required=False, shell_complete=common.complete_policies)
@click.option("--to", metavar="VERSION", help="The model version; the newest if left out.")
@click.option("--trust", metavar="TRUST", help="Instead of POLICY: a trust whose file changes.")
@click.option(
    "--with", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="With --trust: what would stand in its file.",
)  # fmt: skip
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "html"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.pass_context
def command(
    context: click.Context, policy: str | None, to: str | None, trust: str | None,
    file: Path | None, kind: str,
) -> None:  # fmt: skip
    """Print what a newer version of POLICY would change, clause by clause, and for which schools.

    Or what another text of a trust's file would: copy it, change the copy, and name that. Nothing
    is written; `policygen upgrade` then brings schools to the version.
    """
    from policygen.actions import impact_forms as forms
    from policygen.actions.impact_of_model import impact_of_model
    from policygen.actions.impact_of_trust import impact_of_trust
    from policygen.workspace.library import Library
    from policygen.workspace.workers import tidy_less_often

    if bool(policy) == bool(trust) or bool(trust) != bool(file) or (to and trust):
        raise click.UsageError("Name POLICY, with --to VERSION or without; or --trust and --with.")
    tidy_less_often()
    library = Library(common.open_workspace())
    with telling.progress(len(library.workspace.schools), "Reading") as advance:
        if trust and file:
            impacts, unread = impact_of_trust(
                library, trust, file.read_bytes(), telling.short(file), advance
            )
        else:
            impacts, unread = impact_of_model(library, str(policy), to, advance)
    if kind == "csv":
        click.echo(forms.impact_as_csv(impacts).encode(), nl=False)
    elif kind == "json":
        telling.print_json([forms.impact_as_record(found) for found in impacts])
    elif kind == "html":
        cause = telling.short(file) if file else f"{policy} {impacts[0].cause if impacts else to}"
        click.echo(forms.impact_as_page(impacts, cause), nl=False)
    else:
        for found in impacts:
            lines = _lines(found)
            click.echo("".join(f"{line}\n" for line in lines), nl=False)
            click.echo(f"{found.policy}: {forms.impact_in_all(found)}.", err=True)
    reasons = [reason for one in impacts for some in one.refused.values() for reason in some]
    if trust and not impacts and not unread:
        telling.say(f"No school belongs to {trust}.")
    telling.tell(list(dict.fromkeys([*unread, *reasons])))
    context.exit(1 if unread or reasons else 0)


def _lines(found: "Impact") -> Iterator[str]:
    from policygen.actions import impact_forms as forms

    for clause in forms.beyond_numbers(found):
        yield forms.clause_heading(clause)
        if clause.note:
            yield from _indented("why: ", clause.note)
        if not clause.rewordings:
            yield "  no school's text has this"
        for one in clause.rewordings:
            yield from _indented(f"{forms.happens(one)}: ", _named(one.schools, found))
            if one.before:
                yield from _indented("  before: ", one.before)
            if one.after:
                yield from _indented("  after: ", one.after)
        yield ""
    some, schools = forms.only_renumbered(found)
    if some:
        yield "Only another number:"
        yield from _indented("", ", ".join(one.where or one.id for one in some))
        yield from _indented("", _named(schools, found))
        yield ""
    for question in found.questions:
        yield from _indented(
            f"{forms.to_be_answered(question)}: ", _named(question.schools, found), 0
        )
        yield from _indented("", question.ask)
    if found.questions:
        yield ""
    for name, conflicts in found.conflicts.items():
        for met in conflicts:
            what = "has changed it" if met.now else "has it no more"
            yield f"{name}: {met.id} ({met.where}) is worded otherwise, and {found.cause} {what}"
    for schools, said in (
        (found.unchanged, "The text stays the same"), (found.up_to_date, "Up to date"),
        (found.later, f"On a later version than {found.cause}"),
    ):  # fmt: skip
        if schools:
            yield from _indented(f"{said}: ", _named(schools, found), 0)


def _named(schools: Sequence[str], found: "Impact") -> str:
    """Schools, as far as they are few, and how many of all they are."""
    from policygen.actions.impact_forms import touched

    if len(schools) == len(found.names) > _NAMED:
        return f"all {len(schools):,} schools"
    named = ", ".join(
        f"{name} (once settled)" if name in found.conflicts else name for name in schools[:_NAMED]
    )
    if len(schools) > _NAMED:
        named += f" and {len(schools) - _NAMED:,} more"
    return f"{touched(schools, found)}: {named}"


def _indented(begin: str, words: str, indent: int = 2) -> Iterator[str]:
    for line in words.split("\n"):
        yield textwrap.fill(
            line, _WIDE, initial_indent=f"{' ' * indent}{begin}", subsequent_indent="      ",
            break_on_hyphens=False,
        )  # fmt: skip
        begin, indent = "    ", 2
