"""What is said to be unchanged is what would be made again."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from meddling import Deadly, Meddled
from workspaces import SAMPLE, copy_one_policy

from policygen.actions.build import Editions, Outcome, build
from policygen.actions.register import Register, read_register
from policygen.cli import policygen
from policygen.workspace.layout import Workspace
from policygen.workspace.workers import Here, Spread, Workers

SCHOOL = "schools/oakfield/school.yaml"
MODEL = "templates/social-media/2016-04.md"
LOGO = "schools/oakfield/logo.png"
STYLE = "templates/house-style.docx"
FORMATS = ("docx", "html", "md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample schools with one policy."""
    copy_one_policy(tmp_path)
    return tmp_path


def built(root: Path, workers: Workers | None = None) -> list[Outcome]:
    workspace = Workspace(root)
    targets = workspace.targets(())
    return build(workspace, targets, str(root / "build"), FORMATS, workers=workers)


def read(root: Path, workers: Workers | None = None) -> Register:
    workspace = Workspace(root)
    return read_register(workspace, workspace.targets(()), date(2026, 11, 23), workers=workers)


def editions(root: Path) -> dict[str, bytes]:
    paths = (root / "build").glob("[a-z]*/*")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def replaced(path: Path, old: str, new: str) -> None:
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def other_style(root: Path) -> None:
    styles = docx.Document()
    styles.styles["Normal"].font.name = "Comic Sans MS"
    styles.save(str(root / STYLE))


def newer_model(root: Path) -> None:
    shutil.copyfile(root / MODEL, (root / MODEL).with_name("2026-09.md"))


SAVED: dict[str, Callable[[Path], object]] = {
    SCHOOL: lambda root: replaced(root / SCHOOL, "Principal", "Headmistr"),
    MODEL: lambda root: replaced(root / MODEL, "The aim is", "The joy is"),
    LOGO: lambda root: (root / LOGO).write_bytes(logo()),
    STYLE: other_style,
}


def logo() -> bytes:
    """Another picture than the sample's."""
    from binascii import crc32

    data = bytearray((SAMPLE / LOGO).read_bytes())
    size = data.index(b"IHDR")
    data[size + 4 : size + 12] = (64).to_bytes(4) + (64).to_bytes(4)
    data[size + 17 : size + 21] = crc32(data[size : size + 17]).to_bytes(4)
    return bytes(data)


def written_back(path: Path, aside: Path) -> Callable[[], object]:
    def back() -> None:
        if aside.exists():
            path.write_bytes(aside.read_bytes())
        else:
            path.unlink()

    return back


def copied_back(path: Path, aside: Path) -> Callable[[], object]:
    """With the time that it had."""
    return lambda: shutil.copy2(aside, path) if aside.exists() else path.unlink()


def moved_back(path: Path, aside: Path) -> Callable[[], object]:
    return lambda: aside.replace(path) if aside.exists() else path.unlink()


BACK = [written_back, copied_back, moved_back]


@pytest.mark.parametrize("back", BACK)
@pytest.mark.parametrize("name", SAVED)
def test_a_file_saved_while_a_build_runs_and_then_put_back_leaves_no_wrong_edition(
    root: Path, name: str, back: Callable[[Path, Path], Callable[[], object]]
) -> None:
    built(root)
    right = editions(root)
    shutil.rmtree(root / "build")
    aside = root / "aside"
    if (root / name).exists():
        shutil.copy2(root / name, aside)
    built(root, Meddled(lambda: SAVED[name](root), back(root / name, aside)))
    assert editions(root) != right
    assert not all(outcome.unchanged for outcome in built(root))
    assert editions(root) == right
    assert all(outcome.unchanged for outcome in built(root))


@pytest.mark.parametrize("back", BACK)
def test_a_file_saved_while_a_register_is_read_leaves_no_wrong_row(
    root: Path, back: Callable[[Path, Path], Callable[[], object]]
) -> None:
    right = read(root)
    shutil.rmtree(root / "build")
    path, aside = root / SCHOOL, root / "aside"
    shutil.copy2(path, aside)
    edit = Meddled(lambda: replaced(path, "May 2027", "May 2037"), back(path, aside))
    assert read(root, edit) != right
    assert read(root) == right


def test_a_model_that_was_there_only_for_a_moment_leaves_no_school_behind(root: Path) -> None:
    right = read(root)
    shutil.rmtree(root / "build")
    gone = (root / MODEL).with_name("2026-09.md").unlink
    assert read(root, Meddled(lambda: newer_model(root), gone)) != right
    assert read(root) == right


def test_what_is_touched_but_not_changed_is_not_made_again(root: Path) -> None:
    built(root)
    for path in (*root.glob("schools/*/*"), *root.glob("templates/*/*")):
        os.utime(path)
    assert all(outcome.unchanged for outcome in built(root))


def test_an_issue_that_was_just_frozen_is_still_known_when_it_is_older(root: Path) -> None:
    words = ["issue", "oakfield/social-media", "--by", "Board", "--summary", "A"]
    assert CliRunner().invoke(policygen, ["-C", str(root), *words]).exit_code == 0
    built(root)
    for path in root.glob("schools/oakfield/**/*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert all(outcome.unchanged for outcome in built(root))
    assert all(outcome.unchanged for outcome in built(root))


def test_a_second_save_in_the_same_moment_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / SCHOOL
    state = path.stat()
    with monkeypatch.context() as clock:  # however slow the machine is, it is the same moment
        clock.setattr("policygen.workspace.notes.time.time_ns", lambda: state.st_mtime_ns + 1)
        built(root)
    replaced(path, "Principal", "Headmistr")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    assert not all(outcome.unchanged for outcome in built(root))


def test_a_model_makes_only_those_stale_that_adopted_it(root: Path) -> None:
    shutil.copytree(root / "templates/social-media", root / "templates/visitors")
    with (root / SCHOOL).open("a", encoding="utf-8") as file:
        file.write(
            "  visitors: {model: 2016-04, choices: {personal_use: never, business_use: never}}\n"
        )
    assert not any(outcome.problems for outcome in built(root))
    replaced(root / "templates/visitors/2016-04.md", "The aim is", "The purpose is")
    stale = [outcome.target.school for outcome in built(root) if not outcome.unchanged]
    assert stale == ["oakfield"]


def test_a_link_out_of_the_workspace_is_never_unchanged(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    built(root)
    outside = tmp_path_factory.mktemp("outside") / "school.yaml"
    outside.write_bytes((root / SCHOOL).read_bytes())
    (root / SCHOOL).unlink()
    try:
        (root / SCHOOL).symlink_to(outside)
    except OSError:  # Windows wants a privilege for links; then there is nothing to follow
        return
    (outcome,) = [one for one in built(root) if one.target.school == "oakfield"]
    assert "leads out of the workspace" in str(outcome.problems[0])


def execute(root: Path, *statements: str) -> None:
    with closing(sqlite3.connect(root / "build/.index.sqlite3")) as database, database:
        for statement in statements:
            database.execute(statement)


COLUMNS = "kind", "target", "basis", "read", "written", "states", "done", "told", "seal"
VALUES = "NULL", "5", "1.5", "'{bad'", "''", "x''", "x'ff00ff'", "CAST(x'ff' AS TEXT)"
DAMAGE: dict[str, Callable[[Path], object]] = {
    f"{column} = {value}": lambda root, column=column, value=value: execute(  # type: ignore[misc]
        root, f"UPDATE OR IGNORE made SET {column} = {value}"
    )
    for column in COLUMNS
    for value in VALUES
}


def index(root: Path) -> Path:
    return root / "build/.index.sqlite3"


def truncated(root: Path) -> None:
    index(root).write_bytes(index(root).read_bytes()[:-3000])


def a_folder(root: Path) -> None:
    index(root).unlink()
    (index(root) / "held").mkdir(parents=True)


DAMAGE |= {
    "a column less": lambda root: execute(root, "ALTER TABLE made DROP COLUMN told"),
    "a column more": lambda root: execute(root, "ALTER TABLE made ADD COLUMN more TEXT"),
    "no table": lambda root: execute(root, "DROP TABLE made"),
    "another table": lambda root: execute(root, "DROP TABLE made", "CREATE TABLE made (kind)"),
    "a view": lambda root: execute(
        root, "ALTER TABLE made RENAME TO other", "CREATE VIEW made AS SELECT * FROM other"
    ),
    "truncated": truncated,
    "no database": lambda root: index(root).write_bytes(b"nothing of the kind"),
    "empty": lambda root: index(root).write_bytes(b""),
    "a folder": a_folder,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_costs_time_and_nothing_else(
    root: Path, damage: Callable[[Path], object]
) -> None:
    first, register = built(root), read(root)
    right = editions(root)
    damage(root)
    again = built(root)
    assert [(one.target, one.built, one.problems) for one in again] == [
        (one.target, one.built, one.problems) for one in first
    ]
    assert read(root) == register
    assert editions(root) == right
    mended = index(root).is_file()
    built(root)
    assert all(one.unchanged for one in built(root)) == mended


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for another run."""
    monkeypatch.setattr("policygen.workspace.index._WAIT", 0)


@pytest.mark.usefixtures("quickly")
def test_an_index_that_another_run_holds_costs_time_and_nothing_else(root: Path) -> None:
    first = built(root)
    with closing(sqlite3.connect(index(root), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        again = built(root)
    assert [one.built for one in again] == [one.built for one in first]
    assert all(one.unchanged for one in built(root))


def test_what_was_done_before_a_run_was_stopped_is_remembered(root: Path) -> None:
    class Stopped(Here):
        def each(self, *arguments: object) -> Iterator[object]:  # type: ignore[override]
            found = super().each(*arguments)  # type: ignore[arg-type]
            yield next(found)
            yield next(found)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(root, Stopped())  # type: ignore[arg-type]
    assert [one.unchanged for one in built(root)] == [True, True, False, False]


def test_where_the_processes_of_a_build_are_killed_it_goes_on_in_this_one(root: Path) -> None:
    job = Editions(str(root / "build"), FORMATS, draft=False)
    workspace = Workspace(root)
    targets = workspace.targets(())
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        workers = Spread(executor)
        made = list(workers.each(Deadly(job, os.getpid()), workspace, targets))
    assert [one.target for one in made] == targets
    assert len(editions(root)) == 12
