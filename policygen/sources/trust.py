"""A trust: what it fixes for its schools, or says where they say nothing; the one above wins.

Its answers are those of a school's file, one by one, by the keys that they have there. So a
school's file and its trusts are merged before anything else reads them (`under`), and whatever
comes of a trust leads to the trust's file.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from policygen.errors import Position, Problem, suggest
from policygen.sources.beside import Beside, files_named, nothing_beside
from policygen.sources.decision import AnswerOf
from policygen.sources.local_wording import LocalWording, ModelId, local_problems
from policygen.sources.located import Keys, Located, Place
from policygen.sources.positions import load
from policygen.sources.posts import PostAsWritten
from policygen.sources.records import GroupOf, Id, Known, Line, Name, Record, Title, check
from policygen.sources.sameness import say_the_same
from policygen.sources.text import decode

_OF_POLICY = ("choices", "values", "control", "local")


class PolicyAnswers(Record):
    """What a trust answers for a policy of its schools."""

    choices: GroupOf[Name, AnswerOf] = {}
    values: GroupOf[Name, Any] = {}
    control: GroupOf[Title, Line] = {}
    local: GroupOf[ModelId, LocalWording] = {}


class TrustAnswers(Record):
    """What a trust answers for its schools."""

    roles: GroupOf[Name, PostAsWritten] = {}
    facts: GroupOf[Name, Any] = {}
    policies: GroupOf[Id, PolicyAnswers] = {}


class TrustFile(Record):
    """What a trust's file holds."""

    name: Title
    trust: Known | None = None  # the one above it, such as its region
    fixed: TrustAnswers = TrustAnswers()
    default: TrustAnswers = TrustAnswers()


class TrustSaid(NamedTuple):
    """An answer of a trust as its file has it, and where."""

    data: Any
    place: Place

    @property
    def position(self) -> Position:
        """Where it stands, in the trust's file."""
        assert self.place.file
        return self.place.file.position(self.place.key_mark or self.place.mark)

    @property
    def name(self) -> str:
        """What the trust is called that says it."""
        assert self.place.file
        return str(self.place.file.raw("name"))


TrustSays: TypeAlias = Mapping[Keys, TrustSaid]  # by the keys of a school's file


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """A trust, with what those above it say: so it is all that its schools are told.

    `id` is its file's name, `above` those above it, the nearest first, and `called` what each of
    these is called; `files` are those beside them that they name.
    """

    id: str
    path: str
    name: str
    located: Located
    fixed: TrustSays
    default: TrustSays
    above: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    called: tuple[str, ...] = ()


class TrustRead(NamedTuple):
    """A trust as far as it can be read, what is wrong with it or with one above, and the files."""

    trust: Trust | None
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()


TrustNamed: TypeAlias = Callable[[str, Position], TrustRead]  # by its name, and where it is named


def no_trusts(name: str, place: Position) -> TrustRead:
    """There are none where there is no workspace."""
    return TrustRead(None, (Problem(place, f"there is no trust {name!r}"),))


def read_trust(
    data: bytes, path: str, name: str, trusts: TrustNamed = no_trusts,
    beside: Beside = nothing_beside, policies: Collection[str] | None = None,
) -> TrustRead:  # fmt: skip
    """A trust from its file's bytes; `trusts` reads the one above it, `beside` files it names.

    `policies` are those that there are models of, if that is known.
    """
    source, faults = decode(data, path)
    if faults:
        return TrustRead(None, tuple(faults), (path,))
    located = load(source, path)
    file, faults = check(TrustFile, located)
    problems = [*located.problems, *faults]
    if file is None:
        return TrustRead(None, tuple(problems), (path,))

    def at(*keys: str | int, key: bool = False) -> Position:
        return located.at(keys, key=key)

    for group in ("fixed", "default"):
        answers: TrustAnswers = getattr(file, group)
        for policy, one in answers.policies.items():
            if policies is not None and policy not in policies:
                message = f"there is no model policy {policy!r}"
                here = at(group, "policies", policy, key=True)
                problems.append(Problem(here, message, suggest(policy, policies)))
            keys = (group, "policies", policy, "local")
            problems += local_problems(
                lambda *k, key=False: located.at(k, key=key), keys, one.local
            )
    for place in located.places.walk():
        place.file = located
    above = TrustRead(None)
    if file.trust:
        above = trusts(file.trust, located.at(("trust",)))
    problems += above.problems
    fixed, default = (dict(_answers(located, group, problems)) for group in ("fixed", "default"))
    if problems:
        return TrustRead(None, tuple(problems), (path, *above.files))
    named = files_named(one.data for one in (*fixed.values(), *default.values()))
    files = beside(named) if named else {}
    over = above.trust
    if over:
        problems += _contradictions(fixed, over.fixed)
        fixed, files = {**fixed, **over.fixed}, {**over.files, **files}
    problems += _contradictions(default, fixed)
    default = {**over.default, **default} if over else default
    chain = (over.id, *over.above) if over else ()
    called = (over.name, *over.called) if over else ()
    made = Trust(name, path, file.name, located, fixed, default, chain, files, called)
    folder = path.rpartition("/")[0]
    read = (path, *(f"{folder}/{one}" for one in named), *above.files)
    return TrustRead(made, tuple(problems), read)


def _contradictions(said: TrustSays, fixed: TrustSays) -> Iterator[Problem]:
    """Where a trust's file says something else than what it fixes, or one above it."""
    for keys, one in said.items():
        if keys in fixed and not say_the_same(keys, fixed[keys].data, one.data):
            assert one.place.file
            yield contradiction(one.place.file.position(one.place.mark), keys, fixed[keys])


def contradiction(place: Position, keys: Keys, fixed: TrustSaid) -> Problem:
    """That what stands at a place isn't what a trust fixes."""
    message = f"{fixed.name} fixes {what_it_is(keys)}, and this is something else"
    return Problem(place, message, f"{fixed.position} fixes it; remove it here")


def what_it_is(keys: Keys) -> str:
    """What a trust answers, in words."""
    match keys:
        case ("roles", name, "title"):
            return f"what the post {name} is called"
        case ("roles", name, detail):
            return f"the {detail} of the post {name}"
        case ("policies", _, "control", term):
            return f"the row {term} of the control table"
        case ("policies", _, "local", name):
            return f"the wording of {name}"
    return str(keys[-1])


def _answers(
    located: Located, group: str, problems: list[Problem]
) -> Iterator[tuple[Keys, TrustSaid]]:
    """The answers in a group of a trust's file, each by its keys in a school's."""
    for keys in _keys(located, (group,)):
        data, place = located.raw(*keys), located.place(keys)
        assert place
        if data is None:
            hint = "say what it is, or remove it: then each school says it"
            problems.append(Problem(located.at(keys, key=True), f"{keys[-1]} is empty", hint))
        elif keys[1] == "roles" and len(keys) == 3:
            yield (*keys[1:], "title"), TrustSaid(data, place)
        else:
            yield keys[1:], TrustSaid(data, place)


def _keys(located: Located, above: Keys) -> Iterator[Keys]:
    for post in _below(located, (*above, "roles")):
        yield from _below(located, post) if isinstance(located.raw(*post), dict) else (post,)
    yield from _below(located, (*above, "facts"))
    for policy in _below(located, (*above, "policies")):
        for group in _OF_POLICY:
            yield from _below(located, (*policy, group))


def _below(located: Located, keys: Keys) -> Iterator[Keys]:
    found = located.raw(*keys)
    return ((*keys, name) for name in found) if isinstance(found, dict) else iter(())


def under(own: Located, trust: Trust) -> Iterator[Problem]:
    """Put what a trust says into what a school's file says; yields where the two contradict.

    A key that is left empty says nothing. Nothing changes of what is retired, nor of a policy that
    the school hasn't adopted.
    """
    if own.raw("retired") is not None or not isinstance(own.data, dict):
        return
    for keys, said in trust.default.items():
        if keys not in trust.fixed and _reaches(own, keys) and _own(own, keys) is None:
            _put(own, keys, said)
    for keys, said in trust.fixed.items():
        if _reaches(own, keys):
            given = _own(own, keys)
            if given is None or say_the_same(keys, given, said.data):
                _put(own, keys, said)
            else:
                yield contradiction(own.at(keys), keys, said)


def _reaches(own: Located, keys: Keys) -> bool:
    """Whether a school's file has a place for an answer of its trust."""
    if keys[0] == "policies":
        entry = own.raw(*keys[:2])
        if not isinstance(entry, dict) or entry.get("retired") is not None:
            return False
    holders = (own.raw(*keys[:end]) for end in range(1, len(keys)))
    return all(one is None or isinstance(one, dict | str) for one in holders)


def _own(own: Located, keys: Keys) -> Any:
    """What a school's file says under some keys; a post by its title alone is one with a title."""
    if keys[0] == "roles" and isinstance(title := own.raw(*keys[:2]), str):
        return title if keys[2] == "title" else None
    return own.raw(*keys)


def _put(own: Located, keys: Keys, said: TrustSaid) -> None:
    """Let a school's file say what a trust says; each that holds it stands where its own does."""
    data, place = own.data, own.places
    for name in keys[:-1]:
        held = data.get(name)
        beside = place.below.get(name) or Place(place.mark, place.key_mark)
        if isinstance(held, str):  # a post by its title alone
            held, title = {"title": held}, beside
            beside = Place(title.mark, title.key_mark)
            beside.below = {"title": title}
        elif held is None:
            held, beside.below = {}, {}
        data[name], place.below[name] = held, beside
        data, place = held, beside
    data[keys[-1]], place.below[keys[-1]] = said
