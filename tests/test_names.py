"""No two public things share a name, so that a name says which one is meant, wherever it stands."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import policygen

HOUSE = Path(policygen.__file__).parent

SHARED = {
    "write": "every writer has one, which the registry of formats calls",
    "command": "every module of the command line has one, which its name leads to",
}
SHARED_MODULES = {
    "answers": "what a school answers to a model, and the action and command that table it",
    "frame": "the frame of a document, and how Word is told of it",
    "model": "a model's file, and the action and command that write its edition",
    "register": "the room, and the action and command that show it",
}


def defined(tree: ast.Module) -> Iterator[str]:
    """The functions, classes and constants of a module."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def public() -> Iterator[tuple[str, str]]:
    """Each public name with the module that defines it."""
    for path in HOUSE.rglob("*.py"):
        for name in set(defined(ast.parse(path.read_bytes()))):
            if not name.startswith("_"):
                yield name, path.relative_to(HOUSE).as_posix()


def modules() -> Iterator[tuple[str, str]]:
    """Each module and folder of modules, by its own name, with its room."""
    for path in HOUSE.rglob("*.py"):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        named = parts[:-1] if parts[-1] == "__init__" else parts
        if named:
            yield named[-1], named[0]


def test_no_two_public_things_share_a_name() -> None:
    found = defaultdict(list)
    for name, module in public():
        found[name].append(module)
    shared = {name: sorted(where) for name, where in found.items() if len(where) > 1}
    assert {name: where for name, where in shared.items() if name not in SHARED} == {}
    assert SHARED.keys() <= shared.keys()  # an exemption that nothing needs any more must go


def test_no_two_modules_share_a_name_but_those_for_one_thing() -> None:
    """An action and its command do; so do what is, what reads and what writes one kind of thing."""
    found = defaultdict(list)
    for name, room in modules():
        found[name].append(room)
    shared = {name: sorted(rooms) for name, rooms in found.items() if len(rooms) > 1}
    odd = {name: rooms for name, rooms in shared.items() if rooms != ["actions", "cli"]}
    odd = {
        name: rooms
        for name, rooms in odd.items()
        if not {*rooms} <= {"document", "readers", "writers"}
    }
    assert {name: rooms for name, rooms in odd.items() if name not in SHARED_MODULES} == {}
    assert SHARED_MODULES.keys() <= odd.keys()
