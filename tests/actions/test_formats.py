from policygen.actions.formats import ENDINGS
from policygen.writers import FORMATS


def test_the_formats_on_offer_are_those_that_there_are() -> None:
    assert tuple(FORMATS) == ENDINGS
