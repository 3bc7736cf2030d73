"""What starting policygen may pull in: `--help` must not wait for libraries that it doesn't use."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli_fixtures import Run

SLOW = {"docx", "jinja2", "lxml", "markdown_it", "openpyxl", "pydantic", "sqlite3", "yaml"}


def imported(code: str) -> set[str]:
    """The top-level names of all modules that a Python of its own has imported after the code."""
    return started(code, "--help")[1]


def started(code: str, *words: str) -> tuple[str, set[str]]:
    """What a Python of its own prints in running the code, and what it has then imported."""
    ending = "import sys; print('modules', *sorted({m.partition('.')[0] for m in sys.modules}))"
    program = f"try:\n    {code}\nexcept SystemExit:\n    pass\n{ending}"
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    printed, _, names = done.stdout.rpartition("modules ")
    return printed, set(names.split())


@pytest.mark.parametrize(
    "code",
    ["import policygen.cli", "import policygen.__main__ as main; main.main()"],
    ids=["the command line", "--help"],
)
def test_starting_imports_no_slow_library(code: str) -> None:
    modules = imported(code)
    assert {"click", "policygen"} <= modules
    assert not modules & SLOW


@pytest.mark.parametrize(
    "words",
    [
        ("build", "--json"),
        ("register", "--on", "2026-11-23"),
        ("register", "--as-at", "2026-11-23"),
        ("site", "--on", "2026-11-23"),
        ("site", "--on", "2026-11-23", "--base-url", "https://example.org/policies"),
        ("site", "--dashboard", "--on", "2026-11-23"),
    ],
)
def test_where_nothing_changed_no_library_is_loaded_that_reads_schools(
    run: Run, workspace: Path, words: tuple[str, ...]
) -> None:
    run(*words)
    told = run(*words).stdout
    again, modules = started(
        "import policygen.__main__ as main; main.main()", "-C", str(workspace), *words
    )
    assert again == told
    assert "sqlite3" in modules
    assert not modules & (SLOW - {"sqlite3"})


def test_a_build_in_our_own_style_loads_no_library_for_office_files(workspace: Path) -> None:
    _, modules = started(
        "import policygen.__main__ as main; main.main()", "-C", str(workspace), "build"
    )
    assert "jinja2" in modules
    assert not modules & {"docx", "lxml", "openpyxl"}
    assert list((workspace / "build").rglob("*.docx"))


def test_a_library_that_is_imported_would_be_seen() -> None:
    assert "yaml" in imported("import policygen.workspace.library")
