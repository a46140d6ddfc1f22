"""A case that somebody is asked to take over; until she answers, its holder keeps the duty."""

from datetime import datetime, timedelta

from beredskab.accounts.models import User
from beredskab.municipality.models import Municipality
from cases.models import Case


def note_offer(case: Case, to: User, *, at: datetime) -> None:
    """Note whom a locked case is offered, and how long she has to answer."""
    settings = Municipality.objects.current()
    hours = settings.offer_hours_acute if case.acute else settings.offer_hours
    case.offered_to, case.offered_at = to, at
    case.offer_ends_at = at + timedelta(hours=hours)
    case.save(update_fields=["offered_to", "offered_at", "offer_ends_at"])


def end_offer(case: Case) -> None:
    """Note that nobody is asked any more."""
    case.offered_to = case.offered_at = case.offer_ends_at = None
    case.save(update_fields=["offered_to", "offered_at", "offer_ends_at"])
