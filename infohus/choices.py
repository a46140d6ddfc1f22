"""What somebody at the table of Infohus Kommune speaks for, and for whom the table is set."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Seat(TextChoices):
    """The authority that a participant speaks for (R83, R84, R100)."""

    SSP = "ssp", _("SSP")
    CHILD_AUTHORITY = "child_authority", _("Child authority")
    ADULT_LEADERSHIP = "adult_leadership", _("Leadership of handicap and psychiatry")
    ADULT_AUTHORITY = "adult_authority", _("Handicap and psychiatry, employee")
    JOBCENTER = "jobcenter", _("Jobcenter, integration")
    POLICE = "police", _("Police")
    PRISON_SERVICE = "prison_service", _("Prison and probation service")
    PSYCHIATRY = "psychiatry", _("Social or treatment psychiatry")
    SCHOOL = "school", _("School or day care")
    ADVISER = "adviser", _("Specialist adviser")
    OTHER = "other", _("Another authority")


# Who sits outside the municipality: without a basis to share with them they hear nothing (R90).
OUTSIDE = (Seat.POLICE, Seat.PRISON_SERVICE, Seat.PSYCHIATRY, Seat.OTHER)


class Basis(TextChoices):
    """On which basis an item is shared with others than the municipality's own (R90)."""

    SECTION_115 = "s115", _("Section 115 of the Administration of Justice Act is met")
    NOT_MET = "not_met", _("Section 115 is not met: without police and guests")
    ANONYMISED = "anonymised", _("Section 115 is not met: anonymised")


class Group(TextChoices):
    """For whom a minimum is set; a mixed case needs both (R86-R88)."""

    MINOR = "minor", _("Under 18")
    ADULT = "adult", _("18 and over")
