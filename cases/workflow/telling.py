"""Notices about a case; who is blocked from it is told nothing of it (S3)."""

from datetime import datetime

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.notices import outbox
from cases.models import Case
from cases.workflow import sight


def blocked(case: Case) -> set[int]:
    """The keys of the users who are blocked from the case."""
    return set(case.blocks.standing().values_list("user_id", flat=True))


def tell(case: Case, to: User, key: str, *, at: datetime, kind: str, urgent: bool = False) -> None:
    """Post a notice about the case; to its leaders instead where she can't open it.

    What is urgent reaches who stands in for her as well, who is let in.
    """
    reached = [to]
    if not sight.sees(case, to, at=at):
        reached = duty.leaders_of(case.unit, at)
    elif urgent and (deputy := duty.stand_in(to, at)) != to:
        reached = [to, deputy]
    for user in reached:
        if sight.call_in(case, user, at=at):
            outbox.post(
                user,
                key,
                at=at,
                kind=kind,
                reference=case.reference,
                urgent=urgent,
                path=case.get_absolute_url(),
            )


def countersigner(case: Case, *, at: datetime, signed_by: User | None = None) -> User | None:
    """The leader of the unit, or her deputy, who is to countersign: not who signed it herself.

    Whoever it is can open the case: a deputy is let in.
    """
    present = duty.stand_ins(at)
    leaders = [one for one in duty.leaders_of(case.unit, at) if one != signed_by]
    found = (one for one in map(present, leaders) if one != signed_by)
    return next((one for one in found if sight.call_in(case, one, at=at)), None)
