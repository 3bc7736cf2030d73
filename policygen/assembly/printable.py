"""What a template may print or go through: it is told what there is, and never sees the words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from policygen.assembly.language import Group
from policygen.assembly.uses import Use, Wording
from policygen.readers.markdown.shape import ShownPicture


@dataclass(frozen=True, slots=True)
class RecordsForm:
    """A list of records without its words: the fields of each item, and how many lines each has."""

    items: tuple[tuple[tuple[str, int], ...], ...]


# Of a text, how many lines it has; of a list, the names of its items; a picture without its words.
AnswerForm: TypeAlias = int | tuple[str, ...] | RecordsForm | ShownPicture


class Printable:
    """What the filters of a template can be used on."""

    __slots__ = ()

    def capitalised(self) -> Any:
        """With a capital letter to begin with."""
        return self

    def listed(self) -> Any:
        """In one sentence: a, b and c."""
        return self

    def linked(self) -> Any:
        """As a link to where it leads."""
        return self


@dataclass(frozen=True, slots=True)
class OneText(Printable):
    """A text, printed as its words or as a link."""

    wording: Wording
    leads: bool = False

    def capitalised(self) -> "OneText":
        return replace(self, wording=replace(self.wording, capitalised=True))

    def linked(self) -> "OneText":
        return replace(self, leads=True)


@dataclass(frozen=True, slots=True)
class SeveralLines(Printable):
    """A text of several lines."""

    use: Use
    count: int
    first_capitalised: bool = False

    def capitalised(self) -> "SeveralLines":
        return replace(self, first_capitalised=True)

    def wordings(self) -> Iterator[Wording]:
        """Each line."""
        use = self.use if self.use.kind == "field" else replace(self.use, kind="line")
        for index in range(self.count):
            item = ".".join(filter(None, (self.use.item, str(index + 1))))
            first = self.first_capitalised and not index
            yield Wording(replace(use, item=item), capitalised=first)


@dataclass(frozen=True, slots=True)
class Pictured(Printable):
    """A picture of the school's own: what it shows, and which it is, if it is given."""

    shows: "OneText | Missing"
    picture: ShownPicture | None = None

    def __bool__(self) -> bool:
        return bool(self.shows) if self.picture is None else True


@dataclass(frozen=True, slots=True)
class Nothing(Printable):
    """What may be left out, and is."""

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Missing(Printable, Group):
    """What is asked for and isn't answered: a blank, with its label. It is `shown` as if it were
    there where every passage is printed."""

    use: Use
    label: str
    shown: bool

    def __bool__(self) -> bool:
        return self.shown

    def __iter__(self) -> "Iterator[Missing]":  # a loop over a missing list shows it once
        yield self

    def lookup(self, name: str) -> "Missing":
        return replace(self, label=label_of(name))


@dataclass(frozen=True, slots=True)
class Listed(Printable, Group):
    """A list of texts."""

    use: Use
    items: tuple[str, ...]
    shown: bool

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[OneText]:
        return map(self._item, self.items)

    def lookup(self, name: str) -> OneText | Missing:
        if name in self.items:
            return self._item(name)
        return Missing(replace(self.use, kind="item", item=name), label_of(name), self.shown)

    def capitalised(self) -> OneText:
        return self.listed().capitalised()

    def listed(self) -> OneText:
        return OneText(Wording(self.use, listed=True))

    def _item(self, name: str) -> OneText:
        return OneText(Wording(replace(self.use, kind="item", item=name)))


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records; `needed` are the fields that each item must have."""

    use: Use
    form: RecordsForm
    needed: frozenset[str]
    shown: bool

    def __iter__(self) -> "Iterator[OneRecord]":
        for number, fields in enumerate(self.form.items, 1):
            use = replace(self.use, kind="field", item=str(number))
            yield OneRecord(use, dict(fields), self.needed, self.shown)


@dataclass(frozen=True, slots=True)
class OneRecord(Group):
    """One item of a list of records."""

    use: Use
    fields: Mapping[str, int]
    needed: frozenset[str]
    shown: bool

    def lookup(self, name: str) -> Printable:
        use = replace(self.use, item=f"{self.use.item}.{name}")
        if name in self.fields:
            return text_of(use, self.fields[name])
        return Missing(use, label_of(name), self.shown) if name in self.needed else Nothing()


@dataclass(frozen=True, slots=True)
class Post(OneText, Group):
    """A post: its name, and after a dot who holds it and how to reach them."""

    given: frozenset[str] = frozenset()
    shown: bool = False

    def lookup(self, name: str) -> OneText | Missing:
        use = replace(self.wording.use, item=name)
        if name in self.given:
            return OneText(Wording(use))
        what = "name" if name == "holder" else label_of(name)
        return Missing(use, f"{what} of {label_of(use.name)}", self.shown)


def text_of(use: Use, lines: int) -> Printable:
    """A text, of one line or of several."""
    return OneText(Wording(use)) if lines == 1 else SeveralLines(use, lines)


def given_as(
    use: Use, form: AnswerForm, needed: frozenset[str], *, shown: bool
) -> Printable | Records:
    """What was answered; `needed` are the fields that each item of a list of records must have."""
    match form:
        case int():
            return text_of(use, form)
        case ShownPicture():
            return Pictured(OneText(Wording(use)), form)
        case RecordsForm():
            return Records(use, form, needed, shown)
        case _:
            return Listed(use, form, shown)


def label_of(name: str) -> str:
    """What a blank says for a name."""
    return name.replace("_", " ")
