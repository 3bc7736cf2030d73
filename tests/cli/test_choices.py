"""Who chose what: each alternative with its schools, those that are open too."""

import csv
import json
from io import StringIO
from pathlib import Path

from cli_fixtures import Run, edit
from test_answers_samples import all_samples


def test_each_alternative_has_its_schools(run: Run) -> None:
    result = run("choices", "social-media")
    assert result.exit_code == 0
    assert result.stdout == (
        "personal_use: May employees use social media for personal reasons during working hours?\n"
        "     2  never  Never, and never on school equipment\n"
        "        brook-lane, st-marys-st-johns\n"
        "     2  occasional  Occasionally, in a designated place\n"
        "        holtsmere-end, oakfield\n"
        "business_use: May employees use social media on the school's business?\n"
        "     2  with_approval  Yes, with approval\n"
        "        holtsmere-end, st-marys-st-johns\n"
        "     2  never  No, never\n"
        "        brook-lane, oakfield\n"
    )
    assert result.stderr == "4 schools have adopted it.\n"
