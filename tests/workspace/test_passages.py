"""Passages that models share: one file, put into each model that includes it by name."""

from datetime import date
from pathlib import Path

import pytest
from workspaces import make_workspace

from policygen.actions.build import build
from policygen.actions.check import check_workspace, passages_used
from policygen.assembly.edition import model_edition
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.writers import outline

MODEL = """\
---
title: Visitors policy
publisher: Oak Trust
issued: September 2026
review: annually
roles:
  headteacher: Headteacher
---
## Purpose

1. One.
   {% include who %}
{% include words %}
1. Last of all; the {{ roles.headteacher }}.
"""
WHO = "\n- the {{ roles.headteacher }},\n- all others.\n"
WORDS = "1. Two.\n1. Three.\n"
FILES = {
    "templates/visitors/2026-09.md": MODEL,
    "templates/shared/who.md": WHO,
    "templates/shared/words.md": WORDS,
    "schools/oak/school.yaml": "name: Oak\npolicies:\n  visitors:\n    model: 2026-09\n",
}


def workspace(folder: Path, **changes: str | None) -> Workspace:
    """The workspace with other files; a name is that of a passage, or `model`."""
    names = {name: f"templates/shared/{name}.md" for name in changes}
    names["model"] = "templates/visitors/2026-09.md"
    changed = {names[name]: text for name, text in changes.items()}
    kept = {name: text for name, text in {**FILES, **changed}.items() if text is not None}
    return make_workspace(folder, kept)


def said(made: Workspace, path: str = "templates") -> list[str]:
    problems = check_workspace(made, date(2026, 9, 1))
    return [str(one) for one in problems if one.position.path.startswith(path)]


def test_a_passage_stands_where_it_is_included_as_far_in_as_its_line(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    assert said(made) == []
    model, _ = Library(made).model("visitors", "2026-09")
    assert model
    assert outline.text(model_edition(model).document.children, 80).splitlines() == [
        "1.    Purpose", "=============", "",
        "1.1   One.", "", "      -  the ,", "      -  all others.", "",
        "1.2   Two.", "", "1.3   Three.", "", "1.4   Last of all; the .",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"words": "1. Two.\n\n1. **Three.\n"},
            "templates/shared/words.md:3:4: a * that makes nothing bold or italic\n"
            "  let one stand on each side of the words; write \\* for the sign itself",
        ),
        (
            {"who": "\n- the {{ roles.head }},\n"},
            "templates/shared/who.md:2:10: roles.head is not declared in the front matter\n"
            "  declare it under roles: in the front matter",
        ),
        (
            {"words": None},
            "templates/visitors/2026-09.md:13:12: there is no shared passage 'words'\n"
            "  choose who",
        ),
        (
            {"words": "---\ntitle: Words\n---\n1. Two.\n"},
            "templates/shared/words.md:1:1: a shared passage has no front matter\n"
            "  declare what it asks for in each model that includes it",
        ),
        (
            {"words": "1. Two.\n\n{% include who %}\n"},
            "templates/shared/words.md:3:1: a shared passage can't include another\n"
            "  write both into the model: templates/visitors/2026-09.md",
        ),
        (
            {"other": "1. Four.\n"},
            "templates/shared/other.md:1:1: warning: no model includes this passage\n"
            "  write {% include other %} where it belongs, or remove the file",
        ),
        (
            {"model": MODEL.replace("1. Last of all", "1. {% include words %} all")},
            "templates/visitors/2026-09.md:14:4: the tag 'include' can't be used in a model\n"
            "  write {% include name %} on a line of its own",
        ),
        (
            {"model": MODEL.replace("Last of all", "**Last of all")},
            "templates/visitors/2026-09.md:14:4: a * that makes nothing bold or italic\n"
            "  let one stand on each side of the words; write \\* for the sign itself",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(
    changes: dict[str, str | None], expected: str, tmp_path: Path
) -> None:
    assert said(workspace(tmp_path, **changes)) == [expected]


def test_check_knows_where_each_is_included(tmp_path: Path) -> None:
    assert passages_used(Library(workspace(tmp_path))) == {
        "templates/shared/who.md": ["templates/visitors/2026-09.md:12"],
        "templates/shared/words.md": ["templates/visitors/2026-09.md:13"],
    }


def test_an_edition_is_built_anew_when_a_passage_changes(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    for words, unchanged in ((WORDS, False), (WORDS, True), ("1. Four.\n", False)):
        (tmp_path / "templates/shared/words.md").write_text(words, encoding="utf-8")
        (built,) = build(Workspace(made.root), [Target("oak")], str(tmp_path / "out"), ("md",))
        assert built.unchanged == unchanged
    assert "Four." in (tmp_path / "out/oak/visitors.md").read_text(encoding="utf-8")
