"""What a person types to a question with numbered answers, read as those that it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policygen.document.quotes import straight
from policygen.errors import nearest, quoted
from policygen.sources.decision import yes_or_no


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an answer, and what would be right."""

    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


def one_of(options: Mapping[str, str], text: str, also: Mapping[str, str] = {}) -> str | Wrong:
    """The option that a text means: its number, its name, its label or how that begins.

    `also` are other words for some of them.
    """
    others = {key_of(said): name for said, name in also.items()}
    found = [others[key_of(text)]] if key_of(text) in others else meant(options, text)
    if len(found) == 1:
        return found[0]
    names = [*options]
    if found:
        *rest, last = (str(names.index(one) + 1) for one in found)
        numbers = f"{', '.join(rest)} or {last}"
        return Wrong(
            f"{quoted(text)} may mean {numbers}.", "Type the number, or more of the words."
        )
    if names == ["yes", "no"]:
        return Wrong(f"{quoted(text)} is neither yes nor no.", "Answer yes or no.")
    labels = {label.lower(): name for name, label in options.items()}
    near = labels.get(nearest(text, labels) or "") or nearest(text, names)
    near = near or others.get(nearest(key_of(text), others) or "")
    hint = f"Give {a_number(len(names))}, or how the words begin."
    if near:
        hint = f"Did you mean {names.index(near) + 1}, {options[near]}? {hint}"
    return Wrong(f"{quoted(text)} is none of these.", hint)


def a_number(last: int) -> str:
    """Which numbers there are to give."""
    return "the number 1" if last == 1 else f"a number from 1 to {last}"


def meant(options: Mapping[str, str], text: str) -> list[str]:
    """The options that a text may mean; several where it is how several begin."""
    said = key_of(text)
    names = [*options]
    if names == ["yes", "no"]:
        said = {"y": "yes", "n": "no"}.get(said, yes_or_no(said) or said)
    if not said:
        return []
    whole = [name for name in names if said in (key_of(name), key_of(options[name]))]
    if whole:
        return whole
    if said.isascii() and said.isdigit():
        return [names[int(said) - 1]] if 0 < int(said[:9]) <= len(names) else []
    return [
        name
        for name in names
        if key_of(options[name]).startswith(said) or key_of(name).startswith(said)
    ]


def key_of(text: str) -> str:
    """A text as it is compared: without case, end marks, or what stands between its words.

    Its marks are straight, as they are typed, where a model's label has them set.
    """
    return " ".join(straight(text).replace("_", " ").casefold().split()).strip(" .)")


def any_of(options: Mapping[str, str], text: str, may_be_none: bool) -> list[str] | Wrong:
    """The options that a text means, in their order: numbers or words with commas between."""
    said = key_of(text)
    if said == "all":
        return [*options]
    if said in ("0", "none", "none of them", "none of these", "no", ""):
        if may_be_none:
            return []
        return Wrong("At least one of them must be picked.", "Give a number or more.")
    picked: set[str] = set()
    parts = list(parts_of(options, text))
    for part in parts:
        match one_of(options, part):
            case Wrong() as wrong:
                return wrong
            case name:
                picked.add(name)
    return [name for name in options if name in picked]


def parts_of(options: Mapping[str, str], text: str) -> Iterator[str]:
    """The parts of a text between commas; a label may hold commas itself."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    while parts:
        for count in range(len(parts), 0, -1):
            joined = ",".join(parts[:count]).strip()
            if count == 1 or meant(options, joined):
                break
        apart = joined.replace(" and ", " ").split()
        if (
            len(apart) > 1
            and not meant(options, joined)
            and all(len(meant(options, one)) == 1 for one in apart)
        ):
            yield from apart
        else:
            yield joined.removeprefix("and ")
        parts = parts[count:]
