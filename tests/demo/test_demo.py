import base64
import os
import subprocess
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import embedded
from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from beredskab.demo import bulk
from beredskab.municipality.models import Municipality
from cases.models import (
    Addition,
    Assessment,
    Case,
    CasePeriod,
    Concern,
    Consultation,
    InfohusHandling,
    Person,
)
from cases.states import CaseStatus, ConcernStatus
from tests import factories

STAFF = {
    "fagperson",
    "fagleder",
    "raadgiver",
    "raadgiver_voksen",
    "doegnvagt",
    "tovholder",
    "leder",
    "leder_voksen",
    "jobcenter",
    "jurist",
    "politi",
    "redaktoer",
    "logkontrol",
    "dpo",
    "administrator",
}


@pytest.mark.django_db
def test_the_demo_has_each_log_in_and_concerns_in_every_state():
    call_command("demo", verbosity=0)
    assert set(User.objects.values_list("username", flat=True)) >= STAFF
    reached = set(Case.objects.values_list("status", flat=True))
    assert reached >= {
        CaseStatus.RECEIVED,
        CaseStatus.ASSESSED,
        CaseStatus.SCREENED,
        CaseStatus.RISK_ASSESSED,
        CaseStatus.CLOSED,
    }
    assert set(Concern.objects.values_list("status", flat=True)) == set(ConcernStatus.values)
    now = timezone.now()
    states = {deadline.state(now) for deadline in Deadline.objects.all()}
    assert {"overdue", "urgent", "in_time", "met"} <= states
    assert Assessment.objects.filter(is_late=True).exists()
    numbers = [person.cpr for person in Person.objects.filter(cpr__isnull=False)]
    assert numbers
    # As the forms keep them.
    assert all(number.isdecimal() and len(number) == 10 for number in numbers)
    signed = CasePeriod.objects.exclude(outcome__in=["", "in_error"])
    assert {period.closed_by != period.reviewed_by for period in signed} == {True}
    assert set(signed.values_list("case__status", flat=True)) == {"closed", "assessed"}
    decided = set(InfohusHandling.objects.values_list("decision", flat=True))
    assert decided == set(InfohusHandling.Decision.values)
    call_command("demo", verbosity=0)
    assert User.objects.filter(username="fagperson").count() == 1


@pytest.mark.django_db
def test_the_demo_refuses_a_municipality_of_its_own():
    world = factories.world()
    Municipality.objects.update(pack="faxe")
    factories.concern(world.professional)
    with pytest.raises(CommandError):
        call_command("demo", verbosity=0)


@pytest.mark.django_db
def test_the_bulk_builder_makes_as_many_as_asked_for_and_grants_some():
    world = factories.world()
    queries = []
    for size in (10, 200):
        with CaptureQueriesContext(connection) as captured:
            bulk.build(
                size,
                unit=world.child_unit,
                holder=world.adviser,
                viewer=world.colleague,
                viewer_sees=7,
                at=factories.NOW,
            )
        queries.append(len(captured))
    assert Case.objects.count() == 210
    assert Case.objects.visible_to(world.colleague).count() == 14
    assert queries[1] <= queries[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_dump_holds_no_name_number_or_word_of_the_demo():
    call_command("demo", verbosity=0)
    secrets = set(_personal())
    assert len(secrets) > 40
    dump = _dump()
    assert dump.count(b"cases_concern") > 1
    for secret in secrets:
        plain = secret.encode()
        for shape in (plain, plain[::-1], plain.hex().encode(), base64.b64encode(plain)[:-4]):
            assert shape not in dump, secret


def _personal():
    """Every personal text of the demo, read through the models."""
    for person in Person.objects.all():
        yield from filter(None, (person.name, person.cpr, person.safe_contact, person.address))
        if person.born_on:
            yield person.born_on.isoformat()
        if person.cpr:
            yield person.cpr.replace("-", "")
    for concern in Concern.objects.all():
        yield from filter(None, (concern.notifier_name, concern.notifier_contact))
        yield from filter(None, (concern.answer("words"), concern.ending_reason))
    for model, field in ((Assessment, "grounds"), (Addition, "text"), (Consultation, "outcome")):
        for row in model.objects.all():
            yield getattr(row, field)


def _dump():
    """What `pg_dump` writes of the database that this test stands on."""
    program = embedded.Place.of(settings.HOME).postgres / "pg_dump"
    address = urlsplit(os.environ["DATABASE_OWNER_URL"])
    name = connections["default"].settings_dict["NAME"]
    command = [str(program), urlunsplit(address._replace(path=f"/{name}"))]
    return subprocess.run(command, check=True, capture_output=True).stdout
