"""Rows of what there was before casework: receipt, assessment, answers, assignment, tasks."""

from datetime import timedelta

from beredskab.accounts import duty
from beredskab.accounts.roles import ADVISERS as ADVISERS_OF
from beredskab.municipality.models import Unit
from cases import deadlines, workflow
from cases.models import (
    Assessment,
    Case,
    Checklist,
    Concern,
    ConcernCase,
    Confirmation,
    Orientation,
    Person,
)
from cases.states import CaseStatus, ConcernStatus
from tests.factories import NOW, answers, cards

from .table import ADVISERS, EDITORS, EVERY, LEADER, OPEN, Row, tie_of

REGISTRARS = frozenset({"adviser", "colleague", "officer", "adult_adviser", "stranger"})
REPORTER = frozenset({"professional"})


def concern_of(world, case):
    return tie_of(world, case).concern


def sent_concern(world, case):
    """The concern as it is while it stands, also where closing has ended it."""
    concern = concern_of(world, case)
    Concern.objects.filter(pk=concern.pk).update(
        status=ConcernStatus.SENT, ended_at=None, ended_by=None, ending_reason=None
    )
    return concern


def unassessed(world, case):
    """A second concern in the case, which nobody has assessed."""
    concern = sent_concern(world, case)
    concern.refresh_from_db()
    concern.pk = None
    concern.reference = ""
    concern.save(force_insert=True)
    return ConcernCase.objects.create(concern=concern, case=case, tied_at=NOW)


def assessed(world, case, **fields):
    """A concern in the case that the adviser has assessed."""
    return Assessment.objects.create(
        tie=unassessed(world, case),
        danger="no",
        act_now="no",
        grounds="x",
        assessed_at=NOW,
        signed_at=NOW,
        signed_by=world.adviser,
        **{"is_late": False, **fields},
    )


def late(world, case):
    return assessed(world, case, is_late=True)


def confirmation_owed(world, case):
    Confirmation.objects.update(ending="", given_at=None, recorded_at=None, recorded_by=None)
    return concern_of(world, case)


def orientation_owed(world, case):
    Orientation.objects.update(ending="", recorded_at=None, recorded_by=None, given_at=None)
    return concern_of(world, case)


def offered(world, case):
    Case.objects.filter(pk=case.pk).update(
        offered_to=world.colleague, offered_at=NOW, offer_ends_at=NOW + timedelta(hours=24)
    )
    return case


def person(world, case):
    return Person.objects.create(case=case, added_at=NOW)


def open_task(world, case):
    day = NOW.date() + timedelta(days=1)
    return deadlines.add_task(case, "task-partners", owner=world.adviser, due_on=day, at=NOW)


def checklist(_world, case):
    return Checklist.objects.create(case=case, version=card(), begun_at=NOW)


def card():
    return cards.card("authority", steps={"noget": {}})


def with_card(_world, case):
    """A card for the authority is in force, and the case has no checklist yet."""
    card()
    return case


def colleague_of(case):
    """Another adviser of the unit."""
    return duty.members(case.unit, ADVISERS_OF, NOW)[1]


def leader_of(case):
    return duty.leaders_of(case.unit, NOW)[0]


def adult_unit():
    return Unit.objects.get(kind="adult")


def register(into, by):
    return workflow.register_received(
        by=by,
        at=NOW,
        answers=answers(),
        source="citizen",
        channel="phone",
        received_at=NOW,
        notifier_kind="private",
        into=into,
    )


ROWS = {
    "accept": Row(
        lambda case, _case, by: workflow.accept(case, by=by, at=NOW),
        frozenset({"colleague"}),
        ready=offered,
    ),
    "add_information": Row(
        lambda concern, _case, by: workflow.add_information(concern, by=by, at=NOW, text="x"),
        REGISTRARS | REPORTER,
        EVERY,
        sent_concern,
    ),
    "add_person": Row(
        lambda _subject, case, by: workflow.add_person(case, by=by, at=NOW, roles=["witness"]),
        EDITORS,
    ),
    "add_task": Row(
        lambda _subject, case, by: workflow.add_task(
            case, by=by, at=NOW, kind="task-partners", owner=by, due_on=NOW.date()
        ),
        EDITORS,
    ),
    "assess": Row(
        lambda tie, _case, by: workflow.assess(
            tie, by=by, at=NOW, danger="no", act_now="no", grounds="x"
        ),
        ADVISERS,
        ready=unassessed,
    ),
    "assign": Row(
        lambda case, _case, by: workflow.assign(case, by=by, at=NOW, to=colleague_of(case)),
        LEADER,
    ),
    "change_person": Row(
        lambda found, _case, by: workflow.change_person(found, by=by, at=NOW, roles=["actor"]),
        EDITORS,
        ready=person,
    ),
    "close_in_error": Row(
        lambda case, _case, by: workflow.close_in_error(case, by=by, at=NOW, reason="x"),
        LEADER,
    ),
    "complete_task": Row(
        lambda task, case, by: workflow.complete_task(task, case=case, by=by, at=NOW),
        EDITORS,
        EVERY,
        open_task,
    ),
    "confirm": Row(
        lambda concern, case, by: workflow.confirm(
            concern, case=case, by=by, at=NOW, ending="orally"
        ),
        EDITORS,
        EVERY,
        confirmation_owed,
    ),
    "consult": Row(
        lambda concern, _case, by: workflow.consult(
            concern,
            by=by,
            at=NOW,
            kind="leader",
            held_at=NOW,
            with_whom="x",
            acute="no",
            outcome="x",
        ),
        REPORTER,
        EVERY,
        sent_concern,
    ),
    "correct_receipt": Row(
        lambda concern, case, by: workflow.correct_receipt(
            concern, case=case, by=by, at=NOW, received_at=NOW - timedelta(hours=1), reason="x"
        ),
        LEADER,
        EVERY,
        sent_concern,
    ),
    "countersign": Row(
        lambda found, _case, by: workflow.countersign(found, by=by, at=NOW),
        LEADER,
        EVERY,
        assessed,
    ),
    "decline": Row(
        lambda case, _case, by: workflow.decline(case, by=by, at=NOW),
        frozenset({"colleague"}),
        EVERY,
        offered,
    ),
    "exempt_orientation": Row(
        lambda concern, case, by: workflow.exempt_orientation(
            concern, case=case, by=by, at=NOW, leader=leader_of(case), reason="x"
        ),
        EDITORS,
        EVERY,
        orientation_owed,
    ),
    "explain_lateness": Row(
        lambda found, _case, by: workflow.explain_lateness(found, by=by, at=NOW, grounds="x"),
        ADVISERS,
        EVERY,
        late,
    ),
    "follow_up": Row(
        lambda case, _case, by: workflow.follow_up(case, by=by, at=NOW),
        EDITORS,
        OPEN - {CaseStatus.RECEIVED, CaseStatus.FOLLOW_UP},
    ),
    "give_orientation": Row(
        lambda concern, case, by: workflow.give_orientation(
            concern, case=case, by=by, at=NOW, started="yes"
        ),
        EDITORS,
        EVERY,
        orientation_owed,
    ),
    "move_to_unit": Row(
        lambda case, _case, by: workflow.move_to_unit(case, by=by, at=NOW, unit=adult_unit()),
        LEADER,
    ),
    "register_received": Row(
        lambda _subject, case, by: register(case, by),
        ADVISERS,
    ),
    "set_categories": Row(
        lambda case, _case, by: workflow.set_categories(case, by=by, at=NOW, categories=[]),
        EDITORS,
    ),
    "take": Row(lambda case, _case, by: workflow.take(case, by=by, at=NOW), ADVISERS),
    "tick": Row(
        lambda found, _case, by: workflow.tick(
            found, step_key="noget", state="done", by=by, at=NOW
        ),
        EDITORS,
        ready=checklist,
    ),
    "use_card": Row(
        lambda case, _case, by: workflow.use_card(case, by=by, at=NOW), EDITORS, ready=with_card
    ),
}
_OWN = "on a concern of one's own, before there is a case"
EXEMPT = {
    "begin_draft": _OWN,
    "clarify_first": _OWN,
    "close_clarified": _OWN,
    "discard_draft": _OWN,
    "expire_drafts": "the system's own step",
    "return_offers": "the system's own step",
    "save_draft": _OWN,
    "send": _OWN,
}
