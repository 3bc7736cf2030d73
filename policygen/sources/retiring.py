"""A school or a policy retired, as an entry of the school's file.

It may be taken away again: what was issued, reviewed and withdrawn isn't touched.
"""

from collections.abc import Mapping

from policygen.sources.editing import Editor
from policygen.sources.located import Keys


def retired(
    source: str, policy: str | None, entry: Mapping[str, str], path: str = "school.yaml"
) -> str:
    """A school's file that says of a policy, or of the school, since when it is retired, and why.

    `path` is the file's. Raises SourceError where its layout is none that can be changed.
    """
    editor = Editor.of(source, path)
    keys = _keys(policy)
    names = [*editor.get(keys[:-1])]
    after = names.index("model" if policy else "name") + 1
    before = names[after] if after < len(names) else ""
    return editor.put(keys, entry, before=before).text


def brought_back(source: str, policy: str | None, path: str = "school.yaml") -> str:
    """A school's file that no longer says that a policy, or the school, is retired.

    `path` is the file's. Raises SourceError where its layout is none that can be changed.
    """
    return Editor.of(source, path).remove(_keys(policy)).text


def _keys(policy: str | None) -> Keys:
    return ("policies", policy, "retired") if policy else ("retired",)
