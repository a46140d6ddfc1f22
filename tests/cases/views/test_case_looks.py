import pytest
from django.urls import reverse

from beredskab.accounts.models import User
from beredskab.audit import trail
from cases import workflow
from cases.models import CaseBlock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_blocked_is_not_listed_as_having_access(client, world):
    case = factories.case(world)
    CaseBlock.objects.create(
        case=case, user=world.leader, reason="x", set_at=factories.NOW, set_by=world.adviser
    )
    client.force_login(User.objects.get(pk=world.adviser.pk))
    page = client.get(f"{case.get_absolute_url()}adgang/").content.decode()
    assert world.adviser.name in page
    assert world.leader.name not in page


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


def test_who_wrote_second_is_in_the_log_of_the_case(client, world):
    case = factories.case(world)
    judged = {"threatened": "no", "act_now": "no", "examination": "no", "grounds": "x"}
    workflow.judge(case, by=world.colleague, at=factories.NOW, seen=0, **judged)
    client.force_login(User.objects.get(pk=world.adviser.pk))
    client.post(reverse("case_judge", args=[case.reference]), {"seen": "0", **judged})
    refused = trail.looks_at(case).filter(result="refused")
    assert [(row.actor, row.purpose) for row in refused] == [(world.adviser, "Changed")]
