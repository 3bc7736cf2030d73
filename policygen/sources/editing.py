"""Changes to a school's file, made in place: its comments and layout stay."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from policygen.sources.decision import Choice
from policygen.sources.entries import EntryGroup

SCHEMA_LINE = "# yaml-language-server: $schema=../school.schema.json\n"


def new_school(name: str) -> str:
    """The file of a school that has adopted nothing yet."""
    return SCHEMA_LINE + _dumped(CommentedMap(name=_quoted(name)))


def adopted(
    source: str, policy: str, model: str, choices: Mapping[str, Choice | None],
    values: Mapping[str, Any], decisions: Mapping[str, str], facts: Mapping[str, str] = {},
) -> str:  # fmt: skip
    """A school's file with a policy adopted, or its adoption changed.

    A choice or value of None is written as an open key. `decisions` says what each decision may
    be, as a comment for the reader. `facts` are new ones of the school.
    """
    yaml = _yaml(source)
    data: Any = yaml.load(source) or CommentedMap()
    policies = _group(data, "policies")
    entry = _group(policies, policy)
    if facts:
        if "facts" not in data:
            data.insert([*data].index("policies"), "facts", None)
        _group(data, "facts").update({name: _quoted(text) for name, text in facts.items()})
    if "model" not in entry:
        entry.insert(0, "model", _quoted(model))
    for group, given in (("choices", choices), ("values", values)):
        if not given:
            continue
        table = _group(entry, group)
        for name, value in given.items():
            if value is None and table.get(name) is not None:
                continue
            table[name] = _quoted(value)
            if group == "choices" and value is None and name in decisions:
                table.yaml_add_eol_comment(decisions[name], name)
    text = _dumped(data, yaml)
    text = text if "yaml-language-server" in source else SCHEMA_LINE + text
    return _like(source, text)


def recorded_anew(
    source: str, policy: str, group: EntryGroup, entry: Mapping[str, str], next_review: str | None
) -> str:
    """A school's file with one more entry in a policy's history or reviews, and its next review.

    For layouts that `recording` doesn't know; runs of spaces before a value may change.
    """
    yaml = _yaml(source)
    data: Any = yaml.load(source)
    adoption = data["policies"][policy]
    if not adoption.get(group):
        adoption[group] = CommentedSeq()
    adoption[group].append(CommentedMap((key, _quoted(text)) for key, text in entry.items()))
    if next_review:
        adoption["next_review"] = next_review
    else:
        adoption.pop("next_review", None)
    return _like(source, _dumped(data, yaml))


def _like(source: str, text: str) -> str:
    """Text with the line ends of the source."""
    return text.replace("\n", "\r\n") if "\r\n" in source else text


def _group(table: Any, name: str) -> Any:
    if table.get(name) is None:
        table[name] = CommentedMap()
    return table[name]


def _quoted(value: Any) -> Any:
    """Text in quotes where YAML would read more into it, or another reader might."""
    if isinstance(value, tuple):
        row = CommentedSeq(map(_quoted, value))
        row.fa.set_flow_style()
        return row
    if not isinstance(value, str):
        return value
    plain = YAML(typ="safe", pure=True)
    try:
        same = plain.load(value) == value
    except Exception:
        same = False
    return value if same and "\n" not in value else DoubleQuotedScalarString(value)


class _Texts(RoundTripConstructor):
    """Takes +44, 1.0 and TRUE for the texts that they are to us."""


for _kind in ("int", "float", "bool", "timestamp"):
    _Texts.add_constructor(f"tag:yaml.org,2002:{_kind}", RoundTripConstructor.construct_yaml_str)


def _yaml(source: str = "") -> YAML:
    """ruamel.yaml set to the layout of a file, or to ours for a new one."""
    yaml = YAML()
    yaml.Constructor = _Texts
    yaml.preserve_quotes = True
    yaml.width = 10_000  # a line that is long stays long
    opening = r"^( *)[^\s#-][^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*"  # a key, and what it holds
    keys = re.search(opening + r"( +)[^\s#-]", source, re.M)
    items = re.search(opening + r"( *)(- *)", source, re.M)
    offset = len(items[2]) - len(items[1]) if items else 2
    yaml.indent(
        mapping=len(keys[2]) - len(keys[1]) if keys else 2,
        sequence=offset + (len(items[3]) if items else 2),
        offset=offset,
    )
    yaml.representer.add_representer(
        type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "")
    )
    return yaml


def _dumped(data: Any, yaml: YAML | None = None) -> str:
    buffer = StringIO()
    (yaml or _yaml()).dump(data, buffer)
    return buffer.getvalue()
