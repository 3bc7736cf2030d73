"""Pictures of a HTML edition: in the page itself, their bytes put in when it is filled."""

from policygen.document import Figure, label
from policygen.writers.html.inlines import bare, data_hole, identified, written

_KINDS = {"svg": "svg+xml"}


def html_figure(figure: Figure) -> str:
    """A picture with its caption; a blank for one of a school's own that isn't given."""
    name = figure.drawing or figure.picture
    ending = name.rpartition(".")[2]
    width, height = figure.pixels
    share = f' style="width: {figure.width}%"' if figure.width else ""
    address = f"data:image/{_KINDS.get(ending, ending)};base64,{data_hole(name)}"
    image = (
        f'<img src="{address}" alt="{bare(figure.alt)}" width="{width}" height="{height}"{share}>'
    )
    words = label("Figure", figure.number, figure.caption) + written(figure.caption)
    if not figure.picture:
        image = f"<p>{written(figure.alt)}</p>"
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    lines = [f"<figure{identified(figure.anchor)}>", image, caption, "</figure>"]
    return "\n".join(filter(None, lines))
