"""A plate: set once, filled often."""

import pytest
from hypothesis import given
from strategies import values

from policygen.writers.plate import Holes, TextPlate, escape_xml, join, literal


def shout(text: str) -> str:
    return text.upper()


HOLES = Holes(str, shout, escape_xml)


def test_text_without_slots_is_itself() -> None:
    assert HOLES.cut("a\ue000b") == literal("a\ue000b")
    assert HOLES.cut("ä").fill({"unused": "x"}) == "ä".encode()


def test_a_slot_is_filled_wherever_it_stands_and_escaped_as_it_was_asked_for() -> None:
    plain, loud = HOLES.hole("a", str), HOLES.hole("a", shout)
    plate = HOLES.cut(f"{plain}, {loud}{HOLES.hole('b', escape_xml)} {plain}")
    assert plate.text({"a": "x", "b": '<&">'}) == "x, X&lt;&amp;&quot;&gt; x"
    assert plate.text({"a": "y", "b": ""}) == "y, Y y"


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="a"):
        HOLES.cut(HOLES.hole("a", str)).fill({})


def test_any_number_of_slots_works() -> None:
    text = "".join(HOLES.hole(f"history.{index}", str) for index in range(100_000))
    filled = HOLES.cut(text).text({f"history.{index}": f"{index} " for index in range(100_000)})
    assert filled.split() == [str(index) for index in range(100_000)]


def texts() -> list[str]:
    """Written texts that have slots everywhere: at an edge, side by side, or none."""
    a, b = HOLES.hole("a", str), HOLES.hole("b", shout)
    return ["", "x", a, f"x{a}", f"{b}x", f"{a}{b}", f"x{a}y{b}{a}z", " "]


@pytest.mark.parametrize("between", ["", "\n\n"])
def test_plates_that_are_joined_are_the_plate_of_the_whole_text(between: str) -> None:
    whole = HOLES.cut(between.join(texts()))
    assert join(map(HOLES.cut, texts()), between) == whole
    assert join([]) == literal("")


@pytest.mark.parametrize("inner", texts())
def test_a_plate_that_is_put_in_a_place_is_as_if_it_had_been_written_there(inner: str) -> None:
    place = HOLES.hole("place", str)
    outer = [f"({place}{HOLES.hole('b', str)}{place})", place, "no place", f"{place}x"]
    for text in outer:
        put = HOLES.cut(text).put({"place": HOLES.cut(inner)})
        assert put == HOLES.cut(text.replace(place, inner))


def test_a_plate_keeps_its_slots_where_nothing_is_put() -> None:
    plate = HOLES.cut(f"a{HOLES.hole('a', shout)}")
    assert plate.put({}) == plate
    assert plate.slots and isinstance(plate, TextPlate)


@given(values(), values())
def test_a_value_never_fills_another_slot(one: str, two: str) -> None:
    text = f"({HOLES.hole('a', str)}) ({HOLES.hole('b', str)})"
    assert HOLES.cut(text).text({"a": one, "b": two}) == f"({one}) ({two})"
