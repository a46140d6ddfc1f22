"""What kinds of services the directory holds, and what they can be asked about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Service(TextChoices):
    """What kind of service it is (A14)."""

    SSP = "ssp", _("SSP")
    SECURITY_CONSULTANT = "security_consultant", _("Security consultants")
    RED = "red", _("RED counselling")
    SHELTER = "shelter", _("Shelter or safehouse")
    VISO = "viso", _("VISO")
    POLICE = "police", _("Police")
    JOBCENTER = "jobcenter", _("Job centre")
    EXIT = "exit", _("Exit programme")
    INFOHUS = "infohus", _("Infohus")
    PSP = "psp", _("PSP")
    CHILDREN_HOUSE = "children_house", _("Children's house")
    IMMIGRATION = "immigration", _("Immigration authorities")
    LEGAL_OFFICE = "legal_office", _("Legal office")
    AUTHORITY = "authority", _("The municipality's authority")
    OTHER = "other", _("Other")


class Topic(TextChoices):
    """What they can be asked about (R111)."""

    SOCIAL_CONTROL = "social_control", _("Negative social control")
    HONOUR_CONFLICT = "honour_conflict", _("Honour-related conflict")
    REEDUCATION = "reeducation", _("Re-education journeys")
    FOREIGN_STAY = "foreign_stay", _("Involuntary stays abroad")
    FORCED_MARRIAGE = "forced_marriage", _("Forced marriage")
    RISK_ASSESSMENT = "risk_assessment", _("Risk assessment")
    SAFETY_PLAN = "safety_plan", _("Safety plans")
    SAFE_STAY = "safe_stay", _("A safe place to stay")
    PLACEMENT = "placement", _("Acute placement")
    INTEGRATION = "integration", _("Integration and work")
    EXIT = "exit", _("Leaving a gang")
    RESIDENCE = "residence", _("Residence permits")
