"""The mails of the invitations, as a real mail server gets them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.db import connection

from beredskab.celery import app
from beredskab.notices import mailing
from infohus import delivery, tasks, workflow
from infohus.models import Invitation
from tests import factories
from tests.factories import NOW
from tests.factories.infohus import STARTS, asked, cancelled, convened, member, moved
from tests.infohus.calendars import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal(settings):
    settings.SITE_URL = "https://portal.example.dk"
    settings.DEFAULT_FROM_EMAIL = "Kommunen <portal@example.dk>"


def with_log_in(world):
    return convened(world, member(world.coordinator, user=world.adviser))


def entry_of(mail):
    ((_calendar, (entry,)),) = [
        (read(part.get_payload(decode=True)))
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    return entry


def text_of(mail):
    return opened(mail).get_body(("plain",)).get_content()


def opened(mail):
    """The mail with its headers decoded."""
    return message_from_bytes(mail.as_bytes(), policy=policy.default)


def test_a_mail_says_when_and_links_to_the_portal(world, mailbox):
    with_log_in(world)
    assert delivery.deliver_batch(at=NOW) == 1
    (mail,) = mailbox
    assert mail["To"] == world.adviser.email
    assert mail["From"] == "Kommunen <portal@example.dk>"
    assert opened(mail)["Subject"] == "Møde – se portalen"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@portal.example.dk>")
    assert "torsdag den 12. november 2026 kl. 10.00" in text_of(mail)
    assert "https://portal.example.dk/overblik/" in text_of(mail)
    assert Invitation.objects.get().mailed_at == NOW
    assert delivery.deliver_batch(at=NOW + mailing.LEASE) == 0


def test_calendars_know_what_the_mail_asks(world, mailbox):
    with_log_in(world)
    delivery.deliver_batch(at=NOW)
    shown, attached = [
        part
        for part in mailbox[0].walk()
        if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    assert shown.get_param("method") == "REQUEST"
    assert shown.get_content_charset() == "utf-8"
    assert attached.get_filename() == "moede.ics"
    lines = [part.get_payload(decode=True).splitlines() for part in (shown, attached)]
    assert lines[0] == lines[1]
    assert entry_of(mailbox[0])["summary"] == "Møde – se portalen"


def test_a_move_and_a_cancellation_are_of_the_same_meeting(world, mailbox):
    meeting = with_log_in(world)
    delivery.deliver_batch(at=NOW)
    moved(meeting, world)
    delivery.deliver_batch(at=NOW)
    cancelled(meeting, world)
    delivery.deliver_batch(at=NOW)
    entries = [entry_of(mail) for mail in mailbox]
    assert len({entry["uid"] for entry in entries}) == 1
    assert [entry["sequence"] for entry in entries] == ["0", "1", "2"]
    assert [entry["status"] for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [entry["dtstart"] - STARTS for entry in entries[:2]] == [timedelta(0), timedelta(days=1)]
    assert opened(mailbox[2])["Subject"] == "Aflyst: Møde – se portalen"
    assert "https://" not in text_of(mailbox[2])
    assert len({mail["Message-ID"] for mail in mailbox}) == 3


def test_no_mail_says_where_who_or_what_about(world, mailbox):
    meeting = with_log_in(world)
    guest = {"name": "Kim Prøve", "email": "gaest@example.com"}
    item = meeting.items.get()
    workflow.ask_guest(
        item, by=world.coordinator, at=NOW, seat="police", reason="Kender ham", **guest
    )
    times = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=1)}
    workflow.move_meeting(
        meeting, by=world.coordinator, at=NOW, place="Rådhuset, lokale 3", **times
    )
    cancelled(meeting, world)
    # Overtaken ones are sent here too, to read them all.
    Invitation.objects.update(next_mail_at=NOW)
    assert delivery.deliver_batch(at=NOW) == 6
    persons = [str(row.person) for row in item.discussed.select_related("person")]
    names = [world.adviser.name, world.coordinator.name, guest["name"], *persons]
    for mail in mailbox:
        parts = [p.get_payload(decode=True).decode() for p in mail.walk() if not p.is_multipart()]
        told = f"{opened(mail)['Subject']} {mail['From']} {' '.join(parts)}"
        for word in [*names, "infohus", "rådhuset", "sygdom", "kender", item.case.reference]:
            assert word.lower() not in told.lower()
        assert meeting.reference not in told


def test_a_guest_without_log_in_is_led_to_no_page(world, mailbox):
    convened(world, member(world.coordinator, seat="police"))
    delivery.deliver_batch(at=NOW)
    (mail,) = mailbox
    assert mail["To"] == "police@example.com"
    assert opened(mail)["Subject"] == "Møde"
    assert "Den, der har indkaldt, fortæller dig resten" in text_of(mail)
    assert "https://" not in text_of(mail)
    assert "portalen" not in text_of(mail)
    assert "description" not in entry_of(mail)


def test_who_is_taken_off_is_told_that_it_is_cancelled(world, mailbox):
    meeting = with_log_in(world)
    delivery.deliver_batch(at=NOW)
    workflow.take_off(asked(meeting).asked.get(), by=world.coordinator, at=NOW)
    delivery.deliver_batch(at=NOW)
    assert [entry_of(mail)["status"] for mail in mailbox] == ["CONFIRMED", "CANCELLED"]


def test_what_is_overtaken_before_it_is_sent_is_not_sent(world, mailbox):
    cancelled(with_log_in(world), world)
    assert delivery.deliver_batch(at=NOW) == 1
    assert entry_of(mailbox[0])["status"] == "CANCELLED"


@pytest.mark.parametrize("lost", [{"is_active": False}, {"email": ""}])
def test_who_has_left_or_has_no_address_is_not_mailed(world, mailbox, lost):
    with_log_in(world)
    for name, value in lost.items():
        setattr(world.adviser, name, value)
    world.adviser.save()
    assert delivery.deliver_batch(at=NOW) == 1
    assert mailbox == []
    found = Invitation.objects.get()
    assert (found.error, found.next_mail_at, found.mailed_at) == (mailing.NO_ADDRESS, None, None)


def test_a_server_that_is_down_is_tried_again_and_at_last_given_up(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with_log_in(world)
    at, tries = NOW, 0
    while at:
        assert delivery.deliver_batch(at=at) == 1
        assert delivery.deliver_batch(at=at) == 0
        tries += 1
        at = Invitation.objects.get().next_mail_at
    assert tries == len(mailing.BACKOFF) + 1
    assert Invitation.objects.get().error == "ConnectionRefusedError"


def test_what_is_overtaken_while_it_fails_is_not_taken_up_again(world):
    with_log_in(world)
    _claimed, (mail,) = delivery._claim(NOW, 10)
    Invitation.objects.update(next_mail_at=None)
    mail.put_off(NOW + timedelta(minutes=1), "SMTPDataError")
    assert Invitation.objects.get().next_mail_at is None


def test_a_worker_that_dies_leaves_its_mails_to_the_next(world, mailbox):
    with_log_in(world)
    assert delivery._claim(NOW, 10)[0] == 1
    assert delivery.deliver_batch(at=NOW + timedelta(minutes=4)) == 0
    assert delivery.deliver_batch(at=NOW + mailing.LEASE) == 1
    assert len(mailbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_invitation_once(mailbox):
    world = factories.world()
    members = [member(world.coordinator, email=f"medlem{n}@example.com") for n in range(12)]
    convened(world, *members)

    def work(_):
        try:
            return sum(iter(lambda: delivery.deliver_batch(at=NOW, size=3), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, range(3)))
    while delivery.deliver_batch(at=NOW):
        pass
    assert sorted(mail["To"] for mail in mailbox) == sorted(one.email for one in members)


def test_the_task_is_in_the_schedule_and_mails_until_nothing_waits(world, mailbox):
    app.loader.import_default_modules()
    lines = {line["task"] for line in app.conf.beat_schedule.values()}
    assert tasks.deliver_invitations.name in lines
    convened(world, member(world.coordinator), member(world.coordinator, seat="police"))
    with time_machine.travel(NOW):
        assert (tasks.deliver_invitations(), tasks.deliver_invitations()) == (2, 0)
    assert len(mailbox) == 2
