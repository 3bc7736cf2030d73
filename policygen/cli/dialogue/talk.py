"""Asking what is open, one question after the other: forward, back, and whichever is wanted."""

from functools import partial
from typing import Any

from policygen.actions.adopt import Adopting
from policygen.actions.answers_in_words import answer_in_words, brought_in_words
from policygen.actions.questions import AskChanges, AskRecords, Question
from policygen.actions.replies import Wrong
from policygen.cli.dialogue.finding import questions_meant, unclear
from policygen.cli.dialogue.listing import Listing
from policygen.cli.dialogue.prompting import (
    BackError,
    BreakError,
    ChangeError,
    KeepError,
    LeaveError,
    OpenError,
    Prompter,
)
from policygen.cli.dialogue.putting import ask
from policygen.cli.dialogue.trail import Trail
from policygen.cli.telling import as_printed, say
from policygen.errors import SourceError, plural

_THE_MODELS = "model"  # takes whoever comes back through the model's own answers


class Talk:
    """One talk with whoever answers for a school. `adopting` holds what was answered so far."""

    def __init__(self, adopting: Adopting) -> None:
        self.adopting = adopting
        self.listing = Listing(lambda: self.adopting)
        self.prompter = Prompter(
            self.listing.show,
            lambda which: questions_meant(self.listing.known(), which),
            lambda which, numbers: unclear(self.listing.known(), which, numbers),
        )
        self.trail = Trail(self.listing, lambda: self.adopting)
        self.dealt_with: set[tuple[str | int, ...]] = set()  # answered, or left open
        self.wanted: Question | None = None  # to be asked again
        self.kept_all = False  # whatever the model says
        self.of_the_model = 0  # how many answers of its own there were to look through
        self.saved = self.left = self.broken_off = False
        self.listed = False  # every answer, for whoever is through to look at
        self.told_open = False  # at the end, what is still open
        begun = adopting.questions and not adopting.asking.adoption.entry.history
        self.goes_through = adopting.is_new or bool(begun)  # the model's answers too

    def run(self) -> None:
        """Ask until nothing is open that isn't meant to be, or whoever is asked leaves."""
        try:
            self.greet()
            while question := self.next() or self.chosen():
                self.told_open = False
                self.put(question)
        except LeaveError as error:
            self.left, self.broken_off = True, isinstance(error, BreakError)
            nothing = "Nothing new was answered."
            say("Every answer that you gave is kept." if self.saved else nothing)
            if self.of_the_model and not self.kept_all and (left := self.brought()):
                count = plural(len(left), "answer")
                was = "wasn't" if len(left) == 1 else "weren't"
                say(f"{count} of the model's own {was} looked through; to do so another time,")
                say(f"come back and type {_THE_MODELS}.")

    def greet(self) -> None:
        """Say what this is about."""
        title = self.adopting.model.front.title
        say(f"{title} ({self.adopting.model.version}) for {self.adopting.name}")
        say(f"Each answer is saved at once in {self.adopting.path}.")
        say("Type ? for help; back, show, change and quit work at every question.")
        say("Numbers that are missed out need no answer from you.")

    def next(self) -> Question | None:
        """The question that comes next, if there is one."""
        if self.wanted:
            question, self.wanted = self.wanted, None
            return question
        for question in self.adopting.questions:
            if question.keys not in self.dealt_with:
                return question
        brought = self.brought()
        if not brought or self.kept_all or not self.goes_through:
            return None
        if not self.of_the_model:
            self.of_the_model = len(brought)
            say("")
            self.say_open("Nothing else is open.")
            count = plural(len(brought), "answer")
            say(f"The model brings {count} of its own, which you may change.")
            say("Press Enter at each to leave it as it is, or type keep all for all of them.")
        return brought[0]

    def say_open(self, otherwise: str) -> None:
        """Say what is still open, and how to come back to it."""
        open_ = self.adopting.questions
        if not open_:
            say(otherwise)
            return
        say(f"{plural(len(open_), 'question')} still open:")
        self.listing.list_open()
        say("To answer one of them, type change and its number, here or at any question.")

    def chosen(self) -> Question | None:
        """The answer that is to be changed, or the question to be taken up; None at the end."""
        say("")
        if not self.adopting.questions:
            say("All questions are answered." if self.listed else "All questions are answered:")
        if not self.listed:
            self.listing.show()
        elif self.adopting.questions:
            say(f"{plural(len(self.adopting.questions), 'question')} still open:")
            self.listing.list_open()
        self.listed = self.told_open = True
        what = "answer one of these, or to change" if self.adopting.questions else "change"
        say(f"To {what} an answer, type its number, its name, or words of it; show lists them all.")
        brought = [] if self.goes_through else self.brought()
        if brought:
            count = plural(len(brought), "answer")
            say(f"To go through the {count} of the model's own, type {_THE_MODELS}.")
        while True:
            try:
                text = self.prompter.line("Which one (Enter ends)")
            except BackError:
                if before := self.trail.before(None):
                    return before
                continue
            except ChangeError as error:
                return self.trail.picked(int(str(error)), None)
            except KeepError:
                return None
            except OpenError:
                say("Type the number of the question first, and leave open when it is asked.")
                continue
            if not text:
                return None
            if brought and text.lower() == _THE_MODELS:
                self.goes_through, self.kept_all = True, False
                return self.next()
            known = self.listing.known()
            said = {one.question.keys: one.said for one in self.adopting.settled}
            answers = [said.get(one.keys, "") for one in known.values()]
            numbers = questions_meant(known, text, answers)
            if len(numbers) == 1:
                return self.trail.picked(numbers[0], None)
            say(unclear(known, text, numbers))

    def brought(self) -> list[Question]:
        """What the model answers itself that wasn't asked yet, once all decisions are made."""
        asking = self.adopting.asking
        if asking.composed.open:
            return []  # which of it the text needs isn't known
        return [one for one in asking.in_order(asking.brought()) if one.keys not in self.dealt_with]

    def put(self, question: Question) -> None:
        """Ask one question, and go where the answer leads."""
        given = self.adopting.raw(question.keys)
        say("")
        say(self.heading(question))
        say(question.ask)
        if question.why:
            say(question.why)
        if fixed := self.adopting.fixed(question):
            say(str(fixed))
            return
        faults = self.adopting.faults(question)
        if given is not None:
            whose = self.adopting.whose(question)
            said = f" ({whose})" if whose else ""
            say(f"The answer now: {answer_in_words(question.form, given)}{said}")
        for fault in faults:
            say(as_printed(fault))
        enter = "Enter leaves it open"
        if faults:
            enter = "Enter leaves it as it is"
        elif question.confirms:
            enter = "Enter confirms it"
        elif given is not None:
            enter = "Enter keeps it"
        elif self.is_brought(question):
            leaves = "leaves it out" if brought_in_words(question.form) == "" else "keeps it"
            enter = f"Enter {leaves}"
        try:
            self.hear(question, given, enter)
        except BackError:
            self.wanted = self.trail.before(question)
            return
        except KeepError:
            if self.is_brought(question):
                self.kept_all = True
            else:
                say("That works where the model has an answer of its own.")
                self.wanted = question
            return
        except ChangeError as error:
            self.wanted = self.trail.picked(int(str(error)), question)
            return
        self.trail.passed(question)
        self.dealt_with.add(question.keys)

    def hear(self, question: Question, given: Any, enter: str) -> None:
        """Take an answer, or take it away. Raises what `Prompter.line` does."""
        try:
            ask(self.prompter, question, given, enter, partial(self.keep, question))
        except OpenError:
            if self.may_go(question):
                self.take_away(question)
            else:
                self.hear(question, self.adopting.raw(question.keys), enter)
            return
        if question.confirms and question.keys in self.unconfirmed():
            self.keep(question, given)
        if self.adopting.faults(question):
            say("Left as it is: it can't be printed so, and is asked again.")
        elif question.keys in {one.keys for one in self.adopting.questions}:
            some = self.adopting.raw(question.keys) is not None
            say("Left open." if not some else "What is missing in it is left open.")

    def may_go(self, question: Question) -> bool:
        """Whether an answer may be taken away: of several items, only if all are meant."""
        given = self.adopting.raw(question.keys)
        least = 1 if isinstance(question.form, AskRecords) else 2
        if not isinstance(given, dict | list) or len(given) < least:
            return True
        say(f"The answer now: {answer_in_words(question.form, given)}")
        try:
            return self.prompter.yes("Take all of it away? (yes or no; Enter: no)", enter=False)
        except OpenError:  # it was said twice
            return True

    def take_away(self, question: Question) -> None:
        """Make a question open again, or leave it to whoever else answers it."""
        given = self.adopting.raw(question.keys)
        if given is not None and not self.keep(question, None, quiet=True):
            return  # why is said
        if question.keys in {one.keys for one in self.adopting.questions}:
            say("Left open.")
            return
        said = {one.question.keys: one.said for one in self.adopting.settled}
        taken = "Nothing of yours was here" if given is None else "Taken away"
        say(f"{taken}. What holds: {said.get(question.keys) or 'left out'}")

    def unconfirmed(self) -> set[tuple[str | int, ...]]:
        return {one.keys for one in self.adopting.questions if one.confirms}

    def is_brought(self, question: Question) -> bool:
        return question.keys in {one.keys for one in self.adopting.asking.brought()}

    def heading(self, question: Question) -> str:
        """Which question this is, of how many, as far as that is known."""
        school = "" if question.keys[0] == "policies" else ", about your school"
        number = self.listing.number(question)
        open_ = [one.keys for one in self.adopting.questions]
        if question.keys in open_ and question.keys not in self.dealt_with:
            about = "about " if self.adopting.asking.composed.open else ""
            return f"Question {number} of {about}{self.listing.last()}{school}"
        if self.of_the_model and question.keys in (one.keys for one in self.brought()):
            said = (
                "the model answers itself" if brought_in_words(question.form) else "may be left out"
            )
            return f"Question {number}, which {said}{school}"
        verb = "To answer" if question.keys in open_ else "To change"
        return f"{verb}: question {number} [{question.name}]{school}"

    def keep(
        self, question: Question, answer: Any, *, whole: bool = True, quiet: bool = False
    ) -> bool:
        """Save an answer; where it can't be taken, say why."""
        try:
            after = self.adopting.renewed().answered(question, answer, whole=whole)
        except SourceError as error:  # the file can't be changed at that place, which it names
            say(str(error))
            return True
        if isinstance(after, Wrong):
            say(str(after))
            return False
        self.adopting = after.save()
        self.saved = True
        given = self.adopting.raw(question.keys)
        if quiet:
            pass
        elif isinstance(question.form, AskChanges):
            say("Saved:")  # the whole list follows
        elif isinstance(question.form, AskRecords) and isinstance(given, list):
            say(f"Saved: {plural(len(given), 'item')}")
        else:
            say(f"Saved: {answer_in_words(question.form, given) or 'as the model has it'}")
        return True
