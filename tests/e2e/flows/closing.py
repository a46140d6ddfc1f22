"""What the flows share: the leader's name, the lock that she lifts, and how a case ends."""

from cases.models import Case
from cases.states import CaseStatus
from tests.e2e import pages
from tests.e2e.flows.walk import Seat, Walk

NOT_YOURS = "Din rolle giver ikke adgang til det. Spørg din leder"
NO_INFOHUS = "Kommunen har ikke noget Infohus Kommune"
NOT_YET = "Sagen kan ikke lukkes endnu. Der mangler"
NOT_TAKEN_UP = {"decision": "not_discussed", "reason": "Ingen andre myndigheder er med i sagen."}
ENDING = {"outcome": "helped", "grounds": "Hun er tryg, og der er ikke brug for mere."}


def countersign(walk: Walk, leader, path: str) -> None:
    """The leader signs from the tab of assessments; the adviser can't do it in her place."""
    adviser = walk.case.holder
    with walk.seat(adviser) as seat:
        seat.visit("vurderinger/")
        seat.is_refused_by_hand(path, says=NOT_YOURS, status=403)
    with walk.seat(leader) as seat:
        seat.do("vurderinger/", path)


def lift_too_early(seat: Seat, person: str) -> None:
    """Before the risk is assessed the page has nothing to press, and a request is refused."""
    path = f"personer/{person}/laas/ophaev/"
    seat.open("personer/", path)
    said = pages.text_of(seat.page)
    assert "før der er en risikovurdering, som er underskrevet" in said
    assert seat.page.locator("main form").count() == 0
    seat.is_refused_by_hand(
        path, why="RiskNotAssessed", says="Lav og underskriv risikovurderingen først", grounds="x"
    )


def close_too_early(seat: Seat, *missing: str) -> None:
    """The page says what is missing and where it is done; a request by hand hears the same."""
    said = seat.visit("luk/")
    assert "Mangler" in said
    assert seat.page.locator("main textarea").count() == 0
    for label in missing or [NOT_YET]:
        assert label in said or label == NOT_YET
        seat.is_refused_by_hand("luk/", why="NotReady", says=label, **ENDING)


def infohus(walk: Walk, adviser) -> None:
    """The coordinator leaves the case out with a reason; without an Infohus nothing asks."""
    with walk.seat(adviser) as seat:
        if not walk.town.has_infohus:
            assert "Infohus" not in seat.visit("vurderinger/")
            seat.is_refused_by_hand("infohus/kontakt/", why="NoInfohus", says=NO_INFOHUS)
            return
        seat.post("vurderinger/", "infohus/kontakt/")
        seat.is_refused_by_hand("infohus/", says=NOT_YOURS, status=403, decision="discussed")
    with walk.seat(walk.town.coordinator) as seat:
        seat.do("vurderinger/", "infohus/", **NOT_TAKEN_UP)


def close(walk: Walk, adviser, leader) -> None:
    """Proposed by the adviser, who can't sign it herself, and signed by the leader."""
    with walk.seat(adviser) as seat:
        seat.do("", "luk/", **ENDING)
        seat.is_refused_by_hand("luk/underskriv/", says=NOT_YOURS, status=403, answer="sign")
    with walk.seat(leader) as seat:
        seat.do("", "luk/underskriv/", answer="sign")
    assert walk.case.status == CaseStatus.CLOSED


def reopen(walk: Walk, leader) -> None:
    """A closed case takes nothing new; reopened it has somebody with the duty to act at once."""
    with walk.seat(leader) as seat:
        seat.visit()
        seat.is_refused_by_hand(
            "sikkerhed/behov/", why="WrongState", says="Læs siden igen", needed="no", grounds="x"
        )
        seat.do("", "genaabn/", reason="Hun har ringet igen.")
    case: Case = walk.case
    assert case.status == CaseStatus.ASSESSED
    assert case.holder is not None
