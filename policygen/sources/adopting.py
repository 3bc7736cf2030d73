"""A school's file with a policy adopted, or its answers changed; a new school's file."""

from collections.abc import Mapping
from typing import Any

from policygen.sources.decision import Choice
from policygen.sources.editing import Editor
from policygen.sources.spelling import spelt

SCHEMA_LINE = "# yaml-language-server: $schema=../school.schema.json\n"


def new_school(name: str) -> str:
    """The file of a school that has adopted nothing yet."""
    return f"{SCHEMA_LINE}name: {spelt(name)}\n"


def adopted(
    source: str, policy: str, model: str, choices: Mapping[str, Choice | None],
    values: Mapping[str, Any], decisions: Mapping[str, str], facts: Mapping[str, str] = {},
    path: str = "school.yaml",
) -> str:  # fmt: skip
    """A school's file with a policy adopted, or its adoption changed.

    A choice or value of None is written as an open key. `decisions` says what each decision may
    be, as a comment for the reader. `facts` are new ones of the school. `path` is the file's.
    Raises SourceError where its layout is none that can be changed.
    """
    editor = Editor.of(source, path)
    for name, text in facts.items():
        editor = editor.put(("facts", name), text, before="policies")
    entry = ("policies", policy)
    if editor.get((*entry, "model")) is None:
        editor = editor.put((*entry, "model"), model)
    for group, given in (("choices", choices), ("values", values)):
        for name, value in given.items():
            keys = (*entry, group, name)
            if value is not None:
                editor = editor.put(keys, value)
            elif editor.get(keys) is None:
                editor = editor.put(keys, None)
                if group == "choices" and name in decisions:
                    editor = editor.remark(keys, decisions[name])
    if "yaml-language-server" in source:
        return editor.text
    ends = "\r\n" if "\r\n" in source else "\n"
    return SCHEMA_LINE.replace("\n", ends) + editor.text
