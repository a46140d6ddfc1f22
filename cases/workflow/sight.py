"""Who worked on a case at night keeps sight of it until somebody has it in the morning."""

from datetime import datetime, time

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.timelimits import localise
from cases import deadlines
from cases.models import Case

# By then whoever works by day has come, and can be told what happened.
SIGHT_ENDS = time(12)


def keep(case: Case, *, by: User, at: datetime) -> None:
    """Let a duty officer go on seeing a case that she works on, after it is judged or she is off.

    Until noon of the next weekday, or until somebody takes the case over, whatever comes first.
    Runs inside the caller's transaction; nothing happens for those who see it anyway.
    """
    if case.unit_id not in duty.units_on_duty(by, at):
        return
    if grants.user_keys(Case, by, at).filter(content_object=case).exists():
        return
    day = deadlines.next_weekday(at)
    until = localise(datetime.combine(day, SIGHT_ENDS))
    grants.give(case, by, by=by, at=at, reason="duty", until=until)
