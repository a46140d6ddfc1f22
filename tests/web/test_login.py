import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "beredskab-kodeord-1"


@pytest.fixture(autouse=True)
def user(db):
    cache.clear()
    return get_user_model().objects.create_user(username="anne", password=PASSWORD)


def log_in(client, username, password, address="10.0.0.1"):
    form = {"login": username, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=address)


def test_log_in_leads_to_the_overview(client):
    response = log_in(client, "anne", PASSWORD)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("overview")


def test_a_wrong_log_in_says_the_same_of_known_and_unknown(client):
    known, unknown = (
        re.sub(name + r'|name="csrf\w+" value="\w+"|nonce="[^"]+"', "", page)
        for name in ("anne", "bente")
        if (page := log_in(client, name, "forkert-kodeord").content.decode())
    )
    assert "er forkert" in known
    assert known == unknown


def test_a_disabled_user_is_told_nothing_else(client, user):
    user.is_active = False
    user.save()
    response = log_in(client, "anne", PASSWORD)
    assert response.status_code == 200
    assert "forkert" in response.content.decode()


def test_the_sixth_wrong_try_is_locked_from_any_address(client):
    for number in range(5):
        assert "forkert" in log_in(client, "anne", "x" * 15, f"10.0.0.{number}").content.decode()
    locked = log_in(client, "Anne", PASSWORD, "10.0.0.9")
    assert locked.status_code == 200
    assert "15 minutter" in locked.content.decode()


def test_one_address_does_not_lock_a_town_hall(client):
    for number in range(40):
        log_in(client, f"bruger{number}", "x" * 15)
    assert log_in(client, "anne", PASSWORD).status_code == 302


def test_empty_fields_have_their_own_messages(client):
    html = log_in(client, "", "").content.decode()
    assert "Skriv dit brugernavn" in html
    assert "Skriv din adgangskode" in html
    assert "<title>Fejl: Log ind" in html


def test_log_out_empties_the_browser(client):
    log_in(client, "anne", PASSWORD)
    response = client.post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies"'
    assert "logget af" in client.get(response.headers["Location"]).content.decode()
    assert client.get(reverse("design")).status_code == 302


def test_nobody_is_logged_out_by_a_link(client):
    log_in(client, "anne", PASSWORD)
    client.get(reverse("account_logout"))
    assert client.get(reverse("design")).status_code == 200
