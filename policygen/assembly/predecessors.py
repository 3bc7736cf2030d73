"""What a model version says of the one before it, checked: what vanished, what isn't there."""

from collections.abc import Collection, Mapping

from policygen.assembly.lineage import Lineage, Names, step, told_by
from policygen.assembly.places import ids_in
from policygen.errors import Position, Problem, plural, suggest
from policygen.sources.located import Keys
from policygen.sources.model import FrontMatter, Model

_NAMED = 5  # names that are listed of many


def since_problems(model: Model, before: Model | None, versions: Collection[str]) -> list[Problem]:
    """Warnings about what a version says, or doesn't, of the one before; that is None where it
    can't be read, or there is none. `versions` are all that there are of the policy.
    """
    checker = _Checker(model)
    since = model.front.since
    if since and since.version not in (known := [one for one in versions if one < model.version]):
        hint = suggest(since.version, known) or "remove since:, as this is the first version"
        message = f"there is no version {since.version!r} before this one"
        checker.warn(("since", "version"), message, hint)
    elif before:
        checker.against(before)
    return checker.problems


class _Checker:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.problems: list[Problem] = []

    def warn(self, keys: Keys, message: str, hint: str, *, key: bool = False) -> None:
        at = self.model.at(*keys, key=key)
        place = at if self.model.front.since else Position(self.model.path)
        self.problems.append(Problem(place, message, hint, warning=True))

    def against(self, before: Model) -> None:
        found = step(before, self.model)
        old, new = before.front, self.model.front
        groups: list[tuple[str, Collection[str], Collection[str], Names]] = [
            ("decisions", old.decisions, new.decisions, found.decisions),
            ("values", old.values, new.values, found.values),
            ("roles", old.roles, new.roles, found.roles),
            ("ids", ids_in(before.text), ids_in(self.model.text), found.ids),
        ]
        for group, then, now, became in groups:
            self.group((group,), before, then, now, became)
        for group, then_in, now_in, became_in in (
            ("alternatives", _offered(old), _offered(new), found.alternatives),
            ("items", _items(old), _items(new), found.items),
        ):
            self.inner(group, before, found, then_in, now_in, became_in)
        since = told_by(self.model, before)
        known = {*ids_in(before.text), *ids_in(self.model.text)}
        for name in since.notes:
            if name not in known:
                message = f"{name!r} is no id of this version, nor of {before.version}"
                self.warn(("since", "notes", name), message, suggest(name, known), key=True)

    def inner(
        self, group: str, before: Model, found: Lineage, then: Mapping[str, Collection[str]],
        now: Mapping[str, Collection[str]], became: Mapping[str, Names],
    ) -> None:  # fmt: skip
        """The same of what is named within something: alternatives, items."""
        outer = found.decisions if group == "alternatives" else found.values
        since = told_by(self.model, before)
        for name, new in outer.items():
            self.group((group, new), before, then[name], now[new], became[name], name)
        for key, given in (
            ("was", getattr(since.was, group)),
            ("gone", getattr(since.gone, group)),
        ):
            held = {*outer.values(), *(outer if key == "gone" else ())}
            for name in given.keys() - held:
                what = "decision" if group == "alternatives" else "value"
                message = f"{name!r} is no {what} that both versions have"
                self.warn(("since", key, group, name), message, suggest(name, held), key=True)

    def group(
        self, keys: Keys, before: Model, then: Collection[str], now: Collection[str],
        became: Names, other: str = "",
    ) -> None:  # fmt: skip
        """What vanished of one group of names, and what is said of names that aren't there."""
        since = told_by(self.model, before)
        what, *within = (str(key) for key in keys)
        one = {"ids": "id"}.get(what, what.removesuffix("s"))
        was, gone = getattr(since.was, what), getattr(since.gone, what)
        outer = within[0] if within else ""
        gone_keys: Keys = (what,)
        if within:
            said = next((name for name in (other, outer) if name in gone), outer)
            was, gone, gone_keys = was.get(outer, {}), gone.get(said, ()), (what, said)
        of = f" of {outer}" if outer else ""
        for new, old in was.items():
            at: Keys = ("since", "was", *keys, new)
            if new not in now:
                message = f"{new!r} is no {one}{of} of this version"
                self.warn(at, message, suggest(new, now), key=True)
            if old not in then:
                message = f"{old!r} is no {one}{of} of {before.version}"
                self.warn(at, message, suggest(old, then))
            elif became.get(old) != new and new in now:
                self.warn(at, f"{old} has become {became.get(old)} already", "name it once")
        for index, old in enumerate(gone):
            at = ("since", "gone", *gone_keys, index)
            if old not in then:
                self.warn(at, f"{old!r} is no {one}{of} of {before.version}", suggest(old, then))
            elif old in became:
                self.warn(at, f"{old} isn't gone: this version has {became[old]}", "remove it")
        if lost := [name for name in then if name not in became and name not in gone]:
            self.vanished(one, of, lost, keys, before.version)

    def vanished(self, one: str, of: str, lost: list[str], keys: Keys, version: str) -> None:
        named = ", ".join(lost[:_NAMED])
        if len(lost) > _NAMED:
            named += f" and {plural(len(lost) - _NAMED, 'other')}"
        verb = "has" if len(lost) == 1 else "have"
        message = f"{plural(len(lost), one)}{of} of {version} {verb} gone without a word: {named}"
        group, *within = (str(key) for key in keys)
        shown = f"{group}: {{{within[0]}: " if within else f"{group}: "
        close = "}" * len(within)
        hint = (
            f"write under since: gone: {{{shown}[{lost[0]}]{close}}}, "
            f"or was: {{{shown}{{NEW NAME: {lost[0]}}}{close}}}"
        )
        self.warn(("since",), message, hint, key=True)


def _offered(front: FrontMatter) -> dict[str, Collection[str]]:
    return {name: one.offered for name, one in front.decisions.items()}


def _items(front: FrontMatter) -> dict[str, Collection[str]]:
    return {name: one.items or {} for name, one in front.values.items()}
