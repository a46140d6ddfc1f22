from dataclasses import dataclass

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from beredskab import references
from cases.models import CaseBlock
from tests import factories


@dataclass
class Known:
    """A case, its concern, and whoever has to do with them or not."""

    world: factories.World
    values: dict
    missing: dict


@pytest.fixture
def known(db):
    world = factories.world()
    tie = factories.tie(world)
    case, concern = tie.case, tie.concern
    CaseBlock.objects.create(
        case=case,
        user=world.colleague,
        reason="Familie",
        set_at=factories.NOW,
        set_by=world.leader,
    )
    other = {"reference": references.new(), "concern": references.new()}
    return Known(
        world,
        values={"case": case.reference, "concern": concern.reference, "pk": case.exposed_id},
        missing={"case": other["reference"], "concern": other["concern"], "pk": 1},
    )


def filled(route, values):
    """The address of a route about a known or a missing case or concern."""
    own = "concern" if route.path.startswith("bekymringer/") else "case"
    return route.url({**values, "reference": values.get(own)})


@pytest.fixture
def statements():
    """Return a function that runs another and gives its answer with the statements it took."""

    def run(call):
        captured = [CaptureQueriesContext(connections[alias]) for alias in ("default", "audit")]
        with captured[0], captured[1]:
            answer = call()
        return answer, [query["sql"] for context in captured for query in context]

    return run
