from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Concern
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, world):
    client.force_login(world.adviser)
    return world.adviser


def moment(name, at):
    local = timezone.localtime(at)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H.%M}"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def persons(*typed):
    counts = {"person-TOTAL_FORMS": str(max(1, len(typed))), "person-INITIAL_FORMS": "0"}
    return counts | {
        f"person-{number}-{name}": value
        for number, person in enumerate(typed)
        for name, value in person.items()
    }


def child(age="14", **known):
    return {"age_kind": "stated_age", "stated_age": age, **known}


def posted(*people, received=None, **changed):
    now = timezone.now()
    opened = {"opened_at": now.isoformat()}
    return {
        **opened,
        "acute": "no",
        "notifier_kind": "private",
        "notifier_name": "Karla Nabo",
        "source": "citizen",
        "channel": "phone",
        "words": "Naboen hører skrig om natten.",
        **moment("received_at", received or now),
        **persons(*(people or [child()])),
        **changed,
    }


def register(client, *people, query="", **changed):
    return client.post(reverse("notification_new") + query, posted(*people, **changed))


def test_the_authority_registers_a_call_on_one_page_and_comes_to_the_case(client, officer):
    response = register(client, child(name="Amina Prøve"))
    concern = Concern.objects.get()
    case = Case.objects.get()
    assert response.url == concern.get_absolute_url()
    assert client.get(response.url).url == reverse("case_detail", args=[case.reference])
    assert concern.notifier_name == "Karla Nabo"
    assert concern.channel == "phone"
    assert case.exposed.name == "Amina Prøve"


@pytest.mark.parametrize("role", ["professional", "coordinator", "leader", "administrator"])
def test_who_is_not_the_authority_may_not_register(client, world, role):
    client.force_login(getattr(world, role))
    assert client.get(reverse("notification_new")).status_code == 403
    assert register(client).status_code == 403


def test_receipt_as_the_page_was_opened_needs_no_other_reason(client, officer):
    opened = timezone.now() - timedelta(minutes=12)
    response = register(client, received=opened, opened_at=opened.isoformat())
    assert response.status_code == 302
    received = Concern.objects.get().received_at
    assert received == opened.replace(second=0, microsecond=0)


def test_an_earlier_receipt_needs_a_reason(client, officer):
    early = timezone.now() - timedelta(hours=9)
    page = register(client, received=early)
    assert page.context["form"].has_error("reason")
    assert not Concern.objects.exists()
    register(client, received=early, reason="Kom med mail i nat")
    assert Concern.objects.get().answer("received_reason") == "Kom med mail i nat"


def test_receipt_is_not_in_the_future(client, officer):
    page = register(client, received=timezone.now() + timedelta(hours=1))
    assert page.context["form"].has_error("received_at")


@pytest.mark.rule("LR12")
@pytest.mark.parametrize("source", ["school", "police", "jobcenter"])
def test_a_professional_is_never_anonymous(client, officer, source):
    page = register(client, notifier_kind="anonymous", notifier_name="", source=source)
    assert page.context["form"].has_error("notifier_kind")
    page = register(client, notifier_kind="professional", notifier_name="", source=source)
    assert page.context["form"].has_error("notifier_name")


@pytest.mark.rule("LR24")
def test_nothing_of_an_anonymous_notifier_is_kept(client, officer):
    register(client, notifier_kind="anonymous", notifier_contact="12 34 56 78")
    concern = Concern.objects.get()
    assert concern.notifier_name is None
    assert concern.notifier_contact is None
    assert concern.notifier is None


def test_the_notifier_in_the_family_is_kept_for_the_confirmation(client, officer):
    register(client, notifier_in_family="yes", notifier_contact="Ring efter kl. 16")
    concern = Concern.objects.get()
    assert concern.notifier_in_family == "yes"
    assert concern.notifier_contact == "Ring efter kl. 16"


def test_three_children_are_three_cases_with_one_confirmation(client, officer):
    register(client, child("14"), child("11"), child("8"))
    concern = Concern.objects.get()
    assert concern.case_ties.count() == 3
    assert concern.confirmation


def test_a_person_left_empty_is_no_person(client, officer):
    register(client, child(), {})
    assert Concern.objects.get().case_ties.count() == 1


def test_one_more_person_is_added_without_losing_what_was_typed(client, officer):
    page = register(client, child(name="Amina"), one_more="1", words="Halvt", acute="")
    assert page.status_code == 200
    form, people = page.context["form"], page.context["persons"]
    assert len(people.forms) == 2
    assert form["words"].value() == "Halvt"
    assert people.forms[0]["name"].value() == "Amina"
    assert not page.context["has_errors"]
    assert not form.errors
    assert not Concern.objects.exists()


def test_there_are_never_more_than_five_persons(client, officer):
    page = register(client, *[child()] * 5, one_more="1")
    assert len(page.context["persons"].forms) == 5
    assert not page.context["persons"].has_room


@pytest.mark.parametrize("name", ["acute", "notifier_kind", "source", "channel", "words"])
def test_what_is_missing_is_said_at_its_field(client, officer, name):
    page = register(client, **{name: ""})
    assert page.context["form"].has_error(name)
    assert not Concern.objects.exists()


def test_an_age_is_asked_of_each_person(client, officer):
    page = register(client, child(), {"name": "Bo"})
    assert page.context["persons"].forms[1].has_error("age_kind")


def test_an_assessment_made_before_is_registered_with_its_own_time(client, officer):
    early = timezone.now() - timedelta(hours=3)
    made = early + timedelta(hours=1)
    register(
        client,
        received=early,
        reason="Døgnvagten tog imod",
        is_assessed="on",
        assessed_by_text="Døgnvagt Per Prøve",
        danger="yes",
        act_now="no",
        grounds="Talte med barnet.",
        **moment("assessed_at", made),
    )
    assessment = Concern.objects.get().case_ties.get().assessment
    assert assessment.assessed_at == made.replace(second=0, microsecond=0)
    assert assessment.assessed_by_text == "Døgnvagt Per Prøve"


def test_an_assessment_already_made_is_whole(client, officer):
    page = register(client, is_assessed="on")
    errors = page.context["form"].errors
    wanted = {"assessed_at", "assessed_by_text", "danger", "act_now", "grounds"}
    assert wanted <= set(errors)


def test_an_assessment_before_the_receipt_is_a_mistake(client, officer):
    made = timezone.now() - timedelta(hours=1)
    page = register(
        client,
        is_assessed="on",
        assessed_by_text="Per",
        danger="no",
        act_now="no",
        grounds="Set",
        **moment("assessed_at", made),
    )
    assert page.context["form"].has_error("assessed_at")
    assert not Concern.objects.exists()


def test_it_is_registered_on_a_case_that_she_sees(client, world, officer):
    case = factories.case(world)
    register(client, query=f"?sag={case.reference}")
    assert case.concern_ties.count() == 2


def test_a_case_that_she_may_not_see_is_not_there(client, world):
    case = factories.case(world)
    client.force_login(world.stranger)
    url = f"{reverse('notification_new')}?sag={case.reference}"
    assert client.get(url).status_code == 404
    assert register(client, query=f"?sag={case.reference}").status_code == 404


@pytest.mark.rule("R33")
def test_the_page_does_not_ask_for_review_with_the_parents(client, officer):
    page = client.get(reverse("notification_new")).content.decode().lower()
    assert "gennemgået" not in page
    assert "forældre" not in page


def test_other_methods_are_refused(client, officer):
    assert client.put(reverse("notification_new")).status_code == 405


@pytest.mark.parametrize("query", ["?sag=%00", "?sag=010203-1234", "?sag=222-222"])
def test_a_case_that_does_not_exist_is_not_found_whatever_is_asked_for(client, officer, query):
    assert client.get(reverse("notification_new") + query).status_code == 404
