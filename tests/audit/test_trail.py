from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connections, transaction
from django.db.models import Model
from django.utils import timezone

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent, LogEntry, LookUp, mask
from beredskab.municipality.models import Unit

AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)


def user_and_unit():
    user = get_user_model().objects.create_user(username="ada", name="Ada Admin")
    return user, Unit.objects.create(slug="ssp", name="SSP", kind=Unit.Kind.SSP)


def fail_after(write, *args, **kwargs):
    with transaction.atomic():
        write(*args, **kwargs)
        raise RuntimeError


def overwrite(model: type[Model]):
    model.objects.update(verb="nothing")


def delete(model: type[Model]):
    model.objects.all()._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    user, unit = user_and_unit()
    with pytest.raises(trail.OutsideTransactionError):
        trail.record(unit, "municipality.unit_changed", by=user, at=AT)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_its_change():
    user, unit = user_and_unit()
    with pytest.raises(RuntimeError):
        fail_after(trail.record, unit, "municipality.unit_changed", by=user, at=AT)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_an_entry_says_who_what_when_and_when_it_was_written():
    user, unit = user_and_unit()
    event = trail.record(unit, "municipality.unit_changed", by=user, at=AT, kind="ssp")
    event.refresh_from_db()
    assert (event.actor, event.at, event.details) == (user, AT, {"kind": "ssp"})
    assert (event.subject_type, event.subject_id) == ("municipality.unit", unit.pk)
    assert timezone.now() - event.recorded_at < timedelta(minutes=1)
    assert list(trail.events_about(("municipality.unit", [unit.pk]))) == [event]
    assert not trail.events_about(("municipality.unit", [unit.pk + 1])).exists()


@pytest.mark.django_db
def test_the_system_may_be_the_actor():
    _user, unit = user_and_unit()
    assert trail.record(unit, "content.loaded", by=None, at=AT).actor is None


@pytest.mark.django_db
def test_when_it_was_written_is_the_database_s_own_word():
    _user, unit = user_and_unit()
    event = AuditEvent.objects.create(
        at=AT, verb="x", subject_type="a", subject_id=unit.pk, recorded_at=AT
    )
    event.refresh_from_db()
    assert event.recorded_at > AT


@pytest.mark.parametrize("model", [AuditEvent, LookUp])
@pytest.mark.parametrize("change", [overwrite, delete])
@pytest.mark.rule("LR23")
@pytest.mark.django_db(transaction=True)
def test_nobody_changes_the_trail(model: type[Model], change):
    user, unit = user_and_unit()
    with transaction.atomic():
        trail.record(unit, "municipality.unit_changed", by=user, at=AT)
    trail.look(user, "cases.opened", shown=[unit])
    assert model.objects.count() == 1
    with pytest.raises(DatabaseError):
        change(model)
    assert model.objects.exclude(verb="nothing").count() == 1


@pytest.mark.rule("LR18")
@pytest.mark.django_db(transaction=True)
def test_a_look_stays_although_the_page_failed():
    user, unit = user_and_unit()
    said = {"reference": "7K2-PQ9", "purpose": "Opfølgning"}
    with pytest.raises(RuntimeError):
        fail_after(trail.look, user, "cases.opened", shown=[unit], **said)
    look = LookUp.objects.get()
    assert (look.result, look.actor, look.purpose) == ("shown", user, "Opfølgning")
    assert (look.subject_ids, look.reference) == ([unit.pk], "7K2-PQ9")


@pytest.mark.django_db(transaction=True)
def test_a_list_is_one_look_with_all_that_was_shown():
    user, unit = user_and_unit()
    other = Unit.objects.create(slug="skole", name="Skole", kind=Unit.Kind.SCHOOL)
    trail.look(user, "cases.listed", shown=[unit, other], count=2, search_hash="0" * 64)
    look = LookUp.objects.get()
    assert (sorted(look.subject_ids), look.count) == (sorted([unit.pk, other.pk]), 2)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_kept_for_strangers_too_without_an_address(rf):
    request = rf.get("/sager/7K2-PQ9/", REMOTE_ADDR="10.1.2.3")
    request.session, request.resolver_match = {}, None
    trail.refuse(AnonymousUser(), "unknown", reference="7K2-PQ9", request=request)
    look = LookUp.objects.get()
    assert (look.result, look.actor, look.session) == ("refused", None, "")
    row = LookUp.objects.values().get()
    assert "10.1.2.3" not in str(row)


@pytest.mark.django_db(transaction=True)
def test_nothing_may_be_shown_when_the_look_cannot_be_written():
    user, unit = user_and_unit()
    assert trail.is_writable()
    with pytest.raises(DatabaseError):
        trail.look(user, "v" * 81, shown=[unit])


@pytest.mark.django_db(transaction=True)
def test_the_audit_role_reads_no_look_and_the_portal_s_role_writes_none():
    user, unit = user_and_unit()
    trail.look(user, "cases.opened", shown=[unit])
    with pytest.raises(DatabaseError), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT verb FROM audit_lookup")
    with pytest.raises(DatabaseError):
        LookUp.objects.create(verb="x", result="shown")


@pytest.mark.django_db
def test_the_row_log_keeps_no_text_and_no_address():
    from django.contrib.contenttypes.models import ContentType

    _user, unit = user_and_unit()
    entry = LogEntry(
        content_type=ContentType.objects.get_for_model(unit),
        object_pk=str(unit.pk),
        object_id=unit.pk,
        object_repr="SSP",
        action=1,
        changes={},
        remote_addr="10.1.2.3",
        remote_port=1,
    )
    entry.save()
    entry.refresh_from_db()
    assert (entry.object_repr, entry.remote_addr, entry.remote_port) == ("", None, None)
    assert "SSP" not in str(entry)
    assert mask("Fiktiv") == mask("Andet") == "***"
