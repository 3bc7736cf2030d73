"""What a model asks of schools, as columns of a table."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from policygen.assembly.compose import asked_of_school
from policygen.assembly.linking import linked_policies
from policygen.assembly.uses import TYPES_OF_A_POST
from policygen.sources.asking import Asked, ItemField
from policygen.sources.decision import Decision
from policygen.sources.guarded import CLEAR, DROP, NONE_OF_THEM
from policygen.sources.in_versions import said_in_all, with_versions, wordings
from policygen.sources.located import Keys
from policygen.sources.model import Model, Value
from policygen.sources.school import School
from policygen.sources.sheets import SheetColumn
from policygen.sources.text import tidy
from policygen.sources.value_types import TypeName

CONTROL_ROW = "control."  # begins the name of a row of the control table

Labels: TypeAlias = Mapping[str, Collection[str]]
AllLabels: TypeAlias = Mapping[str, Labels]  # by the names of columns
NO_LABELS: AllLabels = MappingProxyType({})
AnswerPart: TypeAlias = Literal["whole", "item", "added", "titled", "picture"]


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One thing that a model asks. `keys` say where its answer stands in a school's file.

    Of an answer that has several `part`s, such as a post, `key` names the one: a column each. One
    that is `titled` may be its title alone. `elsewhere` are the labels that other versions of the
    model have for alternatives of a decision, in small letters, each with the names it may mean.
    """

    sheet: SheetColumn
    keys: Keys
    part: AnswerPart = "whole"
    key: str = ""
    listed: bool = False
    decision: Decision | None = None
    elsewhere: Labels = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What heads it, as templates write it: values.designated_place."""
        return self.sheet.name


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list of records that a model asks for, which has a sheet of its own."""

    name: str
    ask: str
    keys: Keys
    fields: Mapping[str, ItemField]

    def heading(self, field: str) -> str:
        """What heads the column of a field, so that it is no other: team.phone."""
        return f"{self.keys[-1]}.{field}"


@lru_cache(maxsize=256)
def columns_of(model: Model) -> Mapping[str, AskedColumn]:
    """The columns of a model by their names: decisions, values, roles, facts, other policies."""
    asked = (_decisions, _values, _roles, _facts, _other_policies)
    return {column.name: column for columns in asked for column in columns(model)}


def in_all_versions(columns: Mapping[str, AskedColumn]) -> AskedColumn:
    """A column of several versions of a model in one: what they say otherwise stands with them.

    The first of them says what its cells hold.
    """
    first = next(iter(columns.values()))
    if len(columns) == 1:
        return first
    sheets = {version: one.sheet for version, one in columns.items()}
    lists = {version: one.offered for version, one in sheets.items() if one.offered}
    words = dict.fromkeys(word for offered in lists.values() for word in offered)
    offered = {
        word: said_in_all({v: offered[word] for v, offered in lists.items() if word in offered})
        for word in words
    }
    help_ = said_in_all({version: one.help for version, one in sheets.items()})
    if first.decision and first.sheet.help:
        help_ = _said(offered)
    ask = said_in_all({version: one.ask for version, one in sheets.items()})
    return replace(first, sheet=replace(first.sheet, ask=ask, offered=offered or None, help=help_))


def labels_in(models: Sequence[Model]) -> AllLabels:
    """The labels that versions of a model have for the alternatives of each decision, by column.

    So is what a sheet shows where their words differ: a label with its versions, or several.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for name in dict.fromkeys(name for model in models for name in model.front.decisions):
        mine = found.setdefault(f"choices.{name}", {})
        having = {m.version: m.front.decisions[name] for m in models if name in m.front.decisions}
        for key in dict.fromkeys(key for one in having.values() for key in one.offered):
            labels = {v: one.offered[key] for v, one in having.items() if key in one.offered}
            each = wordings(labels)
            shown = [with_versions(*one) for one in each.items()]
            for label in (*each, *shown, said_in_all(labels)):
                mine.setdefault(tidy(label).lower(), set()).add(key)
    return found


def asked_column(
    model: Model, name: str, school: School, labels: AllLabels = NO_LABELS
) -> AskedColumn | None:
    """The column of that name; a row of the control table is one, though no model asks for it.

    `labels` are those that any version of the model has.
    """
    if not name.startswith(CONTROL_ROW):
        column = columns_of(model).get(name)
        return replace(column, elsewhere=labels.get(name, {})) if column else None
    entry = school.policies.get(model.policy)
    term = name.removeprefix(CONTROL_ROW)
    known = [*(entry.control if entry else ()), *model.front.control]
    term = next((one for one in known if one.lower() == term.lower()), term)
    return AskedColumn(control_sheet(name), ("policies", model.policy, "control", term))


def control_sheet(name: str) -> SheetColumn:
    """What is asked of a row of the control table."""
    ask = f"What does the row {name.removeprefix(CONTROL_ROW)} of the control table say?"
    return SheetColumn(name, ask, help=f"{ask} {CLEAR} takes the row away.")


@lru_cache(maxsize=256)
def lists_of(model: Model) -> Mapping[str, AskedList]:
    """The lists of records that a model asks for, by their names."""
    values = ("policies", model.policy, "values")
    asked = [
        *((f"values.{name}", (*values, name), one) for name, one in model.front.values.items()),
        *((f"facts.{name}", ("facts", name), one) for name, one in _asked_facts(model)),
    ]
    return {
        name: AskedList(name, one.ask, keys, one.fields)
        for name, keys, one in asked
        if one.type == "records"
    }


def _decisions(model: Model) -> Iterator[AskedColumn]:
    for name, decision in model.front.decisions.items():
        if decision.fact:
            continue  # a fact answers it
        ask = decision.asked
        if decision.any_of:
            none = f", or {NONE_OF_THEM}" * decision.optional
            ask += f" (any of: {'; '.join(decision.offered)}{none})"
        help_ = "" if decision.is_switch else _said(decision.offered)
        sheet = SheetColumn(
            f"choices.{name}", ask, offered=decision.offered, several=decision.any_of, help=help_
        )
        keys = ("policies", model.policy, "choices", name)
        yield AskedColumn(sheet, keys, listed=decision.any_of, decision=decision)


def _said(offered: Mapping[str, str]) -> str:
    return "; ".join(f"{key} – {label}" for key, label in offered.items())


def _values(model: Model) -> Iterator[AskedColumn]:
    for name, value in model.front.values.items():
        keys = ("policies", model.policy, "values", name)
        if value.items is not None:
            yield from _changes(name, value, value.items, keys)
        elif value.type == "picture":
            for key, what in (("file", "its file beside school.yaml"), ("alt", "what it shows")):
                sheet = SheetColumn(f"values.{name}.{key}", f"{value.ask} – {what}")
                yield AskedColumn(sheet, keys, "picture", key)
        elif value.type != "records":
            yield _column(f"values.{name}", value, keys)


def _changes(
    name: str, value: Value, items: Mapping[str, str], keys: Keys
) -> Iterator[AskedColumn]:
    """How a school changes a list that the model brings: a column for each item, one for more."""
    for item, text in items.items():
        said = f"{value.ask} Empty: as the model has it. {DROP} leaves it out."
        sheet = SheetColumn(f"values.{name}.{item}", f"Called otherwise: {text}", help=said)
        yield AskedColumn(sheet, keys, "item", item)
    sheet = SheetColumn(f"values.{name}.add", f"{value.ask} (more of them, with ; between)")
    yield AskedColumn(sheet, keys, "added", "add", listed=True)


def _roles(model: Model) -> Iterator[AskedColumn]:
    details = asked_of_school(model, tuple(model.front.control.values())).details
    for name, title in model.front.roles.items():
        asked = [detail for detail in TYPES_OF_A_POST if (name, detail) in details]
        yield from post_columns(name, title, asked)


def post_columns(name: str, title: str, details: Iterable[str]) -> Iterator[AskedColumn]:
    """What is asked of a post, which models call by a title."""
    keys: Keys = ("roles", name)
    sheet = SheetColumn(f"roles.{name}", f"What is the post of {title} called, if otherwise?")
    yield AskedColumn(sheet, keys, "titled", "title")
    for detail in details:
        ask = "Who holds the post" if detail == "holder" else detail.capitalize()
        kind = TYPES_OF_A_POST[detail]
        sheet = SheetColumn(f"roles.{name}.{detail}", f"{ask}: {title}", kind)
        yield AskedColumn(sheet, keys, "titled", detail)


def _facts(model: Model) -> Iterator[AskedColumn]:
    return fact_columns(dict(_asked_facts(model)))


def fact_columns(facts: Mapping[str, Asked]) -> Iterator[AskedColumn]:
    """What is asked of a school itself, but for lists of records."""
    for name, fact in facts.items():
        if fact.type != "records":
            offered = dict.fromkeys(getattr(fact, "one_of", ()), "")
            offered |= getattr(fact, "also", {})
            yield _column(f"facts.{name}", fact, ("facts", name), offered or None)


def _other_policies(model: Model) -> Iterator[AskedColumn]:
    """What the policies are called that a text names, where a school has adopted none of them."""
    for name in linked_policies(model):
        keys: Keys = ("other_policies", name)
        ask = f"What is its policy on {name.replace('-', ' ')} called, if it has adopted none here?"
        yield AskedColumn(SheetColumn(f"other_policies.{name}", ask), keys, "titled", "title")
        sheet = SheetColumn(f"other_policies.{name}.published", "Where is that published?", "link")
        yield AskedColumn(sheet, keys, "titled", "published")


def _asked_facts(model: Model) -> Iterator[tuple[str, Asked]]:
    """The facts that a model asks for, as it declares them or its workspace does."""
    asked = asked_of_school(model, tuple(model.front.control.values())).facts
    asked |= {one.fact for one in model.front.decisions.values() if one.fact}
    return ((name, fact) for name, fact in model.facts.items() if name in asked)


def _column(
    name: str, asked: Asked, keys: Keys, offered: Mapping[str, str] | None = None
) -> AskedColumn:
    kind: TypeName = asked.text_type or "text"
    listed = asked.type == "list"
    ask = asked.ask + " (several, with ; between)" * listed
    example = f" Such as: {asked.example}" if asked.example else ""
    default = getattr(asked, "default", None)
    default = f" Empty: {default}" if default else ""
    within = f" {asked.limits.in_words}." if asked.limits.in_words else ""
    said = f"{ask}{within}{example}{default} {CLEAR} takes the answer away."
    return AskedColumn(SheetColumn(name, ask, kind, offered, help=said), keys, listed=listed)
