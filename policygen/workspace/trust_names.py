"""What a trust says to a school, in the names of the model version that the school has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from policygen.assembly.succeeding import Successor, is_understood, names_of, successor
from policygen.errors import Problem
from policygen.sources.local_wording import LocalWording
from policygen.sources.located import Keys
from policygen.sources.model import Model
from policygen.sources.sameness import say_the_same
from policygen.sources.school import School
from policygen.sources.trust import TrustSaid, contradiction


def in_names_of(
    school: School, model: Model, versions: Sequence[str],
    read: Callable[[str, str], Model | None],
) -> tuple[School, tuple[Problem, ...]]:  # fmt: skip
    """A school with what its trust says by other versions' names, in those of a model.

    What has a successor there has its name; what is of another version alone is left out. The
    problems are answers of the school's own that stand against what is fixed by another name.
    """
    if school.trust is None or model.policy not in school.policies:
        return school, ()
    reader = _Reader(school, model, versions, read)
    for group in ("choices", "values", "control", "local"):
        reader.group(group)
    for role in {str(keys[1]): 0 for keys in (*school.trust.fixed, *school.trust.default)
                 if keys[0] == "roles"}:  # fmt: skip
        reader.role(role)
    return reader.school, tuple(reader.problems)


class _Reader:
    def __init__(
        self, school: School, model: Model, versions: Sequence[str],
        read: Callable[[str, str], Model | None],
    ) -> None:  # fmt: skip
        self.school, self.model, self.versions = school, model, versions
        self.problems: list[Problem] = []
        self._read = read

    def read(self, version: str) -> Model | None:
        return self._read(self.model.policy, version)

    def successor(self, group: str, name: str, answer: Any) -> Successor | None:
        return successor(self.model, self.versions, self.read, group, name, answer)

    def group(self, group: str) -> None:
        """The answers of a group of the school's entry."""
        school, policy = self.school, self.model.policy
        entry = school.policies[policy]
        given = dict(getattr(entry, group))
        for name, answer in getattr(entry, group).items():
            keys = ("policies", policy, group, name)
            if not school.is_of_trust(*keys) or is_understood(self.model, group, name, answer):
                continue
            if found := self.successor(group, name, answer):
                del given[name]
                self.renamed(keys, found, given)
            elif self.is_of_another(group, name, answer):
                del given[name]
                located = self.school.located.without([keys])
                self.school = replace(self.school, located=located)
        if given != getattr(entry, group):
            entry = entry.model_copy(update={group: given})
            self.school = replace(self.school, policies={**school.policies, policy: entry})

    def renamed(self, keys: Keys, found: Successor, given: dict[str, Any]) -> None:
        """Put an answer under its later name; one that the school has there is held against it."""
        school, new = self.school, (*keys[:-1], found.name)
        raw = _as_data(school.located.raw(*keys), found.answer)
        fixed = school.trust.fixed.get(keys) if school.trust else None
        own = given.get(found.name)
        if own is None:
            given[found.name] = found.answer
            located = school.located.also_called(keys, found.name, raw)
            if found.name != keys[-1]:
                located = located.without([keys])
        else:
            located = school.located.without([keys])
            said = school.located.raw(*new)
            if fixed and not school.is_of_trust(*new) and not say_the_same(new, said, raw):
                self.problems.append(contradiction(school.at(*new), new, fixed))
        self.school = replace(school, located=located)
        if fixed:
            self.fix(new, TrustSaid(raw, fixed.place))

    def fix(self, keys: Keys, said: TrustSaid) -> None:
        trust = self.school.trust
        assert trust
        trust = replace(trust, fixed={**trust.fixed, keys: said})
        self.school = replace(self.school, trust=trust)

    def role(self, name: str) -> None:
        """What a post is called, and who holds it."""
        school, model = self.school, self.model
        if name in model.front.roles or (post := school.roles.get(name)) is None:
            return
        if (found := self.successor("roles", name, None)) is None:
            return
        located, own = school.located, school.roles.get(found.name)
        if own is None:
            located = located.also_called(("roles", name), found.name, located.raw("roles", name))
            roles = {**school.roles, found.name: post}
            self.school = replace(school, roles=roles, located=located)
        assert school.trust
        for keys, said in school.trust.fixed.items():
            if keys[:2] == ("roles", name):
                new = ("roles", found.name, keys[2])
                if own and getattr(own, str(keys[2])) != getattr(post, str(keys[2])):
                    place = school.at(*new)
                    self.problems.append(contradiction(place, new, said))
                self.fix(new, said)

    def is_of_another(self, group: str, name: str, answer: Any) -> bool:
        """Whether a name is none of this version of the model, but of another."""
        if group == "control":
            return any(is_understood(one, group, name, answer) for one in self.others())
        known = names_of(self.model, group)
        return name not in known and any(name in names_of(one, group) for one in self.others())

    def others(self) -> Iterator[Model]:
        """The other versions of the model that can be read."""
        versions = (self.read(one) for one in self.versions if one != self.model.version)
        return filter(None, versions)


def _as_data(raw: Any, answer: Any) -> Any:
    """An answer as its file would have it: its texts are in what was typed, the rest is itself."""
    if isinstance(answer, LocalWording):
        return {**raw, **dict(answer.texts)}
    return [*answer] if isinstance(answer, tuple) else answer
