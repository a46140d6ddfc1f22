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


# Seats in which several authorities may sit at one table, such as two schools.
SHARED = (Seat.SCHOOL, Seat.ADVISER, Seat.OTHER)


class Presence(TextChoices):
    """How somebody who speaks for a seat took part in an item (R86)."""

    PRESENT = "present", _("Present")
    CONFIRMED = "confirmed", _("Confirmed afterwards")


class Tie(TextChoices):
    """What a participant declares of herself and the persons of an item."""

    NONE = "none", _("No personal tie")
    YES = "yes", _("A personal tie")
    UNSURE = "unsure", _("Not sure")


class Section(TextChoices):
    """What is written of an item, in the order in which it is."""

    MAPPING = "mapping", _("Mapping")
    ASSESSMENT = "assessment", _("Assessment")
    MINUTES = "minutes", _("Minutes")


class Outcome(TextChoices):
    """What a meeting leaves with for one person (R96)."""

    MEASURE = "measure", _("A recommendation")
    NO_MEASURE = "no_measure", _("No measure")
    AGAIN = "again", _("Discussed again")


class MeasureType(TextChoices):
    """What kind of support is recommended (R99); never a decision of an authority (R92)."""

    MENTOR = "mentor", _("Mentor or contact person")
    SOCIAL = "social", _("Social support")
    HEALTH = "health", _("Health")
    EDUCATION = "education", _("School or education")
    EMPLOYMENT = "employment", _("Work")
    LEISURE = "leisure", _("Leisure and community")
    ADVICE = "advice", _("Advice and conversation")
    SAFETY = "safety", _("Safety")
    EXIT = "exit", _("Exit programme of the job centre")


class Prevention(TextChoices):
    """The three levels of prevention, each with its colour and its word (R117)."""

    BUILDING = "building", _("Green: building up")
    FORESTALLING = "forestalling", _("Yellow: forestalling")
    INTERVENING = "intervening", _("Red: intervening")


class NoteKind(TextChoices):
    """What is noted without persons: what is seen, or what is done for everyone (R102, R118)."""

    TREND = "trend", _("A trend")
    ACTIVITY = "activity", _("An activity for everyone (green)")


class Answered(TextChoices):
    """What an authority answers to a recommendation (R94)."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Done")
