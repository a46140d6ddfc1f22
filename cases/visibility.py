"""Which parts of a case somebody may see who may see the case (rules, appendix B).

Every page, list, PDF and export asks here; what is not named is hidden.
"""

from enum import StrEnum

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, Role
from cases import permissions
from cases.models import Case, Person


class Part(StrEnum):
    NOTIFICATION = "notification"
    NOTIFIER = "notifier"
    TRIGGERS = "triggers"
    CPR = "cpr"
    ADDRESS = "address"
    SAFE_CONTACT = "safe_contact"
    ASSESSMENT = "assessment"
    CONTACTS = "contacts"  # what was said with persons of the case
    CHILD_TALK = "child_talk"
    RISK = "risk"  # screening, risk assessment, examination, measures, plans
    SAFETY_PLAN = "safety_plan"
    STAY = "stay"  # stays abroad and check-ins
    TALKS = "talks"  # consultations of the authority
    MESSAGES = "messages"  # between notifier and adviser
    NOTES = "notes"
    CLOSING = "closing"  # how a case ended or is proposed to end, and on which grounds
    INFOHUS = "infohus"  # what is asked of Infohus Kommune and decided there
    ADULT_HELP = "adult_help"  # which area helps an adult, the action plan, advice, hand-overs


AUTHORITY_PARTS = frozenset(Part)
COORDINATOR_PARTS = frozenset({Part.NOTIFICATION, Part.NOTIFIER, Part.SAFE_CONTACT, Part.INFOHUS})
# The jobcenter sees a case of its cooperation alone: what it needs to help, and how to call safely.
PARTNER_PARTS = frozenset({Part.NOTIFICATION, Part.SAFE_CONTACT, Part.ADULT_HELP})
# What the legal office needs to assess the risk of a placement that was put to it (R51).
LAWYER_PARTS = frozenset({Part.NOTIFICATION, Part.SAFE_CONTACT, Part.ASSESSMENT, Part.RISK})


def parts(user: User, case: Case) -> frozenset[Part]:
    """The parts of a case that the user may see; asks no query of its own."""
    if roles.has_role(user, *ADVISERS, Role.DUTY_OFFICER):
        return AUTHORITY_PARTS
    if permissions.is_leader_for(user, case):
        return AUTHORITY_PARTS
    if roles.has_role(user, Role.COORDINATOR):
        return COORDINATOR_PARTS
    if roles.has_role(user, Role.JOBCENTER):
        return PARTNER_PARTS
    if roles.has_role(user, Role.LAWYER):
        return LAWYER_PARTS
    return frozenset()


def address(person: Person, user: User, case: Case) -> str:
    """The address of a person, for who may see it; a protected one for few (LR19)."""
    if Part.ADDRESS not in parts(user, case):
        return ""
    if person.address_protection and not permissions.can_see_address(user, case):
        return ""
    return person.address or ""
