"""What starting policygen may pull in: `--help` must not wait for libraries that it doesn't use."""

import subprocess
import sys

import pytest

SLOW = {"docx", "jinja2", "lxml", "markdown_it", "pydantic", "ruamel", "sqlite3", "yaml"}


def imported(code: str) -> set[str]:
    """The top-level names of all modules that a Python of its own has imported after the code."""
    ending = "import sys; print('modules', *sorted({m.partition('.')[0] for m in sys.modules}))"
    program = f"try:\n    {code}\nexcept SystemExit:\n    pass\n{ending}"
    command = [sys.executable, "-c", program, "--help"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return set(done.stdout.rpartition("modules ")[2].split())


@pytest.mark.parametrize(
    "code",
    ["import policygen.cli", "import policygen.__main__ as main; main.main()"],
    ids=["the command line", "--help"],
)
def test_starting_imports_no_slow_library(code: str) -> None:
    modules = imported(code)
    assert {"click", "policygen"} <= modules
    assert not modules & SLOW


def test_a_library_that_is_imported_would_be_seen() -> None:
    assert "yaml" in imported("import policygen.cli.build")
