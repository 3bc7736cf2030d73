"""A lower floor never imports a higher one, and rooms of one floor that must not meet don't.

No module imports itself by way of others, there is no clock and no disk below the workspace, and
no clock but on the top floor. What shows policygen to people knows only what it does and where.
"""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import policygen

HOUSE = Path(policygen.__file__).parent
FLOORS = {
    "__init__": 0, "errors": 0, "dates": 0, "document": 0,
    "sources": 1,
    "readers": 2, "writers": 2, "compare": 2,
    "assembly": 3,
    "lifecycle": 4, "register": 4,
    "sites": 5,
    "workspace": 6,
    "actions": 7,
    "cli": 8, "web": 8, "__main__": 8,
}  # fmt: skip
PROGRAM = FLOORS["workspace"]  # from here on there is a disk
TOP = FLOORS["cli"]  # here there is a clock, and a terminal
SHOWN = {"__init__", "actions", "workspace", "errors", "dates"}  # what the two below may know
SHOWS = {"cli": {"cli", "web"}, "web": {"web"}}  # the terminal and the browser
FILE_TIMES = {"workspace.notes"}  # compares the times of files with the time that it is
APART = {"readers": {"writers", "compare"}, "writers": {"readers", "compare"},
         "compare": {"readers", "writers"}, "lifecycle": {"register"}}  # fmt: skip

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
    return FLOORS[room_of(name)]


def room_of(name: str) -> str:
    """The room of a module: its folder in policygen, or itself."""
    return name.partition(".")[0] or "__init__"


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


def ours(path: Path) -> set[str]:
    """The modules of policygen that one may import, inside functions too."""
    found = set()
    for name in imports(ast.parse(path.read_bytes())):
        package, _, rest = name.partition(".")
        if package == "policygen":
            is_module = (HOUSE / rest.replace(".", "/")).with_suffix(".py").is_file()
            is_package = (HOUSE / rest.replace(".", "/") / "__init__.py").is_file()
            found.add(rest if is_module or is_package else rest.rpartition(".")[0])
    return found


def outside(tree: ast.AST) -> Iterator[str]:
    """What a module does with the disk, the clock and chance."""
    for name in imports(tree):
        yield from (name for other in OUTSIDE if f"{name}.".startswith(f"{other}."))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("open")):
                yield "open()"
    yield from clocks(tree)


def clocks(tree: ast.AST) -> Iterator[str]:
    """Where a module asks what day it is."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in CLOCKS:
                yield f".{attribute}()"


@modules
def test_no_module_imports_from_a_higher_floor(path: Path) -> None:
    floor = floor_of(name_of(path))
    assert [name for name in ours(path) if floor_of(name) > floor] == []


@modules
def test_rooms_that_must_not_meet_do_not(path: Path) -> None:
    apart = APART.get(room_of(name_of(path)), set())
    assert [name for name in ours(path) if room_of(name) in apart] == []


@modules
def test_who_shows_policygen_knows_only_what_it_does_and_where(path: Path) -> None:
    if own := SHOWS.get(room_of(name_of(path))):
        assert [other for other in ours(path) if room_of(other) not in SHOWN | own] == []


@modules
def test_no_action_knows_a_terminal_or_the_web(path: Path) -> None:
    if room_of(name_of(path)) == "actions":
        known = {name.partition(".")[0] for name in imports(ast.parse(path.read_bytes()))}
        assert not known & {"click", "flask", "http", "rich", "sys"}


@modules
def test_only_the_top_floor_has_a_clock(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    if floor_of(name_of(path)) < TOP:
        assert list(clocks(tree)) == []
        assert "time" not in imports(tree) or name_of(path) in FILE_TIMES


def test_no_module_imports_itself_by_way_of_others() -> None:
    paths = {name_of(path): path for path in HOUSE.rglob("*.py")}
    sorter = TopologicalSorter({name: ours(path) - {name} for name, path in paths.items()})
    sorter.prepare()  # raises CycleError, which names the circle


@modules
def test_no_clock_and_no_disk_below_the_program_itself(path: Path) -> None:
    if floor_of(name_of(path)) < PROGRAM:
        assert list(outside(ast.parse(path.read_bytes()))) == []


def test_every_room_has_a_floor() -> None:
    rooms = {name_of(path).partition(".")[0] for path in HOUSE.rglob("*.py")} - {""}
    assert rooms | {"__init__"} == FLOORS.keys()


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
