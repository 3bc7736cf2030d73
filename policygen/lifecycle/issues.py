"""An issue: the frozen text of an edition, and in its front matter everything that made it.

The file is the Markdown edition with one more key, `issue`. Its digest covers the whole file but
the line that holds it.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256

from policygen.assembly.edition import Edition
from policygen.assembly.reading import read
from policygen.document import (
    Block,
    Blocks,
    Clause,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Logo,
    Paragraph,
    Reference,
    Section,
    Strong,
    Text,
    map_inlines,
    plain,
)
from policygen.errors import Position, Problem, SourceError
from policygen.readers.markdown.shape import Shape
from policygen.sources.picture import read_logo
from policygen.sources.positions import load
from policygen.sources.school import HistoryEntry
from policygen.writers import outline

_MAX_BYTES = 4 * 1024 * 1024  # a logo and a house style of 1 MB each, a long policy, some room
_SEAL = b'\n  sha256: "'
_TEXT = b'\n  text: "'
_RECORD = re.compile(rb'^  (school|policy|version|issued|by|summary): ("(?:[^"\\\n]|\\.)*")$', re.M)
_PARSING = "1"  # to be raised when the same marked-up text comes to say something else
_SEAL_LENGTH = 16  # hexadecimal digits
_WIDE = 1_000_000  # columns: no line is wrapped


@dataclass(frozen=True, slots=True)
class Making:
    """What an issue was made from."""

    school: str
    policy: str
    version: str
    issued: str
    by: str
    summary: str
    model: str
    model_digest: str
    choices: Mapping[str, str]
    values: Mapping[str, str | Mapping[str, str]]
    roles: Mapping[str, str]
    policygen: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A frozen edition, read back, and what is needed to set it once more."""

    making: Making
    markdown: str
    document: Document
    logo: Logo | None
    house_style: bytes | None


def freeze(
    markdown: str, making: Making, text: str, logo: Logo | None, house_style: bytes | None
) -> str:
    """The file of an issue, from its Markdown edition and the digest of its text."""
    _, front, body = markdown.split("---\n", 2)
    record = {field.name: getattr(making, field.name) for field in fields(Making)}
    for name, data in (("logo", logo and logo.data), ("house_style", house_style)):
        if data:
            record[name] = base64.b64encode(data).decode()
    record["text"] = text
    lines = [f"  {key}: {_json(value)}\n" for key, value in record.items()]
    unsealed = f"---\n{front}issue:\n{''.join(lines)}---\n{body}"
    seal = f'  sha256: "{_digest(unsealed)}"\n'
    return f"---\n{front}issue:\n{''.join(lines)}{seal}---\n{body}"


def _json(value: object) -> str:
    if isinstance(value, Mapping):
        value = {
            key: dict(item) if isinstance(item, Mapping) else item for key, item in value.items()
        }
    return json.dumps(value, ensure_ascii=False)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def is_intact(file: bytes) -> bool:
    """Whether the file of an issue is as it was frozen."""
    seal, rest = _unsealed(file)
    return sha256(rest).hexdigest().encode() == seal


def seal_of(file: bytes) -> str:
    """What a school's history keeps of an issue's digest."""
    return _unsealed(file)[0][:_SEAL_LENGTH].decode("ascii", "replace")


def _unsealed(file: bytes) -> tuple[bytes, bytes]:
    """The digest that an issue's file holds, and the file without the line that holds it."""
    begin = file.find(_SEAL) + 1
    end = file.find(b"\n", begin) + 1
    if not begin or not end:
        return b"", file
    return file[begin + len(_SEAL) - 1 : end - 2], file[:begin] + file[end:]


def said_of(file: bytes) -> dict[str, str]:
    """What an issue's file says of itself: the fields of `Making` that are texts."""
    return {name.decode(): json.loads(text) for name, text in _RECORD.findall(file)}


def is_issue(file: bytes, school: str, policy: str, version: str) -> bool:
    """Whether a file says that it is a certain issue, and is as it was frozen."""
    said = f'\n  school: "{school}"\n  policy: "{policy}"\n  version: "{version}"\n'
    front = file.partition(b"\n---\n")[0]
    return said.encode() in front and is_intact(file)  # they are the first fields of a `Making`


def is_held(file: bytes, school: str, policy: str, entry: HistoryEntry) -> bool:
    """Whether a file is that of an issue in a school's history, as it was frozen."""
    is_its = is_issue(file, school, policy, entry.version)
    return is_its and entry.seal in (None, seal_of(file))


def frozen_text_digest(file: bytes) -> str:
    """The digest of an issue's text, as its file says; empty where it says none."""
    return file.partition(_TEXT)[2][:64].decode("ascii", "replace")


def thaw(file: bytes, path: str = "") -> Issue:
    """An issue from its file. Raises SourceError if the file can't be read."""
    try:
        opening, front, body = file.decode().split("---\n", 2)
        plain_front, _, record = front.partition("issue:\n")
        located = load(f"issue:\n{record}", path, max_bytes=_MAX_BYTES)
        data = located.data["issue"]
        data.pop("sha256", None)
        data.pop("text", None)
        logo = _logo(data.pop("logo", None), path)
        house_style = base64.b64decode(data.pop("house_style", "")) or None
        making = Making(**data)
        markdown = f"{opening}---\n{plain_front}---\n{body}"
        document = replace(read(markdown, path), logo=logo.kind if logo else "")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        hint = "put back the file as it was issued, from a copy"
        raise SourceError([Problem(Position(path), "this issue can't be read", hint)]) from error
    return Issue(making, markdown, document, logo, house_style)


def _logo(encoded: str | None, path: str) -> Logo | None:
    return read_logo(base64.b64decode(encoded), path)[0] if encoded else None


def text_digest(edition: Edition) -> str:
    """A digest of an edition's title, school and text.

    It is taken before the text is parsed: of the marked-up text, and of each value in it.
    """
    school = edition.adoption.school.name if edition.adoption else ""
    words = [edition.words[slot] for slot in edition.shape.slots]
    said = [_PARSING, edition.frame.title, school, _shape_digest(edition.shape), *words]
    return _digest("\n".join(said))


@lru_cache(maxsize=4096)
def _shape_digest(shape: Shape) -> str:
    return _digest("\n".join([shape.text, *shape.slots]))  # nothing issued is open or blank


def changes(before: Document, after: Document) -> list[str]:
    """What differs between two texts: "clause 4.2 changed", "section 5 added".

    A clause that only has another number now is no change.
    """
    old = [*_heads(before), *_units(before.children)]
    new = [*_heads(after), *_units(after.children)]
    matcher = SequenceMatcher(None, [u[1] for u in old], [u[1] for u in new], autojunk=False)
    found: list[str] = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone = [name for name, _ in old[start:end]]
        come = [name for name, _ in new[new_start:new_end]]
        if len(gone) == len(come):
            found += [f"{name} changed" for name in come]
            continue
        found += [f"{name} changed" for name in come if name in gone]
        found += [f"{name} removed" for name in gone if name not in come]
        found += [f"{name} added" for name in come if name not in gone]
    return found


def _heads(document: Document) -> list[tuple[str, str]]:
    return [("the title", document.title), ("the school's name", plain(document.subtitle))]


def _units(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """The words of each heading, clause and run of other blocks, each with a name."""
    loose: list[Block] = []
    for block in blocks:
        match block:
            case Section(title, children, number=number):
                name = f"section {number}" if number else f"the part {plain(title)!r}"
                yield f"the heading of {name}", _words((Paragraph(title),))
                for inner, words in _units(children):
                    yield (f"the text of {name}" if inner == "the text" else inner), words
            case Clause(children, number=number):
                yield f"clause {number}", _words(children)
            case _:
                loose.append(block)
    if loose:
        yield "the text", _words(tuple(loose))


def _words(blocks: Blocks) -> str:
    """The words with what else can change in them. A reference counts by where it leads: its number
    follows from elsewhere.
    """
    return outline.text(map_inlines(blocks, _spelt_out), _WIDE)


def _spelt_out(inlines: Inlines) -> Inlines:
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link(address, children):
                result += [*children, Text(f" <{address}>")]
            case Strong(children):
                result += [Text("**"), *children, Text("**")]
            case Emphasis(children):
                result += [Text("*"), *children, Text("*")]
            case Reference(anchor, children):
                result += [*children, Text(f" <#{anchor}>")]
            case _:
                result.append(inline)
    return tuple(result)
