"""One line typed on a terminal, and the words that mean the same at every question."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import click

from policygen.cli.lines import broken, columns
from policygen.cli.telling import say

HELP = """\
Type an answer and press Enter. Each is saved in the school's file at once.
  Enter alone    leaves a question open, or keeps the answer that is there
  example        takes the example that is shown; one that is nobody's address or telephone
                 number only shows how yours is written, and isn't taken
  default        takes the model's answer, where one is shown
  drop, rename, add, anew   change a list that is there; what to type stands above it
  leave open     takes away the answer that is there, so that the question is open again
  back           goes back to the question before
  show           shows every answer so far, with its number
  change 3       asks question 3 of those again; so does change with its name,
                 or with how its question begins
  quit           ends; so do Ctrl-C and Ctrl-D. Every answer is kept
To answer with one of these words itself, put it in quotes: "back"
Several items or lines may stand on one line, with ; between. So may several changes of a
list: their numbers are those of the list as it was shown."""

# What a terminal takes, and no answer: "python3 run.py build", "policygen build", "$ py run.py".
_COMMAND = re.compile(
    r"(?:\$ *)?(?:(?:py|python[\d.]*)(?:\.exe)? +\S*run\.py|policygen +[a-z-]+)(?:\s|$)",
    re.IGNORECASE,
)


class LeaveError(Exception):
    """Whoever is asked has left."""


class BreakError(LeaveError):
    """They have broken it off, with Ctrl-C or Ctrl-D."""


class BackError(Exception):
    """Whoever is asked wants the question before."""


class KeepError(Exception):
    """Whoever is asked keeps all that the model says."""


class OpenError(Exception):
    """Whoever is asked takes an answer away, so that its question is open again."""


class ChangeError(Exception):
    """Whoever is asked wants to change another answer: its name or number."""


class Kept(Protocol):
    """Takes an answer on its way to the file; whether it was taken.

    One that isn't `whole` may lack what is typed next; `quiet` says nothing where all is well.
    """

    def __call__(self, answer: Any, *, whole: bool = True, quiet: bool = False) -> bool:
        """Keep it."""
        ...


def list_numbered(options: Mapping[str, str] | Sequence[str]) -> None:
    """List options with their numbers."""
    labels = options.values() if isinstance(options, Mapping) else options
    for number, label in enumerate(labels, 1):
        say(f"  {number}. {label}")


@dataclass(frozen=True, slots=True)
class Prompter:
    """Asks for lines. `show` shows what is settled; `meant` gives the questions that words mean.

    `unclear` is what is said where they mean none, or several.
    """

    show: Callable[[], None]
    meant: Callable[[str], Sequence[int]]
    unclear: Callable[[str, Sequence[int]], str]

    def line(self, said: str) -> str:
        """What was typed; empty for Enter alone.

        Raises LeaveError, BackError, KeepError, OpenError or ChangeError where that was typed
        instead.
        """
        while True:
            try:
                asked = broken(said, columns() - len(": "), "policygen")
                text: str = click.prompt(asked, default="", show_default=False, err=True).strip()
            except (click.Abort, KeyboardInterrupt, EOFError):
                say("")
                raise BreakError from None
            if _COMMAND.match(text):
                say(
                    "That is a command. To type it, end this first with quit; all answers are kept."
                )
                continue
            verb, _, rest = text.lower().partition(" ")
            match verb, rest.strip():
                case (("?" | "help"), ""):
                    say(HELP)
                case "show", "":
                    self.show()
                case "back", "":
                    raise BackError
                case "keep", "all":
                    raise KeepError
                case "keep", "" if "Enter keeps" in said:
                    return ""
                case "keep", "" if "Enter leaves" in said:
                    say('There is no answer to keep here. To answer with that word: "keep"')
                case "leave", "open":
                    raise OpenError
                case (("quit" | "exit"), ""):
                    raise LeaveError
                case "skip", "":
                    return ""
                case "change", "":
                    say("Type change and the name or the number of an answer; show lists them.")
                case "change", which if numbers := self.meant(which):
                    if len(numbers) == 1:
                        raise ChangeError(str(numbers[0]))
                    say(self.unclear(which, numbers))
                case "change", which if " " not in which:
                    say(f"{self.unclear(which, ()).rstrip('.')}; show lists what is answered.")
                    say(f'To answer with these words, put them in quotes: "{text}"')
                case _:
                    return text

    def yes(self, said: str, *, enter: bool) -> bool:
        """Whether the answer is yes; `enter` is what Enter alone means."""
        while True:
            text = self.line(said).lower()
            if not text or text in ("y", "yes", "n", "no"):
                return text.startswith("y") if text else enter
            say("Answer yes or no.")
