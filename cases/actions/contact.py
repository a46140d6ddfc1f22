"""Who may be spoken with, and who else is in the family."""

from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from cases import permissions
from cases.states import CaseStatus

from .base import Action

CONTACT = (
    Action(_("Plan a contact"), "case_contact_plan", permissions.can_edit, section="contacts"),
    # What has happened is recorded however the case stands.
    Action(
        _("Record a contact that happened"),
        "case_contact_record",
        permissions.can_edit,
        statuses=frozenset(CaseStatus),
        section="contacts",
    ),
    Action(
        _("Record a sudden silence"),
        "case_silence",
        permissions.can_edit,
        statuses=frozenset(CaseStatus),
        section="contacts",
    ),
    Action(
        _("Involve or inform a partner"),
        "case_partner",
        permissions.can_edit,
        section="partners",
        step=Step.PARTNERS,
    ),
    Action(_("Safe contact"), "case_safe_contact", permissions.can_edit),
)
