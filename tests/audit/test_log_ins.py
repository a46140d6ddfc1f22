import pytest

from beredskab.audit.models import LookUp
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_log_in_log_out_and_failed_tries_leave_a_line(client):
    user = factories.user()
    for password in ("forkert", factories.PASSWORD):
        client.post("/log-ind/", {"login": user.username, "password": password})
    client.post("/log-ud/")
    lines = LookUp.objects.order_by("pk").values_list("verb", "result", "actor_id")
    assert list(lines) == [
        ("accounts.log_in_failed", "refused", None),
        ("accounts.logged_in", "shown", user.pk),
        ("accounts.logged_out", "shown", user.pk),
    ]
    failed = LookUp.objects.get(verb="accounts.log_in_failed")
    assert len(failed.search_hash) == 64
    assert user.username not in str(failed.__dict__)
