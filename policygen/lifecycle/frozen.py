"""An issue: the frozen text of an edition, with everything that made it.

The file is the Markdown edition, for people, and below it in a comment the numbered document as
data, for policygen. Markup drifts: what is text to today's reader may be markup to next year's. So
an issue is set again from the document, and no edition of ours is ever read back. What issues
share, the logo and the house style of the day, is kept beside them and named by its digest.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from policygen import __version__
from policygen.document import (
    USUAL,
    Alternatives,
    Blank,
    Block,
    BlockRevision,
    Document,
    Figure,
    InlineAlternatives,
    Link,
    Logo,
    Reference,
    Revision,
    Slot,
    fill,
    walk,
)
from policygen.document.data import loaded, saved, texts
from policygen.document.held import anchors_of
from policygen.document.links import is_address, is_anchor, policy_at
from policygen.document.memory import once
from policygen.errors import Position, Problem, SourceError
from policygen.lifecycle.seals import CLOSING, OPENING, sealed
from policygen.sources.asking import Answer
from policygen.sources.decision import Choice
from policygen.sources.names import part_name
from policygen.sources.text import refused_character
from policygen.writers import plate

if TYPE_CHECKING:  # slow to import, and who reads an issue needs none of them
    from markdown_it.token import Token

    from policygen.assembly.edition import Edition
    from policygen.readers.markdown.shape import Shape


@dataclass(frozen=True, slots=True)
class Making:
    """What an issue was made from.

    `logo` and `house_style` name parts, empty for none; `pictures` names several, parted by spaces.
    `local` is what the school worded otherwise, as it was typed, with the reasons; `consulted` are
    the bodies that were asked about it, each with the date. All of these
    may come of its `trust`, whose name is empty for none. `model_words` is a digest of the model's
    file without its ids.
    """

    school: str
    policy: str
    version: str
    issued: str
    by: str
    summary: str
    model: str
    model_digest: str
    choices: Mapping[str, Choice]
    values: Mapping[str, Answer]
    roles: Mapping[str, str]
    policygen: str
    facts: Mapping[str, Answer] = field(default_factory=dict)
    holders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    in_force: str = ""
    logo: str = ""
    house_style: str = ""
    pictures: str = ""
    local: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    consulted: Mapping[str, str] = field(default_factory=dict)
    trust: str = ""
    model_words: str = ""

    @property
    def picture_parts(self) -> tuple[str, ...]:
        """The parts that its pictures are."""
        return tuple(self.pictures.split())


@dataclass(frozen=True)
class Issue:
    """A frozen edition: its Markdown as it was issued, the document, and what made it.

    `open_document` has slots where the values of `words` stand, so that it is set again in the same
    way as it was. One that was frozen before slots were kept has none.
    """

    making: Making
    markdown: str
    open_document: Document
    words: Mapping[str, str]

    @cached_property
    def document(self) -> Document:
        """The document with its slots filled."""
        return fill(self.open_document, self.words)


def logo_name(logo: Logo | None) -> str:
    """The part that a logo is; empty where there is none."""
    return _logo_name(logo.data, logo.kind) if logo else ""


@lru_cache(maxsize=256)
def _logo_name(data: bytes, kind: str) -> str:
    return part_name(data, kind)


def is_part(name: str, data: bytes) -> bool:
    """Whether a shared file holds what its name says."""
    return name.partition(".")[0] == sha256(data).hexdigest()


def freeze(
    markdown: str, making: Making, text: str, document: Document, words: Mapping[str, str]
) -> str:
    """The file of an issue: its Markdown edition, the digest of its text, its document, and the
    words that stand in the document's slots.
    """
    record = {one.name: getattr(making, one.name) for one in fields(Making)}
    for name in ("local", "consulted", "trust"):  # issues without them are as they always were
        if not record[name]:
            del record[name]
    record |= {"text": text, "document": saved(document), "words": words}
    lines = [f'"{name}": {_json(value)}' for name, value in record.items()]
    body = ",\n".join(lines)
    return sealed(f"{markdown}{OPENING}{{\n{body}\n}}\n{CLOSING}")


def thaw(file: bytes, path: str = "") -> Issue:
    """An issue from its file. Raises SourceError if the file can't be read."""
    try:
        markdown, opening, rest = file.decode().rpartition(OPENING)
        if not opening:
            raise ValueError("no issue")
        record = json.loads(rest.removesuffix(CLOSING))
        given = {f.name: record[f.name] for f in fields(Making) if f.name in record}
        making = Making(**given)
        open_document = loaded(Document, record["document"])
        words = {str(name): str(said) for name, said in record.get("words", {}).items()}
        if wrong := next(_faults(open_document, words, making.picture_parts), ""):
            raise ValueError(wrong)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        hint = "put back the file as it was issued, from a copy"
        raise SourceError([Problem(Position(path), "this issue can't be read", hint)]) from error
    return Issue(making, markdown, open_document, words)


def says_the_same(issue: Issue) -> bool:
    """Whether this policygen sets an issue with the words, numbers and links that it was issued in.

    Told by what any reader of Markdown finds in the edition of then and in that of now.
    """
    now = plate("md", issue.document).fill({}).decode()
    return now == issue.markdown or _content(now) == _content(issue.markdown)


def text_digest(edition: "Edition") -> str:
    """A digest of an edition's title, school and text, and of what each page shows around it.

    That is the logo, the publisher and the model's date and review cycle; not the version and the
    dates, which follow from the record, nor the house style, which is only how it looks.

    It is taken before the text is parsed: of the marked-up text, and of each value in it. Another
    policygen may read the same text otherwise, so its version counts too: then texts are compared.
    """
    school = edition.adoption.school.name if edition.adoption else ""
    words = [edition.words[slot] for shape in edition.shapes for slot in shape.slots]
    frame = edition.frame
    about = (frame.title, frame.publisher, frame.department, frame.model_issued, frame.review)
    said = [__version__, *about, logo_name(edition.logo), school]
    said += [term for term, _ in frame.control]
    if frame.numbering != USUAL:  # those that don't count otherwise keep their digests
        said.append(str(frame.numbering))
    said += [f"{one.kind} {one.id} {_shape_digest(one.shape)}" for one in edition.local]
    said += [_shape_digest(edition.shape), *words]
    return _digest("\n".join(said))


@lru_cache(maxsize=4096)
def _shape_digest(shape: "Shape") -> str:
    shown = [name for one in shape.pictures for name in one.parts]
    said = [shape.text, *shape.slots, *shape.addresses, *shown]  # nothing issued is open or blank
    return _digest("\n".join(said))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    """Data on one line of a comment, which no sign in it can end."""
    written = json.dumps(value, ensure_ascii=False, default=dict, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e")


@dataclass(frozen=True, slots=True)
class _Within:
    """What must be known of a part of a document: what is wrong with it, and what it names.

    `anchors` are in order, one that stands twice twice; `leading` are slots that are addresses.
    """

    faults: tuple[str, ...]
    anchors: tuple[str, ...]
    references: tuple[str, ...]
    slots: frozenset[str]
    leading: frozenset[str]
    pictures: frozenset[str]


def _faults(
    document: Document, words: Mapping[str, str], pictures: Collection[str]
) -> Iterator[str]:
    """Why a document that was read can't be one that was issued, with the words in its slots."""
    if any(map(refused_character, words.values())):
        yield "a character that no text may hold"
    if document.title_before or document.changes:
        yield "two texts in one"
    parts = [*map(_within, document.children), _around(document)]
    anchors = [anchor for part in parts for anchor in part.anchors]
    for part in parts:
        yield from part.faults
        if not part.slots <= words.keys():
            yield "a slot without words"
        elif not all(is_address(words[slot]) for slot in part.leading):
            yield "a link that leads nowhere"
        if not part.pictures <= {*pictures}:
            yield "a picture that isn't there"
        if not {*anchors}.issuperset(part.references):
            yield "a reference that leads nowhere"
    if len({*anchors}) < len(anchors):
        yield "two anchors of one name"


@once
def _within(block: Block) -> _Within:
    """What must be known of a block of a text, which many issues share."""
    return _look(block)


@once
def _around(document: Document) -> _Within:
    """The same of what stands around a text."""
    return _look(replace(document, children=()))


def _look(part: Block | Document) -> _Within:
    faults, anchors, references = list[str](), list[str](), list[str]()
    slots, leading, pictures = set[str](), set[str](), set[str]()
    if any(map(refused_character, texts(part))):
        faults.append("a character that no text may hold")
    for node in walk((part,)):
        match node:
            case Blank() | Alternatives() | InlineAlternatives():
                faults.append("something that is still open")
            case Revision() | BlockRevision():
                faults.append("two texts in one")
            case Slot(name):
                slots.add(name)
            case Link(Slot(name)):
                slots.add(name)
                leading.add(name)
            case Link(str(address)) if not (is_address(address) or policy_at(address)):
                faults.append(f"a link to {address}")
            case Figure(picture=picture, pixels=pixels, drawing=drawing):
                pictures |= {picture, drawing} - {""}
                if min(pixels) < 1:
                    faults.append(f"the picture {picture}")
            case Reference(anchor):
                references.append(anchor)
                continue
        anchors += anchors_of(node)
    faults += (f"the anchor {anchor}" for anchor in anchors if not is_anchor(anchor))
    return _Within(
        tuple(faults), tuple(anchors), tuple(references), frozenset(slots), frozenset(leading),
        frozenset(pictures),
    )  # fmt: skip


def _content(markdown: str) -> list[str]:
    """The words of a Markdown text and where its links lead, in order."""
    from policygen.readers.markdown.commonmark import CommonMark  # slow to import

    body = markdown.split("---\n", 2)[-1]
    found: list[str] = []

    def read(tokens: "list[Token]") -> None:
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    found.append(token.content)
                case "softbreak" | "hardbreak":
                    found.append(" ")
                case "link_open":
                    found.append(f"<{token.attrs['href']}>")
            read(token.children or [])
            if token.block:
                found.append(" ")

    read(CommonMark().parse(body))
    return "".join(found).split()
