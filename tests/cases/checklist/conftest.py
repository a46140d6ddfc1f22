"""What the tests of the checklist begin from."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.deadlines.models import Deadline
from cases import checklist, deadlines, workflow
from cases.models import Case
from cases.views.overview import facts_of, ties_of
from tests import factories
from tests.factories import NOW, cards

STEPS = {
    "assess": {"action": "assess"},
    "answer": {"action": "answer"},
    "hand-over": {"action": "hand_over"},
    "begun": {"action": "notify"},
    "screening": {"action": "screening"},
    "secure": {"heading": "Sikr dig, at barnet er trygt"},
    "shelter": {"part": "acute"},
}
OWN_STEPS = {
    "leader": {"action": "talk_leader"},
    "adviser": {"action": "talk_adviser"},
    "notify": {"action": "notify"},
    "watch": {},
}


@pytest.fixture
def version(world):
    return cards.card("authority", "under_18", steps=STEPS)


@pytest.fixture
def tie(world, version):
    return factories.tie(world)


@pytest.fixture
def concern(world):
    cards.card("professional", "under_18", steps=OWN_STEPS)
    draft = factories.draft(world.professional)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


def read(case, user, *, at=NOW):
    """The checklist of a case as a user is shown it."""
    user = type(user).objects.get(pk=user.pk)
    case = Case.objects.for_page(at).get(pk=case.pk)
    found = list(Deadline.objects.filter(deadlines.about(case)).for_list())
    return checklist.of_case(facts_of(case, user, ties_of(case), found), at=at)


def row(case, user, key, **more):
    return read(case, user, **more).row(key)


def url(name, *references):
    return reverse(name, args=references)


def assess(tie, by, **more):
    answers = {"danger": "no", "act_now": "no", "grounds": "Talt med skolen", **more}
    return workflow.assess(tie, by=by, at=NOW + timedelta(hours=1), **answers)


def own(concern, world, key):
    return checklist.of_concern(concern, world.professional, at=NOW).row(key)
