"""The demo holds a meeting, and talks at once by phone."""

import pytest
from django.core.management import call_command

from infohus import followups
from infohus.models import AgendaItem, Recommendation
from tests import factories


@pytest.mark.django_db
def test_the_demo_has_a_concluded_item_and_a_provisional_one():
    call_command("demo", verbosity=0)
    concluded = AgendaItem.objects.get(concluded_at__isnull=False)
    assert concluded.meeting.participants.filter(seat="police").exists()
    assert AgendaItem.objects.filter(provisional_at__isnull=False, concluded_at=None).exists()
    assert Recommendation.objects.waiting().filter(item=concluded).exists()
    police = concluded.meeting.participants.get(seat="police").user
    follow = followups.mine(police, factories.NOW)
    assert follow.waiting
    assert follow.to_agree
