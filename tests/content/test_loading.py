from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from actioncards.models import Explanation
from beredskab.audit.models import AuditEvent
from beredskab.content import loading
from beredskab.content.models import LoadedRow
from beredskab.municipality.models import Contact, Municipality, Route, Unit

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ORGANISATION = "proeve/organisation.yaml"


@pytest.mark.parametrize("name", ["faxe", "aalborg", "demo"])
def test_every_pack_loads_and_the_second_time_changes_nothing(name, stored):
    assert loading.load(name, at=NOW).added
    before = stored()
    second = loading.load(name, at=NOW)
    assert (second.added, second.changed, second.kept) == (0, 0, 0)
    assert stored() == before
    assert AuditEvent.objects.filter(verb="content.loaded").count() == 1


@pytest.mark.parametrize("name", ["faxe", "aalborg", "demo"])
@pytest.mark.rule("R5")
def test_every_pack_routes_both_ages(name):
    loading.load(name, at=NOW)
    child = Route.objects.unit_for("school", is_adult=False)
    adult = Route.objects.unit_for("school", is_adult=True)
    assert (child.kind, adult.kind) == (Unit.Kind.CHILD, Unit.Kind.ADULT)


@pytest.mark.rule("R32", "R101")
def test_aalborg_has_no_infohus_and_its_family_group_receives():
    loading.load("aalborg", at=NOW)
    assert not Municipality.objects.current().has_infohus
    assert Route.objects.unit_for("school", is_adult=False).name == "Familiegruppen"


def test_faxe_has_an_infohus_and_its_front_receives():
    loading.load("faxe", at=NOW)
    assert Municipality.objects.current().has_infohus
    assert Route.objects.unit_for("police", is_adult=False).slug == "fronten"


@pytest.mark.rule("R71")
def test_in_faxe_an_adult_without_a_case_elsewhere_belongs_to_the_adult_area():
    loading.load("faxe", at=NOW)
    assert Route.objects.unit_for("school", is_adult=True).slug == "handicap-psykiatri"


@pytest.mark.parametrize(("name", "public"), [("aalborg", True), ("faxe", False), ("demo", False)])
@pytest.mark.rule("R4")
def test_cards_are_public_in_aalborg_alone(name, public):
    loading.load(name, at=NOW)
    assert Municipality.objects.current().cards_public is public


def test_a_second_pack_is_refused(stored):
    loading.load("demo", at=NOW)
    before = stored()
    with pytest.raises(loading.AnotherPack):
        loading.load("faxe", at=NOW)
    assert stored() == before


def test_what_the_municipality_changed_is_kept(pack):
    loading.load("proeve", at=NOW)
    Unit.objects.update(name="Familieafdelingen")
    Municipality.objects.update(has_infohus=True)
    Explanation.objects.filter(kind="sign", key="harm").update(text="Vores egne ord.")
    outcome = loading.load("proeve", at=NOW)
    assert (outcome.added, outcome.changed, outcome.kept) == (0, 0, 3)
    assert Unit.objects.get().name == "Familieafdelingen"
    assert Municipality.objects.get().has_infohus
    assert Explanation.objects.get(kind="sign", key="harm").text == "Vores egne ord."


def test_a_new_number_in_the_pack_reaches_what_nobody_touched(pack):
    loading.load("proeve", at=NOW)
    Contact.objects.filter(slug="ssp").update(note="Kun om formiddagen")
    pack(ORGANISATION, "25200318", "93520065")
    assert loading.load("proeve", at=NOW).changed == 1
    contact = Contact.objects.get(slug="ssp")
    assert (contact.phone, contact.note) == ("93 52 00 65", "Kun om formiddagen")


def test_fields_that_an_older_portal_did_not_know_are_filled_in(pack):
    loading.load("proeve", at=NOW)
    Contact.objects.filter(slug="ssp").update(service="other", unit=None)
    loaded = LoadedRow.objects.get(key="contact:ssp")
    loaded.values = {
        name: value for name, value in loaded.values.items() if name not in ("service", "unit")
    }
    loaded.save()
    outcome = loading.load("proeve", at=NOW)
    assert (outcome.changed, outcome.kept) == (1, 0)
    contact = Contact.objects.get(slug="ssp")
    assert (contact.service, contact.unit.slug) == ("ssp", "modtagelsen")


def test_a_new_explanation_in_the_pack_tells_when_it_was_written(pack):
    loading.load("proeve", at=NOW)
    pack(
        "common/knowledge.yaml",
        "{key: harm, title: Ord, text: Det",
        "{key: harm, title: A, text: B",
    )
    later = NOW + timedelta(days=1)
    assert loading.load("proeve", at=later).changed == 1
    written = dict(Explanation.objects.values_list("key", "edited_at"))
    assert (written["harm"], written["distress"]) == (later, NOW)


def test_a_row_that_is_missing_is_made_again(pack):
    loading.load("proeve", at=NOW)
    Contact.objects.filter(slug="krisecenter").delete()
    assert loading.load("proeve", at=NOW).added == 1


def test_a_unit_made_by_hand_is_kept(pack):
    Unit.objects.create(slug="modtagelsen", name="Vores modtagelse", kind="child")
    loading.load("proeve", at=NOW)
    assert Unit.objects.get().name == "Vores modtagelse"


def test_nothing_is_loaded_when_the_trail_fails(pack, stored, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(loading.trail, "record", fail)
    with pytest.raises(RuntimeError):
        loading.load("proeve", at=NOW)
    assert not any(stored())


def test_the_command_says_what_it_did(capsys):
    call_command("load_content", "demo")
    assert "added" in capsys.readouterr().out
    call_command("load_content", "demo")
    assert "nothing to change" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["ukendt", "../faxe", "common"])
def test_an_unknown_pack_is_refused(name):
    with pytest.raises(CommandError, match="There is no pack"):
        call_command("load_content", name)
