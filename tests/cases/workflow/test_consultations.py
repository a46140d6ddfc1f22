from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Case, Consultation, Person
from cases.states import CaseStatus, WrongState
from cases.workflow import consultations
from cases.workflow.consultations import HeldInFuture, NamedNeedsBasis, WrongBasis
from tests import factories
from tests.factories import NOW
from tests.factories.talks import talk

pytestmark = pytest.mark.django_db

ADULT = [{"stated_age": 24}]


@pytest.fixture
def case(world):
    return factories.case(world)


@pytest.fixture
def adult(world):
    return factories.case(world, persons=ADULT)


@pytest.mark.rule("R54")
def test_a_talk_with_the_leader_is_recorded_with_its_result(world, case):
    made = talk(case, world.adviser, kind="leader", service="", purpose="", with_whom="Leder Eva")
    assert (made.case, made.concern, made.kind) == (case, None, "leader")
    assert made.outcome == "Vi aftaler sikker kontakt med skolen."
    event = AuditEvent.objects.get(verb="cases.leader_consulted")
    assert (event.subject_id, event.actor) == (case.pk, world.adviser)
    assert "Eva" not in str(event.details)


@pytest.mark.rule("R112")
@pytest.mark.parametrize("purpose", ["risk", "safety", "coordination", "follow_up"])
def test_advice_is_recorded_with_who_gave_it_and_what_for(world, case, purpose):
    made = talk(case, world.adviser, purpose=purpose)
    assert (made.service, made.purpose) == ("security_consultant", purpose)
    details = AuditEvent.objects.get(verb="cases.adviser_consulted").details
    assert (details["service"], details["purpose"]) == ("security_consultant", purpose)


@pytest.mark.rule("R24", "R31")
@pytest.mark.parametrize("acute", ["yes", "unknown"])
def test_what_was_found_acute_makes_the_case_acute(world, case, acute):
    talk(case, world.colleague, acute=acute)
    assert Case.objects.get(pk=case.pk).acute
    assert Notice.objects.filter(recipient=case.holder, kind="case_found_acute", urgent=True)


@pytest.mark.rule("R31")
def test_no_talk_is_kept_without_what_it_said_of_acute_action(world, case):
    with pytest.raises(IntegrityError), transaction.atomic():
        talk(case, world.adviser, acute="")
    assert not Consultation.objects.exists()


@pytest.mark.rule("R27")
def test_no_talk_stops_anything(world, case):
    talk(case, world.adviser, outcome="Ingen bekymring.")
    case.refresh_from_db()
    assert (case.status, case.acute) == (CaseStatus.RECEIVED, False)


@pytest.mark.rule("R104")
def test_a_talk_without_names_stores_no_identity(world, case):
    made = talk(case, world.adviser, naming="anonymous")
    related = {field.related_model for field in Consultation._meta.fields if field.is_relation}
    assert Person not in related
    assert (made.basis, made.basis_leader) == ("", None)
    for naming in ("general", "anonymous"):
        with pytest.raises(IntegrityError), transaction.atomic():
            talk(case, world.adviser, naming=naming, basis="authority", basis_leader=world.leader)


@pytest.mark.rule("R110")
def test_under_18_names_stand_on_the_authority_s_own_basis_with_a_leader_s_name(world, case):
    named = {"naming": "named", "basis": "authority"}
    for leader in (None, world.adult_leader, world.adviser):
        with pytest.raises(NeedsReason):
            talk(case, world.adviser, **named, basis_leader=leader)
    made = talk(case, world.adviser, **named, basis_leader=world.leader)
    assert made.basis_leader == world.leader
    assert not made.lacks_basis
    with pytest.raises(WrongBasis):
        talk(case, world.adviser, naming="named", basis="adult_consent")


@pytest.mark.rule("R110")
def test_of_an_adult_it_is_her_own_consent(world, adult):
    made = talk(adult, world.adult_adviser, naming="named", basis="adult_consent")
    assert not made.lacks_basis
    authority = {"naming": "named", "basis": "authority", "basis_leader": world.adult_leader}
    with pytest.raises(WrongBasis):
        talk(adult, world.adult_adviser, **authority)


@pytest.mark.rule("R110")
def test_nobody_can_say_that_the_parents_agreed():
    assert set(Consultation.Basis.values) == {"adult_consent", "authority"}


def test_names_that_were_told_without_a_basis_are_recorded_marked_and_the_leader_told(world, case):
    made = talk(case, world.adviser, naming="named")
    assert made.lacks_basis
    notice = Notice.objects.get(kind="talk_marked")
    assert (notice.recipient, notice.reference) == (world.leader, case.reference)


@pytest.mark.rule("R110")
def test_a_talk_with_names_is_not_planned_without_a_basis(world, case):
    with pytest.raises(NamedNeedsBasis):
        workflow.plan_talk(case, by=world.adviser, at=NOW, naming="named")
    workflow.plan_talk(case, by=world.adviser, at=NOW, naming="anonymous")
    named = {"naming": "named", "basis": "authority"}
    with pytest.raises(NeedsReason):
        workflow.plan_talk(case, by=world.adviser, at=NOW, **named)
    workflow.plan_talk(case, by=world.adviser, at=NOW, **named, basis_leader=world.leader)
    events = AuditEvent.objects.filter(verb="cases.talk_planned").order_by("pk")
    assert [event.details["naming"] for event in events] == ["anonymous", "named"]
    assert events[1].details["leader"] == world.leader.pk


@pytest.mark.rule("R110")
@pytest.mark.parametrize("basis", ["", "adult_consent", "authority"])
def test_a_reporter_plans_to_name_nobody_under_18(world, basis):
    concern = factories.concern(world.professional)
    plan = {"by": world.professional, "at": NOW}
    with pytest.raises(NamedNeedsBasis):
        workflow.plan_own_talk(concern, naming="named", basis=basis, **plan)
    workflow.plan_own_talk(concern, naming="anonymous", **plan)


@pytest.mark.rule("R110")
def test_a_reporter_names_an_adult_on_her_own_consent(world):
    concern = factories.concern(world.professional, persons=ADULT)
    plan = {"by": world.professional, "at": NOW, "naming": "named"}
    with pytest.raises(NamedNeedsBasis):
        workflow.plan_own_talk(concern, **plan)
    workflow.plan_own_talk(concern, **plan, basis="adult_consent")
    with pytest.raises(PermissionDenied):
        workflow.plan_own_talk(concern, **plan | {"by": world.adviser})


@pytest.mark.rule("R115")
def test_viso_is_asked_by_authorities_alone(world, case):
    made = talk(case, world.adviser, service="viso", purpose="acute_risk")
    assert made.purpose == "acute_risk"
    with pytest.raises(IntegrityError), transaction.atomic():
        talk(case, world.adviser, service="ssp", purpose="acute_risk")
    of_concern = {"concern": factories.concern(world.professional), "case": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(
            **of_concern,
            kind="sparring",
            service="viso",
            held_at=NOW,
            with_whom="VISO",
            acute="no",
            outcome="x",
            recorded_at=NOW,
            recorded_by=world.professional,
        )


def test_a_talk_is_of_a_case_or_of_a_concern(world, case):
    made = talk(case, world.adviser)
    values = {
        field.name: getattr(made, field.name) for field in made._meta.fields if field.name != "id"
    }
    concern = factories.concern(world.professional)
    for both in ({"case": case, "concern": concern}, {"case": None, "concern": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consultation.objects.create(**values | both)


def test_a_talk_is_never_changed_or_deleted(world, case):
    made = talk(case, world.adviser)
    made.outcome = "Andet"
    for change in (made.save, made.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_it_needs_the_right_and_an_open_case(world, case):
    for other in (world.professional, world.stranger, world.coordinator, world.administrator):
        with pytest.raises(PermissionDenied):
            talk(case, other)
        with pytest.raises(PermissionDenied):
            workflow.plan_talk(case, by=other, at=NOW, naming="anonymous")
    with pytest.raises(HeldInFuture):
        talk(case, world.adviser, held_at=NOW + timedelta(minutes=1))
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        talk(case, world.adviser)


def test_nothing_remains_if_the_trail_fails(world, case, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(consultations.trail, "record", fail)
    with pytest.raises(RuntimeError):
        talk(case, world.adviser)
    assert not Consultation.objects.exists()
