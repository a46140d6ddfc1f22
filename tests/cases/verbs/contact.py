"""Rows of contact: locks, contacts with persons of the case, other children, partners."""

from datetime import timedelta

from cases import workflow
from cases.models import (
    LockLift,
    NoticePostponement,
    Partner,
    PersonContact,
    PersonInRole,
)
from tests.factories import NOW, judge

from .ground import person
from .table import ADVISERS, EDITORS, EVERY, LEADER, Row

LATER = NOW + timedelta(days=1)
HAPPENED = {
    "way": "phone",
    "about": "other",
    "initiative": "us",
    "happened_at": NOW,
    "text": "x",
}


def locked(world, case):
    """Somebody of the family, in a case whose risk is assessed."""
    judge.risk_row(case, by=world.adviser)
    return person(world, case)


def lifted(world, case):
    """Somebody of the family whose lock is lifted."""
    found = person(world, case)
    LockLift.objects.create(person=found, grounds="x", lifted_at=NOW, lifted_by=world.leader)
    return found


def child(world, case):
    found = person(world, case)
    PersonInRole.objects.create(person=found, role="other_child")
    return found


def planned(world, case):
    return PersonContact.objects.create(
        case=case,
        way="phone",
        about="other",
        planned_for=LATER,
        made_at=NOW,
        made_by=world.adviser,
    )


def partner(world, case):
    return Partner.objects.create(
        case=case,
        name="Skole",
        inform=True,
        basis="consent",
        reason="x",
        judged_at=NOW,
        judged_by=world.adviser,
    )


def postponed(world, case):
    found = person(world, case)
    NoticePostponement.objects.create(
        person=found,
        reason="x",
        review_on=LATER.date(),
        decided_at=NOW,
        decided_by=world.adviser,
    )
    return found


ROWS = {
    "plan_contact": Row(
        lambda _subject, case, by: workflow.plan_contact(
            case,
            by=by,
            at=NOW,
            person=None,
            way="phone",
            about="other",
            planned_for=LATER,
            purpose="x",
        ),
        EDITORS,
    ),
    # What has happened is recorded in every status.
    "record_contact": Row(
        lambda _subject, case, by: workflow.record_contact(
            case, by=by, at=NOW, person=None, **HAPPENED
        ),
        EDITORS,
        EVERY,
    ),
    "hold_contact": Row(
        lambda found, _case, by: workflow.hold_contact(found, by=by, at=NOW, **HAPPENED),
        EDITORS,
        EVERY,
        ready=planned,
    ),
    "drop_contact": Row(
        lambda found, _case, by: workflow.drop_contact(found, by=by, at=NOW, reason="x"),
        EDITORS,
        ready=planned,
    ),
    "record_silence": Row(
        lambda _subject, case, by: workflow.record_silence(
            case, by=by, at=NOW, person=None, since=NOW, text="x"
        ),
        EDITORS,
        EVERY,
    ),
    "consider_child": Row(
        lambda found, _case, by: workflow.consider_child(
            found, by=by, at=NOW, answer="yes", grounds="x"
        ),
        ADVISERS,
        ready=child,
    ),
    "know_no_children": Row(
        lambda _subject, case, by: workflow.know_no_children(case, by=by, at=NOW, grounds="x"),
        ADVISERS,
    ),
    "judge_partner": Row(
        lambda _subject, case, by: workflow.judge_partner(
            case,
            by=by,
            at=NOW,
            name="Skole",
            involve=True,
            inform=False,
            reason="x",
            basis="consent",
        ),
        EDITORS,
    ),
    "end_partner": Row(
        lambda found, _case, by: workflow.end_partner(found, by=by, at=NOW, reason="x"),
        EDITORS,
        ready=partner,
    ),
    "postpone_notice": Row(
        lambda found, _case, by: workflow.postpone_notice(
            found, by=by, at=NOW, reason="x", review_on=LATER.date()
        ),
        EDITORS,
        ready=person,
    ),
    "note_told": Row(
        lambda found, _case, by: workflow.note_told(found, by=by, at=NOW),
        EDITORS,
        ready=postponed,
    ),
    "protect_address": Row(
        lambda found, _case, by: workflow.protect_address(
            found, by=by, at=NOW, protection="special"
        ),
        EDITORS,
        ready=person,
    ),
    "write_safe_contact": Row(
        lambda _subject, case, by: workflow.write_safe_contact(
            case, by=by, at=NOW, seen=0, phone="12345678"
        ),
        EDITORS,
    ),
    "lift_lock": Row(
        lambda found, _case, by: workflow.lift_lock(found, by=by, at=NOW, grounds="x"),
        LEADER,
        ready=locked,
    ),
    "put_lock_back": Row(
        lambda found, _case, by: workflow.put_lock_back(found, by=by, at=NOW, reason="x"),
        EDITORS,
        ready=lifted,
    ),
}
