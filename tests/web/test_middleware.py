import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from beredskab import urls as portal_urls
from beredskab.errors import NeedsReason, Refused
from beredskab.web.middleware import PrivacyHeadersMiddleware, RefusedMiddleware


def answer(request):
    return HttpResponse("ok")


def headers_of(request=None, view=answer):
    request = request or RequestFactory().get("/")
    request.resolver_match = None
    return PrivacyHeadersMiddleware(view)(request).headers


def test_answers_are_not_stored():
    headers = headers_of()
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_view_may_allow_storing():
    def public(request):
        return HttpResponse(headers={"Cache-Control": "public, max-age=60"})

    assert headers_of(view=public)["Cache-Control"] == "public, max-age=60"


def refusal(exception, **headers):
    request = RequestFactory().post("/x/", headers=headers)
    request.htmx = None
    if headers:
        from django_htmx.middleware import HtmxDetails

        request.htmx = HtmxDetails(request)
    return RefusedMiddleware(answer).process_exception(request, exception)


@pytest.mark.django_db
def test_a_refusal_is_a_409_with_its_message(rf):
    response = refusal(Refused("Sagen er lukket."), **{"HX-Request": "true"})
    assert response.status_code == 409
    assert "Sagen er lukket." in response.content.decode()
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Retarget"] == "#messages"
    assert response.headers["Vary"] == "HX-Request"


def test_a_warning_names_the_argument_that_lifts_it():
    assert NeedsReason("Hvorfor?", field="reason_late").field == "reason_late"
    with translation.override("da"):
        assert str(NeedsReason()) == "Skriv en begrundelse, og prøv igen."


def test_other_exceptions_rise():
    assert refusal(ValueError("x")) is None


def refuse(request):
    raise Refused("Sagen er lukket.")


urlpatterns = [*portal_urls.urlpatterns, path("refuse/", refuse)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_refusal_is_a_page_with_the_menu(client):
    client.force_login(get_user_model().objects.create_user(username="anne", password="x" * 15))
    response = client.get("/refuse/")
    assert response.status_code == 409
    assert "Sagen er lukket." in response.content.decode()
    assert 'id="log-off"' in response.content.decode()
