import pytest

from beredskab.accounts.models import User
from beredskab.audit import trail
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("LR18")
def test_who_saw_a_case_in_a_list_or_opened_it_is_known(client, world):
    case, other = factories.case(world), factories.case(world)
    client.force_login(User.objects.get(pk=world.colleague.pk))
    client.get("/sager/")
    client.get(case.get_absolute_url())
    client.force_login(User.objects.get(pk=world.stranger.pk))
    assert client.get(case.get_absolute_url()).status_code == 404
    seen = [(row.actor, row.verb, row.result) for row in trail.looks_at(case)]
    assert seen == [
        (world.stranger, "cases.not_found", "refused"),
        (world.colleague, "cases.viewed", "shown"),
        (world.colleague, "cases.listed", "shown"),
    ]
    assert [row.verb for row in trail.looks_at(other)] == ["cases.listed"]
