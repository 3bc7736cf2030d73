"""The models and schools of a workspace, read and checked once; editions assembled from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from policygen.errors import PolicyError, Position, Problem, placed, suggest
from policygen.lifecycle.chain import OF_SCHOOL, breaks, records_of
from policygen.lifecycle.cycles import TERMS, Term
from policygen.lifecycle.seals import model_digest_of, model_words_of
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model
from policygen.sources.picture import Picture, files_of
from policygen.sources.school import OtherPolicy, School
from policygen.sources.text import decode
from policygen.workspace.basis import basis_digest
from policygen.workspace.identity import clash
from policygen.workspace.jobs import day_of
from policygen.workspace.layout import HOUSE_STYLES, Target, Workspace
from policygen.workspace.publisher import HouseStyle, read_house_style

if TYPE_CHECKING:
    # Few commands need these; what assembles texts is slow to import, and who only shows what was
    # issued does without: so each method asks for it itself.
    from policygen.assembly.edition import Edition
    from policygen.lifecycle.states import TextState
    from policygen.readers.markdown.shape import ShownPicture
    from policygen.sources.settings import Settings


@dataclass(frozen=True, slots=True)
class Checked:
    """An adoption's edition, if it could be assembled, and what is wrong with it."""

    policy: str
    edition: "Edition | None" = None
    problems: tuple[Problem, ...] = ()
    text: "TextState | None" = None

    @property
    def good(self) -> bool:
        """Whether it may be published: nothing is wrong but what is only warned of."""
        return self.edition is not None and all(problem.warning for problem in self.problems)


def _files(model: Model, pictures: "Iterable[Picture | ShownPicture]") -> Iterator[str]:
    """The files of some pictures beside a model, by their names in the workspace."""
    folder = model.path.rpartition("/")[0]
    return (f"{folder}/{file}" for one in pictures for file in files_of(one.file))


def _altered(adoption: Adoption, text: "TextState") -> Problem:
    """That somebody has changed the record of an adoption."""
    school, policy = adoption.school, adoption.policy
    message = f"the record of {policy} was altered: {'; '.join(text.what)}"
    hint = f"put it back from a copy; policygen verify {school.id} says where"
    return Problem(school.at("policies", policy, key=True), message, hint, warning=True)


@lru_cache(maxsize=1)
def shared_library(root: str, run: bytes) -> "Library":
    """The library of a workspace, one in each process for each run, which reads everything anew."""
    return Library(Workspace(Path(root), day_of(run)))


class Library:
    """The models of a workspace, each read and checked when it is first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._models: dict[tuple[str, str], tuple[Model | None, tuple[Problem, ...]]] = {}
        self._made_of: dict[tuple[str, str], tuple[str, ...]] = {}  # names of files
        self._digests: dict[tuple[str, str], tuple[str, str]] = {}
        self._headed: tuple[School, Mapping[str, tuple[str, ...]]] | None = None

    @cached_property
    def basis(self) -> bytes:
        """What everything depends on that is made with this library."""
        return basis_digest(self.workspace)

    @property
    def house_style(self) -> bytes | None:
        """The publisher's own Word styles, if there are any.

        Raises PolicyError if they can't be used.
        """
        style = self._house_style
        for name in HOUSE_STYLES:
            self.workspace.notes.again(name)
        if style.error:
            raise style.error
        return style.data

    @property
    def house_style_problems(self) -> tuple[Problem, ...]:
        """What is wrong with them, and what of them is left out."""
        return self._house_style.problems

    @cached_property
    def _house_style(self) -> HouseStyle:
        return read_house_style(self.workspace)

    @property
    def settings(self) -> "Settings":
        """The workspace's settings."""
        return self.workspace.settings()[0]

    @property
    def settings_problems(self) -> list[Problem]:
        """What is wrong with them."""
        return self.workspace.settings()[1]

    @property
    def terms(self) -> dict[str, Term]:
        """The school terms, the workspace's own before ours."""
        own = {name: Term(t.begins, t.ends) for name, t in self.settings.terms.items()}
        return {**TERMS, **own}

    def model(self, policy: str, version: str) -> tuple[Model | None, tuple[Problem, ...]]:
        """A model version, if it can be read, and all that is wrong with it."""
        key, notes = (policy, version), self.workspace.notes
        if key not in self._models:
            count = notes.count
            try:
                model, problems = self.workspace.model(policy, version)
            except PolicyError as error:
                place = Position(f"templates/{policy}/{version}.md")
                model, problems = None, placed(error, place)
            if model:
                from policygen.assembly.checking import check_text

                problems = problems + check_text(model)
            self._models[key] = (model, tuple(problems))
            self._made_of[key] = notes.names_after(count)
            if model and not problems:  # its pictures concern those editions that show them
                shown = {*_files(model, model.pictures.values())}
                self._made_of[key] = tuple(n for n in self._made_of[key] if n not in shown)
                notes.aside(shown)
        for name in self._made_of[key]:
            notes.again(name)
        return self._models[key]

    def forget(self, names: set[str]) -> None:
        """Read the models anew, when they are next asked for, that were made of some files."""
        for key, made_of in self._made_of.items():
            if not names.isdisjoint(made_of):
                self._models.pop(key, None)
                self._digests.pop(key, None)

    def school(
        self, target: Target, *, draft: bool = False, as_issued: bool = False
    ) -> tuple[School | None, tuple[Problem, ...], list[Checked]]:
        """A school, what is wrong with it as a whole, and its editions that the target names.

        What is wrong with the file stops every edition of the school, and so does a mistake in the
        settings: which facts and texts there are isn't known. Retired ones are none. For
        `as_issued` see `edition`.
        """
        school, problems = self.workspace.school(target.school)
        if school is None:
            return None, tuple(problems), []
        if target.policy and target.policy not in school.policies:
            if not school.strayed:  # else it may be what has
                problems.append(school.has_not_adopted(target.policy))
        elif target.policy and (retired := school.is_retired(target.policy)):
            problems.append(retired)
        checked = [
            self._checked(school, policy, draft=draft, as_issued=as_issued)
            for policy in school.policies
            if target.policy in (None, policy) and not school.retirement(policy)
        ]
        if school.identity != school.id:
            problems += self.other_of(school)
        if school.trust_id and school.trust is None:  # which answers there are isn't known
            checked = [Checked(one.policy) for one in checked]
        said = school.located.around([p.position for p in problems])  # in other words, or above
        checked = [
            replace(one, problems=tuple(p for p in one.problems if p.position not in said))
            for one in checked
        ]
        problems += (p for p in self._role_problems(school) if p.position not in said)
        return school, (*self.workspace.mistakes, *problems, *school.located.warnings), checked

    def adoption(self, school: School, policy: str) -> tuple[Adoption | None, tuple[Problem, ...]]:
        """A school's use of a policy; where its model can't be used, none, and why."""
        entry = school.policies[policy]
        known = self.workspace.policies
        if policy not in known:
            message = f"there is no model policy {policy!r}"
            place = school.at("policies", policy, key=True)
            return None, (Problem(place, message, suggest(policy, known)),)
        if entry.model not in known[policy]:
            message = f"{policy} has no model version {entry.model!r}"
            place = school.at("policies", policy, "model")
            problem = Problem(place, message, suggest(entry.model, known[policy]))
            return None, (problem,) if entry.model != "?" else ()
        model, faults = self.model(policy, entry.model)
        if model is None or faults:
            return None, faults
        if problems := self.in_its_names(school, model)[1]:
            return None, problems
        return self.adoption_of(school, model), ()

    def adoption_of(self, school: School, model: Model) -> Adoption:
        """A school's use of a model, what its trust says to other versions in this one's names."""
        school, _ = self.in_its_names(school, model)
        entry = school.policies[model.policy]
        return Adoption(school, model.policy, entry, model, self.others(school, model))

    def in_its_names(self, school: School, model: Model) -> tuple[School, tuple[Problem, ...]]:
        """A school with what its trust says in the names of a model, and what is against that."""
        from policygen.workspace.trust_names import in_names_of

        return in_names_of(school, model, self.workspace.policies[model.policy], self._read)

    def _read(self, policy: str, version: str) -> Model | None:
        return self.model(policy, version)[0]

    def others(self, school: School, model: Model) -> dict[str, OtherPolicy]:
        """The other policies of a school that a text links to, the model's or its own."""
        from policygen.assembly.linking import linked_in, linked_policies

        found: dict[str, OtherPolicy] = {}
        own = school.policies.get(model.policy)
        texts = (text for one in own.local.values() for _, text in one.texts) if own else ()
        for name in (*linked_policies(model), *(one for text in texts for one in linked_in(text))):
            if name in school.other_policies:
                found[name] = school.other_policies[name]
            entry = None if school.retirement(name) else school.policies.get(name)
            if entry and (title := self.title(name, entry.model)):
                found[name] = OtherPolicy(title=title, published=entry.published)
        return found

    def titles(self, model: Model) -> dict[str, OtherPolicy]:
        """The policies that a model's text links to, as their newest models here call them."""
        from policygen.assembly.linking import linked_policies

        known = self.workspace.policies
        titles = {
            name: self.title(name, known[name][-1])
            for name in linked_policies(model)
            if name in known
        }
        return {name: OtherPolicy(title=title) for name, title in titles.items() if title}

    def title(self, policy: str, version: str) -> str | None:
        """What a model version calls its policy, if it can be read."""
        if version not in self.workspace.policies.get(policy, ()):
            return None
        model, _ = self.model(policy, version)
        return model.front.title if model else None

    def edition(
        self, adoption: Adoption, *, draft: bool = False, as_issued: bool = False
    ) -> Checked:
        """An adoption's edition, and what is wrong with it.

        An edition whose text isn't that of the last issue says so, unless it is `as_issued`.
        """
        from policygen.assembly.edition import assemble, shape_problems
        from policygen.assembly.local_checks import wording_problems

        edition, problems = assemble(adoption, draft=draft)
        shown = [one for shape in edition.shapes for one in shape.pictures]
        for name in _files(adoption.model, shown):
            self.workspace.notes.again(name)
        problems += adoption.model.located.warnings
        text = None if as_issued else self._text_state(edition, adoption)
        if text is None or not text.proven:
            problems += shape_problems(adoption.model, edition.shape)
            problems += wording_problems(adoption, edition)
        if text and text.state in ("changed", "altered", "withdrawn") and not draft:
            edition = replace(edition, frame=replace(edition.frame, standing=text.state))
        if text and text.state == "altered":
            problems.append(_altered(adoption, text))
        return Checked(adoption.policy, edition, tuple(problems), text)

    def breaks(self, school: School, policy: str) -> tuple[str, ...]:
        """What is wrong with the record of a policy, or with the school's own."""
        try:
            heads, known = self._heads(school), records_of(school)
        except PolicyError as error:  # what isn't readable proves nothing
            return tuple(map(str, error.reasons))
        return tuple(
            one.what
            for name in (policy, OF_SCHOOL)
            for one in breaks(school, name, known[name], heads.get(name, ()))
        )

    def _checked(self, school: School, policy: str, *, draft: bool, as_issued: bool) -> Checked:
        adoption, faults = self.adoption(school, policy)
        if adoption is None:
            return Checked(policy, None, faults)
        return self.edition(adoption, draft=draft, as_issued=as_issued)

    def _text_state(self, edition: "Edition", adoption: Adoption) -> "TextState":
        from policygen.lifecycle.states import TextState, text_state

        school, last = adoption.school, adoption.entry.last_issue
        try:
            version = last.version if last else ""
            held = self.workspace.issued(school.id, adoption.policy, version) if last else None
        except PolicyError as error:
            return TextState("altered", what=tuple(map(str, error.reasons)))
        state = text_state(edition, adoption, held, self.breaks(school, adoption.policy))
        if held is None or state.state not in ("issued", "changed"):
            return state
        then = model_digest_of(held, adoption.entry.model)
        now, words = self._digests_of(adoption.model)
        same = then in ("", now, words) or model_words_of(held) == words
        return replace(state, remade=not same)

    def model_digest(self, model: Model) -> str:
        """A digest of a model version's file, as issues keep it."""
        return self._digests_of(model)[0]

    def model_words(self, model: Model) -> str:
        """The same of its file without ids: those may come and say nothing else."""
        return self._digests_of(model)[1]

    def _digests_of(self, model: Model) -> tuple[str, str]:
        from policygen.assembly.places import text_without_ids

        key = (model.policy, model.version)
        if key not in self._digests:
            data = self.workspace.read(self.workspace.root / model.path)
            text = decode(data, model.path)[0]
            digests = (sha256(one.encode()).hexdigest() for one in (text, text_without_ids(text)))
            self._digests[key] = next(digests), next(digests)
        return self._digests[key]

    def other_of(self, school: School) -> list[Problem]:
        """What is wrong if the folder that a school's record is named after is another school's."""
        if not self.workspace.school_file(school.identity).is_file():
            return []
        other, _ = self.workspace.school(school.identity)
        if other is None or other.identity != school.identity:
            return []
        return [clash(school, other.id)]

    def _heads(self, school: School) -> Mapping[str, tuple[str, ...]]:
        """The ends of a school's records, read once for all adoptions of a file that was read."""
        if self._headed is None or self._headed[0] is not school:
            self._headed = school, self.workspace.heads(school.id)
        return self._headed[1]

    def _role_problems(self, school: School) -> Iterator[Problem]:
        from policygen.assembly.wrong_group import group_of

        declared: set[str] = set()
        others: dict[str, str] = {}  # what belongs in another group
        policies = school.located.raw("policies")
        unread = not isinstance(policies, dict | None) or len(policies or ()) > len(school.policies)
        if unread or school.strayed:
            return  # which roles they have can't be known
        for policy, entry in school.policies.items():
            if entry.model not in self.workspace.policies.get(policy, ()):
                return
            model, faults = self.model(policy, entry.model)
            if model is None or faults:
                return
            declared |= model.front.roles.keys()
            for role in school.roles:
                if group := group_of(model, role)[0]:
                    others[role] = "facts:" if group == "facts" else f"{group}: of {policy}"
        for role in school.roles:
            if role not in declared and not school.is_of_trust("roles", role):
                message = f"{role!r} is not a role in any policy of this school"
                hint = suggest(role, declared) or "remove it"
                if role in others:
                    hint = f"write it under {others[role]}"
                if others.get(role) == "facts:" and not school.facts:
                    hint = "is the line facts: missing above it?"
                yield Problem(school.at("roles", role, key=True), message, hint)
