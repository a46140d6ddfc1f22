from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from beredskab.directory import workflow
from beredskab.municipality.models import Contact
from tests import factories
from tests.factories import NOW
from tests.factories.cards import contact

pytestmark = pytest.mark.django_db
ADD = "/kontakter/ny/"


def written(**changes):
    return {
        "name": "SSP-konsulent",
        "service": "ssp",
        "phone": "2520 0318",
        "audience": "public",
        "position": "10",
        **changes,
    }


@pytest.fixture
def page(client, editor):
    client.force_login(editor)
    return client


def test_a_contact_is_added_with_all_that_is_known(page, office):
    response = page.post(
        ADD,
        written(
            unit=office.pk,
            second_phone="25200319",
            note="Råd til alle",
            topics=["social_control", "forced_marriage"],
            anonymous_advice="on",
            is_acute="on",
            from_age="13",
            to_age="25",
            checked_today="on",
            hours_0="8.00-15:30",
            hours_3="9-12, 13-17",
        ),
    )
    made = Contact.objects.get()
    assert response.headers["Location"] == made.get_absolute_url() == "/kontakter/ssp-konsulent/"
    assert made.phones == ["25 20 03 18", "25 20 03 19"]
    assert made.hours == [[0, "08:00", "15:30"], [3, "09:00", "12:00"], [3, "13:00", "17:00"]]
    assert (made.unit, made.from_age, made.to_age) == (office, 13, 25)
    assert made.topics == ["social_control", "forced_marriage"]
    assert (made.anonymous_advice, made.is_acute, made.always_open) == (True, True, False)
    assert made.checked_on == timezone.localdate()


WRONG = [
    ({"name": ""}, "name"),
    ({"service": ""}, "service"),
    ({"audience": ""}, "audience"),
    ({"phone": "1234"}, "phone"),
    ({"phone": "", "is_acute": "on"}, "phone"),
    ({"phone": "", "checked_today": "on"}, "phone"),
    ({"phone": "", "second_phone": "25200319"}, "phone"),
    ({"always_open": "on", "hours_0": "9-15"}, "always_open"),
    ({"hours_0": "8.00"}, "hours_0"),
    ({"hours_0": "8-"}, "hours_0"),
    ({"hours_0": "15.30-8.00"}, "hours_0"),
    ({"hours_0": "8-25"}, "hours_0"),
    ({"hours_0": "hele dagen"}, "hours_0"),
    ({"hours_0": "13-15, 9-12"}, "hours_0"),
    ({"from_age": "31", "to_age": "30"}, "to_age"),
    ({"from_age": "ung"}, "from_age"),
    ({"position": ""}, "position"),
    ({"note": "Skriv til navn@example.com"}, "note"),
    ({"topics": ["ukendt"]}, "topics"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field(page, changes, field):
    response = page.post(ADD, written(**changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "Dette felt" not in response.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.rule("R115")
@pytest.mark.parametrize("audience", ["public", "staff"])
def test_viso_is_for_authorities_only(page, audience):
    response = page.post(ADD, written(service="viso", audience=audience))
    assert response.context["form"].errors == {"audience": ["VISO er kun for myndigheder"]}
    page.post(ADD, written(service="viso", audience="authority"))
    assert Contact.objects.get().service == "viso"


@pytest.mark.rule("R114")
@pytest.mark.parametrize("field", ["name", "note"])
@pytest.mark.parametrize("kind", [{"service": "shelter"}, {"topics": ["safe_stay"]}])
def test_the_address_of_a_shelter_is_refused_at_its_field(page, field, kind):
    response = page.post(ADD, written(**{**kind, field: "Skovvej 12, 4690 Haslev"}))
    assert list(response.context["form"].errors) == [field]
    assert not Contact.objects.exists()


@pytest.mark.rule("R114")
def test_the_form_asks_for_no_address(page):
    fields = page.get(ADD).context["form"].fields
    assert not [name for name in fields if "address" in name or "street" in name]


def test_the_form_shows_what_is_known_and_changes_it(page, office):
    hours = [[0, "09:00", "12:00"], [0, "13:00", "15:00"], [4, "09:00", "12:30"]]
    one = contact(slug="ssp", unit=office, hours=hours, checked_on=date(2026, 5, 1))
    url = reverse("contact_change", args=["ssp"])
    text = page.get(url).content.decode()
    assert 'value="09.00-12.00, 13.00-15.00"' in text
    assert 'value="09.00-12.30"' in text
    assert f'value="{office.pk}" selected' in text
    page.post(url, written(phone="70 27 76 86", always_open="on"))
    one.refresh_from_db()
    assert (one.slug, one.name, one.phone) == ("ssp", "SSP-konsulent", "70 27 76 86")
    assert (one.hours, one.always_open, one.unit) == ([], True, None)
    # Nobody has checked the new number.
    assert one.checked_on is None


def test_what_the_form_shows_can_be_saved_as_it_stands(page):
    one = contact(slug="red", from_age=16, to_age=30, topics=["safe_stay"], service="red")
    before = Contact.objects.filter(pk=one.pk).values().get()
    form = page.get(reverse("contact_change", args=["red"])).context["form"]
    shown = {field.html_name: field.value() for field in form}
    page.post(
        reverse("contact_change", args=["red"]),
        {name: value for name, value in shown.items() if value not in (None, False)},
    )
    assert Contact.objects.filter(pk=one.pk).values().get() == before


def test_a_unit_out_of_use_stays_with_its_contact(page, office):
    old = factories.unit("other", is_active=False)
    contact(slug="ssp", unit=old)
    shown = page.get(reverse("contact_change", args=["ssp"])).context["form"].fields["unit"]
    assert set(shown.queryset) == {office, old}
    assert set(page.get(ADD).context["form"].fields["unit"].queryset) == {office}


@pytest.mark.rule("R116")
def test_a_contact_is_checked_today(page):
    one = contact(checked_on=None)
    assert page.get(reverse("contact_confirm", args=[one.slug])).status_code == 405
    with time_machine.travel(NOW):
        response = page.post(reverse("contact_confirm", args=[one.slug]), follow=True)
    assert "Senest kontrolleret 10. nov. 2026" in response.content.decode()


def test_a_contact_is_taken_out_of_use_after_a_question_and_back(page):
    one = contact(slug="red", name="RED")
    url = reverse("contact_retire", args=["red"])
    assert "Tag RED ud af brug?" in page.get(url).content.decode()
    assert Contact.objects.get().retired_at is None
    page.post(url)
    assert Contact.objects.get().retired_at is not None
    assert page.post(url).status_code == 409
    assert page.get(reverse("contact_resume", args=["red"])).status_code == 405
    page.post(reverse("contact_resume", args=["red"]))
    one.refresh_from_db()
    assert one.retired_at is None


def test_who_may_not_is_told_so_and_what_she_is_not_shown_does_not_exist(client, professional):
    client.force_login(professional)
    contact(slug="red")
    contact(slug="viso", service="viso", audience="authority")
    assert client.get(ADD).status_code == 403
    for name in ("contact_change", "contact_retire", "contact_confirm", "contact_resume"):
        assert client.post(reverse(name, args=["red"])).status_code == 403
        assert client.post(reverse(name, args=["viso"])).status_code == 404
        assert client.post(reverse(name, args=["ukendt"])).status_code == 404


def test_the_history_says_who_changed_what(page, editor, office, professional, text_of):
    one = contact(slug="ssp", name="SSP", phone="70 27 76 86")
    text = text_of(editor, one.get_absolute_url())
    assert "Ingen har ændret kontakten" in text
    told = {"by": editor, "at": NOW}
    workflow.change(
        one,
        **told,
        checked_today=True,
        phone="70 27 76 87",
        unit=office,
        hours=[],
        always_open=True,
        topics=["residence"],
        audience="staff",
        note="Spørg efter vagten",
    )
    workflow.retire(one, **told)
    workflow.resume(one, **told)
    text = text_of(editor, one.get_absolute_url())
    assert text.count("Rita Redaktør") == 4
    for words in (
        "Kontakten blev ændret",
        "Numrene blev kontrolleret",
        "Kontakten blev taget ud af brug",
        "Kontakten blev taget i brug igen",
        "Telefon: 70 27 76 87 (før: 70 27 76 86)",
        "Enhed: Administration (før: –)",
        "Åbningstider: – (før: man-fre kl. 9-15)",
        "Ja (før: Nej)",
        "Emner: Opholdstilladelse (før: –)",
        "Bemærkning: Spørg efter vagten (før: –)",
    ):
        assert words in text, words
    read = text_of(professional, one.get_absolute_url())
    assert "Kontakten blev ændret" in read
    assert "Telefon" in read
    assert "(før:" not in read
    assert "70 27 76 86" not in read
