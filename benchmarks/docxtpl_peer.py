"""The sample policy as a docxtpl template: our own Word pages, with Jinja in place of our slots.

So both programs write the same text with the same styles, tables, header and footer. Two editions
that choose differently are set with Jinja's conditions around what they don't share; the list of
policies and the version history become loops.
"""

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import Environment, Template

from policygen.assembly.edition import Edition, assemble
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model
from policygen.sources.school import read_school
from policygen.writers import plate

_ISSUES = """
    history:
      - {version: "1", issued: 2016-04, by: A, summary: A}
      - {version: "2", issued: 2017-04, by: A, summary: A}
    next_review: 2018-04
"""
_ONE = """
    choices: {personal_use: occasional, business_use: with_approval}
    values: {designated_place: A}
"""
_OTHER = """
    choices: {personal_use: never, business_use: never}
    values: {related_policies: {drop: [e_safety]}}
"""
_LIST = "values.related_policies."
_PRINTED = {
    "school.name": "{{ school }}",
    "edition.date": "2016-04-01",  # a date of the file's, which docxtpl leaves alone
    "edition.next_review": "{{ next_review }}",
    "roles.headteacher": "{{ headteacher }}",
    "values.designated_place": "{{ designated_place }}",
    f"{_LIST}conduct": "{{ policy }}",  # the first of the list: it becomes the loop
    f"{_LIST}e_safety": "{{ e_safety }}",
    **{f"history.0.{name}": f"{{{{ issue.{name} }}}}" for name in ("version", "issued")},
    **{f"history.0.{name}": f"{{{{ issue.{name} }}}}" for name in ("by", "summary")},
    **{f"history.1.{name}": f"{{{{ last.{name} }}}}" for name in ("version", "issued", "by")},
}


class _Warm(Environment):
    """Compiles each template once, as docxtpl by itself doesn't."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:  # noqa: A002
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, globals, template_class)
        return self._compiled[source]


class Peer:
    """Renders editions with docxtpl, its template in memory."""

    def __init__(self, model: Model) -> None:
        self.template = _template(model)
        self.warm = _Warm()

    def render(self, context: Mapping[str, Any], *, warm: bool = True) -> bytes:
        """One Word edition; not warm is what docxtpl's own guide does."""
        word = DocxTemplate(BytesIO(self.template))
        word.render(dict(context), self.warm if warm else Environment(autoescape=True))
        buffer = BytesIO()
        word.save(buffer)
        return buffer.getvalue()


def context_of(edition: Edition) -> dict[str, Any]:
    """An edition's values in the way that a template's author would name them."""
    values = edition.values
    history = [
        {name: values[f"history.{index}.{name}"] for name in ("version", "issued", "by", "summary")}
        for index in range(edition.frame.issues)
    ]
    return {
        "school": values["school.name"],
        "next_review": values.get("edition.next_review"),
        "headteacher": values["roles.headteacher"],
        "designated_place": values.get("values.designated_place"),
        "policies": [text for name, text in values.items() if name.startswith(_LIST)],
        "e_safety": values.get(f"{_LIST}e_safety"),
        "approved": "with manager" if "approved by their manager" in edition.shape.text else "",
        "history": history,
        "last": history[-1],
    }


def texts(data: bytes) -> list[str]:
    """The text of a Word file, paragraph by paragraph, with its header and footer."""
    word = docx.Document(BytesIO(data))
    section = word.sections[0]
    parts = (word.element.body, section.header._element, section.footer._element)
    return [
        "".join(text.text or "" for text in paragraph.iter(_tag("t")))
        for part in parts
        for paragraph in part.iter(_tag("p"))
    ]


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _template(model: Model) -> bytes:
    one, other = _word(model, _ONE), _word(model, _OTHER)
    for heading, condition in (("Personal", "designated_place"), ("Business", "approved")):
        passages = _section(one, heading), _section(other, heading)
        _alternatives(*passages, condition)
    _alternatives(_section(one, "Monitoring")[1:], _section(other, "Monitoring")[1:], "e_safety")
    first, *rest = [p._p for p in one.paragraphs if _style(p).startswith("List Bullet")]
    for bullet in rest:
        bullet.getparent().remove(bullet)
    _wrap([first], "{%p for policy in policies %}", "{%p endfor %}")
    control, history = one.tables
    review = next(row for row in control.rows if row.cells[0].text == "Next review")
    _wrap([review._tr], "{%tr if next_review %}", "{%tr endif %}")
    _wrap([history.rows[1]._tr], "{%tr for issue in history %}", "{%tr endfor %}")
    last = history.rows[-1]._tr
    last.getparent().remove(last)
    buffer = BytesIO()
    one.save(buffer)
    return buffer.getvalue()


def _word(model: Model, answers: str) -> WordDocument:
    entry = f'    model: "{model.version}"{answers.rstrip()}{_ISSUES}'
    source = f"name: A\npolicies:\n  {model.policy}:\n{entry}"
    school, problems = read_school(source.encode(), "school.yaml", "a")
    assert school and not problems, problems
    edition, problems = assemble(
        Adoption(school, model.policy, school.policies[model.policy], model)
    )
    assert not problems, problems
    values = {**dict.fromkeys(edition.values, "A"), **_PRINTED}
    return docx.Document(BytesIO(plate("docx", edition.document).fill(values)))


def _section(word: WordDocument, heading: str) -> list[Any]:
    """The paragraphs below the heading that begins with a word."""
    found: list[Any] = []
    inside = False
    for paragraph in word.paragraphs:
        if _style(paragraph).startswith(("Heading", "Unnumbered")):
            inside = paragraph.text.startswith(heading)
        elif inside:
            found.append(paragraph._p)
    return found


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style and paragraph.style.name) or ""


def _alternatives(one: list[Any], other: list[Any], condition: str) -> None:
    """Set the other passage after the one, with Jinja's if, else and endif around them."""
    between, _ = _wrap(one, f"{{%p if {condition} %}}", "{%p else %}", "{%p endif %}")
    for element in reversed(other):
        between.addnext(deepcopy(element))


def _wrap(elements: list[Any], before: str, *after: str) -> list[Any]:
    """Put rows or paragraphs that hold a Jinja statement around others; what stands after them."""
    elements[0].addprevious(_statement(elements[0], before))
    added = [_statement(elements[-1], text) for text in after]
    for element in reversed(added):
        elements[-1].addnext(element)
    return added


def _statement(like: Any, text: str) -> Any:
    element = deepcopy(like)
    first, *rest = element.iter(_tag("r"))
    for run in rest:
        run.getparent().remove(run)
    for child in list(first):
        first.remove(child)
    first.text = text
    return element
