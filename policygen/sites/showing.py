"""What a school's site is made of: the school, its policies, their issues as they were frozen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from policygen.dates import PartialDate
from policygen.document import Document, Logo
from policygen.lifecycle.standing import Standing
from policygen.sources.entries import HistoryEntry, Past, Publish, Withdrawal

INDEX = "index.html"
IssueState: TypeAlias = Literal["in force", "coming", "past", "withdrawn"]


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


@dataclass(frozen=True, slots=True)
class SiteReview:
    """The last and the next review of an issue; that was `set_on` a day, and `times_set` before."""

    last: PartialDate | None = None
    next: PartialDate | None = None
    set_on: PartialDate | None = None
    times_set: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SitePolicy:
    """A policy as a site shows it. `issues` are all that were made by its day, the oldest first.

    `standing` is what of it is in force on the day of the site, and what is to come. `draft` is the
    text as it is worked on, where a site shows it to those who prepare it. `review` is how reviews
    of what is in force stand. `beside` are the names of all policies on the same site.
    """

    name: str
    title: str
    publish: Publish
    past: Past
    issues: tuple[SiteIssue, ...]
    standing: Standing
    review: SiteReview = SiteReview()
    draft: SiteText | None = None
    beside: frozenset[str] = frozenset()

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

    @property
    def is_listed(self) -> bool:
        """Whether an index names it: something of it is in force, to come, or in the making."""
        return bool(self.current or self.coming or self.draft)

    def state(self, issue: SiteIssue) -> IssueState:
        """How an issue stands on the day of the site."""
        if issue.withdrawn:
            return "withdrawn"
        now = self.standing.in_force
        if now and now.version == issue.version:
            return "in force"
        coming = {entry.version for entry in self.standing.coming}
        return "coming" if issue.version in coming else "past"

    def lists(self, issue: SiteIssue) -> bool:
        """Whether the site names an issue."""
        return self.past != "none" or self.state(issue) in ("in force", "coming")

    def shows(self, issue: SiteIssue) -> bool:
        """Whether the site has the text of an issue."""
        if not issue.text or issue.withdrawn:
            return False
        return self.past == "all" or self.state(issue) in ("in force", "coming")

    def named(self, version: str) -> SiteIssue | None:
        """The issue with a number."""
        return next((one for one in self.issues if one.version == version), None)


@dataclass(frozen=True, slots=True, eq=False)
class SiteSchool:
    """A school as its site shows it.

    Its `name` is set for readers, and `typed` as it was typed, for data. `identity` is the name
    that it had at first; `moved_from` are all that it had before, if it was renamed, but for those
    that another school has now. `address` is where its folder will be found, with a slash at its
    end; empty where that isn't known. `contact` are the words and addresses by which the school is
    asked something.
    """

    id: str
    name: str
    typed: str
    identity: str
    moved_from: tuple[str, ...] = ()
    address: str = ""
    logo: Logo | None = None
    colour: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    website: str = ""
    policies: tuple[SitePolicy, ...] = ()
    is_for_staff: bool = False

    @property
    def names_nobody(self) -> bool:
        """Whether its pages can't say whom to ask, as those of an accessible site must."""
        return not self.contact and any(one.is_listed for one in self.policies)

    def site_for(self, readers: Collection[Publish]) -> "SiteSchool":
        """The school with those of its policies that some readers may see.

        Only what anybody may read is at the school's address: nothing else is said to be there. No
        policy leads to one that isn't published.
        """
        kept = [one for one in self.policies if one.publish in readers]
        names = frozenset(one.name for one in kept if one.publish != "none")
        policies = tuple(replace(one, beside=names) for one in kept)
        is_public = {*readers} == {"public"}
        address = self.address if is_public else ""
        return replace(self, policies=policies, address=address, is_for_staff=not is_public)

    def leads(self, folder: str) -> str:
        """What leads to a folder of the site, for whoever isn't on one of its pages."""
        return f"{self.address}{folder}" if self.address else f"{folder}{INDEX}"
