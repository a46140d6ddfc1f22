"""That a refusal, or a trail that fails, changes nothing."""

from contextlib import contextmanager

import pytest

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from beredskab.plan import models

WATCHED = [
    models.Edition,
    models.Section,
    models.SectionVersion,
    models.SectionDraft,
    models.PlanPdf,
    models.Acknowledgement,
    AuditEvent,
    Notice,
]


def _rows():
    return {model: list(model.objects.order_by("pk").values()) for model in WATCHED}


@contextmanager
def refused(error, **more):
    """Expect that what is done is refused, and leaves every row as it was."""
    before = _rows()
    with pytest.raises(error, **more):
        yield
    assert _rows() == before


@contextmanager
def no_trail():
    """Let the trail fail: nothing may remain of what is done."""

    def broken(*_args, **_named):
        raise RuntimeError("no trail")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "record", broken)
        with refused(RuntimeError, match="no trail"):
            yield
