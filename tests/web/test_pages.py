from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse

from beredskab.web import views


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user(username="anne", password="beredskab-kodeord-1")


@pytest.fixture
def anne(client, user):
    client.force_login(user)
    return client


def page(response):
    return response.content.decode()


def test_the_gallery_shows_the_components(anne):
    response = anne.get(reverse("design"))
    assert response.status_code == 200
    html = page(response)
    assert "timeline" in html
    assert "error-summary" in html
    assert "style=" not in html
    assert " onclick=" not in html


def test_the_gallery_needs_a_log_in(client, db):
    assert client.get(reverse("design")).status_code == 302


def test_every_signed_in_page_has_the_acute_way(anne):
    html = page(anne.get(reverse("design")))
    assert html.count(f'href="{reverse("acute")}"') >= 2


def test_the_session_is_extended_by_post_alone(anne):
    assert anne.post(reverse("session_extend")).status_code == 204
    assert anne.get(reverse("session_extend")).status_code == 405


def test_an_address_of_a_button_explains_itself(anne):
    response = anne.get(reverse("session_extend"))
    assert response.headers["Allow"] == "POST"
    main = page(response).split("<main")[1].split("</main>")[0]
    assert "<h1>" in main
    assert reverse("session_extend") not in main


def test_without_a_session_there_is_none_to_extend(client, db):
    assert client.post(reverse("session_extend")).status_code == 302


@pytest.mark.parametrize(
    ("view", "status"),
    [("bad_request", 400), ("forbidden", 403), ("not_found", 404), ("server_error", 500)],
)
def test_error_pages_need_no_database_and_do_not_show_the_address(view, status):
    request = RequestFactory().get("/sager/hemmelig/")
    response = getattr(views, view)(request)
    assert response.status_code == status
    assert "hemmelig" not in page(response)


def test_not_found_is_the_same_for_everybody():
    first = views.not_found(RequestFactory().get("/a/"), Exception("a"))
    second = views.not_found(RequestFactory().get("/b/"), Exception("b"))
    assert first.content == second.content


def test_forbidden_says_who_may():
    denied = PermissionDenied("Kun lederen må.")
    assert "Kun lederen må." in page(views.forbidden(RequestFactory().get("/"), denied))


def test_without_a_database_the_portal_is_unavailable():
    with mock.patch("sys.exc_info", return_value=(None, OperationalError(), None)):
        assert views.server_error(RequestFactory().get("/")).status_code == 503


def test_error_pages_do_not_offer_log_in_to_whom_they_do_not_know(anne):
    missing = page(anne.get("/findes-ikke/"))
    assert "Log ind" not in missing
    assert "Log ind" in page(anne.__class__().get(reverse("account_login")))
