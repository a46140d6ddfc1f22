"""Explain a word of the forms anew."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actioncards import permissions
from actioncards.models import Explanation
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality import typed
from beredskab.timelimits import TZ


class HoldsContact(Refused):
    """Raised for a telephone number, which only the directory may hold, and for an address."""

    message = gettext_lazy(
        "Write no telephone number, e-mail address or street address here. Numbers stand in the "
        "directory, where they are kept current."
    )

    def __init__(self, field: str, message: str | Promise | None = None) -> None:
        self.field = field
        super().__init__(message)


class ExplanationChanged(Refused):
    """Somebody saved since this user read; `explanation` is as it stands now."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        writer = explanation.edited_by
        super().__init__(
            _("The explanation was changed by %(name)s at %(time)s. What you wrote is not saved.")
            % {
                "name": writer.name if writer else _("the content pack"),
                "time": f"{timezone.localtime(explanation.edited_at, TZ):%H.%M}",
            }
        )


@transaction.atomic
def change_explanation(
    explanation: Explanation,
    *,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    title: str,
    text: str,
) -> Explanation:
    """Write what a category, a form of control or a sign means.

    Raises HoldsContact for a number or an address, ExplanationChanged if it was saved after `seen`.
    """
    explanation = Explanation.objects.lock(explanation)
    permissions.require_edit(by)
    if seen is not None and explanation.edited_at != seen:
        raise ExplanationChanged(explanation)
    wanted = {"title": title, "text": text}
    for field, value in wanted.items():
        if holds_contact(value):
            raise HoldsContact(field)
    before = {field: getattr(explanation, field) for field in wanted}
    changed = [field for field, value in wanted.items() if value != before[field]]
    if not changed:
        return explanation
    for field in changed:
        setattr(explanation, field, wanted[field])
    explanation.edited_by, explanation.edited_at = by, at
    explanation.save(update_fields=[*changed, "edited_by", "edited_at"])
    trail.record(
        explanation,
        "actioncards.explanation_changed",
        by=by,
        at=at,
        explanation=str(explanation),
        before={field: len(before[field]) for field in changed},
        after={field: len(wanted[field]) for field in changed},
    )
    return explanation


def holds_contact(text: str) -> bool:
    """Tell whether a text holds a telephone number or any address; 112 and 114 may stand."""
    return bool(typed.mails_in(text) or typed.phones_in(text) or typed.addresses_in(text))
