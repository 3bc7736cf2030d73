"""What libyaml says of a mistake in YAML, in our words."""

import re
from collections.abc import Sequence


def missing_space(lines: Sequence[str]) -> tuple[int, int, str] | None:
    """Where key:value stands without a space, on the last of some lines or the one before."""
    written = [number for number, line in enumerate(lines, 1) if line.strip()]
    for number in reversed(written[-2:]):
        if found := re.match(r"[ -]*([A-Za-z_-]+):[^\s:/]", lines[number - 1]):
            return number, found.end(1) + 1, found[1]
    return None


NO_QUOTE = "a closing quote is missing"
_NO_BRACKET = "a bracket or comma is missing"
NO_COLON = "a ':' is missing after a key"
ONE_COLUMN = "keys of one group begin in the same column"
QUOTES = "put text that holds ': ' in quotes"
NO_KEYS = {"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "our", "the", "to", "with"}
NEVER_ENDED = {NO_QUOTE, _NO_BRACKET, NO_COLON}


def explain(problem: str, context: str, before: str, found: str) -> tuple[str, str]:
    """libyaml's words for a syntax error in ours: the message and a hint.

    `before` is what stands before the place on its line, `found` the character there.
    """
    quote = "put text with special characters in quotes"
    if found == "\t" or "tab" in problem:
        return "a tab stands where spaces belong", "indent with spaces"
    if "mapping values are not allowed" in problem:
        return "this ':' can't stand here", f"{QUOTES}; {ONE_COLUMN}"
    if "sequence entries are not allowed" in problem:
        return "a list can't begin on this line", "write each '- ' on a line of its own, below"
    if "escape" in problem or "hexdecimal" in problem:
        hint = "write \\\\ for a backslash, or use single quotes"
        return "this backslash can't stand in double quotes", hint
    if "scanning an a" in context or "tag" in context or "tag" in problem:
        return "text can't begin with *, & or !", quote
    if "cannot start any token" in problem:
        return f"text can't begin with {found or 'this character'}", quote
    if "could not find expected ':'" in problem:
        return NO_COLON, "write key: value"
    if "quoted" in context and ("end of stream" in problem or "document indicator" in problem):
        return NO_QUOTE, "end the text with the quote that it began with"
    if before.rstrip().endswith(("'", '"')) and found and found not in "'\"[]{}":
        hint = 'put the whole text in double quotes, and write \\" for each " inside it'
        return "the text goes on after its closing quote", hint
    if "parsing a flow" in context:
        return _NO_BRACKET, "write {key: value, key: value} or [one, two]"
    if found and found in "]}":
        return f"this {found} closes nothing", "remove it, or put the text in quotes"
    if "block mapping" in context or "block collection" in context or "document start" in problem:
        return "this doesn't fit the lines above", f"{ONE_COLUMN}; {quote}"
    return f"this is not valid YAML ({problem})", quote
