"""policygen impact."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policygen.cli import common

if TYPE_CHECKING:
    from policygen.actions.impact import Impact

_WIDE = 100  # characters
_NAMED = 8  # schools that are named of many


@common.makes_command("impact")
@click.argument("policy", shell_complete=common.complete_policies)
@click.option("--to", metavar="VERSION", help="The model version; the newest if left out.")
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "html"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.pass_context
def command(context: click.Context, policy: str, to: str | None, kind: str) -> None:
    """Print what a newer version of POLICY would change, clause by clause, and for which schools.

    Nothing is written. `policygen upgrade` then brings schools to it.
    """
    from policygen.actions import impact_forms as forms
    from policygen.actions.impact import impact_of
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    with common.progress(len(library.workspace.schools), "Reading") as advance:
        found = impact_of(library, policy, to, advance)
    if kind == "csv":
        click.echo(forms.as_csv(found).encode(), nl=False)
    elif kind == "json":
        common.print_json(forms.as_record(found))
    elif kind == "html":
        click.echo(forms.as_page(found), nl=False)
    else:
        click.echo("".join(f"{line}\n" for line in _lines(found)), nl=False)
        click.echo(f"{forms.in_all(found)}.", err=True)
    reasons = [reason for some in found.refused.values() for reason in some]
    common.tell([*found.unread, *reasons])
    context.exit(1 if found.unread or reasons else 0)


def _lines(found: "Impact") -> Iterator[str]:
    from policygen.actions import impact_forms as forms

    for clause in forms.reworded(found):
        yield forms.heading(clause)
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
        yield from _indented(f"{forms.asked(question)}: ", _named(question.schools, found), 0)
        yield from _indented("", question.ask)
    if found.questions:
        yield ""
    for name, conflicts in found.conflicts.items():
        for met in conflicts:
            what = "has changed it" if met.now else "has it no more"
            yield f"{name}: {met.id} ({met.where}) is worded otherwise, and {found.version} {what}"
    for schools, said in (
        (found.unchanged, "The text stays the same"), (found.have_it, "Up to date")
    ):  # fmt: skip
        if schools:
            yield from _indented(f"{said}: ", _named(schools, found), 0)


def _named(schools: Sequence[str], found: "Impact") -> str:
    """Schools, as far as they are few, and how many of all they are."""
    from policygen.actions.impact_forms import touched

    if len(schools) == len(found.names) > 1:
        return f"all {len(schools):,} schools"
    named = ", ".join(schools[:_NAMED])
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
