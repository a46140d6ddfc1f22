import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection

from beredskab.notices import outbox, tasks
from beredskab.notices.mailing import BACKOFF, LEASE
from beredskab.notices.models import Notice
from tests.notices.conftest import NOW, make_user


def post(user, key="case:1", urgent=False, **fields):
    return outbox.post(user, key, at=NOW, kind="case_assigned", urgent=urgent, **fields)


def test_a_mail_tells_only_that_something_waits(user, mailbox, settings):
    settings.SITE_URL = "https://portal.example.dk"
    post(user, reference="7K2-PQ9", path="/sager/7K2-PQ9/")
    assert outbox.deliver_batch(at=NOW) == 1
    (mail,) = mailbox
    body = mail.get_payload(decode=True).decode()
    assert mail["To"] == user.email
    assert "https://portal.example.dk/overblik/" in body
    for word in ("7K2", "sager", user.name, "case"):
        assert word not in body + mail["Subject"]
    assert mail["Message-ID"].endswith("@portal.example.dk>")
    assert Notice.objects.get().mailed_at == NOW
    assert outbox.deliver_batch(at=NOW + LEASE) == 0


def test_one_mail_a_person_however_many_wait(user, mailbox):
    other = make_user()
    for number in range(5):
        post(user, f"case:{number}")
    post(other)
    assert outbox.deliver_batch(at=NOW, size=2) == 5
    assert outbox.deliver_batch(at=NOW, size=2) == 1
    assert sorted(mail["To"] for mail in mailbox) == sorted([user.email, other.email])
    assert len({mail.get_payload() for mail in mailbox}) == 1


def test_an_urgent_mail_says_so_and_goes_first(user, mailbox):
    urgent = make_user()
    post(user)
    post(urgent, "a")
    post(urgent, "b", urgent=True)
    outbox.deliver_batch(at=NOW)
    assert [mail["To"] for mail in mailbox] == [urgent.email, user.email]
    assert mailbox[0]["Subject"] != mailbox[1]["Subject"]


def given_up():
    """What could not be told by mail and is not tried again."""
    return Notice.objects.filter(next_mail_at=None, mailed_at=None).exclude(mail_error="")


def test_who_has_no_address_or_has_left_is_not_mailed(mailbox, db):
    for user in (make_user(email=""), make_user(is_active=False)):
        post(user)
    assert outbox.deliver_batch(at=NOW) == 2
    assert mailbox == []
    assert {notice.mail_error for notice in given_up()} == {Notice.NO_ADDRESS}
    assert outbox.deliver_batch(at=NOW + LEASE) == 0


def test_a_server_that_is_down_is_tried_again_later_and_at_last_given_up(user, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post(user)
    post(make_user())
    at, tries = NOW, 0
    while Notice.objects.filter(next_mail_at__isnull=False).exists():
        assert outbox.deliver_batch(at=at) == 2
        assert outbox.deliver_batch(at=at) == 0
        tries += 1
        at = (
            Notice.objects.to_mail(at + timedelta(days=1)).first().next_mail_at
            if (tries <= len(BACKOFF))
            else at
        )
    assert tries == len(BACKOFF) + 1
    assert len(given_up()) == 2
    assert {notice.mail_error for notice in Notice.objects.all()} == {"ConnectionRefusedError"}


def test_a_refused_recipient_stops_nobody_else(user, mailbox, monkeypatch):
    send = EmailBackend._send

    def refuse(self, message):
        if message.to == [user.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(self, message)

    monkeypatch.setattr(EmailBackend, "_send", refuse)
    other = make_user()
    post(user, urgent=True)
    post(other)
    outbox.deliver_batch(at=NOW)
    assert [mail["To"] for mail in mailbox] == [other.email]
    assert Notice.objects.get(recipient=user).next_mail_at == NOW + timedelta(minutes=1)


def test_a_worker_that_dies_while_sending_leaves_the_mail_to_the_next(user, mailbox, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    post(user)
    monkeypatch.setattr(EmailBackend, "send_messages", die)
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver_batch(at=NOW)
    monkeypatch.undo()
    assert outbox.deliver_batch(at=NOW + timedelta(minutes=4)) == 0
    assert (outbox.deliver_batch(at=NOW + LEASE), len(mailbox)) == (1, 1)


def test_a_mail_sent_twice_has_the_same_message_id(user, mailbox):
    post(user)
    outbox.deliver_batch(at=NOW)
    Notice.objects.update(mailed_at=None, next_mail_at=NOW)
    outbox.deliver_batch(at=NOW)
    assert mailbox[0]["Message-ID"] == mailbox[1]["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_person_once(mailbox):
    from django.db import transaction

    users = [make_user() for _ in range(30)]
    with transaction.atomic():
        for user in users:
            post(user, "a")
            post(user, "b")

    def work(_):
        try:
            return sum(iter(lambda: outbox.deliver_batch(at=NOW, size=7), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, range(3)))
    while outbox.deliver_batch(at=NOW):
        pass
    assert sorted(mail["To"] for mail in mailbox) == sorted(user.email for user in users)


def test_the_task_delivers_until_nothing_waits(user, mailbox):
    post(user)
    post(make_user())
    assert (tasks.deliver(), tasks.deliver(), len(mailbox)) == (2, 0, 2)
