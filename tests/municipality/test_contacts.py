from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.municipality import contacts
from beredskab.municipality.models import Contact
from tests.factories import NOW
from tests.factories.cards import contact as make

pytestmark = pytest.mark.django_db
RED = {"name": "RED", "phone": "70 27 76 86", "audience": "public", "service": "red"}


@pytest.fixture
def who():
    user = get_user_model().objects.create_user(username="ada", name="Ada Admin")
    return {"by": user, "at": NOW}


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_contact_is_added_changed_checked_retired_and_resumed_with_a_trail(who):
    contact = contacts.add(**who, **RED)
    assert contact.slug == "red"
    contacts.change(contact, **who, note="Gratis", phone="70 27 76 87")
    assert contacts.confirm(contact, **who).checked_on == NOW.date()
    assert contacts.retire(contact, **who).retired_at == NOW
    assert contacts.resume(contact, **who).retired_at is None
    assert verbs() == [
        "municipality.contact_added",
        "municipality.contact_changed",
        "municipality.contact_checked",
        "municipality.contact_retired",
        "municipality.contact_resumed",
    ]
    changed = AuditEvent.objects.get(verb="municipality.contact_changed").details["changed"]
    assert changed["phone"] == ["70 27 76 86", "70 27 76 87"]


def test_a_new_number_alone_does_not_count_as_checked(who):
    contact = contacts.add(**who, **RED)
    assert contacts.change(contact, **who, phone="70 27 76 87").checked_on is None


def test_nothing_remains_when_the_trail_fails(who, monkeypatch):
    contact = contacts.add(**who, **RED)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(trail, "record", fail)
    for verb in (contacts.confirm, contacts.retire):
        with pytest.raises(RuntimeError):
            verb(contact, **who)
    contact.refresh_from_db()
    assert (contact.checked_on, contact.retired_at) == (None, None)


def test_who_is_out_of_use_is_neither_changed_nor_checked_nor_retired_again(who):
    contact = contacts.retire(contacts.add(**who, **RED), **who)
    for verb in (contacts.change, contacts.confirm, contacts.retire):
        with pytest.raises(contacts.NotInUse):
            verb(contact, **who)


def test_what_nobody_can_call_is_not_checked(who):
    contact = contacts.add(**who, **{**RED, "phone": ""})
    with pytest.raises(contacts.NumberMissing):
        contacts.confirm(contact, **who)


def test_no_contact_takes_the_address_of_a_page(who):
    assert contacts.add(**who, **{**RED, "name": "Ny"}).slug == "ny-2"
    assert contacts.add(**who, **{**RED, "name": "Ude af brug"}).slug == "ude-af-brug-2"


@pytest.mark.rule("R114")
@pytest.mark.parametrize("service", ["shelter", "ssp"])
@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Vi bor på Skovvej 12", contacts.HoldsAddress),
        ("Rådhuset, 5000 ODENSE", contacts.HoldsAddress),
        ("Spørg Ib på 25 20 03 18", contacts.HoldsPhone),
        ("Skriv til navn@example.com", contacts.MailAddress),
    ],
)
def test_no_contact_holds_an_address_or_a_number_in_its_text(who, service, text, refusal):
    for field in ("name", "note"):
        with pytest.raises(refusal):
            contacts.add(**who, **{**RED, "service": service, field: text})
    assert not Contact.objects.exists()
    contact = contacts.add(**who, **{**RED, "service": service})
    with pytest.raises(refusal):
        contacts.change(contact, **who, note=text)
    contact.refresh_from_db()
    assert contact.note == ""


@pytest.mark.rule("R114")
def test_there_is_no_field_for_an_address():
    names = {field.name for field in Contact._meta.get_fields()}
    asked = ("address", "street", "post", "city", "town", "place", "location")
    assert not [name for name in names if name != "position" and any(a in name for a in asked)]


@pytest.mark.rule("R115")
def test_viso_is_for_authorities_alone():
    with pytest.raises(IntegrityError), transaction.atomic():
        make(service="viso", audience="public")
    assert make(service="viso", audience="authority")


@pytest.mark.rule("R116")
def test_who_is_to_be_checked():
    day = NOW.date()
    kept = {"checked_on": day - timedelta(days=183)}
    make(slug="fresh", **kept)
    make(slug="old", checked_on=day - timedelta(days=184))
    make(slug="never", checked_on=None)
    make(slug="numberless", phone="", **kept)
    make(slug="gone", checked_on=None, retired_at=NOW)
    found = Contact.objects.to_check(day).order_by("slug").values_list("slug", flat=True)
    assert list(found) == ["never", "numberless", "old"]


@pytest.mark.rule("R116")
def test_a_number_that_is_changed_counts_as_unchecked(who):
    checked = date(2026, 11, 1)
    one = make(phone="70 20 30 40", checked_on=checked)
    assert contacts.change(one, **who, note="Ny tekst").checked_on == checked
    assert contacts.change(one, **who, phone="70 20 30 41").checked_on is None
    changed = contacts.change(one, **who, phone="70 20 30 42", checked_on=NOW.date())
    assert changed.checked_on == NOW.date()
