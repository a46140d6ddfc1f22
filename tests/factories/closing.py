"""Cases that can be closed, are proposed to be closed, or were closed with grounds."""

from unittest import mock

from cases import gates, workflow
from cases.models import Case, ClosingProposal
from tests import factories
from tests.factories import NOW, World

OWN_GATES = {"acute", "assessment", "answers", "infohus"}


def ready(world: World, **given) -> Case:
    """An assessed and answered case that Infohus has decided on."""
    tie = factories.tie(world, **given)
    if tie.case.is_minor:
        workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
        workflow.give_orientation(
            tie.concern, case=tie.case, by=world.adviser, at=NOW, started="yes"
        )
    handle(tie.case, world)
    return Case.objects.get(pk=tie.case.pk)


def handle(case: Case, world: World) -> None:
    """Infohus is contacted, and the coordinator has decided."""
    if world.municipality.has_infohus:
        by = world.adviser if case.is_minor else world.adult_adviser
        workflow.contact_infohus(case, by=by, at=NOW)
        decision = {"decision": "not_discussed", "reason": "Løses af skolen"}
        workflow.handle_infohus(case, by=world.coordinator, at=NOW, **decision)


def own_gates(*more: str):
    """Let only the gates of this area stand, so that those of others are tested by others."""
    kept = [gate for gate in gates.GATES if gate.key in OWN_GATES.union(more)]
    return mock.patch.object(gates, "GATES", tuple(kept))


def proposed(world: World, case: Case | None = None) -> ClosingProposal:
    """The adviser has proposed to close it."""
    return workflow.propose_closing(
        case or ready(world), by=world.adviser, at=NOW, outcome="helped", grounds="Hun er i trivsel"
    )


def closed(world: World) -> Case:
    """A case that was closed by two signatures."""
    return workflow.sign_closing(proposed(world), by=world.leader, at=NOW)
