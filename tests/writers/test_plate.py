"""A plate: set once, filled often."""

import pytest
from hypothesis import given
from strategies import values

from policygen.writers.plate import Holes, TextPlate, escape_xml


def shout(text: str) -> str:
    return text.upper()


def test_text_without_slots_is_itself() -> None:
    assert Holes().cut("a\ue000b") == TextPlate("a\ue000b", ())  # no hole of this plate
    assert Holes().cut("ä").fill({"unused": "x"}) == "ä".encode()


def test_a_slot_is_filled_wherever_it_stands_and_escaped_as_it_was_asked_for() -> None:
    holes = Holes()
    plain, loud, other = holes.hole("a", str), holes.hole("a", shout), holes.hole("b", escape_xml)
    assert holes.hole("a", str) == plain
    plate = holes.cut(f"{plain}, {loud}{other} {plain}")
    assert plate.text({"a": "x", "b": '<&">'}) == "x, X&lt;&amp;&quot;&gt; x"
    assert plate.text({"a": "y", "b": ""}) == "y, Y y"


def test_one_set_of_holes_serves_several_texts() -> None:
    holes = Holes()
    one, two = holes.hole("a", str), holes.hole("b", str)
    assert holes.cut(f"x{two}").text({"b": "2"}) == "x2"
    assert holes.cut(f"{one}x").text({"a": "1"}) == "1x"


def test_a_slot_without_a_value_is_an_error() -> None:
    holes = Holes()
    with pytest.raises(KeyError, match="a"):
        holes.cut(holes.hole("a", str)).fill({})


def test_there_are_holes_enough_for_the_largest_source_file() -> None:
    holes = Holes()
    text = "".join(holes.hole(str(index), str) for index in range(20_000))
    filled = holes.cut(text).text({str(index): f"{index} " for index in range(20_000)})
    assert filled.split() == [str(index) for index in range(20_000)]


@given(values(), values())
def test_a_value_never_fills_another_slot(one: str, two: str) -> None:
    holes = Holes()
    text = f"({holes.hole('a', str)}) ({holes.hole('b', str)})"
    assert holes.cut(text).text({"a": one, "b": two}) == f"({one}) ({two})"
