"""Rows of a register, made for one test."""

from datetime import date

from policygen.register.rows import Row


def row(
    name: str = "Oak School",
    title: str = "Visitors",
    due: date | None = None,
    mail: str | None = None,
) -> Row:
    return Row(
        school="oak", identity="oak", name=name, policy="visitors", title=title, model="2026-09",
        version="1.0",
        states=("issued",), changes=(), approver="Governors", last_review="May 2025",
        next_review="May 2027" if due else "", due=due, moved=3, stamp=date(2025, 5, 1), email=mail,
        today=date(2026, 5, 1),
    )  # fmt: skip
