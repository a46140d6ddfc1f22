"""Whoever reads who looked at a case reads words, never the verb of the log."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cases.views.case_access import VERBS

CALL = re.compile(r"(?:look\(|refuse\(|load_case\()[^()]*?\"((?:cases|infohus)\.\w+)\"")
NAMED = re.compile(r"verb(?:: str|, \w+)? = \"((?:cases|infohus)\.\w+)\"")
# Looks at concerns, which carry the reference of the concern, and at what is of no case.
OF_CONCERNS = {"cases.concerns_listed", "cases.concern_viewed", "cases.anonymous_advice_listed"}
# Looks at meetings, which carry the reference of the meeting, or none.
OF_MEETINGS = {"infohus.not_found", "infohus.feed_fetched"}


def used():
    base = Path(settings.BASE_DIR)
    for folder in (base / "cases", base / "infohus", base / "beredskab" / "dashboard"):
        for path in folder.rglob("*.py"):
            if path.parent.name == "workflow":  # Changes, which the timeline has words for.
                continue
            text = path.read_text()
            for verb in CALL.findall(text) + NAMED.findall(text):
                yield pytest.param(verb, id=f"{path.stem}-{verb}")


def test_the_verbs_are_found():
    assert {found.values[0] for found in used()} >= set(VERBS) - {"forbidden", "refused"}


@pytest.mark.parametrize("verb", list(used()))
def test_each_look_up_at_cases_has_words(verb):
    assert verb in VERBS or verb in OF_CONCERNS | OF_MEETINGS
