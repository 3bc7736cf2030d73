"""A school's file: who they are, and one entry for each policy that they adopted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator

from policygen.document import Logo
from policygen.errors import Position, Problem, suggest
from policygen.sources.asking import Answer
from policygen.sources.astray import astray
from policygen.sources.beside import Beside, files_named, nothing_beside
from policygen.sources.entries import AdoptionEntry, Retirement, history_problems
from policygen.sources.facts import Fact, read_facts, standard_facts
from policygen.sources.local_wording import local_problems
from policygen.sources.located import Keys, Located
from policygen.sources.positions import load
from policygen.sources.posts import PostAsWritten, PostHolder
from policygen.sources.records import (
    TITLE,
    Email,
    GroupOf,
    Id,
    Known,
    ListOf,
    Name,
    Record,
    Title,
    WebAddress,
    check,
)
from policygen.sources.text import decode
from policygen.sources.trust import Trust, TrustNamed, no_trusts, under


class OtherPolicy(Record):
    """A policy that a text may name: its title, and where it is published."""

    title: Title
    published: WebAddress | None = None


def _other(value: object) -> object:
    """Another policy as it is written: its title alone, or a group of keys."""
    return value if isinstance(value, dict) else {"title": TITLE.func(value)}  # type: ignore[call-arg]


_Other = Annotated[OtherPolicy, BeforeValidator(_other, json_schema_input_type=OtherPolicy | str)]


class FilesBeside(NamedTuple):
    """A file that names others, and those beside it that it names, as far as they are there."""

    path: str
    files: Mapping[str, bytes]


class SchoolFile(Record):
    """What school.yaml holds."""

    name: Title
    id: Id | None = None  # the name that its record goes by, where its folder has another now
    formerly: ListOf[Id] = []  # the names that its folder had besides that
    email: Email | None = None
    trust: Known | None = None  # that it belongs to, by its file's name
    roles: GroupOf[Name, PostAsWritten] = {}
    facts: GroupOf[Name, Any] = {}
    policies: GroupOf[Id, AdoptionEntry] = {}
    other_policies: GroupOf[Id, _Other] = {}  # that no model here is of
    retired: Retirement | None = None


@dataclass(frozen=True, slots=True)
class School:
    """One adopter. `id` is its folder's name; its record goes by its `identity`.

    `facts` are what is so of it, whatever the policy, such as its kind; `files` are those beside
    its own that this names, as far as they are there; `formerly` are names that its folder had.
    What its trust says is said by all of these; there is no `trust`, though it names one, where
    that can't be read. Where keys have `strayed`, it may have more policies than are known.
    """

    id: str
    identity: str
    path: str
    name: str
    email: str | None
    roles: Mapping[str, PostHolder]
    policies: Mapping[str, AdoptionEntry]
    located: Located
    logo: Logo | None = None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    other_policies: Mapping[str, OtherPolicy] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    retired: Retirement | None = None
    trust_id: str = ""
    trust: Trust | None = None
    strayed: bool = False
    formerly: tuple[str, ...] = ()

    def retirement(self, policy: str | None) -> Retirement | None:
        """That a policy is retired, by itself or with its school; or the school, without one."""
        entry = self.policies.get(policy) if policy else None
        return self.retired or (entry.retired if entry else None)

    def has_not_adopted(self, policy: str) -> Problem:
        """What is wrong where a policy is named that the school hasn't."""
        hint = suggest(policy, self.policies) or f"policygen adopt {self.id} {policy}"
        return Problem(self.at("policies"), f"{self.id} has not adopted {policy!r}", hint)

    def is_retired(self, policy: str) -> Problem | None:
        """What is wrong where something is to be made of a policy that is retired."""
        if not (known := self.retirement(policy)):
            return None
        whole = bool(self.retired)
        place = self.at("retired") if whole else self.at("policies", policy, "retired")
        name = self.id if whole else f"{self.id}/{policy}"
        hint = f"to bring it back: policygen retire --undo {name}"
        return Problem(place, f"{name} is retired since {known.on}: {known.reason}", hint)

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the school's file, or in its trust's."""
        return self.located.at(keys, key=key)

    @property
    def trusts(self) -> tuple[str, ...]:
        """The trust that it belongs to and those above, by their names."""
        if self.trust:
            return (self.trust.id, *self.trust.above)
        return (self.trust_id,) if self.trust_id else ()

    @property
    def taken(self) -> bytes:
        """All that it takes of its trusts."""
        if not self.trust:
            return b""
        says = {**self.trust.default, **self.trust.fixed}
        of_trust = [(keys, self.located.raw(*keys)) for keys in says if self.is_of_trust(*keys)]
        return repr((self.trust.name, self.trusts, self.trust.called, of_trust)).encode()

    def said_by(self, keys: Keys) -> str:
        """Which trust says what stands under some keys, and how; empty for the school itself."""
        place = self.located.place(keys)
        if not (self.trust and place and place.file):
            return ""
        fixed = keys in self.trust.fixed
        return f"{'fixed' if fixed else 'set'} by {place.file.raw('name')}"

    def beside(self, keys: Keys) -> "FilesBeside":
        """The files beside the one that says what stands under some keys."""
        place = self.located.place(keys)
        if self.trust and place and place.file:
            return FilesBeside(place.file.path, self.trust.files)
        return FilesBeside(self.path, self.files)

    def is_of_trust(self, *keys: str | int) -> bool:
        """Whether its trust says what stands under some keys, all of it."""
        place = self.located.place(keys)
        parts = [*place.below.values()] if place else []
        return bool(place and place.file) or (bool(parts) and all(one.file for one in parts))


def read_school(
    data: bytes, path: str, school: str, facts: Mapping[str, Fact] | None = None,
    beside: Beside = nothing_beside, trusts: TrustNamed = no_trusts,
) -> tuple[School | None, list[Problem]]:  # fmt: skip
    """A school from its file's bytes, and everything wrong with the file by itself.

    `facts` are those that its workspace declares, policygen's own if none are given; `beside` reads
    the files that it names, as far as they are there, and `trusts` the trust that it belongs to.

    Like `check`, it makes what it can of a faulty file, so that the other checks can go on.
    """
    source, problems = decode(data, path)
    if problems:
        return None, problems
    return school_in(load(source, path), school, facts, beside, trusts)


def school_in(
    located: Located, school: str, facts: Mapping[str, Fact] | None = None,
    beside: Beside = nothing_beside, trusts: TrustNamed = no_trusts,
) -> tuple[School | None, list[Problem]]:  # fmt: skip
    """The same of what was read from its file, or would be: see `read_school`."""
    path, problems = located.path, list[Problem]()
    name, trust = located.raw("trust"), None
    if isinstance(name, str) and not located.problems:
        read = trusts(name, located.at(("trust",)))
        problems += read.problems
        if trust := read.trust:
            problems += under(located, trust)
    strayed = dict(astray(located, SchoolFile.model_fields))
    file, faults = check(SchoolFile, located.without(strayed) if strayed else located)
    problems += [*located.problems, *faults, *filter(None, strayed.values())]
    if file is None:
        return None, problems
    declared = standard_facts() if facts is None else facts
    answers = [*file.facts.values()]
    answers += (value for entry in file.policies.values() for value in entry.values.values())
    files = beside(named) if (named := files_named(answers)) else {}
    policies = {policy: entry.as_said for policy, entry in file.policies.items()}
    found = School(
        school, file.id or school, path, file.name, file.email, file.roles, policies, located,
        other_policies=file.other_policies, files=files, retired=file.retired,
        trust_id=trust.id if trust else str(name or ""), trust=trust, strayed=bool(strayed),
        formerly=tuple(file.formerly),
    )  # fmt: skip
    given, faults = read_facts(file.facts, declared, located, found.beside)
    problems += faults
    found = replace(found, facts=given)
    for policy in file.other_policies.keys() & file.policies.keys():
        if found.retirement(policy):
            continue  # it names what holds in its place
        place = found.at("other_policies", policy, key=True)
        problems.append(Problem(place, f"{policy} stands under policies too", "remove it here"))
    for policy, entry in file.policies.items():
        problems += history_problems(found.at, policy, entry)
        problems += local_problems(found.at, ("policies", policy, "local"), entry.local)
    return found, problems
