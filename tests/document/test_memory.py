"""Work that is done once for each record."""

from policygen.document import Paragraph, Text
from policygen.document.memory import once


def test_it_is_done_once_for_each_record_and_all_else_alike() -> None:
    done: list[tuple[Paragraph, str]] = []

    @once
    def work(record: Paragraph, more: str) -> str:
        done.append((record, more))
        return f"{record.children} {more}"

    one, other = Paragraph((Text("a"),)), Paragraph((Text("b"),))
    for _ in range(3):
        assert [work(one, ""), work(one, "x"), work(other, "")] == [
            f"{one.children} ", f"{one.children} x", f"{other.children} ",
        ]  # fmt: skip
    assert done == [(one, ""), (one, "x"), (other, "")]


def test_a_record_that_is_gone_is_never_taken_for_a_new_one() -> None:
    """A new object may get the id of one that is no more."""

    @once
    def words(record: Paragraph) -> tuple[object, ...]:
        return record.children

    for number in range(10_000):
        said = (Text(str(number)),)
        assert words(Paragraph(said)) is said
