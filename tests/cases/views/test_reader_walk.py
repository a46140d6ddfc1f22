"""Every page of a case, read by who may see the case and not all of it: no hidden word shows."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from beredskab.accounts import grants
from beredskab.accounts.models import Membership
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit
from cases import workflow
from cases.choices import AddressProtection
from cases.models import Case
from cases.urls import urlpatterns
from tests import factories
from tests.factories import LONG_AGO, NOW, child, contact, judge, safety, talks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

SECRET = "Hemmelige"
READERS = (
    Role.COORDINATOR,
    Role.LAWYER,
    pytest.param(Role.JOBCENTER, marks=pytest.mark.slow),
    pytest.param(Role.POLICE, marks=pytest.mark.slow),
)
# What the legal office may read of its cases (R51).
OPEN_TO_LAWYER = ("Risiko", "Plan", "Indsats")


def secret(word):
    return f"{SECRET}{word}"


@pytest.fixture
def full(world):
    """A child's case with something written in each of its parts."""
    case = factories.case(world)
    by = {"by": world.adviser, "at": NOW}
    mother = contact.mother(case, by=world.adviser)
    talks.note(case, world.adviser, theme=secret("Note"), text=secret("Note"))
    talks.talk(case, world.adviser, outcome=secret("Samtale"))
    child.held_talk(case, world.adviser, words=secret("Barn"))
    child.planned_talk(case, world.adviser, place=secret("Sted"))
    child.plan(case, world.adviser, goals=secret("Plan"))
    child.measure(case, world.adviser, what=secret("Indsats"))
    child.examination(case, world.adviser, grounds=secret("Risiko"))
    judge.risk_row(case, by=world.adviser, grounds=secret("Risiko"))
    workflow.judge_safety_plan(case, **by, needed=True, grounds=secret("Sikkerhed"))
    safety.plan(case, world.adviser, no_return=secret("Sikkerhed"))
    workflow.plan_contact(
        case,
        **by,
        person=mother,
        way="phone",
        about="other",
        planned_for=NOW + timedelta(days=1),
        purpose=secret("Kontakt"),
    )
    workflow.protect_address(case.exposed, **by, protection=AddressProtection.NAME_AND_ADDRESS)
    return Case.objects.get(pk=case.pk)


def addresses(case):
    concern = case.concern_ties.get().concern.reference
    keys = {
        "case_note": case.notes.get().pk,
        "case_measure": case.measures.get().pk,
        "case_measure_end": case.measures.get().pk,
        "case_contact_hold": case.contacts.get().pk,
        "case_contact_drop": case.contacts.get().pk,
    }
    person = case.persons.exclude(pk=case.exposed_id).first().pk
    for pattern in urlpatterns:
        if not str(pattern.pattern).startswith("sager/<reference:reference>/"):
            continue
        name, known = pattern.name, pattern.pattern.converters
        values = {"reference": case.reference, "concern": concern, "number": 1, "key": "ring-112"}
        values["pk"] = keys.get(name, person)
        try:
            yield name, reverse(name, kwargs={key: values[key] for key in known})
        except NoReverseMatch:  # pragma: no cover
            raise AssertionError(name) from None


def reads(client, case):
    found = {}
    for name, url in addresses(case):
        page = client.get(url)
        assert page.status_code in {200, 302, 403, 404, 405, 409}, (name, page.status_code)
        body = b"".join(page) if page.streaming else page.content
        if SECRET in body.decode(errors="ignore"):
            text = body.decode()
            start = text.index(SECRET)
            found[name] = text[start : start + 20]
    return found


@pytest.mark.parametrize("role", READERS)
def test_no_hidden_word_shows_on_any_page_even_to_who_leads_elsewhere(world, full, log_in, role):
    reader = factories.user(role)
    unit = factories.unit(Unit.Kind.JOB)
    Membership.objects.create(user=reader, unit=unit, role=Role.LEADER, from_on=LONG_AGO)
    grants.give(full, reader, by=world.leader, at=NOW, reason="cooperation")
    found = reads(log_in(reader), full)
    if role == Role.LAWYER:
        found = {n: w for n, w in found.items() if not w[len(SECRET) :].startswith(OPEN_TO_LAWYER)}
    assert found == {}


def tasks_url(case):
    return reverse("case_tasks", args=[case.reference])


def titles(client, case):
    page = client.get(case.get_absolute_url())
    tasks = client.get(tasks_url(case)).context["tasks"]
    found = {row["deadline"].kind for row in page.context["deadlines"]}
    label = page.context["nearest_label"]
    return (
        {event["title"] for event in page.context["events"]},
        found | {row["task"].kind for row in tasks},
        label,
    )


def test_events_and_tasks_that_tell_of_a_hidden_part_are_left_out(world, full, log_in):
    safety.stay(full, world.adviser)
    safety.check_in(full, world.adviser)
    grants.give(full, world.coordinator, by=world.leader, at=NOW, reason="cooperation")
    events, kinds, label = titles(log_in(world.adviser), full)
    assert label == "Aftalt livstegn"
    assert {"task-report_journey", "task-contact", "plan-review"} <= kinds
    assert len(events) == 5
    events, kinds, label = titles(log_in(world.coordinator), full)
    assert label == ""
    assert kinds == {"assessment", "orientation", "task-contact_infohus"}
    assert events <= {
        "Sagen blev oprettet",
        "En bekymring blev modtaget",
        "En person blev tilføjet",
    }
