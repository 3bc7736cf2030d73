"""What a school's site shows, gathered from its file and from what was frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from policygen.assembly.frame import NEXT_REVIEW
from policygen.compare.changes import changes, with_list
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.dates import PartialDate
from policygen.document.quotes import typographic
from policygen.errors import PolicyError, Position, Problem, placed
from policygen.lifecycle.frozen import Issue
from policygen.lifecycle.past_reviews import due_again, due_when_issued, known_then
from policygen.lifecycle.standing import Standing, standing
from policygen.sites.framing import darkened
from policygen.sites.showing import SiteIssue, SitePolicy, SiteReview, SiteSchool, SiteText
from policygen.sources.asking import Answer
from policygen.sources.entries import AdoptionEntry, HistoryEntry, Publish
from policygen.sources.school import School
from policygen.sources.value_types import TypeName, address_of
from policygen.workspace.folder import may_be_there
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.rebuilding import issue_in_formats, pictures_of, read_issue, unkept_by


class SiteOf(NamedTuple):
    """Of which day a site is, where it will be found, and in which formats texts are on it.

    The `base_url` is the workspace's own where none is given. A `preview` shows drafts where they
    aren't the last issue's text, but that of the policy which somebody is `writing` in any case.
    Policies are gathered that are published in one of these ways.
    """

    day: date
    base_url: str = ""
    formats: tuple[str, ...] = ()
    preview: bool = False
    published: tuple[Publish, ...] = ("public", "staff")
    writing: str = ""


class Gathered(NamedTuple):
    """A school as its sites show it, what is wrong that may keep something from being shown.

    `advice` is no more than that: it holds as long as the school's own files are as they are.
    """

    school: SiteSchool | None
    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()


def gather(library: Library, target: Target, site: SiteOf) -> Gathered:
    """All that a school's sites may show on a day, that for staff too."""
    school, problems = library.workspace.school(target.school)
    problems = [*problems, *library.settings_problems]
    if school and school.identity != school.id:
        problems = [*problems, *library.other_of(school)]
    if school is None or any(not problem.warning for problem in problems):
        return Gathered(None, tuple(problems))
    if broken := tuple(_of_records(library, school)):
        return Gathered(None, (*problems, *broken))
    gathering = _Gathering(library, school, site)
    policies = [gathering.policy(one) for one in school.policies if target.policy in (None, one)]
    facts, base_url = school.facts, site.base_url or library.settings.site.base_url or ""
    if base_url:
        base_url = f"{base_url.rstrip('/')}/"
    made = SiteSchool(
        id=school.id,
        name=typographic(school.name),
        typed=school.name,
        identity=school.identity,
        moved_from=_moved_from(library, school),
        address=f"{base_url}{school.id}/" if base_url else "",
        logo=school.logo,
        colour=str(facts.get("colour") or ""),
        contact=tuple(_contact(facts)),
        website=str(facts.get("website") or ""),
        policies=tuple(sorted(filter(None, policies), key=lambda one: one.title.casefold())),
    )
    advice = (*school.located.warnings, *_of_colour(school, made.colour), *gathering.advice)
    return Gathered(made, (*problems, *gathering.problems), advice)


def _of_records(library: Library, school: School) -> Iterator[Problem]:
    """That a record isn't as it was made: what is in force by it can't be trusted."""
    for policy in school.policies:
        for what in library.breaks(school, policy):
            place = school.at("policies", policy)
            hint = f"policygen verify {school.id} says more; put back from a copy what was altered"
            yield Problem(place, f"what is in force can't be told: {what}", hint)


def _moved_from(library: Library, school: School) -> tuple[str, ...]:
    """The folders of a school's pages before it was renamed, but for those that others have."""
    workspace = library.workspace
    had = dict.fromkeys((school.identity, *school.formerly))
    left = tuple(one for one in had if one not in workspace.schools)
    for one in left:  # pages there lead on until another school has the name
        workspace.notes.absent(workspace.name(workspace.school_file(one)))
    return left


def _of_colour(school: School, colour: str) -> Iterator[Problem]:
    """That a school's colour can't be used as it is."""
    if darker := darkened(colour):
        message = f"{colour} is too light to be read: pages have {darker} in its place"
        hint = "a darker colour of the school's is used as it is"
        yield Problem(school.at("facts", "colour"), message, hint, warning=True)


def _contact(facts: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    """By what anyone may ask the school something, each with where it leads."""
    kinds: tuple[TypeName, ...] = ("email", "telephone")
    for kind in kinds:
        if isinstance(said := facts.get(kind), str):
            yield said, address_of(kind, said)


class _Gathering:
    """What a school's sites show, as it is gathered; and what is wrong."""

    def __init__(self, library: Library, school: School, site: SiteOf) -> None:
        self._library = library
        self._school = school
        self._site = site
        self.problems: list[Problem] = []
        self.advice: list[Problem] = []

    def policy(self, policy: str) -> SitePolicy | None:
        """A policy with all its issues; none where there is nothing to show."""
        entry = self._school.policies[policy]
        if entry.publish not in self._site.published:
            return None
        read = dict(self._read(policy, entry))
        stands = standing(entry, self._site.day, read, self._school.retired)
        if stands.in_force and not stands.is_held:
            self._tell_missing(policy, entry, stands.in_force)
        draft = self._draft(policy) if self._site.preview else None
        taken = {one.version for one in stands.taken}
        gone = {one.version: one for one in entry.withdrawals if one.version in taken}
        read = {one.version: read[one.version] for one in stands.made if one.version in read}
        if not read and draft is None:
            return None
        texts = {version: self._text(policy, issue) for version, issue in read.items()}
        issues, before = list[SiteIssue](), None
        for one in stands.made:
            issue, redlined = read.get(one.version), None
            if issue and before and entry.past == "all" and one.version not in gone:
                redlined = _redlined(before, issue, texts[one.version])
            issues.append(SiteIssue(one, texts.get(one.version), gone.get(one.version), redlined))
            if issue and one.version not in gone:
                before = issue
        newest = stands.in_force or next(reversed(stands.made), None)
        named = read.get(newest.version) if newest else None
        title = named.open_document.title if named else self._library.title(policy, entry.model)
        review = SiteReview()
        if named and stands.is_held:
            review = self._review(policy, entry, stands, named)
            issues = [_reviewed(one, review) if one.entry is newest else one for one in issues]
        return SitePolicy(
            policy, title or policy, entry.publish, entry.past, tuple(issues), stands, review, draft
        )

    def _review(
        self, policy: str, entry: AdoptionEntry, stands: Standing, issue: Issue
    ) -> SiteReview:
        """How the reviews of the issue in force stood on the day of the site."""
        then = known_then(entry, stands, self._site.day)
        return SiteReview(
            then.last_review.on if then.last_review else None,
            then.next_review if then is entry else self._due_then(policy, then, issue),
            then.last_looked_at,
            len(then.history) + len(then.reviews) + len(then.withdrawals),
        )

    def _due_then(self, policy: str, then: AdoptionEntry, issue: Issue) -> PartialDate | None:
        """The next review as it was set with an issue, and moved by its reviews."""
        due, reviews = due_when_issued(issue), then.reviews_since
        if not reviews:
            return due
        model, _ = self._library.model(policy, issue.making.model)
        if model is None:
            return None  # how often it was reviewed isn't known
        try:
            return due_again(model, due, reviews, self._library.terms)
        except PolicyError as error:
            self.problems += placed(error, Position(model.path))
            return None

    def _read(self, policy: str, entry: AdoptionEntry) -> Iterator[tuple[str, Issue]]:
        """The issues that are held here, as they were frozen."""
        workspace, school = self._library.workspace, self._school
        for one in entry.history:
            try:
                if workspace.issued(school.id, policy, one.version) is None:
                    continue
                issue, said = read_issue(self._library, self._target(policy, one.version), school)
            except PolicyError as error:
                file = workspace.issued_file(school.id, policy, one.version)
                self.problems += placed(error, Position(workspace.name(file)))
            else:
                self.problems += (problem for problem in said if one == entry.last_issue)
                yield one.version, issue

    def _text(self, policy: str, issue: Issue) -> SiteText:
        target = self._target(policy, issue.making.version)
        try:
            pictures = pictures_of(self._library, target.school, issue)
            made = issue_in_formats(self._library, target, issue, self._site.formats, policy)
        except PolicyError as error:
            self.problems += placed(error, Position(f"schools/{target.school}"))
            pictures, made = {}, {}
        self.problems += unkept_by(target.school, made.items())
        files = {name.rpartition(".")[2]: data for name, data in made.items()}
        return SiteText(issue.open_document, issue.words, pictures, files)

    def _draft(self, policy: str) -> SiteText | None:
        """A policy's text as it is worked on; none if it is that of the last issue."""
        target = Target(self._school.id, policy)
        if self._school.retirement(policy):
            return None
        _, problems, (*checked,) = self._library.school(target, draft=True)
        one = checked[0] if checked else None
        wrong = [*problems, *(one.problems if one else ())]
        if one is None or one.edition is None or any(not problem.warning for problem in wrong):
            self.problems += wrong
            return None
        if one.text and one.text.state == "issued" and policy != self._site.writing:
            return None
        return SiteText(one.edition.document, one.edition.values, one.edition.pictures)

    def _tell_missing(self, policy: str, entry: AdoptionEntry, issue: HistoryEntry) -> None:
        if may_be_there(
            self._library.workspace.issued_path(self._school.id, policy, issue.version)
        ):
            return  # what is wrong with its file is said
        index = entry.history.index(issue)
        place = self._school.at("policies", policy, "history", index)
        message = f"version {issue.version} is in force but not held here, so it isn't published"
        hint = f"put its file into schools/{self._school.id}/issued/{policy}, or issue it anew"
        self.advice.append(Problem(place, message, hint, warning=True))

    def _target(self, policy: str, version: str) -> Target:
        return Target(self._school.id, policy, version)


def _reviewed(issue: SiteIssue, review: SiteReview) -> SiteIssue:
    """The issue in force, its page with the next review that its reviews have set since."""
    text = issue.text
    if text is None or not (review.last and review.next and NEXT_REVIEW in text.words):
        return issue
    words = {**text.words, NEXT_REVIEW: str(review.next)}
    return replace(issue, text=replace(text, words=words))


def _redlined(before: Issue, after: Issue, text: SiteText) -> SiteText | None:
    """What an issue changed, as a redline; none that isn't true to both texts."""
    made = redline(before.document, after.document)
    if not is_proven(made, before.document, after.document):
        return None
    listed = with_list(made, changes(made, before.document))
    return SiteText(listed, {}, text.pictures)
