"""A file's note is trusted only where its state tells of every save."""

import os
import time
from pathlib import Path

from policygen.workspace.notes import Notes, is_so

LONG_AGO = 1_000_000_000_000_000_000  # ns


def saved(path: Path, text: str, ns: int) -> os.stat_result:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(ns, ns))
    return path.stat()


def test_a_file_is_as_noted_until_it_is_saved(tmp_path: Path) -> None:
    path, notes, root = tmp_path / "school.yaml", Notes(), f"{tmp_path}/"
    found = saved(path, "one", LONG_AGO)
    notes.file("school.yaml", found, found, b"one")
    assert is_so(notes.line("school.yaml"), root)
    saved(path, "two", LONG_AGO + 1)
    assert not is_so(notes.line("school.yaml"), root)


def test_a_file_that_was_saved_while_it_was_read_is_read_again(tmp_path: Path) -> None:
    path, notes = tmp_path / "school.yaml", Notes()
    after = saved(path, "one, two", LONG_AGO + 1)
    before = saved(path, "one", LONG_AGO)
    notes.file("school.yaml", before, after, b"one, two")
    assert not is_so(notes.line("school.yaml"), f"{tmp_path}/")


def test_a_folder_is_as_noted_unless_it_has_only_just_changed(tmp_path: Path) -> None:
    folder, notes, root = tmp_path / "oakfield", Notes(), f"{tmp_path}/"
    folder.mkdir()
    later = time.time_ns() + 60_000_000_000  # so that a slow machine is in time
    os.utime(folder, ns=(later, later))
    notes.folder("oakfield/", folder.stat(), ["logo.png"])
    assert not is_so(notes.line("oakfield/"), root)
    os.utime(folder, ns=(LONG_AGO, LONG_AGO))
    notes.begin()
    notes.folder("oakfield/", folder.stat(), ["logo.png"])
    assert is_so(notes.line("oakfield/"), root)
