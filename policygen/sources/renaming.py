"""A school's file with its identity written down, and another name."""

from collections.abc import Sequence

from policygen.sources.editing import Editor


def renamed(
    source: str, identity: str, formerly: Sequence[str], name: str | None,
    path: str = "school.yaml",
) -> str:  # fmt: skip
    """The text with the identity that the school's record goes by, and its name if it is new.

    `formerly` are the names that its folder had besides; `path` is the file's. Raises SourceError
    where its layout is none that can be changed.
    """
    editor = Editor.of(source, path)
    if name:
        editor = editor.put(("name",), name)
    editor = editor.put(("id",), identity, before="name")
    return (editor.put(("formerly",), [*formerly], before="name") if formerly else editor).text
