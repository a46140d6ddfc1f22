"""The enumerations of the domain (docs/rules.md, appendix A)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.sources import Source as Source


class Answer(TextChoices):
    """An answer that may honestly be unknown."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Don't know")


class Category(TextChoices):
    """What the concern is about (A1, R9); settled by the adviser."""

    UNSETTLED = "unsettled", _("Not settled")
    SOCIAL_CONTROL = "social_control", _("Negative social control")
    SOCIAL_RESTRICTION = "social_restriction", _("Social restrictions")
    HONOUR_CONFLICT = "honour_conflict", _("Honour-related conflict")
    HONOUR_VIOLENCE = "honour_violence", _("Violence or abuse justified by honour")
    FORCED_MARRIAGE = "forced_marriage", _("Pressure to marry or forced marriage")
    FOREIGN_STAY = "foreign_stay", _("Involuntary stay abroad")


class ControlForm(TextChoices):
    """The nine forms of control (A2, R10)."""

    SURVEILLANCE = "surveillance", _("Watching, checking phone or mail")
    CLOTHING = "clothing", _("Demands on clothing")
    NO_LEISURE = "no_leisure", _("Forbidden leisure and social life, also with the other sex")
    SIBLING_WATCH = "sibling_watch", _("Having to watch siblings, or being watched by them")
    GUILT = "guilt", _("Emotional pressure, guilt or shame")
    NO_WORK = "no_work", _("Forbidden to work")
    NO_MONEY = "no_money", _("No access to own money")
    ISOLATION = "isolation", _("Isolation or expulsion, or threats of it")
    THREATS = "threats", _("Threats, harassment, psychological or physical violence")


class Sign(TextChoices):
    """Warning signs of children and adults alike (A3, R11)."""

    DISTRESS = "distress", _("Poor thriving, lack of concentration, stress")
    HARM = "harm", _("Psychological problems or marks of violence")
    DOUBLE_LIFE = "double_life", _("A double life (mostly the young)")
    HIERARCHY = "hierarchy", _("A marked order of age and sex at home")
    WITHDRAWN = "withdrawn", _("Kept away from communities, only with the family")
    FEARS_PUNISHMENT = "fears_punishment", _("Threatened with further punishment")
    FEARS_FOR_LIFE = "fears_for_life", _("Fears for own life")


class MarriageSign(TextChoices):
    """Signs of forced marriage (R20)."""

    ENGAGEMENT = "engagement", _("Plans or pressure for an early engagement")
    RELIGIOUS_WEDDING = "religious_wedding", _("A religious wedding")
    UNWANTED = "unwanted", _("A marriage that is not wanted")
    JOURNEY = "journey", _("A journey after a time of conflict")
    WANTS_OUT = "wants_out", _("Married against own will, and wants out")


class AbroadSign(TextChoices):
    """Signs of an involuntary stay abroad (R21, R22)."""

    ABSENT = "absent", _("Away from school or work, perhaps abroad")
    FEARS_HOLIDAY = "fears_holiday", _("Fears the coming holiday")
    SENT_HOME = "sent_home", _("The family wants to send the person home")
    LEFT_ALONE = "left_alone", _("Child or spouse left abroad")


class Trigger(TextChoices):
    """What set off the conflict (A4, R12); restricted, never in lists or exports."""

    PARTNER = "partner", _("A boyfriend or girlfriend")
    SEX = "sex", _("Sex outside marriage")
    OWN_CHOICE = "own_choice", _("Own choice of spouse")
    HOMOSEXUALITY = "homosexuality", _("Homosexuality")
    DIVORCE = "divorce", _("A wish for divorce")
    OTHER = "other", _("Other")


class Way(TextChoices):
    """How the conflict shows (R13)."""

    CONTROL = "control", _("Control")
    MOVEMENT = "movement", _("Limits on movement")
    VIOLENCE = "violence", _("Psychological or physical violence")
    HARASSMENT = "harassment", _("Harassment, also on social media")
    THREATS = "threats", _("Threats")


class RestrictionArea(TextChoices):
    """Where freedom is limited (A5)."""

    CLOTHING = "clothing", _("Clothing")
    FRIENDS = "friends", _("Friends")
    LEISURE = "leisure", _("Leisure")
    EDUCATION = "education", _("Education")
    WORK = "work", _("Work")
    PARTNER = "partner", _("Partner")
    MARRIAGE = "marriage", _("Marriage")
    DIVORCE = "divorce", _("Divorce")
    COMPANY = "company", _("Company")


class Relation(TextChoices):
    """What an actor is to the exposed person (A6, R16)."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    CARER = "carer", _("Other parent or carer")
    SIBLING = "sibling", _("Sibling")
    CLOSE_FAMILY = "close_family", _("Other close family")
    KIN = "kin", _("Wider family")
    SPOUSE = "spouse", _("Spouse")
    IN_LAWS = "in_laws", _("In-laws")
    PARTNER = "partner", _("Boyfriend or girlfriend")
    NETWORK = "network", _("Network")
    GROUP = "group", _("A group, such as classmates or colleagues")
    UNKNOWN = "unknown", _("Unknown")


class PersonRole(TextChoices):
    """What a person is in a case (A7, R17); one may be several things."""

    EXPOSED = "exposed", _("Exposed")
    ACTOR = "actor", _("Exercises control")
    OTHER_CHILD = "other_child", _("Sibling or other child")
    CUSTODY_HOLDER = "custody_holder", _("Custody holder")
    SPOUSE = "spouse", _("Spouse")
    NOTIFIER = "notifier", _("Notifier")
    WITNESS = "witness", _("Witness")


class MeasureKind(TextChoices):
    """What the authority starts to help (A13)."""

    SUPPORT = "support", _("Support (§ 32)")
    PLACEMENT = "placement", _("Placement with consent (§ 46)")
    FORCED_PLACEMENT = "forced_placement", _("Placement without consent (§ 47)")
    SAFE_STAY = "safe_stay", _("Safe stay")
    MENTOR = "mentor", _("Mentor")
    SOCIAL = "social", _("Social measure")
    HEALTH = "health", _("Health measure")
    EDUCATION = "education", _("Education")
    EMPLOYMENT = "employment", _("Employment")
    ADVICE = "advice", _("Advice")
    ACTION_PLAN = "action_plan", _("Action plan (handleplan)")
    EXIT = "exit", _("Exit programme")


class Consent(TextChoices):
    """What somebody who is to consent has said."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    NOT_YET = "not_yet", _("Not obtained yet")
    NOT_REQUIRED = "not_required", _("Not required")


class AddressProtection(TextChoices):
    """How a person's address is protected (LR19)."""

    NONE = "", _("None")
    NAME_AND_ADDRESS = "name", _("Protection of name and address")
    SPECIAL = "special", _("Special protection: without fixed abode")


class ClosingOutcome(TextChoices):
    """How a case ended (R25)."""

    HELPED = "helped", _("Helped, and the measures have ended")
    NO_ACTION = "no_action", _("No action needed")
    OTHER_MUNICIPALITY = "other_municipality", _("Passed on to another municipality")
    TURNED_ADULT = "turned_adult", _("Turned 18 and handed over")
    OTHER = "other", _("Other")
    IN_ERROR = "in_error", _("Registered in error")


class Channel(TextChoices):
    """How the concern came in."""

    PORTAL = "portal", _("The portal")
    PHONE = "phone", _("Phone")
    POST = "post", _("Post")
    MAIL = "mail", _("Mail")
    WEB_FORM = "web_form", _("Web form")
    IN_PERSON = "in_person", _("In person")


class NotifierKind(TextChoices):
    """Which duties the authority has towards the notifier (LR10-LR12)."""

    PROFESSIONAL = "professional", _("Professional")
    PRIVATE = "private", _("Private person")
    ANONYMOUS = "anonymous", _("Anonymous")


class Basis(TextChoices):
    """Suspicion is enough (R28)."""

    SUSPICION = "suspicion", _("Suspicion")
    KNOWLEDGE = "knowledge", _("Knowledge")


class Witnessed(TextChoices):
    SEEN = "seen", _("I saw or heard it myself")
    TOLD = "told", _("I was told")
    BOTH = "both", _("Both")


class Gender(TextChoices):
    """Optional; no rule branches on it (R14)."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")


class Permit(TextChoices):
    """What somebody lives in Denmark by; which days count abroad follows from it (LR14)."""

    DANISH = "danish", _("Danish citizen")
    TEMPORARY = "temporary", _("Residence permit")
    REFUGEE = "refugee", _("Refugee, Aliens Act sections 7-8")
    PERMANENT = "permanent", _("Permanent residence permit")
    UNKNOWN = "unknown", _("Don't know")
