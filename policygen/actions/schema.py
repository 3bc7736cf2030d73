"""JSON Schemas of the files of schools, trusts and models, with every policy's own names."""

import json
from typing import Any

from policygen.assembly.places import ids_in
from policygen.sources.asking import Asked
from policygen.sources.decision import Decision
from policygen.sources.model import FrontMatter, Model
from policygen.sources.required import REQUIRED, RequiredFile
from policygen.sources.school import SchoolFile
from policygen.sources.trust import PolicyAnswers, TrustFile
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": ["string", "number"]}
_GROUP = {"type": ["object", "null"], "additionalProperties": False}
_POST = {"$ref": "#/$defs/PostHolder"}


def model_schema() -> dict[str, Any]:
    """The schema of a model version's front matter."""
    return {"$schema": _DIALECT, **FrontMatter.model_json_schema()}


def trust_schema(workspace: Workspace) -> dict[str, Any]:
    """The schema of a trust's file: what a school's may say, fixed or by default."""
    schema = {"$schema": _DIALECT, **TrustFile.model_json_schema()}
    of_school = school_schema(workspace)["properties"]
    keys = PolicyAnswers.model_fields
    policies = {
        policy: {
            "type": "object", "additionalProperties": False,
            "properties": {key: entry["properties"][key] for key in keys},
        }
        for policy, entry in of_school["policies"]["properties"].items()
    }  # fmt: skip
    answers = schema["$defs"]["TrustAnswers"]["properties"]
    answers["roles"], answers["facts"] = of_school["roles"], of_school["facts"]
    answers["policies"] = {**_GROUP, "properties": policies}
    schema["properties"]["trust"] = _trust(workspace)
    del schema["$defs"]["PolicyAnswers"]
    return schema


def required_schema() -> dict[str, Any]:
    """The schema of required.yaml: what schools must have or publish."""
    return {"$schema": _DIALECT, **RequiredFile.model_json_schema()}


def _trust(workspace: Workspace) -> dict[str, Any]:
    """Which trust a school or a trust belongs to."""
    offered = {"enum": [*workspace.trusts, None]} if workspace.trusts else {"type": "string"}
    return {**offered, "description": "The trust that it belongs to, by its file's name."}


def school_schema(workspace: Workspace) -> dict[str, Any]:
    """The schema of school.yaml; each policy offers its own decisions, values and versions."""
    schema = {"$schema": _DIALECT, **SchoolFile.model_json_schema()}
    library = Library(workspace)
    policies: dict[str, Any] = {}
    roles: dict[str, Any] = {}
    for policy, versions in workspace.policies.items():
        read = (library.model(policy, version)[0] for version in versions)
        models = [model for model in read if model]
        for model in models:
            roles |= {
                name: {"anyOf": [_TEXT, _POST], "description": said}
                for name, said in model.front.roles.items()
            }
        policies[policy] = _adoption(schema["$defs"]["AdoptionEntry"], models)
    facts = {
        name: ({"enum": [*fact.one_of, *fact.also, None]} if fact.one_of else _of_type(fact))
        | {"description": fact.ask}
        for name, fact in workspace.facts.items()
    }
    schema["properties"]["facts"] = {**_GROUP, "properties": facts}
    schema["properties"]["policies"] = {**_GROUP, "properties": policies}
    schema["properties"]["roles"] = {**_GROUP, "properties": roles}
    schema["properties"]["trust"] = _trust(workspace)
    return schema


def _adoption(entry: dict[str, Any], models: list[Model]) -> dict[str, Any]:
    """One policy's entry. An editor is offered what any version of the policy has."""
    choices: dict[str, Any] = {}
    values: dict[str, Any] = {}
    ids: dict[str, None] = {}
    for model in models:
        ids |= dict.fromkeys(ids_in(model.text))
        for name, decision in model.front.decisions.items():
            if decision.fact:
                continue
            told = "\n".join(f"{key}: {label}" for key, label in decision.offered.items())
            way = _answers(decision)
            ways = choices.setdefault(name, {"anyOf": []})["anyOf"]
            ways += [way] * (way not in ways)
            choices[name]["description"] = f"{decision.asked}\n{told}"
        for name, value in model.front.values.items():
            kind = _of_type(value) if value.items is None else _changes(list(value.items))
            values[name] = {**kind, "description": value.ask}
    properties = {
        **entry["properties"],
        "model": {"enum": [model.version for model in models]},
        "choices": {**_GROUP, "properties": choices},
        "values": {**_GROUP, "properties": values},
        "local": {**entry["properties"]["local"], "propertyNames": {"enum": [*ids]}},
    }
    return {**entry, "properties": properties}


def _answers(decision: Decision) -> dict[str, Any]:
    """How a decision is answered."""
    if decision.any_of:
        one = {"enum": list(decision.offered)}
        least = 0 if decision.optional else 1
        return {"type": ["array", "null"], "items": one, "minItems": least, "uniqueItems": True}
    words = [True, False] if decision.is_switch else []
    return {"enum": [None, *decision.offered, *words]}


def _of_type(asked: Asked) -> dict[str, Any]:
    """What may stand for a value or a fact."""
    match asked.type:
        case "list":
            return {"type": "array", "items": _TEXT}
        case "records":
            fields = {name: {**_TEXT, "description": one.ask} for name, one in asked.fields.items()}
            needed = [name for name, one in asked.fields.items() if not one.optional]
            item = {
                "type": "object", "properties": fields, "required": needed,
                "additionalProperties": False,
            }  # fmt: skip
            rows = {"rows": {"type": "string"}, "sheet": _TEXT}
            file = {"type": "object", "properties": rows, "required": ["rows"]}
            return {"anyOf": [{"type": "array", "items": item}, file, {"type": "null"}]}
        case "picture":
            parts = {"file": {"type": "string"}, "alt": _TEXT}
            return {
                "type": ["object", "null"], "properties": parts, "required": [*parts],
                "additionalProperties": False,
            }  # fmt: skip
    return {"type": ["string", "number", "null"]}


def _changes(items: list[str]) -> dict[str, Any]:
    """How a school changes a list that the model brings."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "rename": {
                "type": "object",
                "properties": dict.fromkeys(items, _TEXT),
                "additionalProperties": False,
            },
            "drop": {"type": "array", "items": {"enum": items}},
            "add": {"type": "array", "items": _TEXT},
        },
    }


def printed(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(workspace: Workspace) -> list[str]:
    """Write the schemas where the files that name them look; returns their names."""
    schemas = {
        "schools/school.schema.json": school_schema(workspace),
        "templates/model.schema.json": model_schema(),
    }
    if workspace.trusts:
        schemas["trusts/trust.schema.json"] = trust_schema(workspace)
    if (workspace.root / REQUIRED).is_file():
        schemas["required.schema.json"] = required_schema()
    for name, schema in schemas.items():
        write_whole(workspace.root / name, printed(schema).encode())
    return list(schemas)
