"""The files of issues, opened and closed again by tests as nobody else should."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policygen.lifecycle.chain import fields_of, head_of, next_seal
from policygen.lifecycle.seals import CLOSING, OPENING, is_intact
from policygen.lifecycle.seals import sealed as with_digest
from policygen.sources.entries import SEALED
from policygen.sources.school import read_school


def record_of(path: Path) -> dict[str, Any]:
    """What an issue's file holds for policygen."""
    text = path.read_text(encoding="utf-8").partition(OPENING)[2]
    record: dict[str, Any] = json.loads(text.removesuffix(CLOSING))
    return record


def forge(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what an issue's file holds for policygen, and give it the digest that it then has."""
    markdown = path.read_text(encoding="utf-8").partition(OPENING)[0]
    record = record_of(path)
    del record["sha256"]
    change(record)
    lines = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in record.items())
    text = with_digest(f"{markdown}{OPENING}{{\n{lines}\n}}\n{CLOSING}")
    assert is_intact(text.encode())
    path.write_text(text, encoding="utf-8", newline="\n")


def reseal(workspace: Path, school: str, policy: str) -> None:
    """Seal a school's whole record anew, as somebody could who rewrites all of the folder."""
    path = workspace / f"schools/{school}/school.yaml"
    found, _ = read_school(path.read_bytes(), path.name, school)
    assert found
    entry = found.policies[policy]
    text = path.read_text("utf-8")
    sealed = sorted(
        (one.seal.number, group, one)
        for group in SEALED
        for one in getattr(entry, group)
        if one.seal
    )
    typed: dict[str, Any] = {
        group: [one for one in getattr(entry, group) if not one.seal] for group in SEALED
    }
    done = entry.model_copy(update=typed)
    for _, group, one in sealed:
        digest = ""
        if group == "history":
            digest = record_of(path.parent / f"issued/{policy}/{one.version}.md")["sha256"]
        seal = next_seal(found.identity, policy, done, group, fields_of(one), digest)
        text = text.replace(str(one.seal), str(seal))
        again = one.model_copy(update={"seal": seal})
        done = done.model_copy(update={group: [*getattr(done, group), again]})
    path.write_text(text, "utf-8")
    heads = path.parent / "issued/heads.json"
    known = json.loads(heads.read_text("utf-8"))
    heads.write_text(json.dumps({**known, policy: [head_of(done)]}), "utf-8")
