"""Every address, walked: closed to strangers, silent about what exists, and read-only on GET."""

import re

import pytest

from tests.architecture import routes
from tests.architecture.conftest import filled

pytestmark = pytest.mark.django_db

STRANGERS = [
    "stranger",
    *(
        pytest.param(who, marks=pytest.mark.slow)
        for who in ("colleague", "adult_leader", "coordinator", "administrator")
    ),
]
# The admin's own log-in only leads on to the portal's.
LOG_IN = ("/log-ind/?next=/", "/admin/login/?next=/")
READERS = [
    "professional",
    "adviser",
    "coordinator",
    *(pytest.param(who, marks=pytest.mark.slow) for who in ("officer", "leader", "administrator")),
]
WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"(\w+)\"")
# What reading may leave behind: the session that lives on, and who looked.
LEFT_BY_READING = {"django_session", "audit_lookup"}


def without_tokens(response):
    body = re.sub(rb'(nonce|value)="[^"]{16,}"', b"", response.content)
    headers = {n: v for n, v in response.headers.items() if n != "Content-Security-Policy"}
    return response.status_code, body, headers


def test_every_address_is_closed_to_who_is_not_logged_in(client):
    values = {"case": "7K2-PQ9", "concern": "7K2-PQ9"}
    closed = [route for route in routes.every() if route.name not in routes.OPEN]
    for route in closed:
        for method in (client.get, client.post):
            response = method(filled(route, values))
            assert response.status_code == 302, route.name
            assert response.headers["Location"].startswith(LOG_IN), route.name
    assert len(closed) > 50


def test_the_open_addresses_are_all_there():
    assert {route.name for route in routes.every()} >= routes.OPEN


@pytest.mark.rule("LR18")
@pytest.mark.parametrize("who", STRANGERS)
def test_what_exists_and_what_does_not_answer_alike(known, client, statements, who):
    client.force_login(getattr(known.world, who))
    walked = 0
    for route in routes.with_reference():
        for method in (client.get, client.post):
            there, taken = statements(lambda m=method, r=route: m(filled(r, known.values)))
            gone, taken_for_gone = statements(lambda m=method, r=route: m(filled(r, known.missing)))
            assert there.status_code in {404, 405}, f"{route.name} {there.status_code}"
            assert without_tokens(there) == without_tokens(gone), route.name
            assert len(taken) == len(taken_for_gone), route.name
            walked += there.status_code == 404
    assert walked >= len(routes.with_reference())


@pytest.mark.rule("LR20")
@pytest.mark.parametrize("who", READERS)
def test_reading_changes_nothing_and_no_browser_keeps_it(known, client, statements, who):
    client.force_login(getattr(known.world, who))
    for route in routes.every():
        response, taken = statements(lambda r=route: client.get(filled(r, known.values)))
        assert response.status_code < 500 or route.name == "readyz", route.name
        written = {match[2] for sql in taken if (match := WRITES.match(sql))}
        if route.name != "account_logout":
            assert written <= LEFT_BY_READING, f"{route.name} writes {written}"
        kept = response.headers["Cache-Control"]
        assert "no-store" in kept, f"{route.name} {kept}"
        assert response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}


def test_asking_for_the_head_is_asking_for_the_page(known, client):
    client.force_login(known.world.adviser)
    for route in routes.with_reference():
        address = filled(route, known.values)
        assert client.head(address).status_code == client.get(address).status_code, route.name


def test_titles_and_addresses_hold_references_only(known, client):
    client.force_login(known.world.adviser)
    for route in routes.with_reference():
        response = client.get(filled(route, known.values))
        if "text/html" in response.headers.get("Content-Type", "") and response.status_code == 200:
            title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]
            assert "Person" not in title, route.name
