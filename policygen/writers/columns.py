"""How wide a table's columns are, in twips, so that no word is broken where there is the room.

Word itself widens a column whose word doesn't fit, LibreOffice and others take what stands here.
"""

from collections.abc import Sequence

from policygen.document import Grid

_EM = 240  # of letters of 12 points
_MARGINS = 2 * 108 + 30  # of a cell, as in styles.xml, Policy Table
_LONGEST = 20_000  # a line needs no more room than this, in thousandths of an em


def column_widths(grid: Grid, columns: int, room: int) -> list[int]:
    """The widths of a table's columns, which fill the room."""
    measures = grid.measures if len(grid.measures) == columns else ((0, 1),) * columns
    needs = [_MARGINS + word * _EM // 1000 for word, _ in measures]
    wants = [_MARGINS + min(line, _LONGEST) * _EM // 1000 for _, line in measures]
    if len(grid.widths) == columns:
        whole = sum(grid.widths)
        wanted = [room * share / whole for share in grid.widths]
    elif sum(wants) <= room or not grid.measures:
        wanted = [room * want / sum(wants) for want in wants]
    else:
        wanted = _shared(needs, wants, room)
    return _whole(_held_to(wanted, needs, room), room)


def _shared(needs: Sequence[int], wants: Sequence[int], room: int) -> list[float]:
    """What each column needs, and of the rest a share by what it would still take (CSS 2, 17.5)."""
    more = [max(0, want - need) for need, want in zip(needs, wants, strict=True)]
    rest = max(0, room - sum(needs))
    return [
        need + (rest * part / sum(more) if sum(more) else 0)
        for need, part in zip(needs, more, strict=True)
    ]


def _held_to(wanted: Sequence[float], needs: Sequence[int], room: int) -> list[float]:
    """Widths none of which is too narrow for its longest word, if they can all be wide enough."""
    if sum(needs) >= room:
        most = _most(needs, room)
        return [min(need, most) for need in needs]
    widths = [max(want, need) for want, need in zip(wanted, needs, strict=True)]
    over = sum(widths) - room
    spare = sum(widths) - sum(needs)
    if over <= 0 or not spare:
        return widths
    return [w - over * (w - need) / spare for w, need in zip(widths, needs, strict=True)]


def _most(needs: Sequence[int], room: int) -> float:
    """How wide a column may be at most, so that those with the longest words give way alone."""
    left = float(room)
    for count, need in enumerate(sorted(needs)):
        most = left / (len(needs) - count)
        if need >= most:
            return most
        left -= need
    return left


def _whole(widths: Sequence[float], room: int) -> list[int]:
    made = [int(width) for width in widths]
    made[-1] += room - sum(made)
    return made
