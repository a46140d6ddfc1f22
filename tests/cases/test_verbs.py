"""Role by action by status: every verb of the workflow, tried by everybody in every status."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from beredskab.errors import Refused
from cases import workflow
from cases.models import Case
from cases.states import CaseStatus
from tests import factories
from tests.cases.test_permissions import WHO
from tests.cases.verbs import EXEMPT, ROWS

pytestmark = pytest.mark.django_db
STATUSES = [
    pytest.param(status, marks=[] if status == CaseStatus.RECEIVED else pytest.mark.slow)
    for status in CaseStatus.values
]


class Undone(Exception):  # noqa: N818  nothing is wrong
    """Undoes what a call did."""


def outcome(row, subject, case, by):
    """Tell what became of the call, and undo it."""
    subject = type(subject)._base_manager.get(pk=subject.pk)
    try:
        with transaction.atomic():
            row.call(subject, Case.objects.get(pk=case.pk), by)
            raise Undone
    except PermissionDenied:
        return "denied"
    except Refused:
        return "refused"
    except Undone:
        return "done"


def test_every_verb_has_its_row():
    assert set(workflow.__all__) == ROWS.keys() | EXEMPT.keys()
    assert not ROWS.keys() & EXEMPT.keys()


@pytest.mark.parametrize("status", STATUSES)
def test_who_gets_through_with_which_verb(world, status):
    # At noon the officer has no duty, so that she sees nothing.
    world.officer.shifts.all().delete()
    case = factories.case_in(status, world)
    wrong = []
    for verb, row in ROWS.items():
        done = "done" if status in row.statuses else "refused"
        with transaction.atomic():
            subject = row.ready(world, case)
            for who in WHO:
                expected = done if who in row.who else "denied"
                found = outcome(row, subject, case, getattr(world, who))
                if found != expected:
                    wrong.append(f"{who} {verb} {status}: {found}, not {expected}")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
