"""The pages of an item that is held: who is there, texts, persons, conclusion, PDF."""

import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from beredskab.audit.models import LookUp
from infohus import workflow
from infohus.models import AdviceDraft, Attendance, ItemDraft, ItemText, Recommendation
from tests import factories
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during(office_hours):
    """Set the clock to where the meeting is on."""
    with time_machine.travel(held.DURING, tick=False):
        yield held.DURING


@pytest.fixture
def item(world):
    return held.item(world)


def address(item, name="infohus_hold", *more):
    return reverse(name, args=[item.meeting.reference, item.position, *more])


def words(response):
    return response.content.decode()


ADVICE = {
    "outcome": "measure",
    "text": "Tilbyd en mentor",
    "authority": "seat:child_authority",
    "due_on_day": "1",
    "due_on_month": "12",
    "due_on_year": "2026",
}


VAGT = held.vouched("child_authority", name="Prøve Vagt")


@pytest.mark.rule("R86")
def test_the_attendance_is_noted_and_the_panel_recalculates(world, log_in, item):
    client = log_in(world.coordinator)
    keys = {one.seat: one.pk for one in item.meeting.participants.all()}
    url = address(item, "infohus_attendance")
    partial = client.post(url, {"participants": [keys["ssp"]]}, headers={"HX-Request": "true"})
    assert "Mangler 1" in words(partial)
    assert "<html" not in words(partial)
    sent = client.post(url, {"participants": [keys["ssp"], keys["child_authority"]]})
    assert sent.url.endswith("#fremmoede")
    page = words(client.get(address(item)))
    assert "De nødvendige deltagere er med" in page


def test_somebody_who_was_not_invited_is_noted_and_struck_out(world, log_in, item):
    client, url = log_in(world.coordinator), address(item, "infohus_present")
    assert client.post(url, {"name": ""}).context["form"].errors.keys() == {
        "name",
        "seat",
        "has_no_tie",
    }
    client.post(url, held.vouched("child_authority"))
    assert "Prøve Vikar" in words(client.get(address(item)))
    row = Attendance.objects.get()
    client.post(address(item, "infohus_strike", row.pk))
    assert "Prøve Vikar" not in words(client.get(address(item)))


def test_a_text_is_kept_as_it_is_typed_and_saved(world, log_in, item):
    client, url = log_in(world.coordinator), address(item, "infohus_write", "kortlaegning")
    saved = client.post(f"{url}gem/", {"text": "Halvt skrevet", "seen": "0"})
    assert "gemt" in words(saved)
    assert ItemDraft.objects.get().text == "Halvt skrevet"
    assert "Halvt skrevet" in words(client.get(url))
    assert client.post(url, {"text": "Helt skrevet", "seen": "0"}).url == address(item)
    assert ItemText.objects.get().text == "Helt skrevet"


def test_who_was_overtaken_sees_both_texts(world, log_in, item):
    held.write(item, world, "mapping", text="Den andens ord")
    client, url = log_in(world.coordinator), address(item, "infohus_write", "kortlaegning")
    page = words(client.post(url, {"text": "Mine ord", "seen": "0"}))
    assert "Den andens ord" in page
    assert "Mine ord" in page
    client.post(url, {"text": "Mine ord", "seen": "1"})
    assert ItemText.objects.count() == 2


@pytest.mark.rule("R95")
def test_the_pages_refuse_what_is_out_of_order(world, log_in, item):
    client = log_in(world.coordinator)
    url = address(item, "infohus_recommend", item.case.exposed_id)
    assert client.get(url).status_code == 409
    text = address(item, "infohus_write", "vurdering")
    assert client.post(text, {"text": "Ord", "level": "low", "seen": "0"}).status_code == 409
    held.assessed(item, world)
    assert client.get(url).status_code == 200


@pytest.mark.rule("R96")
def test_the_conclusion_is_refused_with_links_until_nothing_lacks(world, log_in, item):
    client = log_in(world.coordinator)
    refused = client.post(address(item, "infohus_conclude"))
    assert refused.status_code == 409
    recommend = address(item, "infohus_recommend", item.case.exposed_id)
    for url in (recommend, address(item, "infohus_write", "kortlaegning")):
        assert f'href="{url}"' in words(refused)
    held.assessed(item, world)
    held.attend(item, world, "ssp", "child_authority")
    for one in item.meeting.participants.filter(seat__in=["ssp", "child_authority"]):
        url = address(item, "infohus_tie_for", one.pk)
        assert f'href="{url}"' in words(client.get(address(item)))
        client.post(url, {"answer": "none"})
    form = client.post(recommend, {"outcome": "measure"}).context["form"]
    assert "text" in form.errors
    assert client.post(recommend, ADVICE).url.endswith("#personer")
    assert client.post(address(item, "infohus_conclude")).url == address(item)
    assert "Afsluttet" in words(client.get(address(item)))


def test_a_recommendation_is_changed_given_to_siblings_and_withdrawn(world, log_in, item):
    sister = item.case.persons.create(stated_age=9, stated_on=held.DUE, added_at=NOW)
    sister.roles.create(role="other_child")
    held.assessed(item, world)
    client = log_in(world.coordinator)
    client.post(address(item, "infohus_recommend", item.case.exposed_id), ADVICE)
    first = Recommendation.objects.live().get()
    change = address(item, "infohus_change", first.pk)
    assert "Tilbyd en mentor" in words(client.get(change))
    client.post(change, {**ADVICE, "text": "Tilbyd en fast voksen"})
    second = Recommendation.objects.live().get()
    assert second.text == "Tilbyd en fast voksen"
    assert "Samme til søskende" in words(client.get(address(item)))
    for _clicks in range(2):
        client.post(address(item, "infohus_same", second.pk))
    assert Recommendation.objects.live().filter(person=sister).count() == 1
    assert "Samme til søskende" not in words(client.get(address(item)))
    client.post(address(item, "infohus_withdraw", second.pk))
    assert not Recommendation.objects.live().filter(person=item.case.exposed).exists()


def test_what_an_authority_has_answered_is_offered_for_no_change(world, log_in):
    """It is handed on while the item is provisional, and stands once it is answered."""
    item = held.complete(world, "ssp")
    workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    client, row = log_in(world.coordinator), Recommendation.objects.get()
    ways = [address(item, name, row.pk) for name in ("infohus_change", "infohus_withdraw")]
    assert all(f'"{url}"' in words(client.get(address(item))) for url in ways)
    workflow.answer_recommendation(row, by=world.adviser, at=held.DURING, answer="accepted")
    assert not any(f'"{url}"' in words(client.get(address(item))) for url in ways)


def test_nothing_is_offered_to_siblings_where_only_an_adult_lacks(world, log_in, item):
    father = item.case.persons.create(name="Prøve Far", added_at=NOW)
    father.roles.create(role="actor")
    held.assessed(item, world)
    row = held.recommend(item, world)
    client = log_in(world.coordinator)
    assert address(item, "infohus_same", row.pk) not in words(client.get(address(item)))
    client.post(address(item, "infohus_same", row.pk))
    assert not Recommendation.objects.filter(person=father).exists()


def test_a_recommendation_is_kept_as_it_is_typed(world, log_in, item):
    held.assessed(item, world)
    client, url = (
        log_in(world.coordinator),
        address(item, "infohus_recommend", item.case.exposed_id),
    )
    typed = {**ADVICE, "text": "Halvt skrevet", "due_on_month": "tolv"}
    assert "gemt" in words(client.post(f"{url}gem/", typed))
    page = words(client.get(url))
    assert "Halvt skrevet" in page
    assert 'value="tolv"' in page
    client.post(url, ADVICE)
    assert not AdviceDraft.objects.exists()
    row = Recommendation.objects.live().get()
    change = address(item, "infohus_change", row.pk)
    client.post(f"{change}gem/", {**ADVICE, "text": "Rettet til halvdelen"})
    assert "Rettet til halvdelen" in words(client.get(change))
    assert "Rettet til halvdelen" not in words(client.get(url))


def test_all_that_is_missing_is_told_at_once(world, log_in, item):
    held.assessed(item, world)
    url = address(item, "infohus_recommend", item.case.exposed_id)
    client = log_in(world.coordinator)
    for sent, missing in (
        ({"outcome": "measure"}, {"text", "authority", "due_on"}),
        ({"outcome": "no_measure"}, {"grounds"}),
        ({"outcome": "again"}, {"again_on"}),
        ({**ADVICE, "level": "intervening"}, {"level_reason", "lead"}),
        ({"outcome": "again", "level": "intervening"}, {"again_on"}),
    ):
        assert client.post(url, sent).context["form"].errors.keys() == missing


@pytest.mark.rule("R92")
def test_a_crafted_decision_is_refused(world, log_in, item):
    held.assessed(item, world)
    url = address(item, "infohus_recommend", item.case.exposed_id)
    sent = log_in(world.coordinator).post(url, {**ADVICE, "measure": "placement"})
    assert sent.status_code == 409
    assert not Recommendation.objects.exists()


@pytest.mark.rule("R86")
def test_a_provisional_item_says_so_until_it_is_confirmed(world, log_in):
    item = held.complete(world, "ssp")
    client = log_in(world.coordinator)
    assert client.post(address(item, "infohus_conclude")).status_code == 409
    client.post(address(item, "infohus_provisional"))
    assert "Anbefalingerne er foreløbige" in words(client.get(address(item)))
    client.post(address(item, "infohus_confirm"), VAGT)
    page = words(client.get(address(item)))
    assert "Anbefalingerne er foreløbige" not in page
    assert "Prøve Vagt" in page


@pytest.mark.rule("R86")
def test_provisional_is_offered_where_it_is_not_refused(world, log_in, item):
    """When all is written and somebody was there, and somebody else was not."""
    client, url = log_in(world.coordinator), address(item, "infohus_provisional")

    def is_offered():
        return f'action="{url}"' in words(client.get(address(item)))

    def is_refused():
        answer = client.post(url)
        assert bool(answer.context["form"].non_field_errors()) == (answer.status_code == 409)
        return answer.status_code == 409

    for step in (
        lambda: None,
        lambda: held.take_part(item, world, "ssp"),
        lambda: held.assessed(item, world),
        lambda: held.attend(item, world),
    ):
        step()
        assert (is_offered(), is_refused()) == (False, True)
    held.recommend(item, world)
    assert (is_offered(), is_refused()) == (False, True)
    held.attend(item, world, "ssp", "child_authority")
    assert (is_offered(), is_refused()) == (False, True)
    held.attend(item, world, "ssp")
    assert is_offered()
    assert client.post(url).url == address(item)
    assert (is_offered(), is_refused()) == (False, True)


@pytest.mark.rule("R86")
def test_a_confirmation_is_asked_for_when_all_is_written(world, log_in):
    case, ssp = made.case(world), held.members(world)["ssp"]
    talk = {"held_at": held.DURING, "persons": [case.exposed], "members": [ssp]}
    item = workflow.record_urgent_talk(case, by=world.coordinator, at=held.DURING, **talk)
    client, confirm = log_in(world.coordinator), address(item, "infohus_confirm")
    assert confirm not in words(client.get(address(item)))
    refused = client.post(confirm, VAGT)
    assert refused.context["form"].non_field_errors()
    made.prepare(item, world)
    held.assessed(item, world)
    held.recommend(item, world)
    assert f'href="{confirm}"' in words(client.get(address(item)))
    assert client.post(confirm, VAGT).url == address(item)
    page = client.get(address(item))
    assert (page.context["missing"], page.context["has_confirmed"]) == ([], True)
    assert "De er endelige, når disse har bekræftet" not in words(page)
    assert confirm not in words(page)


@pytest.mark.parametrize("name", ["infohus_hold", "infohus_present", "infohus_minutes_pdf"])
def test_the_pages_are_the_coordinators(world, log_in, item, name):
    assert log_in(world.adviser).get(address(item, name)).status_code == 403
    assert log_in(world.leader).get(address(item, name)).status_code == 404


def test_the_pdf_carries_its_readers_name(world, log_in):
    item = held.concluded(world)
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)
    found = log_in(world.coordinator).get(address(item, "infohus_minutes_pdf"))
    assert found["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(found.content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert world.coordinator.name in " ".join(text.split()).partition(item.case.reference)[0]


def test_an_urgent_talk_is_recorded_from_its_page(world, log_in):
    table = held.members(world)
    case = made.case(world)
    client, url = log_in(world.coordinator), reverse("infohus_urgent")
    assert case.reference in words(client.get(url))
    father = case.persons.create(name="Prøve Far", added_at=NOW)
    father.roles.create(role="actor")
    url = f"{url}?sag={case.reference}"
    talk = {
        "held_at_day": "11",
        "held_at_month": "11",
        "held_at_year": str(held.DURING.year),
        "held_at_time": "08.00",
        "persons": [case.exposed_id],
        "members": [table["ssp"].pk],
    }
    for wrong, field in (({"members": []}, "members"), ({"persons": [father.pk]}, "persons")):
        assert client.post(url, talk | wrong).context["form"].errors.keys() == {field}
    sent = client.post(url, talk)
    if sent.status_code != 302:
        raise AssertionError(sent.context["form"].errors)
    page = words(client.get(sent.url))
    assert "Hastedrøftelse" in page
    assert "Foreløbig" in page
    assert log_in(world.adviser).get(url).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_a_case_that_she_does_not_see_no_talk_is_recorded_and_that_she_tried_is_written(
    world, log_in
):
    case = factories.case(world)
    url = reverse("infohus_urgent")
    for reference in (case.reference, "222-222"):
        answer = log_in(world.coordinator).get(f"{url}?sag={reference}")
        assert answer.status_code == 404
        tried = LookUp.objects.get(actor_id=world.coordinator.pk, reference=reference)
        assert tried.result == LookUp.Result.REFUSED
