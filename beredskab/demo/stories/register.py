"""Who always sits at the table of Infohus, with a deputy without a log-in."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff
from beredskab.timelimits import local_day
from infohus import workflow
from infohus.choices import Seat


def standing_members(staff: Staff, now: datetime) -> None:
    """SSP, both authorities, the jobcenter and the police; the leader of adults has a deputy."""
    by, since = staff["tovholder"], local_day(now - timedelta(days=300))
    seats = {
        Seat.SSP: "tovholder",
        Seat.CHILD_AUTHORITY: "raadgiver",
        Seat.ADULT_LEADERSHIP: "leder_voksen",
        Seat.JOBCENTER: "jobcenter",
        Seat.POLICE: "politi",
    }
    for seat, name in seats.items():
        member = workflow.add_member(by=by, at=now, seat=seat, user=staff[name], from_on=since)
        if seat == Seat.ADULT_LEADERSHIP:
            workflow.add_member(
                by=by,
                at=now,
                seat=seat,
                deputises=member,
                name="Birgit Prøve",
                email="birgit@example.com",
                from_on=since,
            )
