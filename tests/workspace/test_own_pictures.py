"""Pictures of a school's own: beside its file, in its editions, frozen with its issues."""

import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ROOT
from workspaces import as_on_its_day, make_workspace

from policygen.actions.build import build
from policygen.actions.issue import issue
from policygen.dates import PartialDate
from policygen.document import Figure, fill, plain, query
from policygen.lifecycle.approvals import Approval
from policygen.sources.text import tidy
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.parcels import school_parcel, unpack

MODEL = """\
---
title: Visits policy
publisher: Oak Trust
issued: September 2026
review: annually
values:
  map: {ask: What does a map of the site look like?, type: picture}
---
## Where to go

1. Visitors report to the office, as [](#site) shows.

::: figure The site of {{ school.name }} {width=60 #site}
{{ values.map }}
:::

## How to leave

1. They sign out.
"""
SCHOOL = "name: {0} School\npolicies:\n  visits:\n    model: 2026-09\n"
MAP = "    values: {map: {file: map.png, alt: 'The office, left of **the** gate'}}\n"
TRIAL = ROOT / "tests/validators/trial/templates/trial"  # has a picture and its drawing
OTHER = ROOT / "docs/pictures/forms.png"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A model with a picture that each school gives itself, and two schools, one without it."""
    made = make_workspace(
        tmp_path,
        {
            "templates/visits/2026-09.md": MODEL,
            "schools/ash/school.yaml": SCHOOL.format("Ash"),
            "schools/oak/school.yaml": SCHOOL.format("Oak") + MAP,
        },
    )
    shutil.copy(TRIAL / "stages.png", tmp_path / "schools/oak/map.png")
    return made


def built(workspace: Workspace, *targets: str, draft: bool = False) -> tuple[list[str], int]:
    """What is wrong with the editions of some schools, and how many schools' were made anew."""
    found = Workspace(workspace.root)
    named = [Target(name) for name in targets or found.schools]
    out = str(found.root / "build")
    outcomes = build(found, named, out, ("md", "html", "docx"), draft=draft)
    said = [str(problem) for one in outcomes for problem in one.problems]
    return said, sum(not one.unchanged for one in outcomes)


def in_word(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_every_format_shows_the_picture_with_its_words_as_they_are(workspace: Workspace) -> None:
    said, _ = built(workspace, "oak")
    assert said == []
    folder, data = workspace.root / "build", (TRIAL / "stages.png").read_bytes()
    markdown = (folder / "oak/visits.md").read_text("utf-8")
    assert "![The office, left of \\*\\*the\\*\\* gate](" in markdown
    (name,) = re.findall(r"\]\(\.\./parts/(.+\.png)\)", markdown)
    assert (folder / "parts" / name).read_bytes() == data
    page = (folder / "oak/visits.html").read_text("utf-8")
    assert 'alt="The office, left of **the** gate"' in page
    assert page.count("data:image/png;base64,") == 1
    assert "<figcaption>Figure 1: The site of Oak School</figcaption>" in page
    parts = in_word(folder / "oak/visits.docx")
    assert data in parts.values()
    assert b'descr="The office, left of **the** gate"' in parts["word/document.xml"]


@pytest.mark.parametrize(
    "alt", ["The site of Oak School", "the site of oak school.", "  The site of Oak School "]
)
def test_what_it_shows_is_not_said_by_its_caption_again(workspace: Workspace, alt: str) -> None:
    text = SCHOOL.format("Oak") + MAP.replace("'The office, left of **the** gate'", repr(alt))
    (workspace.root / "schools/oak/school.yaml").write_text(text, "utf-8")
    said, _ = built(workspace, "oak")
    assert said == [
        "schools/oak/school.yaml:5:40: what the picture shows is said in the same words as its"
        " caption\n  say what whoever doesn't see it must know; the caption is: The site of Oak"
        " School"
    ]
    assert not (workspace.root / "build/oak").exists()


def test_only_the_picture_that_says_so_is_blamed(workspace: Workspace) -> None:
    both = MODEL.replace(
        "?, type: picture}\n", "?, type: picture}\n  plan: {ask: B, type: picture}\n"
    )
    both = both.replace("## How", "::: figure The plan\n{{ values.plan }}\n:::\n\n## How")
    (workspace.root / "templates/visits/2026-09.md").write_text(both, "utf-8")
    text = SCHOOL.format("Oak") + MAP.replace("}}", "}, plan: {file: plan.png, alt: The plan}}")
    (workspace.root / "schools/oak/school.yaml").write_text(text, "utf-8")
    shutil.copy(OTHER, workspace.root / "schools/oak/plan.png")
    (said,) = built(workspace, "oak")[0]
    column = text.splitlines()[-1].index("The plan") + 1
    assert said.startswith(f"schools/oak/school.yaml:5:{column}: what the picture shows")


def test_words_of_its_caption_are_no_caption(workspace: Workspace) -> None:
    text = SCHOOL.format("Oak") + MAP.replace("The office, left", "The site of Oak School: left")
    (workspace.root / "schools/oak/school.yaml").write_text(text, "utf-8")
    assert built(workspace, "oak")[0] == []


def test_a_blank_stands_for_one_that_is_missing(workspace: Workspace) -> None:
    said, _ = built(workspace, "ash")
    assert said == [
        "schools/ash/school.yaml:3:3: the value map is missing: What does a map of the site look"
        " like?\n  add map: {file: …, alt: …} under values"
    ]
    assert built(workspace, "ash", draft=True)[0] == []
    folder = workspace.root / "build/ash"
    assert "<mark>\\[picture: map\\]</mark>" in (folder / "visits.draft.md").read_text("utf-8")
    page = (folder / "visits.draft.html").read_text("utf-8")
    assert "<p><mark>[picture: map]</mark></p>\n<figcaption>Figure 1: The site of Ash" in page
    assert "<img" not in page
    parts = in_word(folder / "visits.draft.docx")
    assert b"[picture: map]" in parts["word/document.xml"]
    assert not any(name.startswith("word/media") for name in parts)


def test_a_drawing_is_shown_on_pages_and_its_picture_in_word(workspace: Workspace) -> None:
    school = workspace.root / "schools/oak"
    (school / "school.yaml").write_text((SCHOOL.format("Oak") + MAP).replace("map.png", "map.svg"))
    assert "there is no picture 'map.svg'" in built(workspace, "oak")[0][0]
    shutil.copy(TRIAL / "stages.svg", school / "map.svg")
    assert built(workspace, "oak")[0] == []
    page = (workspace.root / "build/oak/visits.html").read_text("utf-8")
    assert "data:image/svg+xml;base64," in page
    parts = in_word(workspace.root / "build/oak/visits.docx")
    assert (school / "map.png").read_bytes() in parts.values()


def test_a_changed_picture_is_a_changed_text(workspace: Workspace) -> None:
    assert built(workspace, "oak") == ([], 1)
    assert built(workspace, "oak") == ([], 0)
    shutil.copy(OTHER, workspace.root / "schools/oak/map.png")
    assert built(workspace, "oak") == ([], 1)
    parts = in_word(workspace.root / "build/oak/visits.docx")
    assert OTHER.read_bytes() in parts.values()
    (workspace.root / "schools/oak/map.png").unlink()
    said, _ = built(workspace, "oak")
    assert said == [
        "schools/oak/school.yaml:5:26: there is no picture 'map.png' beside schools/oak/school.yaml"
        "\n  put the file into the same folder"
    ]
    shutil.copy(OTHER, workspace.root / "schools/oak/map.png")
    assert built(workspace, "oak")[0] == []


def test_what_schools_share_is_set_once_all_the_same(workspace: Workspace) -> None:
    """Plates are shared by schools that choose alike, but none gets the picture of another."""
    elm = workspace.root / "schools/elm"
    elm.mkdir()
    (elm / "school.yaml").write_text(SCHOOL.format("Elm") + MAP)
    shutil.copy(OTHER, elm / "map.png")
    assert built(workspace, "elm", "oak")[0] == []
    for school, data in ("elm", OTHER), ("oak", TRIAL / "stages.png"):
        media = in_word(workspace.root / f"build/{school}/visits.docx")
        shown = [held for name, held in media.items() if name.startswith("word/media")]
        assert shown == [data.read_bytes()]


def test_two_pictures_of_a_school_are_told_apart(workspace: Workspace) -> None:
    one = "type: picture}\n"
    model = MODEL.replace(one, f"{one}  hall: {{ask: And the hall?, {one}", 1)
    model = model.replace("## How", "::: figure The hall\n{{ values.hall }}\n:::\n\n## How")
    (workspace.root / "templates/visits/2026-09.md").write_text(model)
    school = workspace.root / "schools/oak"
    both = MAP.replace("gate'}}", "gate'}, hall: {file: hall.png, alt: The hall is high}}")
    (school / "school.yaml").write_text(SCHOOL.format("Oak") + both)
    shutil.copy(OTHER, school / "hall.png")
    assert built(workspace, "oak")[0] == []
    markdown = (workspace.root / "build/oak/visits.md").read_text("utf-8")
    shown = re.findall(r"\]\(\.\./(parts/.+\.png)\)", markdown)
    held = [(workspace.root / "build" / name).read_bytes() for name in shown]
    assert held == [(school / "map.png").read_bytes(), OTHER.read_bytes()]


def test_an_issue_keeps_the_picture_of_its_day(workspace: Workspace) -> None:
    approval = Approval("Governors", PartialDate(2026, 10, 1), "First issue.")
    issue(Library(Workspace(workspace.root)), "oak", ["visits"], approval, date(2026, 10, 1))
    assert built(workspace, "oak")[0] == []
    folder = workspace.root / "build/oak"
    issued = {e: (folder / f"visits.{e}").read_bytes() for e in ("md", "html", "docx")}
    shutil.copy(OTHER, workspace.root / "schools/oak/map.png")
    assert built(workspace, "oak")[0] == []
    assert "changed since version 1.0" in (folder / "visits.md").read_text("utf-8")
    (workspace.root / "schools/oak/map.png").unlink()
    out = str(workspace.root / "build")
    target = Target("oak", "visits", "1.0")
    (outcome,) = build(Workspace(workspace.root), [target], out, ("md", "html", "docx"))
    assert outcome.problems == ()
    for ending, data in issued.items():
        assert as_on_its_day((folder / f"visits@1.0.{ending}").read_bytes()) == data


def test_a_machine_elsewhere_gets_the_picture(workspace: Workspace, tmp_path: Path) -> None:
    parcel = school_parcel(workspace, "oak")
    assert parcel is not None
    assert dict(parcel)["schools/oak/map.png"] == (TRIAL / "stages.png").read_bytes()
    copy = tmp_path / "copy"
    unpack((*parcel, ("templates/visits/2026-09.md", MODEL.encode())), copy)
    _, problems, (checked,) = Library(Workspace(copy)).school(Target("oak"))
    assert (problems, checked.problems) == ((), ())
    assert checked.edition is not None
    assert list(checked.edition.pictures.values()) == [(TRIAL / "stages.png").read_bytes()]


FIGURE = MODEL[MODEL.index("::: figure") : MODEL.index("## How")]
NOT_HERE = "a picture can't stand here\n  write ::: figure above it and ::: below it"
ALONE = (
    "this is a picture, which is no text\n"
    "  write its name alone between the braces, on a line of its own below ::: figure"
)
IN_A_MODEL = {
    "in a sentence": ("sign out", "sign {{ values.map }}", [f"19:14: {NOT_HERE}"]),
    "in a heading": ("## How", "## {{ values.map }}", [f"17:4: {NOT_HERE}"]),
    "in a caption": ("figure The", "figure {{ values.map }}", [f"13:12: {NOT_HERE}"]),
    "in a cell": (
        "1. They", "| a |\n| --- |\n| {{ values.map }} |\n\n1. They", [f"21:3: {NOT_HERE}"],
    ),
    "changed": (
        "values.map }}", "values.map|capitalised }}",
        ["11:40: the cross-reference to #site leads nowhere\n  did you mean site?",
         "14:1: only a picture can stand in a figure\n"
         "  write it above or below the figure, or behind ::: figure as its caption",
         f"14:1: {ALONE}"],
    ),
    "or something else": (
        "They sign", "They {{ values.map or school.name }} sign", [f"19:9: {ALONE}"],
    ),
    "words beside it": (
        "values.map }}", "values.map }} here",
        ["14:1: words beside a picture can't stand in a figure\n"
         "  write it above or below the figure, or behind ::: figure as its caption"],
    ),
    "for its name": (
        "{{ values.map }}", "![The map]({{ values.map }})",
        ["11:40: the cross-reference to #site leads nowhere\n  did you mean site?",
         "14:10: a value can't stand in a picture's name\n  write it out"],
    ),
    "looped over": (
        "1. They", "{% for one in values.map %}\n1. They\n{% endfor %}\n1. They",
        ["19:1: only a list can be looped over\n  loop over a value of type list or records"],
    ),
    "in the control table": (
        "values:\n", "control: {Map: values.map}\nvalues:\n",
        ["6:16: values.map is a picture, which no row can show\n"
         "  name a text, or write plain words"],
    ),
    "a mere detail": (
        "values:\n", "administrative: [values.map]\nvalues:\n",
        ["6:18: values.map is a picture, so it is no mere detail\n  remove it"],
    ),
    "a default": (
        "type: picture", "type: picture, default: map.png",
        ["7:69: a picture of a school's own has no default\n"
         "  show it with its name: ![what it shows](plan.png)"],
    ),
    "a field": (
        "type: picture", "type: records, fields: {a: {ask: A, type: picture}}",
        ["7:96: type can't be 'picture'\n"
         "  choose text, lines, date, year, number, money, time, email, telephone, link or colour"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", IN_A_MODEL)
def test_a_mistake_in_a_model_is_told(workspace: Workspace, what: str) -> None:
    before, after, expected = IN_A_MODEL[what]
    path = workspace.root / "templates/visits/2026-09.md"
    assert before in MODEL
    path.write_text(MODEL.replace(before, after, 1))
    _, problems = Library(Workspace(workspace.root)).model("visits", "2026-09")
    said = [str(problem).removeprefix("templates/visits/2026-09.md:") for problem in problems]
    assert said[: len(expected)] == expected
    assert len(said) == len(expected) or what == "a field"


def test_a_passage_may_hang_on_it(workspace: Workspace) -> None:
    path = workspace.root / "templates/visits/2026-09.md"
    asked = f"{{% if values.map %}}\n{FIGURE.rstrip()}\n{{% endif %}}\n\n"
    path.write_text(MODEL.replace(FIGURE, asked).replace(", as [](#site) shows", ""))
    assert built(workspace) == ([], 2)
    assert "Figure 1" in (workspace.root / "build/oak/visits.md").read_text("utf-8")
    assert "Figure 1" not in (workspace.root / "build/ash/visits.md").read_text("utf-8")


IN_A_SCHOOL = {
    "map.png": ["19: map is text where a picture belongs\n"
                "  write map: {file: map.png, alt: what it shows, for whoever doesn't see it}"],
    "[map.png]": ["19: map is a list where a picture belongs\n"
                  "  write map: {file: map.png, alt: what it shows, for whoever doesn't see it}"],
    "{file: map.png}": ["19: the picture map has no alt\n  add alt: what it shows, in words"],
    "{fil: map.png, alt: The way in}": [
        "20: unknown key 'fil'\n  did you mean file?",
    ],
    "{file: map.png, alt: ''}": ["40: alt of map is empty\n  write some text"],
    "{file: map.png, alt: Map.png}": [
        "40: a file's name doesn't say what a picture shows\n"
        "  say what whoever doesn't see it must know"
    ],
    "{file: map.png, alt: map}": [
        "40: a file's name doesn't say what a picture shows\n"
        "  say what whoever doesn't see it must know"
    ],
    "{file: [map.png], alt: The way in}": [
        "26: a list can't be shown\n  a picture's name has letters, digits, - and _ only, and ends"
        " in .png, .jpg, .jpeg or .svg"
    ],
    "{file: ../ash/map.png, alt: The way in}": [
        "26: '../ash/map.png' can't be shown\n"
        "  put the file beside schools/oak/school.yaml, and write its name alone"
    ],
    "{file: map.PNG, alt: The way in}": [
        "26: 'map.PNG' can't be shown\n  write the ending in small letters, and name the file so"
    ],
    "{file: map.gif, alt: The way in}": [
        "26: 'map.gif' can't be shown\n  a picture's name has letters, digits, - and _ only, and"
        " ends in .png, .jpg, .jpeg or .svg"
    ],
    "{file: cut.png, alt: The way in}": [
        "26: 'cut.png' is not a whole PNG or JPEG picture\n  save it again as a PNG or JPEG picture"
    ],
    "null": ["19: the value map is missing: What does a map of the site look like?\n"
             "  add map: {file: …, alt: …} under values"],
}  # fmt: skip


@pytest.mark.parametrize("given", IN_A_SCHOOL)
def test_a_mistake_of_a_school_is_told(workspace: Workspace, given: str) -> None:
    folder = workspace.root / "schools/oak"
    (folder / "cut.png").write_bytes((folder / "map.png").read_bytes()[:300])
    own = f"    values: {{map: {given}}}\n"
    (folder / "school.yaml").write_text(SCHOOL.format("Oak") + own)
    said, _ = built(workspace, "oak")
    place = "schools/oak/school.yaml:5:"
    assert [one.removeprefix(place) for one in said] == IN_A_SCHOOL[given]


@given(alt=st.text(min_size=1, max_size=40).filter(lambda text: len(tidy(text)) > 1))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_its_words_are_never_markup(workspace: Workspace, alt: str) -> None:
    """What a school says of a picture is printed as it stands, or refused with its place."""
    answer = json.dumps({"map": {"file": "map.png", "alt": alt}})
    path = workspace.root / "schools/oak/school.yaml"
    path.write_text(SCHOOL.format("Oak") + f"    values: {answer}\n", encoding="utf-8")
    _, problems, checked = Library(Workspace(workspace.root)).school(Target("oak"))
    if problems or checked[0].problems:
        return
    edition = checked[0].edition
    assert edition is not None
    (figure,) = query((fill(edition.document, edition.values),), Figure)
    assert plain(figure.alt) == tidy(alt)
