from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from cases import risk
from cases.models import RiskAssessment
from tests import factories
from tests.factories import NOW
from tests.factories.judge import risk_row

pytestmark = pytest.mark.django_db


@pytest.mark.rule("LR1")
def test_it_is_in_force_while_the_newest_is_whole_and_valid(world):
    case = factories.case(world)
    assert risk.newest(case) is None
    assert not risk.is_in_force(case, NOW)
    first = risk_row(case, by=world.adviser, valid_until=(NOW + timedelta(days=2)).date())
    assert risk.newest(case) == first
    assert risk.is_in_force(case, NOW + timedelta(days=2))
    assert not risk.is_in_force(case, NOW + timedelta(days=3))


@pytest.mark.rule("LR1")
def test_a_newer_one_that_lacks_its_words_is_not_in_force(world):
    case = factories.case(world)
    risk_row(case, by=world.adviser)
    second = risk_row(case, by=world.adviser, number=2, control_words=None)
    assert risk.newest(case) == second
    assert not risk.is_in_force(case, NOW)


@pytest.mark.parametrize("change", [{"level": "low"}, {"valid_until": NOW.date()}])
def test_what_was_signed_stays(world, change):
    made = risk_row(factories.case(world), by=world.adviser)
    with pytest.raises(ProgrammingError), transaction.atomic():
        RiskAssessment.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        made.delete()
