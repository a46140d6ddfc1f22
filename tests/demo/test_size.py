"""The pages that grow: as many queries with 10,000 cases as with 10."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.demo import bulk
from tests import factories

PAGES = {"leader": ["/overblik/", "/sager/", "/frister/"], "colleague": ["/overblik/", "/sager/"]}


def queries(client, user, address):
    """How many queries a page takes, on both roles' connections."""
    client.force_login(User.objects.get(pk=user.pk))
    client.get(address)
    with (
        CaptureQueriesContext(connections["default"]) as own,
        CaptureQueriesContext(connections["audit"]) as audit,
    ):
        response = client.get(address)
    assert response.status_code == 200
    return len(own) + len(audit)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_case_list_and_dashboard_need_the_same_queries_with_10_and_10_000_cases(client):
    world = factories.world()
    # One concern through the workflow, so that every kind of row is there from the start.
    factories.case(world)
    made = []
    for size in (10, 9_990):
        bulk.build(
            size,
            unit=world.child_unit,
            holder=world.adviser,
            viewer=world.colleague,
            viewer_sees=size // 50 + 5,
            at=timezone.now(),
        )
        made.append(
            {
                (who, address): queries(client, getattr(world, who), address)
                for who, addresses in PAGES.items()
                for address in addresses
            }
        )
    assert made[0] == made[1]
    assert max(made[1].values()) <= 20
