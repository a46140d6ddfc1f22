"""Staff say that they have read the plan in force."""

from datetime import datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.plan import permissions
from beredskab.plan.models import Acknowledgement, Edition
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.telling import record


@transaction.atomic
def acknowledge(edition: Edition, *, by: User, at: datetime) -> Acknowledgement:
    """Note that the user has read the edition; once is enough.

    Raises WrongState when another edition has come into force.
    """
    locked = Edition.objects.lock(edition)
    permissions.require_acknowledge(by)
    if locked is None or locked.status != EditionStatus.IN_FORCE:
        raise WrongState
    row, is_new = Acknowledgement.objects.get_or_create(
        edition=locked, user=by, defaults={"at": at}
    )
    if is_new:
        record(locked, "acknowledged", by=by, at=at)
    return row
