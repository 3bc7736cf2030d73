"""Apostrophes and quotation marks: which straight ones are set, and how."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygen.document.quotes import SOMETHING, straight, typographic

SET = {
    "apostrophes": [
        ("It's the school's, and isn't ours", "It’s the school’s, and isn’t ours"),
        ("O'Brien, St Mary's, Qur'an, o'clock", "O’Brien, St Mary’s, Qur’an, o’clock"),
        ("parents' evening, the pupils'.", "parents’ evening, the pupils’."),
        ("James', (parents') and parents'/carers'", "James’, (parents’) and parents’/carers’"),
        ("Year 6's room, the 1990s' music", "Year 6’s room, the 1990s’ music"),
        ("A's and B's", "A’s and B’s"),
        ("100%'s, pupil(s)'s, \"Yes\"'s", "100%’s, pupil(s)’s, “Yes”’s"),
    ],
    "apostrophes where a word is cut short": [
        ("the '90s and the '60s'", "the ’90s and the ’60s’"),
        ("the class of '68", "the class of ’68"),
        ("the class of '68 in the parents' room", "the class of ’68 in the parents’ room"),
        ("'Tis so: give 'em time 'til May", "’Tis so: give ’em time ’til May"),
        ("the 'phone, a 'flu jab", "the ’phone, a ’flu jab"),
        ("rock 'n' roll and Pick 'n' Mix", "rock ’n’ roll and Pick ’n’ Mix"),
        ("rock-'n'-roll, rock'n'roll", "rock-’n’-roll, rock’n’roll"),
    ],
    "quotations that only look like those": [
        ("'90 days' notice'", "‘90 days’ notice’"),
        ("the '68'", "the ‘68’"),
        ("what 'til' means", "what ‘til’ means"),
        ("the 'cause of death' is", "the ‘cause of death’ is"),
        ("the letter 'n' is", "the letter ‘n’ is"),
        ("'s', 'n' and 'p'", "‘s’, ‘n’ and ‘p’"),
    ],
    "quotations": [
        ("a 'quoted' word, a \"quoted\" one", "a ‘quoted’ word, a “quoted” one"),
        ("\"nested 'quotes' here\"", "“nested ‘quotes’ here”"),
        ("'\"Stop!\" he said.'", "‘“Stop!” he said.’"),
        ("\"He said, 'No.'\" Then \"'Yes,' she\"", "“He said, ‘No.’” Then “‘Yes,’ she”"),
        ("'the parents' evening'", "‘the parents’ evening’"),
        ("\"It's ours\", 'isn't it?'", "“It’s ours”, ‘isn’t it?’"),
        ('"Is it?"; "No."', "“Is it?”; “No.”"),
        ('"...and then"', "“...and then”"),
        ('"and then…"', "“and then…”"),
        ('"it goes on', "“it goes on"),
        ("'it goes on", "‘it goes on"),
        ('and ends here"', "and ends here”"),
        ('and here", he said', "and here”, he said"),
        ('"Year 6"', "“Year 6”"),
        ("\"She's 'ere\"", "“She’s ‘ere”"),
        ("''two''", "‘‘two’’"),
    ],
    "quotations beside brackets, dashes and each other": [
        ("('so') [\"so\"]", "(‘so’) [“so”]"),
        ('say—"so"—and - "so" -', "say—“so”—and - “so” -"),
        ("a non-'starter', and/'or'", "a non-‘starter’, and/‘or’"),
        ('"School"/"Academy"', "“School”/“Academy”"),
        ('"a","b"', "“a”,“b”"),
        ('"A"s and "B"s', "“A”s and “B”s"),
        ('"A"s on 6" paper', '“A”s on 6" paper'),
        ('"Stop,"he said', "“Stop,”he said"),
        ('he said:"Stop"', "he said:“Stop”"),
        ('"?" and "." and ".docx"', "“?” and “.” and “.docx”"),
        ('"so"\nand "so"', "“so”\nand “so”"),
    ],
    "what isn't known": [
        (f"'{SOMETHING}', \"{SOMETHING}\"", f"‘{SOMETHING}’, “{SOMETHING}”"),
        (f"{SOMETHING}'s and O'{SOMETHING}", f"{SOMETHING}’s and O’{SOMETHING}"),
        (f"{SOMETHING}' and {SOMETHING}\"", f"{SOMETHING}’ and {SOMETHING}”"),
        (f"{SOMETHING}'{SOMETHING}", f"{SOMETHING}’{SOMETHING}"),
    ],
    "marks beside some that are set": [
        ("“It's 'so'”", "“It’s ‘so’”"),
        ("‘Isn't it?’", "‘Isn’t it?’"),
        ("‘It isn’t Year 6'", "‘It isn’t Year 6’"),
        ('“so"', "“so”"),
    ],
}


@pytest.mark.parametrize(("typed", "said"), [pair for pairs in SET.values() for pair in pairs])
def test_these_are_set(typed: str, said: str) -> None:
    assert typographic(typed) == said
    assert typographic(said) == said


@pytest.mark.parametrize(
    "typed",
    [
        "", "none at all", "5'10\"", "5' 10\" tall", '6" and 8"', '3½" x',
        '6" x 4"', "3' × 4'", "6'x4'",
        "51°30'20\"N", "o'brien@example.org", "mailto:o'brien@example.org",
        "https://example.org/it's/a'b", "www.example.org/it's", "a ' b", 'a " b', '"', "'", '""',
        '5"x', 'mid"word',
    ],
)  # fmt: skip
def test_these_stay_as_they_are(typed: str) -> None:
    assert typographic(typed) == typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("'https://example.org/a'", "‘https://example.org/a’"),
        ('"o\'brien@example.org"', "“o'brien@example.org”"),
        ("'see www.example.org.'", "‘see www.example.org.’"),
        ('"He is 5\'10" tall"', "“He is 5'10\" tall”"),
        ('"5\'10""', "“5'10\"”"),
        ('a 6" or "big" pipe', 'a 6" or “big” pipe'),
        ('"3 x 4"', "“3 x 4”"),
    ],
)
def test_marks_around_them_are_set(typed: str, said: str) -> None:
    assert typographic(typed) == said


pieces = st.lists(
    st.sampled_from(
        [*"'\"''\"\"‘’“” \n.,-(/6", "a", "s", "n", "x", "90s", "til", "@", "https://", SOMETHING]
    )
).map("".join)
texts = st.one_of(st.text(), pieces)


@given(texts)
@example("5'10\"")
def test_only_straight_marks_are_changed_each_to_one_of_its_kind(text: str) -> None:
    said = typographic(text)
    assert len(said) == len(text)
    for before, after in zip(text, said, strict=True):
        assert after in {"'": "'‘’", '"': '"“”'}.get(before, before)


@given(texts)
def test_what_is_set_stays_so(text: str) -> None:
    assert typographic(typographic(text)) == typographic(text)


@given(texts)
def test_a_text_says_the_same_however_its_marks_are_set(text: str) -> None:
    assert straight(typographic(text)) == straight(text)


@given(st.sampled_from([pair for pairs in SET.values() for pair in pairs]))
def test_straight_marks_are_what_they_were(pair: tuple[str, str]) -> None:
    assert straight(pair[1]) == straight(pair[0])
