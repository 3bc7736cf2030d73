"""A school's file with its identity written down, and another name."""

from policygen.sources.editing import Editor


def renamed(source: str, identity: str, name: str | None, path: str = "school.yaml") -> str:
    """The text with the identity that the school's record goes by, and its name if it is new.

    `path` is the file's. Raises SourceError where its layout is none that can be changed.
    """
    editor = Editor.of(source, path)
    if name:
        editor = editor.put(("name",), name)
    return editor.put(("id",), identity, before="name").text
