"""What the next version of the trial's model has instead: of every kind of block, some changed."""

LATER = {
    "title: Trial policy": "title: Trial and error policy",
    "issued: January 2026": "issued: January 2027",
    "A paragraph that stands before any clause; the **important** words": (
        "A paragraph that stands before each clause; the **important** and plain words"
    ),
    "      - A point below a part.\n": "      - A point below it, and a [link](https://a.example/).\n",
    "   > - Some do.\n": "   > - Some do; others **can't**.\n   > - Nobody says why.\n",
    "   2. So this one is (b).\n": "",
    "## How people are told\n": "## How people are told, and when\n",
    "2. Calls are not recorded.\n": "2. Calls are not recorded, nor listened to.\n",
    "3. Minutes are taken.\n": "3. Minutes are taken by the clerk^[Or a deputy.].\n",
    "2. Volunteers are not.\n": "2. Volunteers and governors are not.\n",
    "| Step {#who-does-what} | Who | By when |": "| Step {#who-does-what} | Who | When |",
    "^[In **person** or by letter.] | at once |\n": (
        "^[In **person**.] | at once |\n| Wait | you | |\n"
    ),
    "| Write | {{ values.address }} | in a week |\n": "",
    "* - Lights\n  - anyone\\\n    at hand\n": "* - Lamps\n  - anyone\n",
    "> and have **two lines**.": "> and have **three lines**,\n>\n> or parts.",
    "::: figure The steps of a review, as": "::: figure The six steps of a review, as",
    "::: figure\n![The same two boxes](stages.png)\n:::\n": "",
    "- Your name ____\n": "- Your full name ____\n- Your pupil's name ____\n",
    "   - [ ] answered\n": "",
    "| Call | [ ] | ____ {lines=2} |\n": "| Visit | [ ] | ____ |\n",
    "  - on the ground floor\n": "  - on the first floor\n",
    "   1. Tell {{ values.contact }}.\n": "   1. Tell everyone at once.\n   1. Write it down.\n",
    "::: box\nNobody waits for ever.\n:::\n": "::: box\nNobody waits longer than a day.\n:::\n",
    "we have found it; see": "we have not found it; see",
    "Trial office\nOffice\n:": "Trial room\nRoom\n: What nobody needs.\n\nTrial office\nOffice\n:",
}


def later(model: str) -> str:
    """The model's text with all of it replaced."""
    for old, new in LATER.items():
        if model.count(old) != 1:
            raise ValueError(f"{old!r} isn't in the trial's model once")
        model = model.replace(old, new)
    return model
