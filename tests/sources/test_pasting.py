"""What comes from Word by paste is mended; words, front matter and lines' ends stay."""

import re

import pytest
from flavours import texts
from hypothesis import given

from policygen.sources.pasting import mended

FRONT = "---\ntitle: A\nnote: • a\n---\n"
N = "\u00a0"


def fixed(text: str) -> str:
    after, changes = mended(FRONT + text)
    assert after.startswith(FRONT)
    lines = re.split("\r\n|\n|\r", after)
    assert [lines[change.line - 1] for change in changes] == [one.after for one in changes]
    return after[len(FRONT) :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("• a\n•\tb\n·c\n\uf0b7 d\n➢ e\n", "- a\n- b\n- c\n- d\n- e\n"),
        ("Staff must:\n– ask\n— wait\n", "Staff must:\n- ask\n- wait\n"),
        ("o a\no\tb\n", "- a\n- b\n"),
        (f"-{N}a\n*{N}b\n-c\n", "- a\n- b\n- c\n"),
        (f"1.{N}a\n2.\tb\n3.c\n", "1. a\n2. b\n3. c\n"),
        ("1.1 One\n1.2 Two\n\n1.3\tThree\n", "1. One\n2. Two\n\n3. Three\n"),
        ("1. One:\n\na) x\nb) y\n2. Two:\n\n(a) x\n(b) y\n",
         "1. One:\n\n   1. x\n   2. y\n2. Two:\n\n   1. x\n   2. y\n"),
        ("1. Aims\n\n1.1 One\n1.2 Two\n2\t**How so**\n- 2.1 Three\n- 2.2 Four\n",
         "## Aims\n\n1. One\n2. Two\n## How so\n1. Three\n2. Four\n"),
        ("1. A\n1.1 Ask\n2. Be\n\nWords.\n\n3. C\n3.1 Ask\n3.2 Be\n4. Dee\n",
         "## A\n1. Ask\n## Be\n\nWords.\n\n## C\n1. Ask\n2. Be\n4. Dee\n"),
        ("{% either a: b %}\n– ask\n{% or c %}\na) ask\n{% endeither %}\n",
         "{% either a: b %}\n- ask\n{% or c %}\n1. ask\n{% endeither %}\n"),
        ("1. Why?\n1.1 Ask:\n1.1.1 One\n1.1.2 Two\n1.2 Wait\n1.2.1 Here\n1.3 Go\n",
         "## Why?\n1. Ask:\n   1. One\n   2. Two\n2. Wait\n   1. Here\n3. Go\n"),
        ("## A\n### B\n1.1.1 One\n1.1.2 Two\n", "## A\n### B\n1. One\n2. Two\n"),
        ("## A\n1.1.1 One\n## C\n2.1 Two\n2.1.1.3 Left\n##D\n3.1.1 Three\n",
         "## A\n1. One\n## C\n1. Two\n2.1.1.3 Left\n## D\n1. Three\n"),
        ("**3.0 Scope**\n3.1\tOne\n", "## Scope\n1. One\n"),
        ("i. a\nii. b\niii. c\niv. d\n", "1. a\n2. b\n3. c\n4. d\n"),
        ("1. One:\n• a\n  - b\n", "1. One:\n   - a\n   - b\n"),
        ("10. Ten:\n• a\n", "10. Ten:\n    - a\n"),
        ("1. One\n\n• a\n• b\n", "1. One\n\n- a\n- b\n"),
        ("1. One:\n• a\n   • b\n   • c\n• d\n",
         "1. One:\n   - a\n      - b\n      - c\n   - d\n"),
        ("1. One\n\nWords:\n• a\n• b\n", "1. One\n\nWords:\n- a\n- b\n"),
        ("## A\n–\tx\n– y\n\n##B\no\tx\n", "## A\n- x\n- y\n\n## B\n- x\n"),
        ("One infor\u00admation, \u200bkept.\u200b So.\n", "One information, kept. So.\n"),
        (f"##A\n\n##{N}B\n\n## 1. C\n\n### 1.1 D\n", "## A\n\n## B\n\n## C\n\n### D\n"),
        ("\uf0fc a\n\uf0e0\tb\n\n| Who | May |\n| A | \uf0fc |\n| B | \uf0fb |\n",
         "- a\n- b\n\n| Who | May |\n| A | ✓ |\n| B | ✗ |\n"),
        ("## Books\nA. One\nB.\tTwo\n\nC. Three\n\n## 2. Use {.new-page}\n\na) x:\ni) y\nii) z\n"
         "b) w\n",
         "## Books {clauses=A.}\n1. One\n2. Two\n\n3. Three\n\n"
         "## Use {.new-page clauses=a)}\n\n1. x:\n   1. y\n   2. z\n2. w\n"),
        ("## A\n{% either a: b %}\n(i) x\n(ii) y\n{% endeither %}\n(iii) z\n",
         "## A {clauses=(i)}\n{% either a: b %}\n1. x\n2. y\n{% endeither %}\n3. z\n"),
        ("1. Aim:\n\nto lend.\n\n2. Who may borrow\n• staff\n\n**3. How?**\na) Ask.\nb) Wait.\n",
         "## Aim:\n\nto lend.\n\n## Who may borrow\n- staff\n\n## How? {clauses=a)}\n"
         "1. Ask.\n2. Wait.\n"),
    ],
)  # fmt: skip
def test_marks_are_mended(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after
    assert fixed(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("::: form A\n☐ Yes\n❏No\n\n• □ Or\n- Which?\n   - ☐ x\n:::\n",
         "::: form A\n- [ ] Yes\n- [ ] No\n\n- [ ] Or\n- Which?\n   - [ ] x\n:::\n"),
        ("::: form\nName: ……………\nSigned....... Date . . . . .\n- Class __ or ___\n- Room ______\n",
         "::: form\n- Name: ____\n- Signed ____ Date ____\n- Class ____ or ____\n- Room ______\n"),
        ("::: form\nWhat happened,\nand when? ……\nYes ☐ No ☐\n:::\n",
         "::: form\nWhat happened,\nand when? ____\n- Yes [ ] No [ ]\n:::\n"),
        ("1. A\n   ::: letter\n   Yours …………\n   \uf0a8 seen\n   :::\n",
         "1. A\n   ::: letter\n   Yours ____\n   [ ] seen\n   :::\n"),
        ("::: box\n☐ a\n::: table\n* - ☐ a\n  - .....\n:::\n☐ b\n:::\n☐ c ……\n",
         "::: box\n☐ a\n::: table\n* - [ ] a\n  - ____\n:::\n☐ b\n:::\n☐ c ……\n"),
        ("::: form\nName:\t…… Date:\t____\n•\t☐\tyes\n1.\tSign ……\nDay\tMonth\n:::\n",
         "::: form\n- Name: ____ Date: ____\n- [ ] yes\n1. Sign ____\nDay\tMonth\n:::\n"),
        ("::: form\nA parent says\nwho comes …………\n\nName ……\n   and class ……\n:::\n",
         "::: form\nA parent says\nwho comes ____\n\n- Name ____\n   and class ____\n:::\n"),
        ("| ☐ a | ☐b |\n", "| [ ] a | [ ] b |\n"),
    ],
)  # fmt: skip
def test_forms_are_mended(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after
    assert fixed(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_a_passage_has_no_front_matter() -> None:
    assert mended("• a\n• b\n", front=False)[0] == "- a\n- b\n"
    assert mended("• a\n• b\n")[1] == []
    assert mended(FRONT + "• a\n", front=False)[1] == []
    assert mended("", front=False) == ("", [])


@pytest.mark.parametrize(
    "text",
    [
        "The school opened in\n1998. It grew\n– slowly\no so slowly.\n", "1.5 million\n",
        "- a\n* b\n",
        "<!-- • a\n• b -->\n", "```\n• a\n```\n", "| • a |\n", "*a* b\n", "-5 degrees\n", "c) a\n",
        "{% if values.a %}\n", "1998. a\n", "A. Smith\n", "e.g. this\n", "#1\n", "9.30 am\n",
        "1. Staff ask:\n\n1.1 first\n", "1. Aims\n\nWords\n", "2. Aims\n\n3.1 first\n",
        "1. Aims\n\nWords.\n\n2. Ends:\n- a\n", "1. Aims\n\nWords.\n\n3. Ends\n\nWords.\n",
        "1. Aims\n\nWords.\n\n2. Staff ask.\n\nWords.\n",
        "1. Aims\n\n2. Ends\n\nWords.\n\n3. C\n",
        "1. Aims\n\n- a\n\n2. Ends\n\n- b\n",
        "## A\n\nA. Smith\n\n## B\n\nA. One\n\nC. Three\n", "## A\n\n1. One\n\nA. x\n\nB. y\n",
        "## A\n\nMr\nA. Smith and Mr\nB. Smith\n", "A. One\n\nB. Two\n",
        "## A\n\nA. x\n\nB. y\n\n### C\n\nA. z\n",
        "- 1.5 million\n- 2.5 million\n",
        "## A\n\n1.2 Two\n", "## A\n\n1. Staff\n\n1.1 ask\n",
        "☐ a\n", "Signed ……………\n",
        "::: form\n- [x] a\n- ☑ b\n- __Name__ and [a](b)\n- and so on…\n:::\n",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left(text: str) -> None:
    assert fixed(text) == text


def test_without_front_matter_nothing_is_touched() -> None:
    assert mended("• a\n") == ("• a\n", [])


@given(texts())
def test_mending_twice_is_mending_once_and_no_word_goes(text: str) -> None:
    after = fixed(text)
    assert fixed(after) == after
    assert re.findall(r"w\d+x", after) == re.findall(r"w\d+x", text)
