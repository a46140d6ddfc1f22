from datetime import timedelta

import pytest
from django.db import transaction

from beredskab.notices import outbox, texts
from beredskab.notices.models import Notice
from tests.notices.conftest import NOW, make_user


def test_a_notice_is_posted_once_per_recipient_and_key(user):
    first = outbox.post(user, "case:1", at=NOW, kind="case_assigned", reference="7K2-PQ9")
    assert first == Notice.objects.get()
    assert outbox.post(user, "case:1", at=NOW, kind="case_assigned") is None
    assert outbox.post(make_user(), "case:1", at=NOW, kind="case_assigned")


def test_many_are_posted_by_one_statement(user, django_assert_num_queries):
    rows = [outbox.Row(user.pk, f"key{n % 40}", "task") for n in range(50)]
    with django_assert_num_queries(1):
        assert len(outbox.post_many(rows, at=NOW)) == 40
    with django_assert_num_queries(0):
        assert outbox.post_many([], at=NOW) == []


@pytest.mark.django_db(transaction=True)
def test_a_notice_stands_or_falls_with_the_change_it_tells_of():
    user = make_user()
    with pytest.raises(transaction.TransactionManagementError):
        outbox.post(user, "case:1", at=NOW, kind="task")
    with transaction.atomic():
        assert outbox.post(user, "case:1", at=NOW, kind="task")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_unread_ones_are_urgent_first_then_the_newest(user):
    for key, hours, urgent in [("old", 0, False), ("urgent", 1, True), ("new", 2, False)]:
        at = NOW + timedelta(hours=hours)
        outbox.post(user, key, at=at, kind="task", urgent=urgent)
    outbox.post(make_user(), "other", at=NOW, kind="task")
    assert [notice.key for notice in outbox.unread_for(user)] == ["urgent", "new", "old"]


def test_what_is_read_is_not_mailed(user, mailbox):
    first, second = (outbox.post(user, key, at=NOW, kind="task") for key in "ab")
    assert outbox.mark_read(user, at=NOW, ids=[first.pk]) == 1
    assert list(outbox.unread_for(user)) == [second]
    assert outbox.mark_read(user, at=NOW) == 1
    assert outbox.mark_read(user, at=NOW) == 0
    assert outbox.deliver_batch(at=NOW) == 0


def test_a_kind_has_a_text_and_an_unknown_one_a_neutral_text(user):
    texts.register("tea", "Tea is ready")
    assert outbox.post(user, "a", at=NOW, kind="tea").text == "Tea is ready"
    assert outbox.post(user, "b", at=NOW, kind="unheard_of").text == str(texts.FALLBACK)


def test_what_is_done_waits_for_nobody(user):
    other = make_user()
    for who in (user, other):
        outbox.post(who, "card:1", at=NOW, kind="card_submitted", path="/actioncards/et/rediger/")
        outbox.post(who, "card:2", at=NOW, kind="card_submitted", path="/actioncards/to/rediger/")
        outbox.post(who, "case:1", at=NOW, kind="task", path="/actioncards/et/")
    assert outbox.settle(["card_submitted"], path="/actioncards/et/", at=NOW) == 2
    left = Notice.objects.filter(read_at__isnull=True).values_list("key", flat=True)
    assert sorted(left) == ["card:2", "card:2", "case:1", "case:1"]
