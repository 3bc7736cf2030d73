"""Pictures and footnotes in Word, in our style and in others."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO

import pytest
from docx_rules import violations
from house_styles import odd_styles
from making import edition

from policygen.assembly.edition import Edition
from policygen.writers import plate
from policygen.writers.docx.base import our_base

TEXT = """\
## Stages {#stages}

1. There are two.^[As *others* have: see [theirs](https://example.org/a) and [](#stages).] See
   [](#plan).^[At {{ values.place }}.]

   ::: figure The plan {width=50 #plan}
   ![What it shows to {{ school.name }}](plan.png)
   :::

::: figure
![The same](plan.png)
:::

## After them

::: figure A tower
![A tower that is taller than a page](tower.png)
:::
"""


@lru_cache(maxsize=1)
def made() -> Edition:
    return edition(TEXT, "values: {place: x & y}")


def parts(style: bytes | None = None) -> dict[str, str]:
    one = made()
    values = {**one.values, "school.name": 'St "M" & <N>'}
    data = plate("docx", one.document, style).fill(values, None, one.pictures)
    odd = [wrong for wrong in violations(data) if "U+F0B7" not in wrong]  # Word's own bullet
    assert odd == []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        held = {name: archive.read(name).decode() for name in names}
        assert [name for name in archive.namelist() if "media/figure" in name] == [
            "word/media/figure1.png"
        ]
    return held


def test_pictures_are_told_apart_and_say_what_they_show() -> None:
    main = parts()["word/document.xml"]
    found = re.findall(r'<wp:docPr id="(\d+)" name="Picture" descr="([^"]*)"', main)
    assert [number for number, _ in found] == ["1000", "1001", "1002"]
    assert found[0][1] == "What it shows to St &quot;M&quot; &amp; &lt;N&gt;"
    assert len(set(re.findall(r'r:embed="(\w+)"', main))) == 1


def test_a_picture_takes_up_its_share_of_the_room() -> None:
    main = parts()["word/document.xml"]
    first, second, _ = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', main)
    room = (11906 - 2 * 1134 - 720) * 635
    assert first == (str(room // 2), str(room // 2 * 30 // 40))
    assert second == (str(40 * 9525), str(30 * 9525))


def test_a_caption_counts_by_itself_and_is_referred_to_by_its_number() -> None:
    main = parts()["word/document.xml"]
    assert (
        re.findall(r"<w:instrText[^>]*> (SEQ[^<]*) </w:instrText>", main)
        == [r"SEQ Figure \* ARABIC"] * 2
    )
    assert r" REF ref_plan \h " in main
    assert r" REF ref_stages \w \h " in parts()["word/footnotes.xml"]


@pytest.mark.parametrize("name", ["ours", *odd_styles()])
def test_notes_are_words_own_in_every_style(name: str) -> None:
    held = parts(None if name == "ours" else odd_styles()[name])
    main, notes = held["word/document.xml"], held["word/footnotes.xml"]
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"/>', main) == ["1", "2"]
    assert re.findall(r'<w:footnote w:id="(\d+)">', notes) == ["1", "2"]
    assert 'HYPERLINK "https://example.org/a"' in notes
    assert "At x &amp; y." in "".join(re.findall("<w:t[^>]*>([^<]*)", notes))
    assert held["word/settings.xml"].count('<w:footnote w:id="-1"/><w:footnote w:id="0"/>') == 1
    assert 'PartName="/word/footnotes.xml"' in held["[Content_Types].xml"]
    assert "footnotes.xml" in held["word/_rels/document.xml.rels"]


def test_a_text_without_notes_has_no_part_for_them() -> None:
    one = edition("## Words\n\n1. More.")
    for style in (None, our_base()):
        data = plate("docx", one.document, style).fill(one.values)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert "word/footnotes.xml" not in archive.namelist()
            assert "footnote" not in archive.read("word/settings.xml").decode()
