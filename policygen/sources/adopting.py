"""A school's file with a policy adopted, or its answers changed; a new school's file."""

from collections.abc import Mapping
from typing import Any

from policygen.sources.decision import Choice
from policygen.sources.editing import Editor
from policygen.sources.located import Keys
from policygen.sources.spelling import YamlLayout, spelt, under_key

SCHEMA_LINE = "# yaml-language-server: $schema=../school.schema.json\n"


def new_school(name: str, more: Mapping[str, Any] = {}) -> str:
    """The file of a new school, with whatever `more` stands in it, such as its facts."""
    lines = [line for key, one in more.items() for line in under_key(key, one, 0, YamlLayout())]
    return "".join(f"{line}\n" for line in (f"{SCHEMA_LINE}name: {spelt(name)}", *lines))


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
    editor = _begun(editor, policy, model)
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


def answered(source: str, policy: str, model: str, keys: Keys, answer: Any, path: str) -> str:
    """A school's file with one answer more, to a policy that it adopts by that if it hasn't yet.

    The answer stands under its keys, of the whole file. None takes one away that is there. Raises
    SourceError where its layout is none that can be changed.
    """
    editor = _begun(Editor.of(source, path), policy, model)
    holder = keys[:2]
    if answer is None:
        return editor.text if editor.get(keys) is None else editor.remove(keys).text
    if keys[0] == "policies":
        return confirmed(editor.put(keys, answer), keys).text
    if len(keys) == 3 and isinstance(title := editor.get(holder), str):  # a post by its title alone
        return editor.put(holder, {"title": title, str(keys[2]): answer}).text
    return editor.put(keys, answer, before="policies").text


def confirmed(editor: Editor, keys: Keys) -> Editor:
    """Without a choice among those that are to be confirmed, once it has been made anew."""
    listed = (*keys[:2], "confirm")
    names = editor.get(listed)
    if keys[2:3] != ("choices",) or not isinstance(names, list) or keys[3] not in names:
        return editor
    if len(names) == 1:
        return editor.remove(listed, keep_comments=True)
    return editor.remove((*listed, names.index(keys[3])), keep_comments=True)


def begun_with(source: str, policy: str, model: str, path: str) -> str:
    """A school's file with a policy adopted, by that model version if it isn't yet."""
    return _begun(Editor.of(source, path), policy, model).text


def _begun(editor: Editor, policy: str, model: str) -> Editor:
    """With the policy's entry, which names the model version; its title is then the model's."""
    keys = ("policies", policy, "model")
    if editor.get(keys) is None:
        editor = editor.put(keys, model)
    other = ("other_policies", policy)
    if (said := editor.get(other)) is None:
        return editor
    if isinstance(said, dict) and (published := said.get("published")):
        editor = editor.put(("policies", policy, "published"), published)
    return editor.remove(other)
