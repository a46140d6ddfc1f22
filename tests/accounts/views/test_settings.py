import pytest
from django.urls import reverse

from beredskab.accounts.forms import ladder as ladder_forms
from beredskab.audit.models import AuditEvent
from beredskab.municipality.models import DEFAULT_LADDER, Municipality

pytestmark = pytest.mark.django_db
PAGES = [
    "settings",
    "settings_identity",
    "settings_calendar",
    "settings_reminders",
    "settings_ladder",
    "settings_units",
    "settings_unit_add",
    "settings_routes",
    "settings_route_set",
    "settings_rota",
    "settings_shift_add",
]


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("name", PAGES)
def test_administrators_see_the_page(page, name):
    assert page.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_may(client, leader, name):
    client.force_login(leader)
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {}).status_code in {403, 405}


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_sent_to_log_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_what_is_missing_stands_first(page, routed):
    assert "Modtagelsen" in page.get(reverse("settings")).content.decode()


def test_the_municipality_gets_a_name(page):
    values = {"name": "Eksempelkøbing Kommune", "law_chapter": "barnets lov kap. 16"}
    response = page.post(reverse("settings_identity"), values, follow=True)
    assert "Eksempelkøbing Kommune" in response.content.decode()
    assert not Municipality.objects.current().has_infohus


@pytest.mark.rule("R4")
def test_the_municipality_says_whether_its_cards_are_read_without_log_in(page):
    values = {"name": "Eksempelkøbing Kommune", "law_chapter": "barnets lov kap. 16"}
    page.post(reverse("settings_identity"), {**values, "cards_public": "on"})
    assert Municipality.objects.current().cards_public
    assert "Actioncards kan læses uden log-ind" in page.get(reverse("settings")).content.decode()
    page.post(reverse("settings_identity"), values)
    assert not Municipality.objects.current().cards_public


def test_the_municipality_says_whom_to_tell_what_is_not_accessible(page):
    values = {"name": "Eksempelkøbing Kommune", "law_chapter": "barnets lov kap. 16"}
    told = {"accessibility_contact": "www.example.com/skriv", "accessibility_phone": "70550099"}
    page.post(reverse("settings_identity"), values | told)
    saved = Municipality.objects.get()
    assert saved.accessibility_contact == "https://www.example.com/skriv"
    assert saved.accessibility_phone == "70 55 00 99"
    shown = page.get(reverse("settings")).content.decode()
    assert "https://www.example.com/skriv" in shown
    event = AuditEvent.objects.get(verb="municipality.identity_changed")
    assert {"accessibility_contact", "accessibility_phone"} <= set(event.details["changed"])


@pytest.mark.parametrize(
    ("field", "typed"),
    [("accessibility_contact", "javascript:alert(1)"), ("accessibility_phone", "1234")],
)
def test_whom_nobody_can_reach_is_an_error_of_the_field(page, field, typed):
    values = {"name": "Eksempelkøbing Kommune", "law_chapter": "barnets lov kap. 16"}
    response = page.post(reverse("settings_identity"), values | {field: typed})
    assert list(response.context["form"].errors) == [field]
    assert not Municipality.objects.exists()


def test_the_row_of_the_contacts_leads_to_the_directory(page):
    assert f'href="{reverse("directory")}"' in page.get(reverse("settings")).content.decode()


def test_a_municipality_without_a_name_is_an_error_of_the_field(page):
    response = page.post(reverse("settings_identity"), {"law_chapter": "x"})
    assert response.status_code == 200
    assert response.context["form"].errors["name"]


def test_the_calendar_is_saved_with_a_trail(page, administrator):
    page.post(reverse("settings_calendar"), {"saturday_counts": "on", "show_amber": "on"})
    municipality = Municipality.objects.get()
    assert municipality.saturday_counts
    assert not municipality.half_holidays_count
    event = AuditEvent.objects.get(verb="municipality.calendar_changed")
    assert event.actor == administrator


def test_the_preview_shows_and_saves_nothing(page):
    tried = {"preview": "1", "half_holidays_count": "on", "show_amber": "on"}
    text = page.get(reverse("settings_calendar"), tried).content.decode()
    assert "14. april 2026" in text
    assert "11. april 2026" in text
    assert "<h1" in text
    tried["saturday_counts"] = "on"
    assert "14. april 2026" not in page.get(reverse("settings_calendar"), tried).content.decode()
    assert not Municipality.objects.exists()


def test_htmx_gets_the_examples_alone(page):
    tried = {"preview": "1", "half_holidays_count": "on"}
    headers = {"HX-Request": "true"}
    text = page.get(reverse("settings_calendar"), tried, headers=headers).content.decode()
    assert "14. april 2026" in text
    assert "<h1" not in text


def test_the_form_of_the_ladder_gives_back_the_stored_one():
    form = ladder_forms.LadderForm(ladder_forms.initial(DEFAULT_LADDER))
    assert form.is_valid(), form.errors
    assert form.ladder() == DEFAULT_LADDER


def test_the_page_of_the_ladder_has_a_box_for_each_step(page):
    html = page.get(reverse("settings_ladder")).content.decode()
    form = ladder_forms.LadderForm()
    boxes = form.assessment + form.weekdays
    shown = [field.name for box in boxes for field in box.fields]
    assert sorted(shown) == sorted(form.fields)
    assert html.count('class="card') == len(boxes)
    assert "Derefter mindst hver dag" in html


def test_an_alert_is_added_to_the_ladder(page):
    values = ladder_forms.initial(DEFAULT_LADDER) | {"hours_5": 6, "hours_5_to": ["owner"]}
    page.post(reverse("settings_ladder"), values)
    ladder = Municipality.objects.get().alert_ladder
    assert ladder["assessment"][1] == {"after_hours": 6, "to": ["owner"]}


def test_a_ladder_that_warns_nobody_in_time_is_refused(page):
    values = ladder_forms.initial(DEFAULT_LADDER) | {"hours_3": 23}
    response = page.post(reverse("settings_ladder"), values)
    assert response.context["form"].non_field_errors()
    assert not Municipality.objects.exists()


def test_the_reminders_are_saved(page):
    values = {
        "clarify_reminder_weekdays": 3,
        "draft_days": 7,
        "unassigned_hours": 2,
        "youth_plan_from_age": 15,
    }
    page.post(reverse("settings_reminders"), values | {"offer_hours": 12, "offer_hours_acute": 2})
    saved = Municipality.objects.get()
    assert saved.draft_days == 7
    assert (saved.offer_hours, saved.offer_hours_acute) == (12, 2)
