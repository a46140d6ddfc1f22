"""That a refusal changes nothing."""

from contextlib import contextmanager

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from cases.models import InfohusHandling
from infohus import models

WATCHED = [
    models.Meeting,
    models.AgendaItem,
    models.DiscussedPerson,
    models.Participant,
    models.ItemParticipant,
    models.Invitation,
    models.Attendance,
    models.TieDeclaration,
    models.ItemText,
    models.ItemDraft,
    models.AdviceDraft,
    models.MinutesAnswer,
    models.Recommendation,
    InfohusHandling,
    AuditEvent,
    Notice,
]


def _rows():
    return {model: list(model.objects.order_by("pk").values()) for model in WATCHED}


@contextmanager
def refused(error):
    """Expect that what is done is refused, and leaves every row as it was."""
    before = _rows()
    with pytest.raises(error):
        yield
    assert _rows() == before
