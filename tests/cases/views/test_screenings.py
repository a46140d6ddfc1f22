"""The page on which a child is screened (§ 18)."""

import pytest
from django.urls import reverse

from cases.states import CaseStatus
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.mark.rule("LR2")
def test_it_offers_three_outcomes_and_no_other(world, log_in):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    page = log_in(world.adviser).get(reverse("case_screen", args=[case.reference]))
    offered = [key for key, _label in page.context["form"].fields["outcome"].choices]
    assert offered == ["nothing", "clarification", "examination"]
