import io

import pytest
from django.core.management import CommandError, call_command

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role, has_role
from beredskab.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "en-lang-saetning-foerst"


def run(**options):
    out = io.StringIO()
    call_command("first_admin", username="ada", name="Ada Admin", stdout=out, **options)
    return out.getvalue()


def test_the_first_administrator_can_log_in(monkeypatch, client):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", PASSWORD)
    assert "ada" in run()
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert has_role(user, Role.ADMINISTRATOR)
    assert user.memberships.get().unit.name == "Administration"
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("accounts.first_administrator_made", None)


def test_the_password_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    run(password_stdin=True)
    assert User.objects.get().check_password(PASSWORD)


def test_a_second_first_administrator_is_refused(administrator):
    with pytest.raises(CommandError, match="administrator"):
        run()
    assert User.objects.get() == administrator


def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "kort")
    with pytest.raises(CommandError):
        run()
    assert not User.objects.exists()


def test_a_taken_log_in_name_is_refused(person):
    person("ada")
    with pytest.raises(CommandError, match="log-in name"):
        run()
