"""Forms, for paper: lines to write on and boxes to tick, none of which can be used on the screen.

So none is an element of an HTML form. What can be seen is drawn by the style sheet; what it stands
for is said in words, for those who hear the page and for where there are no styles.
"""

from collections.abc import Callable

from policygen.document import Blocks, BulletList, Form, Paragraph
from policygen.document.fields import Field, choice, first_of, line_fields
from policygen.writers.html.inlines import TO_TICK, bare, identified, place_to_write, written

Write = Callable[[Blocks], str]


def form_element(form: Form, blocks: Write) -> str:
    """A form: a group by the name of its title."""
    kind = "form office" if form.office else "form"
    named = f' role="group" aria-label="{bare(form.title)}"' if form.title else ""
    title = f'<p class="title"><strong>{written(form.title)}</strong></p>' if form.title else ""
    start = f'<div class="{kind}"{identified(form.anchor)}{named}>'
    return "\n".join(filter(None, [start, title, blocks(form.children), "</div>"]))


def fields_element(fields: BulletList, blocks: Write) -> str:
    """The items of a list that are filled in: a list without bullets."""
    items = (_item(item, blocks) for item in fields.items)
    return "\n".join(['<ul class="fields">', *items, "</ul>"])


def _item(item: Blocks, blocks: Write) -> str:
    first, kind = first_of(item), ""
    if not isinstance(first, Paragraph):
        return f"<li>{blocks(item)}</li>"
    words, rest, named = first.children, item[1:], identified(first.anchor)
    if chosen := choice(words):
        said, kind = f"<p{named}>{TO_TICK} {written(chosen)}</p>", ' class="choice"'
    elif fields := line_fields(words):
        said = f'<p class="line"{named}>{" ".join(map(_field, fields))}</p>'
    else:
        said = f"<p{named}>{written(words)}</p>"
    return "\n".join(filter(None, [f"<li{kind}>{said}", blocks(rest)])) + "</li>"


def _field(field: Field) -> str:
    kind = "field room" if field.place.lines > 1 else "field"
    asked = f"<span>{written(field.words)}</span>"
    return f'<span class="{kind}">{asked} {place_to_write(field.place)}</span>'
