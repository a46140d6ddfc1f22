import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from actioncards import access
from beredskab.municipality.models import Municipality
from tests import factories

pytestmark = pytest.mark.django_db


@access.readable
def page(request, slug):
    return HttpResponse(slug)


def test_staff_read_cards():
    assert access.can_read(factories.user())


@pytest.mark.parametrize("is_public", [True, False])
def test_strangers_read_cards_where_the_municipality_says_so(is_public):
    Municipality.objects.create(name="Prøvekøbing", cards_public=is_public)
    assert access.can_read(AnonymousUser()) is is_public


def test_strangers_read_no_cards_before_the_municipality_is_set_up():
    assert not access.can_read(AnonymousUser())


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_log_in_and_back(rf, method):
    request = getattr(rf, method)("/actioncards/soeg/?q=nat")
    request.user = AnonymousUser()
    response = page(request, "kort")
    assert response.status_code == 302
    assert response["Location"] == "/log-ind/?next=/actioncards/soeg/%3Fq%3Dnat"


def test_a_page_that_may_be_read_is_shown(rf):
    request = rf.get("/")
    request.user = factories.user()
    assert page(request, "kort").content == b"kort"


def test_the_page_is_marked_as_open_so_that_it_asks_for_itself():
    assert page.login_required is False
