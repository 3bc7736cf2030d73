"""Whether a school's local wording fits into its text; to say so, the text is read and numbered."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from policygen.assembly.checking import markdown_problems
from policygen.assembly.edition import Edition, numbered_text
from policygen.assembly.local import localised
from policygen.assembly.local_answers import as_of_school, in_file
from policygen.assembly.local_changes import LocalChange
from policygen.assembly.local_sites import Sites, sites
from policygen.assembly.local_text import as_model, said_in
from policygen.assembly.mask import mask
from policygen.assembly.numbering import Numbered
from policygen.assembly.places import first_place, id_place, ids_in, locked_in
from policygen.document import Clause, Numbering, Section, Step
from policygen.errors import Position, Problem, suggest
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import Shape
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model


def wording_problems(adoption: Adoption, edition: Edition) -> list[Problem]:
    """What is wrong with an edition's local wording, placed in the school's file.

    What comes of that, such as references that lead nowhere, is told once nothing else is wrong.
    """
    if not edition.local:
        return []
    checker = _Checker(adoption, edition)
    problems = [*checker.texts(), *checker.locks(), *checker.twice()]
    said = {problem.position for problem in problems}
    problems += checker.misfits(said)
    return problems or [*checker.order(), *checker.repeated(), *checker.lost()]


@lru_cache(maxsize=64)
def sites_of(shape: Shape, numbering: Numbering) -> Sites:
    """The sites of a text without local wording; found once for all schools that have it."""
    return sites(numbered_text(shape, numbering).blocks)


class _Checker:
    def __init__(self, adoption: Adoption, edition: Edition) -> None:
        self.adoption, self.edition = adoption, edition
        self.model = adoption.model
        self.numbering = edition.frame.numbering
        self.before = numbered_text(edition.shape, self.numbering)
        self.sites = sites_of(edition.shape, self.numbering)
        self.faulty: set[tuple[str, str]] = set()

    def at(self, change: LocalChange, key: str = "") -> Position:
        keys = ("local", change.id, *filter(None, (key,)))
        return self.adoption.at(*keys, key=True)

    def text(self, change: LocalChange) -> Model | None:
        """The text of a change as a model's; nothing is said where something is removed."""
        texts = dict(self.adoption.entry.local[change.id].texts)
        return (
            as_model(self.model, texts[change.kind]) if change.kind in ("replace", "add") else None
        )

    def problem(self, change: LocalChange, message: str, hint: str, near: str = "") -> Problem:
        """A problem with a change, placed in its text, or where it says what is to be done."""
        if (text := self.text(change)) is None:
            return Problem(self.at(change, "remove"), message, hint)
        place = first_place(text, near) if near and near in text.text else Position("", 1, 1)
        return in_file(self.adoption, change.id, change.kind, Problem(place, message, hint))

    def texts(self) -> Iterator[Problem]:
        """What a text may not hold."""
        for change in self.edition.local:
            if (text := self.text(change)) is None:
                continue
            for problem in markdown_problems(text, mask(text)):
                self.faulty.add((change.id, change.kind))
                problem = as_of_school(problem)
                yield in_file(self.adoption, change.id, change.kind, problem)

    def locks(self) -> Iterator[Problem]:
        """Changes to what the publisher has locked."""
        locked = locked_in(self.model.text)
        for change in self.edition.local if locked else ():
            around = self.sites.around.get(change.id, ())
            inside = self.sites.within(change.id) if change.kind != "add" else ()
            own = (change.id,) if change.kind != "add" or self.goes_within(change) else ()
            for one in (*own, *reversed(around), *inside):
                if one not in locked:
                    continue
                message = f"{change.id} is locked"
                if one in around:
                    message = f"{change.id} stands in {one}, which is locked"
                elif one in inside:
                    message = f"{change.id} holds {one}, which is locked"
                front = self.model.front
                whom = front.publisher + (f" ({front.department})" if front.department else "")
                place = id_place(self.model, one)
                hint = f"ask {whom}, who keep this wording as it is: {place}"
                yield Problem(self.at(change), message, hint)
                break

    def goes_within(self, change: LocalChange) -> bool:
        """Whether what is added comes to stand in what has the id, and not after it."""
        said = said_in(change.shape)
        match self.sites.node.get(change.id):
            case Section(level=3):
                return bool(said.blocks) and not isinstance(said.blocks[0], Section)
            case Section():
                return bool(said.blocks)
            case Clause() | Step():
                return bool(said.blocks) and not isinstance(said.blocks[0], Clause)
        return False

    def twice(self) -> Iterator[Problem]:
        """Changes to what is within something else that is changed, or is printed several times."""
        whole = [one.id for one in self.edition.local if one.kind != "add"]
        for change in self.edition.local:
            held = [one for one in self.sites.around.get(change.id, ()) if one in whole]
            if held:
                become = "replaced" if self.adoption.entry.local[held[0]].replace else "removed"
                message = f"{change.id} stands in {held[0]}, which is {become} here, too"
                yield Problem(self.at(change), message, "change one of the two alone")
            elif change.id in self.before.repeated and not self.edition.shape.passages:
                message = f"{change.id} is printed several times, once for each item of a list"
                yield Problem(self.at(change), message, "change what stands around it")

    def misfits(self, said: Collection[Position]) -> Iterator[Problem]:
        """Texts of another kind than what they would stand for; not of what can't be anyway."""
        blocks = parse(self.edition.shape).blocks
        for one in localised(blocks, self.edition.local, self.numbering).misfits:
            faulty = (one.change.id, one.change.kind) in self.faulty
            if not faulty and self.at(one.change) not in said:
                yield self.problem(one.change, one.message, one.hint, one.near)

    @property
    def after(self) -> Numbered:
        return numbered_text(self.edition.shape, self.numbering, self.edition.local)

    def order(self) -> Iterator[Problem]:
        """Sections after an appendix."""
        heads = [one for one in self.before.blocks if isinstance(one, Section) and one.level == 2]
        for change in self.edition.local:
            new = said_in(change.shape).sections if self.text(change) else ()
            at = next((i for i, one in enumerate(heads) if one.anchor == change.id), None)
            if not new or at is None:
                continue
            added = change.kind == "add"
            kinds = [one.appendix for one in new if isinstance(one, Section)]
            kinds[0] = kinds[0] or (not added and heads[at].appendix)
            before, behind = heads[: at + added], heads[at + 1 :]
            order = [*(one.appendix for one in before), *kinds, *(one.appendix for one in behind)]
            if order != sorted(order):
                hint = "put {.appendix} at the end of its heading"
                if any(kinds):
                    hint = "take .appendix away, or add it after the last section"
                yield self.problem(change, "a section can't stand after an appendix", hint, "## ")

    def repeated(self) -> Iterator[Problem]:
        """Ids that a text of the school's own gives, though something else has them."""
        known = ids_in(self.model.text)
        for anchor in self.after.repeated:
            if anchor in self.before.repeated:
                continue
            for change in self.edition.local:
                text = self.text(change)
                if text and anchor in ids_in(text.text):
                    hint = "choose another"
                    if anchor in known:
                        hint += f"; the model has it: {id_place(self.model, anchor)}"
                    message = f"the id {anchor!r} is given twice"
                    yield self.problem(change, message, hint, f"#{anchor}")

    def lost(self) -> Iterator[Problem]:
        """References that lead nowhere now."""
        changes = self.edition.local
        gone = {one.id: one for one in changes if one.kind != "add"}
        for anchor in self.after.lost:
            if anchor in self.before.lost:
                continue
            for change in changes:
                text = self.text(change)
                if text and f"(#{anchor})" in text.text:
                    message = f"the cross-reference to #{anchor} leads nowhere"
                    hint = suggest(anchor, self.sites.node, verb="use")
                    yield self.problem(change, message, hint, f"(#{anchor})")
            holder = self.sites.holder(anchor, gone)
            left = [
                one.name
                for one in self.sites.referrers.get(anchor, ())
                if not gone.keys() & {*one.around}
            ]
            if holder is None or not left:
                continue
            change = gone[holder]
            become = "replaced" if change.kind == "replace" else "removed"
            *others, last = dict.fromkeys(left)
            leads = f"lead{'' if others else 's'}"
            names = f"{', '.join(others)} and {last}" if others else last
            where = "there" if anchor == holder else f"to #{anchor} in it"
            message = f"{holder} is {become}, but {names} of the model {leads} {where}"
            place = first_place(self.model, f"(#{anchor})")
            hint = f"change that too ({place}), or give the id to what stands for it: {{#{anchor}}}"
            yield Problem(self.at(change), message, hint)
