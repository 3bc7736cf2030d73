"""A school takes up a model policy: what it is asked, and its file with the answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from policygen.actions.answers_in_words import answer_in_words
from policygen.actions.no_longer import NoLonger, changed_since, is_as_issued, no_longer_issued
from policygen.actions.questions import AskAnyOf, AskChanges, Asking, AskOneOf, Question
from policygen.actions.replies import Wrong, read_reply, sentence
from policygen.actions.schema import write_schemas
from policygen.actions.settled import Settled, faults_at, settled_of, whose
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.deciding import where
from policygen.assembly.edition import assemble
from policygen.assembly.own_examples import own_examples
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    SourceError,
    WrongWordError,
    nearest,
    quoted,
    suggest,
)
from policygen.sources.adopting import adopted, answered, begun_with
from policygen.sources.adoption import Adoption
from policygen.sources.decision import Choice
from policygen.sources.located import Keys
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.sources.text import encode_like
from policygen.workspace.folder import names_in
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Adopted:
    """A school's file with the answers in it, what is still open, and what is wrong in it.

    `changed_since` is the version that it was last issued as, if its text isn't that any more;
    `is_issued` says whether it was issued at all, and `as_issued` that its text still is that.
    `others` are those of the school's other policies that are no longer what was issued since then.
    """

    target: Target
    file: str
    open: tuple[Question, ...]
    wrong: tuple[Problem, ...] = ()
    changed_since: str = ""
    is_issued: bool = False
    others: tuple[NoLonger, ...] = ()
    as_issued: bool = False


@dataclass(frozen=True)  # what follows from it is kept
class Adopting:
    """A school's file on its way to a finished adoption: as it was read, and as it will be."""

    library: Library
    school: str
    path: str
    policy: str
    model: Model
    before: bytes
    text: str

    @classmethod
    def begin(
        cls, library: Library, school: str, policy: str, version: str | None = None,
        choices: Mapping[str, str] = {}, values: Mapping[str, str] = {},
    ) -> "Adopting":  # fmt: skip
        """The adoption with the answers given so far.

        Without a version it goes on with the one that the school has, or takes the newest. Raises
        WrongWordError for a policy or a name that there isn't or an answer that can't be taken, and
        SourceError if the school's file or the model can't be read, or the policy is retired.
        """
        workspace = library.workspace
        wanted = workspace.model_version(policy, version)
        found, problems = workspace.school(school)
        if found is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        if gone := found.is_retired(policy):
            raise SourceError([gone])
        entry = found.policies.get(policy)
        if entry and not version:
            wanted = workspace.model_version(policy, entry.model)
        if entry and entry.model != wanted:
            hint = f"policygen upgrade {school}/{policy} --to {wanted}"
            if entry.model > wanted:
                hint = way_back(found, policy, wanted)
            raise PolicyError(f"{school} has adopted {policy} {entry.model} already", hint)
        model, faults = library.model(policy, wanted)
        if model is None or faults:
            raise SourceError(faults)
        before = workspace.read(workspace.school_file(school))
        text = before.decode("utf-8-sig")
        text = begun_with(text, policy, model.version, found.path)
        return cls(library, school, found.path, policy, model, before, text).given(choices, values)

    def given(self, choices: Mapping[str, str], values: Mapping[str, str]) -> "Adopting":
        """The adoption with answers from a command line. Raises WrongWordError for wrong ones."""
        decisions, wrong, adopting = self.model.front.decisions, list[Reason](), self
        for name, text in choices.items():
            if (decision := decisions.get(name)) is None:
                hint = self._renamed("decisions", name) or suggest(name, decisions)
                wrong.append(Reason(f"{name!r} is no decision of {self.policy}.", hint))
            elif fact := decision.fact:
                message = f"{name} isn't chosen: it follows from facts.{fact} of the school."
                wrong.append(Reason(message, f"--set facts.{fact}=…"))
            else:
                adopting = adopting._taken(self.asking.decision(name), text, wrong)
        for name, text in values.items():
            known = {one.name: one for one in adopting.asking.all() if not one.is_choice}
            if name in known:
                adopting = adopting._taken(known[name], text, wrong)
            else:
                own = [one for one in known if one in self.model.front.values]
                hint = self._renamed("values", name)
                hint = hint or suggest(name, known if nearest(name, known) else own)
                wrong.append(Reason(f"{name!r} is no value of {self.policy}.", hint))
        if wrong:
            raise WrongWordError(wrong)
        return adopting

    def _renamed(self, group: str, name: str) -> str:
        """How to go on with a name that this version of the model has changed."""
        since = self.model.front.since
        now = since.now_called(group, name) if since else ""
        return f"it is called {now} since {self.model.version}" if now else ""

    def _taken(self, question: Question, text: str, wrong: list[Reason]) -> "Adopting":
        match self.replied(question, text):
            case Wrong(message, hint):
                if isinstance(question.form, AskOneOf | AskAnyOf) and not self.fixed(question):
                    hint = suggest(text, question.form.options)
                wrong.append(Reason(message, hint, target=question.name))
                return self
            case adopting:
                return adopting

    def replied(self, question: Question, text: str) -> "Adopting | Wrong":
        """The adoption with what was typed to a question, or what is wrong with that."""
        if fixed := self.fixed(question):
            return fixed
        match read_reply(question.form, text, self.raw(question.keys)):
            case Wrong() as wrong:
                return wrong
            case answer:
                return self.answered(question, answer)

    def answered(
        self, question: Question, answer: Any, *, whole: bool = True
    ) -> "Adopting | Wrong":
        """The adoption with an answer as it stands in a file, or what is wrong with it.

        One that isn't `whole` is taken with what it lacks. Raises SourceError where the file's
        layout is none that can be changed.
        """
        keys = question.keys
        named = keys[0] == "roles" and keys[-1] not in ("email", "telephone")
        if named and isinstance(answer, str) and not any(map(str.isalpha, answer)):
            return Wrong(f"{quoted(answer)} can't be a name.", "A name has letters in it.")
        if answer in ({}, None):
            answer = None
        version = self.model.version
        text = answered(self.text, self.policy, version, keys, answer, self.path)
        after = self._with_text(text)
        school, problems = after._parsed
        if school is None:
            return _wrong(*problems)
        if not whole:
            return after
        places = {*school.located.within(keys)}
        faults = [
            problem
            for problem in after.problems
            if problem.position in places
            or (problem.position.path != self.path and problem not in self.problems)
        ]
        if faults:
            return _wrong(*faults)
        for problem, made_up in own_examples(after.asking.adoption, after.asking.composed):
            if made_up and problem.position in places:
                hint = "It is nobody's. Type your school's own, or leave it open."
                return Wrong(sentence(problem.message), hint)
        needed = (use.item for use in after.asking.composed.missing if use.name == keys[-1])
        if isinstance(question.form, AskChanges) and (item := next(filter(None, needed), "")):
            words = question.form.items[item]
            return Wrong(
                f"The text needs “{words}” by itself.", "Rename it instead of dropping it."
            )
        return after

    @cached_property
    def _parsed(self) -> tuple[School | None, list[Problem]]:
        school, problems = self.library.workspace.parse_school(self.text.encode(), self.school)
        if school is None:
            return None, problems
        school, faults = self.library.in_its_names(school, self.model)
        return school, [*problems, *faults]

    @cached_property
    def asking(self) -> Asking:
        """What may be asked. Raises SourceError if the file can't be read."""
        school, problems = self._parsed
        if school is None:
            raise SourceError(problems)
        adoption = self._adoption(school)
        answers, _ = read_answers(adoption, draft=True)
        folder = f"{self.library.workspace.inside}schools/{self.school}"
        titles = {name: one.title for name, one in self.library.titles(self.model).items()}
        files = tuple(sorted(names_in(folder)))
        return Asking(adoption, answers, compose(self.model, answers), files, titles)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with the answers, placed in the file as it will be."""
        school, problems = self._parsed
        if school:
            _, faults = assemble(self._adoption(school), draft=True)
            problems = [*problems, *faults]
        return [problem for problem in problems if not problem.warning]

    @cached_property
    def questions(self) -> list[Question]:
        """What is open with the answers so far, in the order in which it is asked.

        So is an answer that is there and can't be taken, or stands under a misspelt name; or one
        that is to be confirmed.
        """
        wrong = (
            one
            for one in self.asking.used()
            if self.faults(one) or (one.is_choice and self.raw(one.keys) is None)
        )
        return self.asking.in_order([*wrong, *self.asking.open(), *self.asking.unconfirmed()])

    def faults(self, question: Question) -> list[Problem]:
        """What is wrong with the answer that the file has to a question."""
        school, _ = self._parsed
        return faults_at(question.keys, school.located, self.problems) if school else []

    @cached_property
    def settled(self) -> list[Settled]:
        """What has an answer: the school's own, then the model's."""
        open_ = {one.keys for one in self.questions}
        return [one for one in settled_of(self.asking, self.raw) if one.question.keys not in open_]

    def whose(self, question: Question) -> str:
        """Whose answer a question has, if not the school's own."""
        return whose(self.asking, question)

    @property
    def name(self) -> str:
        """The school's full name."""
        return self.asking.adoption.school.name

    @property
    def is_new(self) -> bool:
        """Whether the school hadn't adopted the policy when its file was read."""
        found, _ = self.library.workspace.parse_school(self.before, self.school)
        return found is None or self.policy not in found.policies

    def fixed(self, question: Question) -> Wrong | None:
        """Why a question can't be answered here, if a trust fixes what it asks."""
        decisions, name = self.model.front.decisions, question.name
        if question.is_choice and name in self.asking.composed.whole:
            message = f"All of these hold where {where(decisions[name].all_if)}."
            return Wrong(message, "It isn't left to a school then.")
        trust = self.asking.adoption.school.trust
        said = trust.fixed.get(question.keys) if trust else None
        if said is None:
            return None
        what = answer_in_words(question.form, said.data)
        message = f"{said.name} fixes this: {what}."
        return Wrong(message, f"{said.position} fixes it.")

    def raw(self, keys: Keys) -> Any:
        """What stands under some keys of the file as it will be; None if nothing does."""
        school, _ = self._parsed
        return school.located.raw(*keys) if school else None

    @property
    def changed_since(self) -> str:
        """The version that it was last issued as, if the text is another now; else nothing."""
        return changed_since(Library(self.library.workspace), self.asking.adoption)

    @property
    def as_issued(self) -> bool:
        """Whether the text is that of its last issue."""
        return is_as_issued(Library(self.library.workspace), self.asking.adoption)

    def _with_text(self, text: str) -> "Adopting":
        return replace(self, text=text)

    def _adoption(self, school: School) -> Adoption:
        return self.library.adoption_of(school, self.model)

    def renewed(self) -> "Adopting":
        """The same with the school's file as it is now. Raises SourceError if it can't be read."""
        before = self.library.workspace.read(self.library.workspace.school_file(self.school))
        if before == self.before:
            return self
        return Adopting.begin(self.library, self.school, self.policy, self.model.version)

    def save(self) -> "Adopting":
        """Write the school's file. Raises PolicyError if it has changed meanwhile."""
        workspace = self.library.workspace
        after = encode_like(self.text, self.before)
        if after != self.before:
            with alone(workspace, "issues", wait=30):
                workspace.replace_school(self.school, self.before, after)
        return replace(self, before=after)

    def marked(self) -> "Adopting":
        """The same with the keys of what is open in the file, for whoever goes on in an editor."""
        decisions = self.model.front.decisions
        open_keys = [one.keys for one in self.questions if one.keys[0] == "policies"]
        said = {
            name: ("any of: " if one.any_of else "")
            + (", " if one.any_of else " or ").join(one.offered)
            for name, one in decisions.items()
        }
        choices: dict[str, Choice | None] = {
            str(keys[3]): None for keys in open_keys if keys[2] == "choices"
        }
        values = {str(keys[3]): None for keys in open_keys if keys[2] == "values"}
        text = adopted(
            self.text, self.policy, self.model.version, choices, values, said, path=self.path
        )
        return self._with_text(text)


def way_back(school: School, policy: str, version: str) -> str:
    """How a policy is brought to an earlier version of its model, which no command does."""
    place = school.at("policies", policy, "model")
    return (
        f"to go back, write {version} at {place}; policygen check {school.id}/{policy} then says "
        "which answers need the names of that version"
    )


def _wrong(*problems: Problem) -> Wrong:
    """Problems as they are told to whoever has just answered, with their places in other files."""
    first, *others = problems
    if not others and first.position.path.endswith(".yaml"):
        return Wrong(sentence(first.message), sentence(first.hint))
    return Wrong("\n".join(map(str, problems)))


def adopt(adopting: Adopting, *, strict: bool = True, since: bytes = b"") -> Adopted:
    """Write a school's file with the answers so far, open keys marked.

    `since` is the file as it was when the first of them was given, if some are written already.
    Where it is `strict`, raises SourceError if any answer in it is wrong; PolicyError if the file
    has changed meanwhile.
    """
    if strict and adopting.problems:
        raise SourceError(adopting.problems)
    done = adopting.marked().save()
    write_schemas(adopting.library.workspace)
    target = Target(adopting.school, adopting.policy)
    open_, wrong = tuple(done.questions), tuple(done.problems)
    is_issued = done.asking.adoption.entry.last_issue is not None
    known = no_longer_issued(
        adopting.library, adopting.school, adopting.policy, since or adopting.before, done.before
    )
    others = tuple(one for one in known if one.policy != adopting.policy)
    return Adopted(
        target, adopting.path, open_, wrong, done.changed_since, is_issued, others, done.as_issued
    )
