"""Who has had the duty to act in a case, link by link, and whether the chain holds."""

from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import Channel
from cases.models import Case, Concern, DutyPeriod


def chain(case: Case, *, sees_notifier: bool) -> dict[str, Any]:
    """The links of the duty to act and the gaps between them, which are computed anew (R35)."""
    periods = list(DutyPeriod.objects.chain_of(case))
    tie = case.concern_ties.select_related("concern__reporter").order_by("pk").first()
    links = [_link(period) for period in periods]
    if tie is not None:
        links = [_before(tie.concern, case, sees_notifier), *links]
    return {"links": links, "is_whole": _is_whole(case, periods)}


def _before(concern: Concern, case: Case, sees_notifier: bool) -> dict[str, Any]:
    """Who had it until the case was opened: the reporter, or the authority that wrote it down."""
    is_own = concern.channel == Channel.PORTAL
    began_at = concern.created_at if is_own else concern.received_at
    role = _("The reporter") if is_own else _("The authority, at receipt")
    name = concern.reporter.name if sees_notifier or not is_own else ""
    return {
        "who": f"{role}: {name}" if name else role,
        "how": _("From when the concern was begun until it was sent") if is_own else "",
        "began_at": began_at,
        "ended_at": case.opened_at,
    }


def _link(period: DutyPeriod) -> dict[str, Any]:
    return {
        "who": period.holder.name,
        "how": period.get_how_display(),
        "began_at": period.began_at,
        "ended_at": period.ended_at,
    }


def _is_whole(case: Case, periods: list[DutyPeriod]) -> bool:
    """Whether each link begins where the former ended, and the last one is the holder's."""
    if not periods or periods[0].began_at != case.opened_at:
        return False
    for former, link in pairwise(periods):
        is_new_period = link.how == DutyPeriod.How.REOPENED
        if former.ended_at is None or (link.began_at != former.ended_at and not is_new_period):
            return False
    last = periods[-1]
    if case.closed_at is not None:
        return last.ended_at is not None
    return last.ended_at is None and last.holder_id == case.holder_id
