"""What a model's text may not do: the language of its tags is small, and reading it is quick."""

from time import process_time

import pytest
from jinja2.exceptions import TemplateSyntaxError

from policygen.assembly.language import REFUSED, inspect

VALUE = "{{ values.place }}"


@pytest.mark.parametrize(
    "tag",
    [
        '{{ "a" * 3000000000 }}', "{{ range(10**9) }}", "{{ 9**9**9 }}", "{{ lipsum() }}",
        "{{ ''.__class__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ values.place.upper() }}", "{{ values['place'] }}", "{{ values.place[0] }}",
        "{{ values.place | upper }}", "{{ values.place | attr('name') }}",
        "{{ values.place | listed(1) }}", "{{ values.place is defined }}",
        "{{ values.place ~ values.place }}", "{{ [values.place] }}", "{{ 1 if values.place }}",
        "{% set x = values.place %}", "{% macro m() %}{% endmacro %}", "{% include 'x' %}",
        "{% import 'x' as x %}", "{% from 'x' import x %}", "{% extends 'x' %}",
        "{% block x %}{% endblock %}", "{% call m() %}{% endcall %}", "{% with %}{% endwith %}",
        "{% filter upper %}{% endfilter %}", "{% print values.place %}",
        "{% autoescape true %}{% endautoescape %}", "{% raw %}{{ x }}{% endraw %}",
        "{% for a, b in values.place %}{% endfor %}", "{% if values.place == 1 %}{% endif %}",
        "{{ " + "(" * 5_000 + "values.place" + ")" * 5_000 + " }}",
        "{{ values" + ".place" * 5_000 + " }}",
        "{{ values.place" + " | listed" * 5_000 + " }}",
        "{% if " + "not " * 5_000 + "values.place %}{% endif %}",
        "{% if values.place %}" * 1_500 + "{% endif %}" * 1_500,
        "{% for x in values.place %}" * 25 + "{% endfor %}" * 25,
        "{% either d: a %}" * 25 + "{% or b %}{% endeither %}" * 25,
    ],
    ids=lambda tag: tag[:40],
)  # fmt: skip
def test_is_refused_at_once(tag: str) -> None:
    began = process_time()
    with pytest.raises(TemplateSyntaxError, match=REFUSED) as refused:
        inspect(f"A line.\n{tag}\n")
    assert process_time() - began < 1
    nested = "nested" in str(refused.value)
    assert refused.value.lineno == 2 or nested


@pytest.mark.parametrize(
    "text",
    [
        VALUE, "{{ values.place | listed | capitalised }}", "{{ roles.headteacher }}",
        "{% if values.place and not roles.head %}a{% elif school.name %}b{% else %}c{% endif %}",
        "{% for x in values.list %}{% if loop.last %}and {% endif %}{{ x }}{% endfor %}",
        "{% either d: a, b %}x{% or c %}{% either e: f %}y{% or g %}{% endeither %}{% endeither %}",
        "<!-- {{ nothing of a comment is read }} -->", "{#id}",
        "{%- if values.place +%}{% endif %}",
    ],
)  # fmt: skip
def test_is_allowed(text: str) -> None:
    inspect(text)
