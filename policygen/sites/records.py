"""What a school's site is made of: the school, its policies, their issues as they were frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policygen.document import Document, Logo
from policygen.lifecycle.standing import Standing
from policygen.sources.entries import HistoryEntry, Past, Publish, Withdrawal


@dataclass(frozen=True, slots=True, eq=False)
class SiteText:
    """A text as it goes on a page: its document with the slots open, their words, its pictures.

    `files` are the same text in other formats, by their endings.
    """

    document: Document
    words: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class SiteIssue:
    """An issue: what the history says of it, its text if that is shown, whether it was withdrawn.

    `redline` is what it changed of the issue before it, where that is held too.
    """

    entry: HistoryEntry
    text: SiteText | None = None
    withdrawn: Withdrawal | None = None
    redline: SiteText | None = None

    @property
    def version(self) -> str:
        """The number of the issue."""
        return self.entry.version


@dataclass(frozen=True, slots=True, eq=False)
class SitePolicy:
    """A policy as a site shows it. `issues` are the whole history, the oldest first.

    `standing` is what of it is in force on the day of the site, and what is to come. `draft` is the
    text as it is worked on, where a site shows it to those who prepare it.
    """

    name: str
    title: str
    publish: Publish
    past: Past
    issues: tuple[SiteIssue, ...]
    standing: Standing
    last_review: str = ""
    next_review: str = ""
    draft: SiteText | None = None

    @property
    def current(self) -> SiteIssue | None:
        """The issue in force, if its text is held here."""
        now = self.standing.in_force
        found = self.named(now.version) if now else None
        return found if found and found.text else None

    @property
    def coming(self) -> tuple[SiteIssue, ...]:
        """The issues that apply from a later day, the soonest first."""
        found = (self.named(entry.version) for entry in self.standing.coming)
        return tuple(one for one in found if one and one.text)

    def named(self, version: str) -> SiteIssue | None:
        """The issue with a number."""
        return next((one for one in self.issues if one.version == version), None)


@dataclass(frozen=True, slots=True, eq=False)
class SiteSchool:
    """A school as its site shows it.

    `identity` is the name that it had before, if it was renamed. `address` is where its folder will
    be found, with a slash at its end; empty where that isn't known. `contact` are the words and
    addresses by which the school is asked something.
    """

    id: str
    name: str
    identity: str
    address: str = ""
    logo: Logo | None = None
    colour: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    website: str = ""
    policies: tuple[SitePolicy, ...] = ()
