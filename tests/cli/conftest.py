"""A workspace of its own for each test, and policygen run in it."""

from pathlib import Path

import pytest
from cli_fixtures import Run
from click.testing import CliRunner, Result
from workspaces import copy_one_policy

from policygen.cli import common, policygen
from policygen.dates import PartialDate


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The sample schools with one policy only, so that a test can say all that there is."""
    copy_one_policy(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Far from the workspace, wherever the tests are started: so its paths are whole ones."""
    here = tmp_path_factory.mktemp("elsewhere") / "far" / "below"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some years on, so that what is to come has been."""
    monkeypatch.setattr(common, "today", lambda: PartialDate(2030, 1, 1))


@pytest.fixture
def run(workspace: Path) -> Run:
    """Runs policygen in the workspace; an unexpected exception fails the test."""

    def invoke(*words: str, stdin: str | None = None) -> Result:
        command = ["-C", str(workspace), *words]
        return CliRunner().invoke(policygen, command, input=stdin, catch_exceptions=False)

    return invoke
