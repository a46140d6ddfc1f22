import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actioncards import workflow
from actioncards.models import Explanation
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db
WRITTEN = {"title": "Kontrol", "text": "Når andre bestemmer."}


@pytest.fixture
def editor(client):
    user = factories.user(Role.PLAN_EDITOR, name="Rita Redaktør")
    client.force_login(user)
    return user


@pytest.fixture
def explanation():
    return cards.explanation()


def edit_url(explanation):
    return reverse("knowledge_edit", args=[explanation.kind, explanation.key])


def page_of(client):
    return client.get(reverse("knowledge")).content.decode()


def test_each_kind_has_a_section_and_each_word_an_anchor(client):
    client.force_login(factories.user())
    cards.explanation("sign", "distress")
    cards.explanation("category", "social_control", text="Når andre\n\nbestemmer.")
    page = page_of(client)
    assert page.index('id="category-social_control"') < page.index('id="sign-distress"')
    assert 'href="#category"' in page
    assert "<p>bestemmer.</p>" in page
    assert 'href="#form"' not in page


def test_without_a_pack_the_page_says_what_will_come(client):
    client.force_login(factories.user())
    assert "empty-state" in page_of(client)


def test_the_page_takes_as_many_queries_for_one_word_as_for_many(client, explanation):
    client.force_login(factories.user())

    def queries():
        with CaptureQueriesContext(connection) as taken:
            page_of(client)
        return len(taken)

    one = queries()
    for number in range(20):
        cards.explanation("sign", f"sign-{number}")
    assert queries() == one


def test_strangers_are_sent_to_log_in(client, explanation):
    response = client.get(reverse("knowledge"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_where_cards_are_public_so_is_the_page(client, explanation):
    Municipality.objects.create(name="Prøvekøbing", cards_public=True)
    page = page_of(client)
    assert explanation.title in page
    assert edit_url(explanation) not in page


def test_only_get_reads(client):
    client.force_login(factories.user())
    assert client.post(reverse("knowledge")).status_code == 405


def test_an_editor_finds_the_way_and_writes(client, editor, explanation):
    assert edit_url(explanation) in page_of(client)
    assert explanation.text in client.get(edit_url(explanation)).content.decode()
    response = client.post(edit_url(explanation), read(explanation), follow=True)
    assert response.redirect_chain[0][0] == "/actioncards/viden/#category-social_control"
    assert "Når andre bestemmer." in response.content.decode()


def test_the_editing_page_says_who_wrote_last(client, editor, explanation):
    assert "indholdspakke" in client.get(edit_url(explanation)).content.decode()
    workflow.change_explanation(explanation, by=editor, at=timezone.now(), **WRITTEN)
    assert "Rita Redaktør" in client.get(edit_url(explanation)).content.decode()


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_number_is_told_at_its_field_and_nothing_typed_is_lost(
    client, editor, explanation, field
):
    typed = read(explanation) | {field: "Ring 70 55 01 02"}
    response = client.post(edit_url(explanation), typed)
    assert response.context["form"].has_error(field)
    assert response.content.decode().count("Ring 70 55 01 02") == 1
    assert Explanation.objects.get().edited_by is None


def test_who_was_overtaken_sees_both_texts_and_may_save_again(client, editor, explanation):
    typed = read(explanation)
    other = factories.user(Role.ADMINISTRATOR, name="Ib Ændrer")
    later = {"title": "Senere", "text": "Den nyeste tekst."}
    workflow.change_explanation(explanation, by=other, at=timezone.now(), **later)
    response = client.post(edit_url(explanation), typed)
    page = response.content.decode()
    assert "Ib Ændrer" in page
    assert "Den nyeste tekst." in page
    assert WRITTEN["text"] in page
    again = response.context["form"]
    assert client.post(edit_url(explanation), again.initial).status_code == 302
    assert Explanation.objects.get().text == WRITTEN["text"]


def test_an_empty_form_says_what_to_write(client, editor, explanation):
    response = client.post(edit_url(explanation), read(explanation) | {"title": "", "text": ""})
    assert set(response.context["form"].errors) == {"title", "text"}


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.LEADER, Role.ADVISER_CHILD])
def test_others_do_not_edit(client, explanation, role):
    client.force_login(factories.user(role))
    assert edit_url(explanation) not in page_of(client)
    assert client.get(edit_url(explanation)).status_code == 403
    assert client.post(edit_url(explanation), WRITTEN).status_code == 403


def test_a_word_that_is_not_explained_is_not_there(client, editor):
    url = reverse("knowledge_edit", args=["category", "nothing"])
    assert client.get(url).status_code == 404


def read(explanation):
    """What the form posts by who has read the explanation as it is."""
    return {**WRITTEN, "seen": explanation.edited_at.isoformat()}
