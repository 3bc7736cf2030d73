"""Words of a command line that went wrong on their way: printed quotes and dashes, lost quotes;
and words that belong elsewhere, or to another.
"""

import re
from collections.abc import Iterator, Sequence

import click

from policygen.errors import with_hint
from policygen.workspace.nearby import as_argument

# Commands that are about all schools where none is named.
ABOUT_ALL = {"build", "check", "register", "remind", "status", "verify"}
_DASHES = "-\u2010-\u2015\u2212\ufe58\uff0d"
_DASHED = re.compile(rf"(?P<dashes>[{_DASHES}]+)(?P<name>[A-Za-z][A-Za-z-]*)(?:=.*)?", re.S)
_PRINTED = "\u201c\u201d\u201e\u201f\u00ab\u00bb"  # no ‘ or ’, which words may well have
_OPENS = re.compile(rf"(?:^|=)(?P<mark>[{_PRINTED}\u2018])\S*$")
_ENDS = re.compile(rf"^[^\s{_PRINTED}]*(?P<mark>[{_PRINTED}])$")


def printed_signs(words: Sequence[str], options: Sequence[str]) -> str | None:
    """What is to be said of the first word that has printed dashes or quotation marks around it.

    Such are made by Word and e-mail; a shell takes them for letters. `options` are those that the
    command has, such as --by. A mark within what a shell has kept together is left alone.
    """
    for word in words:
        if (found := _DASHED.fullmatch(word)) and not found["dashes"].isascii():
            name = found["name"]
            right = next((one for one in (f"--{name}", f"-{name}") if one in options), None)
            if right:
                said = f"{word.partition('=')[0]} begins with a printed dash."
                how = "two hyphens" if right.startswith("--") else "a hyphen"
                return with_hint(said, f"Type {how}: {right}")
        if found := _OPENS.search(word) or _ENDS.search(word):
            said = f"{found['mark']} is a printed quotation mark."
            return with_hint(said, 'Type straight ones around words with spaces: "…"')
    return None


def without_quotes(
    error: click.UsageError, words: Sequence[str], taking: Sequence[str]
) -> click.UsageError:
    """An error, in other words where marks were left out around words that belong together.

    `taking` are the options of the command that take one word.
    """
    meant = [
        f'{option} "{" ".join(together)}"'
        for option, together in _runs(words, taking)
        if _is_about(error.message, option, together)
    ]
    if not meant:
        return error
    said = [line for line in error.message.split("\n") if not line.startswith("  ")]
    hint = f"words with spaces stand in quotes: {' '.join(meant)}"
    return click.UsageError(with_hint("\n".join(said), hint), error.ctx)


def out_of_place(
    error: click.UsageError, words: Sequence[str], command: click.Command, called: str | None
) -> str | None:
    """What is to be said of a word that is right by itself, and stands where it can't.

    `words` are all that stand behind the command, which is typed behind what policygen is `called`.
    """
    options = [name for one in command.params for name in one.opts]
    if isinstance(error, click.NoSuchOption):
        if "-C" in words[:-1] and error.option_name == "-C":
            at = words.index("-C")
            line = [called or "policygen", *words[at : at + 2], str(command.name)]
            rest = [*words[:at], *words[at + 2 :]]
            typed = " ".join([line[0], *map(as_argument, [*line[1:], *rest])])
            return with_hint("-C stands before the command.", typed)
        if one_dash := next((one for one in words if f"-{one.partition('=')[0]}" in options), None):
            return with_hint(f"There is no option {one_dash}.", f"did you mean -{one_dash}?")
        if error.option_name == "--all" and command.name in ABOUT_ALL:
            alone = f"{called or 'policygen'} {command.name}"
            return with_hint("There is no option --all.", f"{alone} by itself is about all schools")
    names = [one for one in command.params if isinstance(one, click.Argument)]
    extra = re.search(r"unexpected extra argument \((\S+)\)", error.message)
    if extra and [one.metavar for one in names] == ["SCHOOL/POLICY"]:
        before = words[words.index(extra[1]) - 1]
        if "/" not in before + extra[1] and not before.startswith("-"):
            return with_hint(error.message, f"did you mean {before}/{extra[1]}?")
    return None


def _runs(words: Sequence[str], taking: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each option with its word, and the words behind that which may belong to it.

    A word that was in quotes, or begins with a year, is the whole of what is meant.
    """
    for at, option in enumerate(words[:-1]):
        if option in taking and not re.match(r"\S*\s|\d{4}", words[at + 1]):
            together = [words[at + 1]]
            for word in words[at + 2 :]:
                if word.startswith("-") or "/" in word:
                    break
                together.append(word)
            if len(together) > 1:
                yield option, together


def _is_about(message: str, option: str, together: Sequence[str]) -> bool:
    """Whether an error is about the words behind an option's own, or about a day without its month.

    It names them in quotation marks, and none that they are near to; or among those that are too
    many.
    """
    first, *others = together
    extra = re.search(r"unexpected extra arguments? \((.*)\)", message)
    named = extra[1].split() if extra else []
    far = re.sub(r"'\S+'\n  did you mean ", "", message)
    astray = any(repr(word) in far or word in named for word in others)
    return astray or (message.startswith(f"{option}: {first!r}") and len(first) < len("1st "))
