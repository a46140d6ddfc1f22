"""Who has the duty to act on a concern, as its reporter is told (R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cases.models import Concern, PoliceHandover
from cases.states import ConcernStatus


@dataclass(frozen=True)
class Holder:
    """Somebody who has the duty; `since` is empty for the reporter, who had it all along."""

    who: str
    since: datetime | None = None


def lines(concern: Concern, handovers: Sequence[PoliceHandover]) -> list[Holder]:
    """Who has the duty now, the first to get it first.

    The reporter has it until the police or the authority took over. A call alone changes nothing.
    """
    found = []
    if concern.status == ConcernStatus.SENT and concern.received_at:
        found.append(Holder(_("The authority"), concern.received_at))
    if handovers:
        found.append(Holder(_("The police"), min(one.accepted_at for one in handovers)))
    if not found and concern.status not in {ConcernStatus.CLARIFIED, ConcernStatus.IN_ERROR}:
        return [Holder(_("You"))]
    return sorted(found, key=lambda holder: holder.since)  # type: ignore[arg-type, return-value]
