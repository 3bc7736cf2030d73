"""What docs/for-schools.md tells: its commands, and how its questions are answered."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner, Result
from making import ROOT

from policygen.cli import policygen

PAGE = (ROOT / "docs/for-schools.md").read_text(encoding="utf-8")
CALLED = "python3 run.py"
ANSWERS = ("2", "sometimes", "yes", "2", "the staff room")  # in the picture of the terminal
_FENCES = re.compile(r"^```text\n(.*?)^```$", re.M | re.S)


def steps() -> list[tuple[str, str]]:
    """Each command with what is printed after it; nothing where the page doesn't show it."""
    found = []
    for text in _FENCES.findall(PAGE):
        for step in re.split(rf"^\$ {CALLED} ", text, flags=re.M)[1:]:
            command, _, said = step.partition("\n")
            found.append((command, said))
    return found


def typed(workspace: Path, command: str) -> Result:
    """What comes of a command of the page."""
    words = ["-C", str(workspace), *shlex.split(command)]
    return CliRunner().invoke(policygen, words, prog_name=CALLED)


def new_school(workspace: Path) -> None:
    """Elm Park, without an answer."""
    (new,) = (command for command, _ in steps() if command.startswith("new "))
    result = typed(workspace, new)
    assert result.exit_code == 0, result.output


def issued_school(workspace: Path) -> Path:
    """Elm Park, issued as the page tells; its web page."""
    choices = "private_use=occasional", "business_use=with_approval", "messaging=never"
    answers = " ".join(f"--choose {one}" for one in choices)
    typed(workspace, f'adopt elm-park social-media {answers} --set place="the staff room"')
    (issue,) = (command for command, _ in steps() if command.startswith("issue "))
    result = typed(workspace, issue)
    assert result.exit_code == 0, result.output
    return workspace / "build/elm-park/social-media.html"
