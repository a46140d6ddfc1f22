from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from cases import deadlines, kinds, visibility, workflow
from cases.models import NoticePostponement
from cases.states import WrongState
from cases.workflow.postponement import ReviewInPast
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW, contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case(world)


def judge(case, by, **given):
    given = {"involve": True, "inform": False, "reason": "Skal følge med", **given}
    given = {"name": "Klasselærer", "basis": "necessary", **given}
    return workflow.judge_partner(case, by=by, at=NOW, **given)


@pytest.mark.rule("R43")
def test_a_partner_has_marks_a_reason_and_the_basis_of_the_authority(world, case):
    for missing in ({"basis": ""}, {"basis": "findes ikke"}, {"reason": ""}, {"involve": False}):
        with pytest.raises(NeedsReason):
            judge(case, world.adviser, **missing)
    deadlines.add_task(case, kinds.PARTNERS, owner=world.adviser, due_on=NOW.date(), at=NOW)
    partner = judge(case, world.adviser, inform=True)
    assert (partner.involve, partner.inform, partner.basis) == (True, True, "necessary")
    assert not Deadline.objects.of(case).open().filter(kind=kinds.PARTNERS).exists()


def test_a_partner_ends_once(world, case):
    partner = judge(case, world.adviser)
    with pytest.raises(NeedsReason):
        workflow.end_partner(partner, by=world.adviser, at=NOW, reason="")
    workflow.end_partner(partner, by=world.adviser, at=NOW, reason="Skiftet skole")
    with pytest.raises(WrongState):
        workflow.end_partner(partner, by=world.adviser, at=NOW, reason="x")


@pytest.mark.rule("LR17")
def test_a_notice_is_postponed_with_reason_and_review(world, case):
    father = contact.add(case, "actor", by=world.adviser, relation="father")
    given = {"by": world.adviser, "at": NOW}
    with pytest.raises(NeedsReason):
        workflow.postpone_notice(father, **given, reason="", review_on=date(2026, 12, 1))
    with pytest.raises(ReviewInPast):
        workflow.postpone_notice(father, **given, reason="Fare", review_on=NOW.date())
    workflow.postpone_notice(father, **given, reason="Fare", review_on=date(2026, 12, 1))
    task = Deadline.objects.of(case).open().get(kind=kinds.REVIEW_NOTICE)
    assert task.due_at.date() == date(2026, 12, 1)
    workflow.postpone_notice(father, **given, reason="Stadig", review_on=date(2027, 1, 4))
    assert Deadline.objects.of(case).open().filter(kind=kinds.REVIEW_NOTICE).count() == 1
    workflow.note_told(father, **given)
    assert not Deadline.objects.of(case).open().filter(kind=kinds.REVIEW_NOTICE).exists()
    assert list(NoticePostponement.objects.values_list("ending", flat=True)) == [
        "renewed",
        "given",
    ]
    reviews = NoticePostponement.objects.order_by("pk").values_list("review_on", flat=True)
    assert list(reviews) == [date(2026, 12, 1), date(2027, 1, 4)]
    with pytest.raises(WrongState):
        workflow.note_told(father, **given)


@pytest.mark.rule("LR19")
def test_a_protected_address_is_for_holder_adviser_and_leader_alone(world, case):
    mother = contact.mother(case, by=world.adviser, address="Skjulvej 1")
    assert visibility.address(mother, world.colleague, case) == "Skjulvej 1"
    for protection in ("name", "special"):
        mother = workflow.protect_address(mother, by=world.adviser, at=NOW, protection=protection)
        for user in (world.colleague, world.coordinator, world.officer):
            assert visibility.address(mother, user, case) == ""
        for user in (world.adviser, world.leader):
            assert visibility.address(mother, user, case) == "Skjulvej 1"
    with pytest.raises(PermissionDenied):
        workflow.protect_address(mother, by=world.colleague, at=NOW, protection="")


@pytest.mark.rule("LR19")
def test_protection_of_name_and_address_lapses_after_a_year_and_is_renewed_before(world, case):
    since = date(2026, 11, 1)
    mother = contact.mother(case, by=world.adviser)
    mother = workflow.protect_address(
        mother, by=world.adviser, at=NOW, protection="name", since=since
    )
    assert mother.protected_until == date(2027, 11, 1)
    task = Deadline.objects.of(case).open().get(kind=kinds.RENEW_PROTECTION)
    assert task.due_at.date() == mother.protected_until - timedelta(days=30)
    mother = workflow.protect_address(mother, by=world.adviser, at=NOW, protection="special")
    assert mother.protected_until is None
    assert not Deadline.objects.of(case).open().filter(kind=kinds.RENEW_PROTECTION).exists()


def test_the_safe_way_is_written_in_versions_and_of_two_one_wins(world, case):
    given = {"at": NOW, "seen": 0}
    workflow.write_safe_contact(case, by=world.adviser, phone="12 34 56 78", other="Ring", **given)
    with pytest.raises(Changed):
        workflow.write_safe_contact(case, by=world.colleague, phone="87654321", **given)
    case.exposed.refresh_from_db()
    assert (case.exposed.safe_phone, case.exposed.safe_contact) == ("12 34 56 78", "Ring")
    workflow.write_safe_contact(case, by=world.colleague, at=NOW, seen=1, code_word="Blå cykel")
    case.exposed.refresh_from_db()
    assert (case.exposed.safe_phone, case.exposed.safe_word) == (None, "Blå cykel")
    assert case.safe_contacts.count() == 2
