"""policygen.yaml, the optional settings of a workspace: terms, facts, texts, how e-mail is sent."""

from typing import Annotated

from pydantic import WithJsonSchema

from policygen.dates import month_number
from policygen.errors import Problem, quoted, suggest
from policygen.sources.declaring import declared_problems
from policygen.sources.facts import Fact
from policygen.sources.located import Keys
from policygen.sources.outside import OutsideText, text_problems
from policygen.sources.positions import load
from policygen.sources.records import (
    Email,
    Id,
    Name,
    Record,
    Telephone,
    Title,
    Word,
    check,
    parsed,
)
from policygen.sources.site_addresses import SITE_ADDRESS_HINT, site_address
from policygen.sources.text import decode


def _month(text: str) -> int:
    if not (month := month_number(text.removesuffix("."))):
        raise ValueError(f"{text!r} is not a month")
    return month


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"{text!r} is not a port")
    return int(text)


Month = Annotated[int, parsed(_month, "write its name, such as September")]
Port = Annotated[int, parsed(_port, "write a number, such as 587"), WithJsonSchema({})]


class TermEntry(Record):
    """The months in which a school term begins and ends."""

    begins: Month
    ends: Month


class Mail(Record):
    """The server that reminders are sent by. The password is never in a file."""

    host: Word
    port: Port = 587
    sender: Email
    user: Title | None = None


class Contact(Record):
    """Whom schools may turn to, named in reminders."""

    name: Title
    email: Email
    telephone: Telephone | None = None


_SiteAddress = Annotated[str, parsed(site_address, SITE_ADDRESS_HINT)]


class Site(Record):
    """Where schools' sites are found: the address of the folder that holds the school's own."""

    base_url: _SiteAddress | None = None


class Settings(Record):
    """What policygen.yaml holds; every key may be left out."""

    terms: dict[Name, TermEntry] = {}
    mail: Mail | None = None
    contact: Contact | None = None
    facts: dict[Name, Fact] = {}
    site: Site = Site()
    texts: dict[Id, OutsideText] = {}


def read_settings(data: bytes, path: str) -> tuple[Settings, list[Problem]]:
    """The settings from the file's bytes, and everything wrong with them."""
    source, problems = decode(data, path)
    located = load(source, path)
    problems += located.problems
    if problems:
        return Settings(), problems
    settings, problems = check(Settings, located)
    settings = settings or Settings()

    def tell(keys: Keys, message: str, hint: str, key: bool) -> None:
        problems.append(Problem(located.at(keys, key=key), message, hint))

    for name, fact in settings.facts.items():
        written = located.raw("facts", name)
        declared_problems(fact, ("facts", name), written if isinstance(written, dict) else (), tell)
        if fact.one_of and fact.type != "text":
            message = f"{name} has one_of, but its type is {fact.type}"
            tell(("facts", name, "one_of"), message, "remove one of the two", True)
        for said, meant in fact.also.items():
            if meant not in fact.one_of:
                message = f"{quoted(said)} is another word for none of what {name} may be"
                hint = suggest(meant, fact.one_of, verb="write") or "remove it, or add one_of"
                tell(("facts", name, "also", said), message, hint, False)
    problems += text_problems(settings.texts, located)
    return settings, [*problems, *located.warnings]
