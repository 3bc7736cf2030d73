"""A school's file with its identity written down, and another name; all else as it was."""

import yaml

from policygen.errors import PolicyError
from policygen.sources.positions import load
from policygen.sources.recording import LOADER, pairs_of, scalar


def renamed(source: str, identity: str, name: str | None) -> str:
    """The text with the identity that the school's record goes by, and its name if it is new.

    Raises PolicyError if that can't be done without changing anything else.
    """
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    meant = {**load(plain, "").data, "id": identity}
    meant |= {"name": name} if name else {}
    pairs = pairs_of(yaml.compose(plain, Loader=LOADER))
    lines = plain.split("\n")
    key, value = pairs["name"]
    line, end = key.start_mark.line, value.end_mark
    if name:
        said = lines[line][: value.start_mark.column] + scalar(name)
        lines[line : end.line + 1] = [said + lines[end.line][end.column :]]
    if "id" not in pairs:
        lines.insert(line, f"id: {identity}")
    text = "\n".join(lines)
    if load(text, "").data != meant:
        raise PolicyError(
            "this can't be written in the layout that the school.yaml has",
            "write name: on a line of its own",
            target=identity,
        )
    return text.replace("\n", "\r\n") if "\r\n" in source else text
