"""Pictures beside a model: in every edition that shows them, and kept with each issue."""

import base64
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pictures import SVG, png
from workspaces import as_on_its_day, make_workspace

from policygen.actions.build import build
from policygen.actions.verify import verify
from policygen.cli import policygen
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library

PLAN, ROOM = "templates/visitors/plan.svg", "templates/visitors/room.jpeg"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10)
    + b"\xff\xc0\x00\x11\x08\x00\x30\x00\x40" + bytes(10) + b"\xff\xd9"
)  # fmt: skip
MODEL = """\
---
title: Visitors policy
publisher: The Oak Trust
issued: September 2026
review: annually
decisions:
  way: {ask: Is the way shown?, alternatives: {shown: Yes, hidden: No}}
---
## Visitors

1. Visitors come in by the gate.

{% either way: shown %}
::: figure The way to {{ school.name }} {width=50}
![From the gate straight on](plan.svg)
:::
{% or hidden %}
2. Somebody meets them.
{% endeither %}

::: figure
![A room with two chairs](room.jpeg)
:::
"""
FORMATS = ("docx", "html", "md")


def school(way: str) -> str:
    return (
        f"name: {way.title()} School\npolicies:\n  visitors:\n    model: 2026-09\n"
        f"    choices: {{way: {way}}}\n    next_review: September 2027\n"
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A model with two pictures; one school shows both, the other one alone."""
    return make_workspace(
        tmp_path,
        {
            "templates/visitors/2026-09.md": MODEL,
            PLAN: SVG,
            PLAN.replace("svg", "png"): png(400, 300),
            ROOM: JPEG,
            "schools/hidden/school.yaml": school("hidden"),
            "schools/shown/school.yaml": school("shown"),
        },
    )


def built(workspace: Workspace) -> dict[str, bool]:
    """Whether each school's editions were made now."""
    again = Workspace(workspace.root)
    found = build(again, again.targets(()), str(workspace.root / "build"), FORMATS)
    assert all(one.built and not one.refused for one in found)
    return {one.target.school: not one.unchanged for one in found}


def edition(workspace: Workspace, name: str) -> bytes:
    return (workspace.root / "build" / name).read_bytes()


def test_every_format_holds_or_finds_the_pictures(workspace: Workspace) -> None:
    built(workspace)
    with zipfile.ZipFile(BytesIO(edition(workspace, "shown/visitors.docx"))) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if "media" in name}
        types = archive.read("[Content_Types].xml").decode()
    assert [*held.values()] == [png(400, 300), JPEG]
    assert all(f'PartName="/{name}"' in types for name in held)
    page = edition(workspace, "shown/visitors.html").decode()
    for kind, data in (("svg+xml", SVG), ("jpeg", JPEG)):
        assert f"data:image/{kind};base64,{base64.b64encode(data).decode()}" in page
    text = edition(workspace, "shown/visitors.md").decode()
    parts = [*(workspace.root / "build/parts").iterdir()]
    shown = [path for path in parts if f"](../parts/{path.name})" in text]
    assert sorted(path.read_bytes() for path in shown) == sorted([SVG, JPEG])


def test_an_edited_picture_is_shown_where_it_stands_and_nothing_else_is_made(
    workspace: Workspace,
) -> None:
    assert built(workspace) == {"hidden": True, "shown": True}
    assert built(workspace) == {"hidden": False, "shown": False}
    (workspace.root / PLAN.replace("svg", "png")).write_bytes(png(400, 300, shade=9))
    assert built(workspace) == {"hidden": False, "shown": True}
    assert png(400, 300, shade=9) in media(workspace, "shown/visitors.docx")
    (workspace.root / PLAN).write_bytes(SVG.replace(b"4", b"5"))
    assert built(workspace) == {"hidden": False, "shown": True}
    (workspace.root / ROOM).write_bytes(JPEG.replace(b"JFIF", b"jfif"))
    assert built(workspace) == {"hidden": True, "shown": True}


def media(workspace: Workspace, name: str) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(edition(workspace, name))) as archive:
        return [archive.read(name) for name in archive.namelist() if "media" in name]


def test_a_picture_that_goes_is_missed_and_one_that_comes_is_found(workspace: Workspace) -> None:
    built(workspace)
    (workspace.root / ROOM).unlink()
    again = Workspace(workspace.root)
    refused = build(again, again.targets(()), str(workspace.root / "build"), FORMATS)
    assert [one.refused for one in refused] == [("hidden/visitors",), ("shown/visitors",)]
    (problem,) = {problem for one in refused for problem in one.problems}
    assert str(problem).startswith(
        "templates/visitors/2026-09.md:22:26: there is no picture 'room.jpeg' beside the model"
    )
    (workspace.root / ROOM).write_bytes(JPEG)
    built(workspace)


def run(workspace: Workspace, *words: str) -> str:
    result = CliRunner().invoke(policygen, ["-C", str(workspace.root), *words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def issued(workspace: Workspace) -> Workspace:
    """The same, with the policy of both schools issued."""
    for name in ("hidden", "shown"):
        run(workspace, "issue", f"{name}/visitors", "--by", "Governors", "--on", "2026-09-03",
            "--summary", "First issue")  # fmt: skip
    return Workspace(workspace.root)


def test_an_issue_is_built_again_with_the_pictures_of_its_day(issued: Workspace) -> None:
    run(issued, "build", "shown/visitors@1.0", "shown")
    before = {kind: edition(issued, f"shown/visitors@1.0.{kind}") for kind in FORMATS}
    assert as_on_its_day(before["html"]) == edition(issued, "shown/visitors.html")
    for name in (PLAN, PLAN.replace("svg", "png"), ROOM):
        (issued.root / name).unlink()
    for path in (issued.root / "build/parts").iterdir():
        path.unlink()
    run(issued, "build", "shown/visitors@1.0")
    assert before == {kind: edition(issued, f"shown/visitors@1.0.{kind}") for kind in FORMATS}
    text = before["md"].decode()
    assert text.count("](../parts/") == 2
    held = {path.name for path in (issued.root / "schools/shown/issued/parts").iterdir()}
    assert held == {path.name for path in (issued.root / "build/parts").iterdir()}
    assert len(held) == 3


def test_a_picture_that_changed_since_an_issue_changes_the_text(issued: Workspace) -> None:
    (issued.root / ROOM).write_bytes(JPEG.replace(b"JFIF", b"jfif"))
    library = Library(Workspace(issued.root))
    _, _, (checked,) = library.school(Target("hidden"))
    assert checked.text and checked.text.state == "changed"
    (change,) = checked.text.changes
    assert "picture" in change.after


@pytest.mark.parametrize("what", ["missing", "altered"])
def test_verify_tells_of_a_picture_that_is_no_more_as_it_was(issued: Workspace, what: str) -> None:
    found = verify(issued, issued.targets(()))
    assert found.proven
    path = next(
        path
        for path in (issued.root / "schools/shown/issued/parts").iterdir()
        if path.suffix == ".svg"
    )
    if what == "missing":
        path.unlink()
    else:
        path.write_bytes(SVG.replace(b"rect", b"path"))
    found = verify(issued, issued.targets(()))
    (wrong,) = (one for one in found.holdings if one.state == "altered")
    assert (wrong.school, wrong.what) == ("shown", f"its picture is {what}")
    result = CliRunner().invoke(policygen, ["-C", str(issued.root), "build", "shown/visitors@1.0"])
    assert result.exit_code == 1
    assert f"a part of this issue {what.replace('mis', 'is mis').replace('alt', 'was alt')}" in (
        result.output
    )
