"""What the notices of cases read; neutral, since a notice names no person and no theme."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "case_received": _("A new case has come to you"),
    "case_assessed": _("A case of yours is assessed"),
    "case_countersigned": _("The leader has remarked on an assessment"),
    "case_found_acute": _("A talk found that a case may be urgent"),
    "case_acute": _("A case is urgent now"),
    "acute_recorded": _("Something urgent is recorded in a case"),
    "decided_by_phone": _("A decision by phone is to be completed"),
    "placed_without_contact": _("A decision by phone lacks a contact that it needs"),
    "case_put_to_office": _("A case is put to the legal office"),
    "outside_answered": _("Others have answered in a case of yours"),
    "case_offered": _("You are asked to take a case over"),
    "case_offer_returned": _("Nobody has answered the offer of a case"),
    "case_declined": _("An adviser has declined a case"),
    "check_in_missed": _("A case needs you now"),
    "information_added": _("There is new information in a case"),
    "lock_lifted": _("A leader has lifted a contact lock in a case of yours"),
    "lock_put_back": _("A contact lock is put back in a case of yours"),
    "look_at_once": _("Something has happened in a case of yours. Look at it at once"),
    "known_person": _("Somebody in a case of yours is named in a new case"),
    "placed_without_plan": _("A decision in a case lacks what should have come first"),
    "case_shared": _("Your help is asked for in a case"),
    "adult_routed": _("It was settled who helps in a case"),
    "case_turned_18": _("A case of yours is to be handed over"),
    "adult_coming": _("A case will be handed over to your unit"),
    "message_received": _("A message waits for you"),
    "talk_marked": _("A talk in a case is to be looked at"),
    "task_given": _("You are given a task"),
}
