"""Rules by which a sentence that changed shows what kind of change it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias, get_args

from policygen.compare.class_words import ClassPiece, PieceKind

ChangeClass: TypeAlias = Literal[
    "duty strengthened", "duty weakened", "time or amount", "who decides", "addition", "removal",
    "wording only",
]  # fmt: skip
CLASSES: tuple[ChangeClass, ...] = get_args(ChangeClass)


PieceKeys: TypeAlias = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class ClassShown:
    """A class of a change, and the words before and after that show it; either may be none."""

    kind: ChangeClass
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    """The pieces of a sentence that stand at one place of it."""

    line: Sequence[ClassPiece]  # the whole sentence
    part: Sequence[ClassPiece]

    def of(self, kind: PieceKind) -> list[ClassPiece]:
        """The pieces of a kind there."""
        return [piece for piece in self.part if piece.kind == kind]

    @property
    def kinds(self) -> set[PieceKind]:
        """What kinds of pieces there are."""
        return {piece.kind for piece in self.part}

    def around(self) -> tuple[ClassPiece | None, ClassPiece | None]:
        """What stands before it, and after."""
        places = [index for index, piece in enumerate(self.line) if piece is self.part[0]]
        first = places[0]
        last = next(i for i, piece in enumerate(self.line) if piece is self.part[-1])
        after = self.line[last + 1] if last + 1 < len(self.line) else None
        return (self.line[first - 1] if first else None), after

    def next_to(self, duty: ClassPiece) -> object:
        """The word after a duty, which says to what one is bound."""
        at = next(index for index, piece in enumerate(self.line) if piece is duty)
        after = (p.key for p in self.line[at + 1 :] if p.kind not in ("soft", "series"))
        return next(after, None)

    def said(self, duty: ClassPiece) -> Sequence[ClassPiece]:
        """A duty, or all from the word that denies it to everybody: no employee may."""
        at = next(index for index, piece in enumerate(self.line) if piece is duty)
        denied = (index for index in range(at) if self.line[index].key[0] in _NOBODY)
        return self.line[next(denied, at) : at + 1]

    def binds(self, duty: ClassPiece) -> tuple[object, int]:
        """How a duty binds: after "no employee", may is a prohibition, and so is must."""
        way, much = duty.key[0], int(str(duty.key[1]))
        if len(self.said(duty)) == 1:
            return way, much
        return ("", 0) if way == "barred" else ("barred", MUST if way == "free" else much)


_NOBODY = {"no", "nobody", "none", "neither", "nor"}
MUST = 9  # how much must binds
_LEAVE = {"agreement", "approval", "consent", "permission", "prior", "written", "subject"}
_CERTAIN = {"length", "sum", "often", "clock", "date"}  # amounts that nothing else can be
_SURE = 2  # so much must two duties differ


class ChangedSentence:
    """Two sentences of which one came of the other: see `classes`; `more` is known after it."""

    def __init__(self, old: Sequence[ClassPiece], new: Sequence[ClassPiece]) -> None:
        self.old, self.new = old, new
        self.more = False

    def classes(self) -> Iterator[ClassShown]:
        """The classes of what differs, place by place."""
        old, new = ([p for p in line if p.kind != "series"] for line in (self.old, self.new))
        matcher = SequenceMatcher(None, keys_of(old), keys_of(new), autojunk=False)
        found: list[ClassShown] = []
        things: list[ClassShown] = []
        for tag, start, end, begin, stop in matcher.get_opcodes():
            if tag == "equal":
                continue
            was, now = _Side(self.old, old[start:end]), _Side(self.new, new[begin:stop])
            here = [*self.at(was, now)]
            thing = [] if here else [*_thing(was, now)]
            found, things = [*found, *here], [*things, *thing]
            little = {p.key[0] for p in (*was.part, *now.part)} <= _ARTICLES
            self.more |= not (here or thing or little)
        joined = things or any(one.kind == "who decides" for one in found)
        self.more |= not joined and _joints(self.old) != _joints(self.new)
        yield from _without_moved((*found, *(() if self.more else things)))

    def at(self, old: _Side, new: _Side) -> Iterator[ClassShown]:
        """The classes of what differs at one place."""
        if exception := self.exception(old, new):
            yield exception
            return
        yield from _duty(old, new)
        yield from self.softened(old, new)
        yield from self.amount(old, new)
        yield from _who(old, new)

    def ways(self) -> set[object]:
        """How the sentences bind, all in all."""
        return {piece.key[0] for piece in (*self.old, *self.new) if piece.kind == "duty"}

    def softened(self, old: _Side, new: _Side) -> Iterator[ClassShown]:
        """What must be done, must be done where possible."""
        was, now = old.of("soft"), new.of("soft")
        alone = (old if was else new).kinds <= {"soft", "duty"}
        if bool(was) != bool(now) and alone and "free" not in self.ways():
            yield ClassShown(_stronger(bool(was)), _words(was), _words(now))

    def exception(self, old: _Side, new: _Side) -> ClassShown | None:
        """What must be done, or not, must be so unless; all that follows belongs to it."""
        whole = new.part or old.part
        if (old.part and new.part) or whole[0].kind != "exception":
            return None
        held = [p for p in (*self.old, *self.new) if not any(p is one for one in whole)]
        ways = {piece.key[0] for piece in held if piece.kind == "duty"}
        if not ways or "free" in ways:
            return None
        return ClassShown(_stronger(bool(old.part)), _words(old.part), _words(new.part))

    def amount(self, old: _Side, new: _Side) -> Iterator[ClassShown]:
        """Another amount, or how it is measured; or a limit where there was none."""
        was, now = old.of("amount"), new.of("amount")
        kinds = old.kinds | new.kinds
        if not was and not now:
            if "measure" in kinds and kinds <= {"measure", "little"}:
                yield ClassShown("time or amount", *map(_limit, (old, new)))
            return
        counts = (
            Counter(p.key for p in line if p.kind == "amount") for line in (self.old, self.new)
        )
        if len({frozenset(one.items()) for one in counts}) == 1:  # it stands elsewhere
            return
        alone = kinds <= _AMOUNTS or (kinds <= {*_AMOUNTS, "who"} and was and now)
        if alone or _instead(old, new) or _instead(new, old):
            yield ClassShown("time or amount", *map(_limit, (old, new)))


def _limit(side: _Side) -> str:
    """An amount with what stands around it, or what stands in its place."""
    found = [piece for piece in side.part if piece.kind in ("amount", "measure", "little")]
    return _words(found or side.part)


_AMOUNTS: set[PieceKind] = {"amount", "measure", "little", "duty"}
_ARTICLES = {"a", "an", "the"}


def _amounts(line: Sequence[ClassPiece]) -> Counter[tuple[object, ...]]:
    return Counter(piece.key for piece in line if piece.kind == "amount")


def _without_moved(shown: Sequence[ClassShown]) -> Iterator[ClassShown]:
    """What is shown, but for words that only stand elsewhere now: pupils and parents."""
    gone = {one.before.lower() for one in shown if not one.after}
    come = {one.after.lower() for one in shown if not one.before}
    yield from (one for one in shown if {(one.before or one.after).lower()} - (gone & come))


def _instead(side: _Side, other: _Side) -> bool:
    """Whether an amount is all that stands in the one, and other words in its place."""
    found = side.of("amount")
    if not found or not side.kinds <= {"amount", "measure", "little"} or not other.part:
        return False
    theirs = other.of("amount")
    if theirs:
        return other.part[0] is theirs[0] and side.part[0] is found[0]
    return all(piece.key[0] in _CERTAIN for piece in found)


def _duty(old: _Side, new: _Side) -> Iterator[ClassShown]:
    """Somebody is bound more, or less, to the same: what comes next is as it was."""
    match old.of("duty"), new.of("duty"):
        case [was], [now] if old.next_to(was) == new.next_to(now):
            (way, much), (now_way, now_much) = old.binds(was), new.binds(now)
            free = [way, now_way].count("free")
            comparable = way == now_way != "free" or free == 1
            if way and now_way and comparable and abs(much - now_much) >= _SURE:
                words = (_words(side.said(one)) for side, one in ((old, was), (new, now)))
                yield ClassShown(_stronger(much < now_much), *words)


def _stronger(is_so: bool) -> ChangeClass:
    return "duty strengthened" if is_so else "duty weakened"


def _who(old: _Side, new: _Side) -> Iterator[ClassShown]:
    """Another post or body, or one more or fewer beside one that stays; or one who must agree."""
    was, now = old.of("who"), new.of("who")
    if {p.key for p in was} == {p.key for p in new.of("who")}:
        return
    kinds = old.kinds | new.kinds
    if was and now:
        if kinds <= {"who", "little", "duty", "amount", "measure"}:
            yield ClassShown("who decides", _words(was), _words(now))
        return
    side = old if was else new
    rest = [piece for piece in side.part if piece.kind not in ("who", "little", "amount")]
    if (old if now else new).part:
        return
    joined = any(piece and piece.kind == "series" for piece in side.around())
    if (joined and not rest) or (rest and all(piece.key[0] in _LEAVE for piece in rest)):
        yield ClassShown("who decides", _words(old.part), _words(new.part))


_NO_THING = {
    "is", "are", "was", "were", "has", "have", "who", "which", "that", "if", "when", "where", "not",
    "no", "only", "always", "never", "does", "do", "be", "then", "so", "but", "as", "than",
}  # fmt: skip
_LONGEST = 6  # words of a thing in a series


def _thing(old: _Side, new: _Side) -> Iterator[ClassShown]:
    """One more thing in a series, or one fewer: plain words after a comma, an and or an or."""
    if bool(old.part) == bool(new.part):
        return
    side = old if old.part else new
    words = {piece.key[0] for piece in side.part}
    if len(side.part) > _LONGEST or words & _NO_THING or not {"word"} <= side.kinds <= _PLAIN:
        return
    before, after = side.around()
    joined = before and before.kind == "series"
    parted = after and after.kind == "series"
    ends = after is None or parted or after.kind == "duty" or after.key[0] in ("is", "are")
    if (joined and ends) or (parted and _goes_on(side)):
        said = _words(side.part)
        yield ClassShown("removal", said) if old.part else ClassShown("addition", "", said)


_PLAIN: set[PieceKind] = {"word", "little"}


def _goes_on(side: _Side) -> bool:
    """Whether a series that begins there goes on: A, B and C."""
    at = next(index for index, piece in enumerate(side.line) if piece is side.part[-1])
    return any(piece.key[0] in ("and", "or") for piece in side.line[at + 1 : at + 2 + _LONGEST])


def _joints(line: Sequence[ClassPiece]) -> set[object]:
    return {piece.key[0] for piece in line if piece.key[0] in ("and", "or")}


def keys_of(line: Sequence[ClassPiece]) -> PieceKeys:
    """What a line of pieces is known by: that of each, without commas."""
    return tuple(piece.key for piece in line if piece.key not in ((",",), (";",)))


def _words(part: Sequence[ClassPiece]) -> str:
    return " ".join(piece.words for piece in part if piece.words)
