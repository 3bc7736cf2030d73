"""The files of issues, opened and closed again by tests as nobody else should."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policygen.lifecycle.seals import CLOSING, OPENING, is_intact, sealed


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
    text = sealed(f"{markdown}{OPENING}{{\n{lines}\n}}\n{CLOSING}")
    assert is_intact(text.encode())
    path.write_text(text, encoding="utf-8", newline="\n")
