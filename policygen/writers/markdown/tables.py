"""Tables of a Markdown edition: pipe tables, or HTML where those can't hold what there is.

In such a table each cell's words stand between empty lines, so that they are read as Markdown
(CommonMark 0.31, 4.6).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat

from policygen.document import Blocks, Grid, Inlines, Paragraph, label
from policygen.document.grids import (
    GridLine,
    Layout,
    Placed,
    is_simple,
    laid_out,
    words_of,
)
from policygen.writers.markdown.inlines import (
    anchor_tag,
    on_one_line,
    plain_text,
)

_READ = ' markdown="block"'  # so that Python-Markdown, and MkDocs with it, reads what is inside
_DASHES = {"left": "---", "center": ":-:", "right": "--:"}


def pipe_table(
    rows: Iterable[tuple[Inlines, ...]],
    aligns: tuple[str, ...] = (),
    anchors: tuple[str, ...] = (),
) -> str:
    """A table of GFM (4.10). What its rows are led to by stands in their first cells."""
    lines = list(rows)
    cells = [
        f"| {anchor_tag(anchor)}{' | '.join(map(on_one_line, line))} |"
        for line, anchor in zip(lines, chain(anchors, repeat("")), strict=False)
    ]
    dashes = [_DASHES[align] for align in aligns or ("left",) * len(lines[0])]
    cells.insert(1, f"| {' | '.join(dashes)} |")
    return "\n".join(cells)


def markdown_table(grid: Grid, blocks: Callable[[Blocks], str]) -> str:
    """A table, with a comment before it of what Markdown doesn't show."""
    layout = laid_out(grid)
    parts = [f"<!-- {' '.join(['table', *_kept(grid)])} -->"]
    if grid.caption or grid.anchor:
        words = (
            f"**{label('Table', grid.number, grid.caption)}{on_one_line(grid.caption)}**"
            if grid.caption
            else ""
        )
        parts.append(f"{anchor_tag(grid.anchor)}{words}")
    if is_simple(layout):
        rows = (tuple(words_of(p.cell.children) for p in line.cells) for line in layout.lines)
        parts.append(pipe_table(rows, grid.aligns))
    else:
        parts.append("\n".join(_html(grid, layout, blocks)))
    return "\n\n".join(parts)


def _kept(grid: Grid) -> Iterator[str]:
    """What a pipe table or its cells don't say."""
    if grid.widths:
        yield f"widths={','.join(map(str, grid.widths))}"
    if grid.aligns:
        yield f"aligns={','.join(grid.aligns)}"
    if grid.row_headings:
        yield "row-headings"


def _html(grid: Grid, layout: Layout, blocks: Callable[[Blocks], str]) -> Iterator[str]:
    yield f"<table{_READ}>"
    if layout.headings:
        yield f"<thead{_READ}>"
    body = False
    for line in layout.lines:
        if line.kind != "heading" and not body:
            yield f"</thead>\n<tbody{_READ}>" if layout.headings else f"<tbody{_READ}>"
            body = True
        yield f"<tr{_READ}>"
        yield from _line(grid, layout, line, blocks)
        yield "</tr>"
    yield "</tbody>\n</table>" if body else "</thead>\n</table>"


def _line(
    grid: Grid, layout: Layout, line: GridLine, blocks: Callable[[Blocks], str]
) -> Iterator[str]:
    if line.kind == "open":
        span = f' colspan="{layout.columns}"' if layout.columns > 1 else ""
        yield f'<th{_READ}{span} scope="col">'
        yield f"\n<mark>{line.mark}</mark> {plain_text(line.words)}\n"
        yield "</th>"
    own = [placed for placed in line.cells if not placed.continued]
    for index, placed in enumerate(own):
        anchor = "" if index else anchor_tag(line.anchor)
        tag, attributes = _tag(grid, line, placed)
        inside = blocks(placed.cell.children)
        if anchor and inside and not isinstance(placed.cell.children[0], Paragraph):
            inside = f"\n\n{inside}"
        if not (anchor or inside):
            yield f"<{tag}{_READ}{attributes}></{tag}>"
            continue
        yield f"<{tag}{_READ}{attributes}>"
        yield f"\n{anchor}{inside}\n"
        yield f"</{tag}>"


def _tag(grid: Grid, line: GridLine, placed: Placed) -> tuple[str, str]:
    cell, align = placed.cell, ""
    if placed.column < len(grid.aligns):
        align = grid.aligns[placed.column]
    attributes = "".join(
        f' {name}="{said}"'
        for name, said in (
            ("colspan", str(cell.cols) if cell.cols > 1 else ""),
            ("rowspan", str(cell.rows) if cell.rows > 1 else ""),
            ("align", align if align != "left" else ""),
        )
        if said
    )
    names_row = grid.row_headings and line.kind == "row" and not placed.column
    scope = {"heading": "col", "band": "col"}.get(line.kind, "row" if names_row else "")
    if not scope or not cell.children:
        return "td", attributes
    return "th", f'{attributes} scope="{scope}"'
