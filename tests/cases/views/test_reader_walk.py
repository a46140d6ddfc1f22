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
from cases.models import Case, CasePeriod, ClosingProposal, InfohusHandling
from cases.urls import urlpatterns
from tests import factories
from tests.factories import LONG_AGO, NOW, child, closing, contact, judge, safety, talks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

SECRET = "Hemmelige"
READERS = (
    Role.COORDINATOR,
    pytest.param(Role.LAWYER, marks=pytest.mark.slow),
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
    end_and_begin_again(case, world)
    return Case.objects.get(pk=case.pk)


def end_and_begin_again(case, world):
    """What stands of Infohus, of a closing, of the reopening after it and of the next proposal."""
    InfohusHandling.objects.create(
        case=case,
        decision="not_discussed",
        reason=secret("Infohus"),
        decided_at=NOW,
        decided_by=world.coordinator,
    )
    CasePeriod.objects.filter(case=case).update(
        closed_at=NOW,
        closed_by=world.adviser,
        reviewed_by=world.leader,
        outcome="helped",
        grounds=secret("Slut"),
    )
    CasePeriod.objects.create(
        case=case, number=2, opened_at=NOW, opened_by=world.leader, reason=secret("Genåbnet")
    )
    proposal = {"proposed_by": world.adviser, "proposed_at": NOW, "outcome": "helped"}
    ClosingProposal.objects.create(case=case, **proposal, grounds=secret("Forslag"))


def first_of(rows):
    """The key of the first row; one that is nobody's where there is none."""
    found = rows.first()
    return found.pk if found else 0


def addresses(case):
    concern = case.concern_ties.get().concern.reference
    keys = {
        "case_note": first_of(case.notes),
        "case_measure": first_of(case.measures),
        "case_measure_end": first_of(case.measures),
        "case_contact_hold": first_of(case.contacts),
        "case_contact_drop": first_of(case.contacts),
    }
    person = first_of(case.persons.exclude(pk=case.exposed_id))
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
    if role == Role.COORDINATOR:
        found = {n: w for n, w in found.items() if not w[len(SECRET) :].startswith("Infohus")}
    assert found == {}


@pytest.mark.parametrize("role", READERS)
def test_the_grounds_of_a_closed_case_show_to_none_of_them(world, log_in, role):
    case = factories.case(world)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason=secret("Fejl"))
    reader = factories.user(role)
    grants.give(case, reader, by=world.leader, at=NOW, reason="cooperation")
    assert reads(log_in(reader), Case.objects.get(pk=case.pk)) == {}


@pytest.mark.parametrize("role", READERS)
def test_who_wanted_to_close_and_what_infohus_decided_is_told_to_few(world, log_in, role):
    with closing.own_gates():
        case = closing.closed(world)
    reader = factories.user(role)
    grants.give(case, reader, by=world.leader, at=NOW, reason="cooperation")
    events, _kinds, _label = titles(log_in(reader), case)
    ending = {"Det blev foreslået at lukke sagen", "Sagen blev lukket"}
    infohus = {"Infohus Kommune blev kontaktet", "Tovholderen besluttede om Infohus"}
    assert events.isdisjoint(ending)
    assert events.isdisjoint(infohus) is (role != Role.COORDINATOR)


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
