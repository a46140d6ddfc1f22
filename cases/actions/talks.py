"""Talks, advice and notes of a case: each stands in its own section of the notes."""

from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from cases import permissions
from cases.workflow.joining import FRESH

from .base import Action

TALKS = (
    Action(
        _("Join with another case of the same person"),
        "case_join",
        permissions.can_join,
        statuses=FRESH,
    ),
    Action(_("Link to another case"), "case_link", permissions.can_edit),
    Action(
        _("Record a talk with the leader"),
        "case_talk_leader",
        permissions.can_edit,
        section="talks",
        step=Step.TALK_LEADER,
    ),
    Action(
        _("Record advice on the case"),
        "case_talk_adviser",
        permissions.can_edit,
        section="talks",
        step=Step.TALK_ADVISER,
    ),
    Action(_("Prepare a call for advice"), "case_plan_talk", permissions.can_edit, section="talks"),
    Action(_("Write a note"), "case_note_add", permissions.can_edit, section="journal"),
)
