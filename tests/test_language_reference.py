"""Every example in docs/models.md is accepted as it stands, and printed in all formats."""

import re
from datetime import date
from pathlib import Path

import pytest
from language_examples import EXAMPLES, FENCE, REFERENCE, files, picture_name, sections
from making import ROOT
from workspaces import make_workspace

from policygen.actions.build import build
from policygen.actions.check import check_workspace
from policygen.actions.formats import ENDINGS
from policygen.actions.model import write_model
from policygen.readers.markdown.fenced import READERS
from policygen.workspace.layout import Target
from policygen.workspace.library import Library

PICTURES = [
    (title, said, file)
    for title, section in sections()
    for said, file in re.findall(r"^!\[([^]]*)\]\(pictures/(\S+)\)$", FENCE.sub("", section), re.M)
]


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_is_accepted_and_printed(title: str, tmp_path: Path) -> None:
    example = EXAMPLES[title]
    workspace = make_workspace(tmp_path, dict(files(example)))
    problems = check_workspace(workspace, date(2026, 9, 1))
    assert [
        str(problem)
        for problem in problems
        if not problem.warning
        and (example.answered or problem.position.path.startswith("templates"))
    ] == []
    written = write_model(Library(workspace), "example", None, ENDINGS, tmp_path / "models")
    assert len([path for path in written if path.parent.name != "parts"]) == len(ENDINGS)
    out = tmp_path / "build"
    (built,) = build(workspace, [Target("oak")], str(out), ENDINGS, draft=not example.answered)
    assert built.built == ("oak/example",)
    assert len([name for name in built.files if "/parts/" not in name]) == len(ENDINGS)


def test_every_block_has_a_section_with_an_example() -> None:
    shown = {
        name for one in EXAMPLES.values() for name in re.findall(r"^ *::: (\w+)", one.text, re.M)
    }
    assert READERS.keys() <= shown


def test_every_section_but_the_one_on_blocks_has_an_example() -> None:
    shown = {title.split(",")[0] for title in EXAMPLES}
    assert [title for title, _ in sections() if title not in shown] == ["Blocks of :::"]


def test_every_section_on_a_block_shows_it_in_a_picture() -> None:
    """With the test above: each of READERS has one."""
    named = re.compile(r"^ *::: \w+", re.M)
    titles = {title.split(",")[0] for title, one in EXAMPLES.items() if named.search(one.text)}
    assert titles - {title for title, _, _ in PICTURES} == set()


@pytest.mark.parametrize(("title", "said", "file"), PICTURES)
def test_a_picture_is_there_and_said_in_words(title: str, said: str, file: str) -> None:
    names = [picture_name(one) for one in EXAMPLES if one.split(",")[0] == title]
    assert file in {f"{name}{kind}.png" for name in names for kind in ("", "-phone")}
    assert (ROOT / "docs/pictures" / file).read_bytes().startswith(b"\x89PNG")
    assert len(said) > 20


def test_every_key_of_the_front_matter_is_explained() -> None:
    from policygen.sources.decision import Decision
    from policygen.sources.model import FrontMatter, Value

    for record in (FrontMatter, Decision, Value):
        keys = (field.alias or name for name, field in record.model_fields.items())
        assert [key for key in keys if f"`{key}" not in REFERENCE] == []
