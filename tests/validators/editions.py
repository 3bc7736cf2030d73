"""What is validated: editions of the samples, of the starter and of a trial of every block; the
registers and dashboards of all three, and a redline of the trial.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workspaces import copy_one_policy, copy_samples

from validators.later import later

ROOT = Path(__file__).parents[2]
NODE_MODULES = ROOT / ".ci" / "node_modules"
FORMATS = ("docx", "html", "md")


@dataclass(frozen=True, slots=True)
class Edition:
    """One text in its three formats; the name says which."""

    name: str
    docx: Path
    html: Path
    md: Path


def build(folder: Path) -> None:
    """Make every kind of edition, and registers as web pages, in a new folder.

    They are made as a person would make them: by the command line.
    """
    for workspace in _workspaces(folder / "workspaces"):
        trial = workspace.name == "trial"
        out = folder / "out" / workspace.name
        # The trial's school that is left open is refused; a draft of it is what shows most.
        allowed = (0, 1) if trial else (0,)
        school = (
            "undecided" if trial else min(path.name for path in (workspace / "schools").iterdir())
        )
        _policygen(workspace, "build", "--out", str(out / "issued"), allowed=allowed)
        _policygen(workspace, "build", "--draft", "--out", str(out / "drafts"), school)
        for model in sorted((workspace / "templates").glob("*/*.md")):
            policy = f"{model.parent.name}@{model.stem}"
            _policygen(workspace, "model", policy, "--out", str(out / "models"))
        _register(workspace, folder)
        _dashboard(workspace, folder, allowed)
        for kind in ("issued", "drafts", "models"):
            if not any((out / kind).rglob("*.docx")):
                raise RuntimeError(f"policygen built nothing in {out / kind}")
        if trial:
            _redline(workspace, folder)
    copy_one_policy(folder / "workspaces" / "few")
    _register(folder / "workspaces" / "few", folder)
    _dashboard(folder / "workspaces" / "few", folder)
    _put_together(folder / "out", folder / "all")


def found(folder: Path) -> list[Edition]:
    """The editions that were made there."""
    names = sorted(path.name.removesuffix(".docx") for path in (folder / "all").glob("*.docx"))
    return [Edition(n, *(folder / "all" / f"{n}.{suffix}" for suffix in FORMATS)) for n in names]


def pages(folder: Path) -> list[Path]:
    """All of them as web pages, the registers and dashboards, and a redline."""
    kinds = ("dashboard", "redline", "register")
    others = (page for kind in kinds for page in sorted(folder.glob(f"{kind}--*.html")))
    return [*(one.html for one in found(folder)), *others]


def _redline(workspace: Path, folder: Path) -> None:
    """The trial's model and what comes after it, compared."""
    model = workspace / "templates" / "trial" / "2026-01.md"
    model.with_name("2027-01.md").write_text(later(model.read_text("utf-8")), encoding="utf-8")
    out = folder / "out" / "redlines"
    names = ("--from", "2026-01", "--to", "2027-01", "--format", "html", "--out", str(out))
    _policygen(workspace, "diff", "st-marys/trial", *names)
    shutil.copy(out / "st-marys" / "trial.redline.html", folder / "redline--trial.html")
    _policygen(
        workspace, "approval", "st-marys/trial", *names[:4], "--out", str(out.parent / "papers")
    )


def _register(workspace: Path, folder: Path) -> None:
    page = folder / f"register--{workspace.name}.html"
    words = ("register", "--format", "html", "--on", "2026-11-23")
    page.write_text(_policygen(workspace, *words), encoding="utf-8")


def _dashboard(workspace: Path, folder: Path, allowed: tuple[int, ...] = (0,)) -> None:
    out = folder / "out" / "sites" / workspace.name
    words = ("site", "--dashboard", "--on", "2026-11-23", "--out", str(out))
    _policygen(workspace, *words, allowed=allowed)
    shutil.copy(out / "dashboard" / "index.html", folder / f"dashboard--{workspace.name}.html")


def _workspaces(folder: Path) -> Iterator[Path]:
    samples = folder / "samples"
    copy_samples(samples)
    yield samples

    starter = folder / "starter"
    starter.mkdir()
    _run([sys.executable, "-m", "policygen", "init", str(starter)])
    yield starter

    trial = folder / "trial"
    shutil.copytree(Path(__file__).parent / "trial", trial)
    model = (trial / "templates" / "trial" / "2026-01.md").read_text(encoding="utf-8")
    pictures = shutil.ignore_patterns("*.md")
    shutil.copytree(trial / "templates" / "trial", trial / "templates" / "long", ignore=pictures)
    long = trial / "templates" / "long" / "2026-01.md"
    long.write_text(model + _filler(), encoding="utf-8")
    yield trial


def _filler() -> str:
    """Sections enough to make a policy long: it then has a contents table."""
    sections = []
    for section in range(1, 8):
        clauses = [f"{n}. {'Words that fill a page. ' * 15}" for n in range(1, 6)]
        sections.append("\n".join([f"\n## More of it: {section} {{#more-{section}}}\n", *clauses]))
    return "\n".join([*sections, ""])


def _put_together(out: Path, folder: Path) -> None:
    """Every edition found, its files put side by side under names that say all of their path."""
    folder.mkdir()
    for docx in out.rglob("*.docx"):
        name = "--".join(docx.relative_to(out).with_suffix("").parts)
        for suffix in FORMATS:
            source = docx.with_name(f"{docx.name.removesuffix('.docx')}.{suffix}")
            shutil.copy(source, folder / f"{name}.{suffix}")


def _policygen(workspace: Path, *arguments: str, allowed: tuple[int, ...] = (0,)) -> str:
    command = [sys.executable, "-m", "policygen", "-C", str(workspace), *arguments]
    return _run(command, allowed=allowed)


def _run(command: list[str], allowed: tuple[int, ...] = (0,)) -> str:
    status, said = run(*command)
    if status not in allowed:
        raise RuntimeError(f"{command} ended with {status}:\n{said}")
    return said


def run(*command: str) -> tuple[int, str]:
    """A command's exit status and all that it says."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return done.returncode, done.stdout


def system_tool(name: str) -> str:
    """Where a program of the machine is; a check must fail, not pass, without its tool."""
    found = shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} is not installed; `bash .ci/run` installs it")
    return found


def python_tool(name: str) -> str:
    """Where a program is that stands beside this Python."""
    return system_tool(str(Path(sys.executable).with_name(name)))


def node_tool(path: str) -> str:
    """Where a file of an npm package is."""
    found = NODE_MODULES / path
    if not found.exists():
        raise RuntimeError(f"{found} is not there; `bash .ci/run` installs it")
    return str(found)
