"""The template language of model texts: Jinja, cut down, with {% either %} for the decisions.

{% optional %} is short for an either block whose other passage is empty.

A tag on a line of its own parts blocks: what stands before, between and after it are blocks of
their own, whatever is chosen. A tag inside a line chooses words within a sentence.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen.readers.markdown import sentinels
from policygen.sources.decision import NO, YES

_TAG = r"\{%[^%\n]*%\}"
BEGINNINGS = {"either": "endeither", "optional": "endoptional"}
_NAMES = "either|or|endeither|optional|endoptional"
# A line of words that ends in a tag: Jinja would join it to the next, so the tag gets a "+".
_INLINE = re.compile(rf"^(?!(?:[ \t]|{_TAG})*$)(.*)([^-+])%\}}[ \t]*$", re.M)
_OWN_LINE = re.compile(rf"^([ \t]*)(\{{%-?[ \t]*(?:{_NAMES})\b[^%\n]*?)[ \t]*(-?%\}})[ \t]*$", re.M)
_EITHER_TAG = re.compile(rf"\{{%[-+]?\s*({_NAMES})\b")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def _inline_tags(source: str) -> set[int]:
    """Where the tags begin of those either blocks of which some tag stands beside words."""
    own = {found.start(2) for found in _OWN_LINE.finditer(source)}
    inline: set[int] = set()
    open_: list[list[int]] = []
    for found in _EITHER_TAG.finditer(_COMMENT.sub(lambda m: " " * len(m[0]), source)):
        if found[1] in BEGINNINGS:
            open_.append([])
        if open_:
            open_[-1].append(found.start())
            if found[1] in BEGINNINGS.values() and not own.issuperset(tags := open_.pop()):
                inline.update(tags)
    return inline


class Printer(Protocol):
    """What a template prints to, under the name `_printer` in its context."""

    def shows(self, decision: str, alternatives: tuple[str, ...]) -> bool:
        """Whether the passage for these alternatives is printed."""

    def mark(self, kind: str, decision: str, alternatives: tuple[str, ...]) -> str:
        """What stands at the edge of a passage: nothing once the decision is made."""

    def printed(self, value: object) -> str:
        """What stands in the text for a value."""


class Group:
    """Names that a template may ask for after a dot."""

    def lookup(self, name: str) -> object:
        """What stands behind a name."""
        raise NotImplementedError


class Either(Extension):
    """{% either decision: alternative %} … {% or another %} … {% endeither %}, and
    {% optional decision %} … {% endoptional %}."""

    tags = {*BEGINNINGS}

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Note in each tag that has a line of its own how far the line is indented.

        A tag that ends a line of words is kept from swallowing the line's end. An either block
        with one tag beside words chooses words with all of its tags, wherever its lines break.
        """
        del name, filename
        source = _INLINE.sub(rf"\1\2+%}}{sentinels.INLINE}", source)
        inline = _inline_tags(source)

        def noted(found: re.Match[str]) -> str:
            indent, begin, end = found.groups()
            if found.start(2) not in inline:
                return f"{indent}{begin} |{len(indent.expandtabs(4))} {end}"
            if found[2].lstrip("{%- \t").startswith((*BEGINNINGS,)):
                return found[0]
            begin = f"{{%-{begin[2:].removeprefix('-')}"  # it ends the line above
            return f"{indent}{begin} +%}}{sentinels.INLINE}"

        return _OWN_LINE.sub(noted, source)

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Turn one either block into plain Jinja nodes. Raises TemplateSyntaxError."""
        begin = next(parser.stream)
        line = begin.lineno
        decision = parser.stream.expect("name").value
        if begin.value == "optional":
            return self._optional(parser, decision, line)
        parser.stream.expect("colon")
        result: list[nodes.Node] = []
        kind, alternatives = "either", ""
        while kind != "endeither":
            alternatives = self._alternatives(parser)
            mark = self._mark(parser, kind, decision, alternatives, line)
            body = parser.parse_statements(("name:or", "name:endeither"), drop_needle=False)
            shows = self._call("_shows", decision, alternatives, line=line)
            result.append(nodes.If(shows, [mark, *body], [], [], lineno=line))
            token = next(parser.stream)
            kind, line = token.value, token.lineno
        result.append(self._mark(parser, kind, decision, alternatives, line))
        return result

    def _optional(self, parser: Parser, decision: str, line: int) -> list[nodes.Node]:
        mark = self._mark(parser, "optional", decision, YES, line)
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        shows = self._call("_shows", decision, YES, line=line)
        edges = self._mark(parser, "endoptional", decision, NO, line)
        return [nodes.If(shows, [mark, *body], [], [], lineno=line), edges]

    def _alternatives(self, parser: Parser) -> str:
        names = [parser.stream.expect("name").value]
        while parser.stream.skip_if("comma"):
            names.append(parser.stream.expect("name").value)
        return ",".join(names)

    def _mark(self, parser: Parser, kind: str, *keys: str | int) -> nodes.Node:
        decision, alternatives, line = keys
        indent = -1  # inside a line
        if parser.stream.skip_if("pipe"):
            indent = int(parser.stream.expect("integer").value)
        call = self._call("_marked", kind, decision, alternatives, indent, line=int(line))
        return nodes.Output([call], lineno=int(line))

    def _call(self, method: str, *arguments: str | int, line: int) -> nodes.Call:
        values: list[nodes.Expr] = [nodes.Const(argument) for argument in arguments]
        return self.call_method(method, [nodes.ContextReference(), *values], lineno=line)

    def _shows(self, context: Context, decision: str, alternatives: str) -> bool:
        printer: Printer = context["_printer"]
        return printer.shows(decision, tuple(alternatives.split(",")))

    def _marked(
        self, context: Context, kind: str, decision: str, alternatives: str, indent: int
    ) -> "Mark":
        printer: Printer = context["_printer"]
        given = tuple(alternatives.split(","))
        kinds = ("without", "endeither") if kind == "endoptional" else (kind,)
        marks = [printer.mark(one, decision, given) for one in kinds]
        if indent < 0:
            return Mark("".join(marks))
        return Mark("".join(f"{' ' * indent * bool(mark)}{mark}\n" for mark in marks))


class Mark(str):
    """Text that goes into the output as it is."""

    __slots__ = ()


class Language(ImmutableSandboxedEnvironment):
    """Jinja without globals, calls or arithmetic: `inspect` refuses every node not listed."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self) -> None:
        super().__init__(
            extensions=[Either],
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            comment_start_string="<!--",  # "{#" begins an id here
            comment_end_string="-->",
        )
        self.globals.clear()
        self.tests.clear()
        self.filters = {"listed": _listed, "capitalised": _capitalised, "linked": _linked}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template gets for `obj.attribute`: only what a group or a loop offers."""
        if isinstance(obj, Group):
            return obj.lookup(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


LOOP = ("first", "last")


@pass_context  # which also keeps Jinja from folding constants into the text
def _finalize(context: Context, value: object) -> str:
    if isinstance(value, Mark):
        return value
    printer: Printer = context["_printer"]
    return printer.printed(value)


def _listed(value: Any) -> Any:
    return value.listed()


def _capitalised(value: Any) -> Any:
    return value.capitalised()


def _linked(value: Any) -> Any:
    return value.linked()


@lru_cache(maxsize=1)
def language() -> Language:
    """The one environment of this process."""
    return Language()


_ALLOWED = (
    nodes.Template | nodes.Output | nodes.TemplateData | nodes.If | nodes.For | nodes.Name
    | nodes.Getattr | nodes.And | nodes.Or | nodes.Not | nodes.ContextReference | nodes.Const
)  # fmt: skip
REFUSED = "can't be used in a model"
MAX_NESTING = 20
_TAG_NAMES = {"assign": "set", "fromimport": "from", "": "block"}
_PIPED = re.compile(rf"\{{%[-+]?\s*(?:{_NAMES})\b[^%|{{]*\|")  # we note an indent like that
_LONG = re.compile(r"\{[{%][^{}%]*?[0-9]{1000}")
_NO_NODE = re.compile(r"\{%[-+]?\s*(raw|print|autoescape)\b")  # tags that the tree doesn't show


def _what(node: nodes.Node) -> str:
    match node:
        case nodes.Sub():
            return "a hyphen or minus sign"
        case nodes.BinExpr() | nodes.UnaryExpr() | nodes.Concat():
            return "arithmetic"
        case nodes.Const() | nodes.List() | nodes.Dict() | nodes.Tuple():
            return "a text or number of its own"
        case nodes.Filter(name=name):
            bare = name not in language().filters
            return f"the filter {name!r}" if bare else f"the filter {name!r} with brackets"
        case nodes.Call():
            return "a call"
        case nodes.Compare() | nodes.Test() | nodes.CondExpr():
            return "a comparison"
        case nodes.Getitem():
            return "a name in square brackets"
    tag = type(node).__name__.lower().removesuffix("block")
    return f"the tag {_TAG_NAMES.get(tag, tag)!r}"


@lru_cache(maxsize=256)
def inspect(text: str) -> nodes.Template:
    """The syntax tree of a model text, nothing in it but what the language has.

    Raises TemplateSyntaxError with the line, counted in the text.
    """
    if found := _NO_NODE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise TemplateSyntaxError(f"the tag {found[1]!r} {REFUSED}", line)
    if found := _PIPED.search(text):
        raise TemplateSyntaxError("unexpected '|'", text.count("\n", 0, found.start()) + 1)
    if found := _LONG.search(text):  # Python reads no number that is longer
        line = text.count("\n", 0, found.start()) + 1
        raise TemplateSyntaxError(f"a text or number of its own {REFUSED}", line)
    too_deep = f"what is nested more than {MAX_NESTING} levels deep {REFUSED}"
    try:
        tree = language().parse(text)
    except RecursionError:
        raise TemplateSyntaxError(too_deep, 1) from None
    line = 1
    for node, depth in _outside_either(tree):
        line = node.lineno or line
        if depth > MAX_NESTING:
            raise TemplateSyntaxError(too_deep, line)
        if isinstance(node, nodes.Filter):
            bare = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
            if node.name in language().filters and bare:
                continue
        elif isinstance(node, _ALLOWED) and type(node) is not nodes.Const:
            continue
        raise TemplateSyntaxError(f"{_what(node)} {REFUSED}", line)
    return tree


def _outside_either(node: nodes.Node, depth: int = 1) -> Iterator[tuple[nodes.Node, int]]:
    """The nodes below one and their depth, without the calls that Either made."""
    for child in node.iter_child_nodes():
        if either_call(child):
            continue
        yield child, depth
        if depth <= MAX_NESTING:
            yield from _outside_either(child, depth + 1)


def either_call(node: nodes.Node) -> tuple[str, ...]:
    """The arguments of a call that Either made: the method first; empty for other nodes."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.ExtensionAttribute)):
        return ()
    constants = [str(a.value) for a in node.args if isinstance(a, nodes.Const)]
    return (node.node.name, *constants)
