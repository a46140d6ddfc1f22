"""What must be true of a meeting that was held is held by the database."""

import pytest
from django.db import IntegrityError, transaction

from infohus import workflow
from infohus.models import (
    AdviceDraft,
    Attendance,
    DecisionReference,
    ItemDraft,
    ItemText,
    MinutesAnswer,
    Recommendation,
    RecommendationReply,
    TieDeclaration,
    TieRuling,
)
from tests.factories import NOW
from tests.factories import holding as held
from tests.infohus.test_constraints import add_again, change

pytestmark = pytest.mark.django_db
MODELS = [
    AdviceDraft,
    Attendance,
    DecisionReference,
    ItemDraft,
    ItemText,
    MinutesAnswer,
    Recommendation,
    RecommendationReply,
    TieDeclaration,
    TieRuling,
]


@pytest.fixture
def item(world):
    """An item where everybody answered, with a draft of each kind and a named attendant."""
    by, at = world.coordinator, held.DURING
    item = held.complete(world)
    workflow.add_attendance(item, by=by, at=at, **held.vouched("school"))
    workflow.conclude_item(item, by=by, at=at)
    # The conclusion has emptied the drafts.
    draft = {"item": item, "writer": by, "saved_at": at}
    ItemDraft.objects.create(section=held.Section.MAPPING, text="x", **draft)
    AdviceDraft.objects.create(person=item.case.exposed, answers={}, **draft)
    row = Recommendation.objects.get()
    known = {"answer": "declined", "grounds": "x"}
    workflow.answer_recommendation(row, by=world.adviser, at=at, **known)
    known = {"follows": False, "reason": "x", "what": "x", "decided_on": at.date()}
    workflow.refer_decision(row, by=world.adviser, at=at, **known)
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=by, at=at)
    one = held.participant(item, "child_authority")
    known = {"participant": one, "agrees": False, "remark": "x", "seen": 1}
    workflow.answer_minutes(item, by=world.adviser, at=at, **known)
    return item


def another(model, number=0, **wrong):
    """Add a row like one that stands, to a table that is only added to."""

    def write(_meeting):
        row = model.objects.order_by("pk")[number]
        row.pk, row._state.adding = None, True
        for name, value in wrong.items():
            setattr(row, name, value)
        row.save()

    return write


WRONG = {
    "attendance_known_seat": [change(Attendance, seat="mayor")],
    "attendance_known_presence": [change(Attendance, how="asleep")],
    "attendance_struck_pair": [change(Attendance, struck_at=NOW)],
    "attendance_without_tie": [change(Attendance, 2, has_no_tie=False)],
    "attendance_once": [add_again(Attendance)],
    "tie_known_answer": [another(TieDeclaration, answer="perhaps")],
    "item_text_one_of_a_number": [add_again(ItemText)],
    "item_text_known_section": [another(ItemText, section="verdict")],
    "item_text_assessment_with_level": [
        another(ItemText, 1, level=""),
        another(ItemText, 0, level="high"),
    ],
    "item_draft_one_of_a_writer": [add_again(ItemDraft)],
    "advice_draft_one_of_a_writer": [add_again(AdviceDraft)],
    "minutes_answer_says_why_not": [another(MinutesAnswer, remark=None)],
    "recommendation_says_what": [
        change(Recommendation, text=None),
        change(Recommendation, due_on=None),
        change(Recommendation, outcome="no_measure"),
        change(Recommendation, outcome="again"),
        change(Recommendation, outcome="verdict"),
    ],
    "recommendation_one_authority": [change(Recommendation, seat="")],
    "recommendation_known_kind": [change(Recommendation, measure="placement")],
    "recommendation_red_with_reason_and_lead": [
        change(Recommendation, level="intervening"),
        change(Recommendation, level="intervening", lead="police"),
        change(Recommendation, level="black"),
    ],
    "recommendation_withdrawn_pair": [change(Recommendation, withdrawn_at=NOW)],
    "recommendation_known_answer": [change(Recommendation, answer="perhaps")],
    "recommendation_declined_with_grounds": [another(RecommendationReply, grounds=None)],
    "decision_reference_says_what": [another(DecisionReference, what=None)],
    "decision_reference_deviates_with_reason": [another(DecisionReference, reason=None)],
}


def test_every_constraint_has_its_row():
    named = {one.name for model in MODELS for one in model._meta.constraints}
    assert named == WRONG.keys()


def test_each_constraint_fails_when_it_is_broken(item):
    for name, ways in WRONG.items():
        for write in ways:
            with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
                write(item.meeting)
