"""An entry of the record written into a school's file."""

from collections.abc import Mapping
from typing import Any

from policygen.sources.editing import Editor
from policygen.sources.entries import EntryGroup


def recorded(
    source: str, policy: str, group: EntryGroup, entry: Mapping[str, Any],
    next_review: str | None, path: str = "school.yaml",
) -> str:  # fmt: skip
    """A school's file with one more entry on the record of a policy, and its next review.

    `path` is the file's. Raises SourceError where its layout is none that can be changed.
    """
    keys = ("policies", policy)
    editor = Editor.of(source, path).append((*keys, group), entry)
    if next_review:
        return editor.put((*keys, "next_review"), next_review).text
    if "next_review" in editor.get(keys):
        return editor.remove((*keys, "next_review"), keep_comments=True).text
    return editor.text
