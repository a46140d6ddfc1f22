"""The page on which a person of a case is changed."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Person
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def test_of_two_who_change_a_person_at_once_the_second_sees_both_texts(world, log_in):
    case = factories.case(world)
    url = reverse("case_person", args=[case.reference, case.exposed_id])
    client = log_in(world.adviser)
    seen = client.get(url).context["form"]["seen"].value()
    sent = {"seen": seen, "stated_age": "14", "remarks": "Min egen bemærkning"}
    workflow.change_person(
        case.exposed, by=world.colleague, at=NOW, roles=["exposed"], remarks="Kollegaens ord"
    )
    page = client.post(url, sent)
    for words in ("Kollegaens ord", "Min egen bemærkning"):
        assert words in page.content.decode()
    assert Person.objects.get(pk=case.exposed_id).remarks == "Kollegaens ord"
    again = page.context["form"]["seen"].value()
    assert client.post(url, {**sent, "seen": again}).status_code == 302
    assert Person.objects.get(pk=case.exposed_id).remarks == "Min egen bemærkning"
