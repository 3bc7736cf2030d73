"""Schools with policies in every state that a site shows, made by the commands that people type."""

from pathlib import Path

from click.testing import CliRunner, Result
from workspaces import make_workspace

from policygen.cli import policygen

DAY = "1 October 2026"
ADDRESS = "https://policies.example/"
_MODEL = """\
---
title: {title}
publisher: Herts for Learning
issued: April 2016
review: every 2 years
values:
  place: {{ask: Where?, example: the hall}}
---
## About this {{#about}}

1. This {title} is about {{{{ values.place }}}}. It says more below.
2. Its second clause stays. {{#stays}}
{more}
"""
_SCHOOL = """\
name: "{name}"
facts: {{email: office@oak.example, telephone: 01632 960000, website: "https://oak.example",
         colour: "{colour}"}}
policies:
  visitors: {{model: 2016-04, values: {{place: the hall}}}}
  lettings: {{model: 2016-04, values: {{place: the annexe}}, past: list}}
  keys: {{model: 2016-04, values: {{place: the office}}, publish: staff}}
  payroll: {{model: 2016-04, values: {{place: the safe}}, publish: none}}
  closed: {{model: 2016-04, values: {{place: the pond}}, past: none}}
  trips: {{model: 2016-04, values: {{place: the coach}}}}
"""
_LINKS = """
3. See [](policy:lettings), [](policy:keys) and [](policy:payroll).
"""
GOES = "\n3. This clause goes in the next version. {#goes}\n"


def make(root: Path, name: str = "Oak Primary School", colour: str = "#f4c20d") -> Path:
    """A workspace with a school `oak`, much of it issued, and one `elm` with nothing issued."""
    more = {"visitors": _LINKS, "lettings": GOES}
    files: dict[str, str | bytes] = {
        f"templates/{policy}/2016-04.md": _MODEL.format(
            title=f"{policy.capitalize()} policy", more=more.get(policy, "")
        )
        for policy in ("visitors", "lettings", "keys", "payroll", "closed", "trips")
    }
    school = _SCHOOL.format(name=name, colour=colour)
    files |= {"schools/oak/school.yaml": school, "schools/elm/school.yaml": "name: Elm School\n"}
    make_workspace(root, files)
    issue(root, "visitors", "1 September 2024", "First adopted.")
    issue(root, "lettings", "1 September 2024", "First adopted.")
    issue(root, "keys", "1 September 2024", "First adopted.")
    issue(root, "payroll", "1 September 2024", "First adopted.")
    issue(root, "closed", "1 September 2024", "First adopted.")
    move(root, "the hall", "the entrance hall")
    issue(root, "visitors", "1 September 2025", "The place is said more closely.")
    move(root, "the annexe", "the new annexe")
    remove_clause(root)
    issue(root, "lettings", "1 September 2025", "Another place.")
    move(root, "the entrance hall", "the front gate")
    issue(root, "visitors", "1 July 2026", "Another place.", "--in-force", "1 January 2027")
    return root


def issue(root: Path, policy: str, on: str, summary: str, *more: str) -> None:
    """Issue a policy of the school."""
    words = ("issue", f"oak/{policy}", "--by", "Governing board", "--summary", summary)
    made = run(root, *words, "--on", on, *more)
    assert made.exit_code == 0, made.output


def move(root: Path, old: str, new: str) -> None:
    """Change where something is, in the school's file."""
    path = root / "schools/oak/school.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def remove_clause(root: Path) -> None:
    """Take a clause out of a model, as another version would."""
    path = root / "templates/lettings/2016-04.md"
    text = path.read_text(encoding="utf-8")
    assert GOES in text
    path.write_text(text.replace(GOES, "\n"), encoding="utf-8")


def run(root: Path, *words: str) -> Result:
    """Run policygen there."""
    return CliRunner().invoke(policygen, ["-C", str(root), *words], catch_exceptions=False)
