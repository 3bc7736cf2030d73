"""A lower floor never imports a higher one; no clock and no disk below floor 4."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import policygen

HOUSE = Path(policygen.__file__).parent
FLOORS = {
    "__init__": 0, "errors": 0, "dates": 0, "document": 0,
    "sources": 1,
    "assembly": 2, "writers": 2,
    "lifecycle": 3,
    "cli": 5, "__main__": 5,
}  # fmt: skip
PROGRAM = 4  # any other module that stands directly in policygen/

OUTSIDE = {
    "glob", "http", "locale", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3",
    "subprocess", "tempfile", "time", "urllib.request", "uuid",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}

modules = pytest.mark.parametrize(
    "path",
    [pytest.param(p, id=p.relative_to(HOUSE).as_posix()) for p in sorted(HOUSE.rglob("*.py"))],
)


def floor_of(name: str) -> int:
    """The floor of a module, by its name below policygen."""
    first = name.partition(".")[0] or "__init__"
    return FLOORS.get(first, PROGRAM)


def name_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that may be imported, inside functions too; a name from a module counts."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module, names, level):
                assert level == 0, "imports name the whole path"
                yield from (f"{module}.{alias.name}" for alias in names)


def outside(tree: ast.AST) -> Iterator[str]:
    """What a module does with the disk, the clock and chance."""
    for name in imports(tree):
        yield from (name for other in OUTSIDE if f"{name}.".startswith(f"{other}."))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("open")):
                yield "open()"
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in CLOCKS:
                yield f".{attribute}()"


@modules
def test_no_module_imports_from_a_higher_floor(path: Path) -> None:
    floor = floor_of(name_of(path))
    ours = [
        name.partition(".")[2]
        for name in imports(ast.parse(path.read_bytes()))
        if name.partition(".")[0] == "policygen"
    ]
    assert [name for name in ours if floor_of(name) > floor] == []


@modules
def test_no_clock_and_no_disk_below_the_program_itself(path: Path) -> None:
    if floor_of(name_of(path)) < PROGRAM:
        assert list(outside(ast.parse(path.read_bytes()))) == []


def test_every_folder_of_code_has_a_floor() -> None:
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert folders <= FLOORS.keys()


@pytest.mark.parametrize(
    "source",
    [
        "open('a')", "def f():\n    import time", "from pathlib import Path", "import os.path",
        "from urllib import request", "date.today()", "datetime.datetime.now(UTC)",
    ],
)  # fmt: skip
def test_the_rule_would_find(source: str) -> None:
    assert list(outside(ast.parse(source)))


@pytest.mark.parametrize("source", ["from datetime import time", "archive.open()", "import timeit"])
def test_the_rule_lets_pass(source: str) -> None:
    assert not list(outside(ast.parse(source)))
