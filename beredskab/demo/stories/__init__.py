"""Invented concerns in every state, made through the workflows as staff would make them.

All names, numbers and events are invented. Moments are told backwards from `now`.
"""

from datetime import datetime

from beredskab.demo.stories import (
    acute,
    adult,
    assessed,
    child,
    closing,
    held,
    judge,
    meetings,
    plan,
    register,
    safety,
    talks,
    various,
)
from beredskab.demo.stories.acts import Staff

STORIES = (
    plan.adopted_and_revised,
    register.standing_members,
    acute.placed_at_night,
    acute.handed_to_the_police,
    assessed.fresh,
    assessed.urgent,
    assessed.overdue,
    assessed.assessed_and_answered,
    assessed.assessed_too_late,
    assessed.night_call,
    various.adult_at_work,
    various.adult_forced_to_marry,
    various.from_the_police,
    various.three_siblings,
    various.waiting_for_answer,
    various.being_clarified,
    various.clarified,
    various.draft,
    various.registered_twice,
    safety.feared_journey,
    safety.left_abroad,
    talks.talked_over,
    judge.screened,
    judge.risk_rising,
    judge.adult_awaits_leader,
    child.helped,
    closing.closed,
    closing.reopened,
    closing.in_infohus,
    *adult.STORIES,
    meetings.convened_and_begun,
    held.held_and_urgent,
)


def tell(staff: Staff, now: datetime) -> None:
    """Make every story of the demo."""
    for story in STORIES:
        story(staff, now)
