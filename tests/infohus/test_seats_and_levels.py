"""Who may sit at the table, what is recommended there, and at which level."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from beredskab.accounts.models import Membership
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit
from cases.choices import PersonRole
from infohus import quorum, workflow
from infohus.choices import Prevention, Seat
from infohus.models import Participant
from infohus.templatetags.meetings import COLOURS
from tests import factories
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R100")
def test_prison_service_psychiatry_and_others_may_join_and_nobody_unknown(world):
    item = made.draft(world).items.get()
    for seat in (Seat.PRISON_SERVICE, Seat.PSYCHIATRY, Seat.OTHER):
        known = {"name": "Kim Prøve", "email": f"{seat}@example.com", "reason": "Kender sagen"}
        workflow.ask_guest(item, by=world.coordinator, at=NOW, seat=seat, **known)
    seats = set(item.meeting.participants.values_list("seat", flat=True))
    assert {Seat.PRISON_SERVICE, Seat.PSYCHIATRY, Seat.OTHER} <= seats
    with pytest.raises(IntegrityError, match="participant_known_seat"), transaction.atomic():
        Participant.objects.filter(meeting=item.meeting).update(seat="embassy")


@pytest.mark.rule("R106")
def test_the_coordinator_is_of_ssp(world):
    rows = Membership.objects.filter(user=world.adviser)
    with pytest.raises(IntegrityError, match="belongs to SSP"), transaction.atomic():
        rows.update(role=Role.COORDINATOR)
    wrong = Membership(user=world.adviser, unit=world.child_unit, role=Role.COORDINATOR)
    with pytest.raises(ValidationError) as found:
        wrong.full_clean()
    assert "unit" in found.value.message_dict
    right = world.coordinator.memberships.get().unit
    Membership(user=world.adviser, unit=right, role=Role.COORDINATOR).full_clean()


@pytest.mark.rule("R106")
def test_the_unit_of_the_coordinator_stays_ssp(world, log_in):
    unit = world.coordinator.memberships.get().unit
    with pytest.raises(IntegrityError, match="is SSP"), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(kind=Unit.Kind.OTHER)
    client = log_in(world.administrator)
    url = reverse("settings_unit", args=[unit.slug])
    sent = client.post(url, {"name": unit.name, "kind": "other", "phone": ""})
    assert "kind" in sent.context["form"].errors


@pytest.mark.rule("R108")
def test_the_job_centre_takes_part_and_exit_is_a_kind_of_support(world):
    seat = made.member(world.coordinator, Seat.JOBCENTER, user=world.stranger)
    item = made.convened(world, seat).items.get()
    assert item.asked.get().participant.seat == Seat.JOBCENTER
    held.assessed(item, world)
    row = held.recommend(item, world, measure="exit", seat=Seat.JOBCENTER)
    row.refresh_from_db()
    assert row.measure == "exit"


@pytest.mark.rule("R117")
def test_each_level_is_told_by_colour_and_by_word(world, log_in, office_hours):
    assert set(COLOURS) == set(Prevention)
    assert len(set(COLOURS.values())) == 3
    item = held.assessed(held.item(world), world)
    father = item.case.persons.create(name="Prøve Far", stated_age=40, stated_on=NOW, added_at=NOW)
    father.roles.create(role=PersonRole.ACTOR)
    for level in Prevention:
        red = {"level_reason": "Har truet", "lead": "police"} if level == "intervening" else {}
        held.recommend(item, world, father, level=level, **red)
    page = log_in(world.coordinator).get(item.hold_path).content.decode()
    for level, colour in COLOURS.items():
        assert f'badge-{colour}">{level.label}<' in page


@pytest.mark.rule("R119")
def test_forestalling_may_be_recommended_for_everybody_of_a_case(world):
    item = held.assessed(held.item(world), world)
    for role in (PersonRole.OTHER_CHILD, PersonRole.WITNESS, PersonRole.ACTOR):
        known = {"name": "Prøve", "stated_age": 20, "stated_on": NOW, "added_at": NOW}
        item.case.persons.create(**known).roles.create(role=role)
    for person in item.case.persons.all():
        assert held.recommend(item, world, person, level="forestalling").level == "forestalling"


@pytest.mark.rule("LR27")
def test_nobody_has_to_share_nor_to_say_why(world):
    item = held.item(world, "ssp", "police")
    police = held.participant(item, "police")
    found = workflow.reply(police, by=world.stranger, at=NOW, answer="declined")
    assert found.reply == "declined"
    made.prepare(item, world, basis="not_met", purpose="")
    item.refresh_from_db()
    assert (item.basis, item.purpose) == ("not_met", None)
    assert quorum.lacks(item) == []


@pytest.mark.rule("R86")
def test_the_municipality_says_how_long_a_talk_may_wait_to_be_confirmed(world, log_in):
    client = log_in(world.administrator)
    seats = {"minor": ["ssp", "child_authority"], "adult": ["ssp", "adult_leadership"]}
    url = reverse("settings_infohus")
    assert "confirm_weekdays" in client.post(url, seats).context["form"].errors
    client.post(url, {**seats, "confirm_weekdays": "1"})
    item = workflow.make_provisional(
        held.complete(world, "ssp"), by=world.coordinator, at=held.DURING
    )
    # Thursday: one weekday on is Friday.
    assert (item.confirming.due_at.date() - held.DURING.date()).days == 1
    assert factories.NOW < held.DURING
