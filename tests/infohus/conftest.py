import pytest
from django.urls import NoReverseMatch

from infohus.models import Meeting
from tests import factories


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture(autouse=True)
def address(monkeypatch):
    """Give meetings an address as long as they have no page."""
    known = Meeting.get_absolute_url

    def get_absolute_url(meeting):
        try:
            return known(meeting)
        except NoReverseMatch:
            return f"/infohus/moeder/{meeting.reference}/"

    monkeypatch.setattr(Meeting, "get_absolute_url", get_absolute_url)
