"""Through whom a concern became known; with the age it decides which unit receives (R19)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Who the concern comes from (A8, R18, R19)."""

    CITIZEN = "citizen", _("Citizen")
    EXPOSED = "exposed", _("The exposed person")
    SCHOOL = "school", _("School")
    DAYCARE = "daycare", _("Day care")
    CLUB = "club", _("Club")
    EDUCATION = "education", _("Education adviser")
    LANGUAGE = "language", _("Language teacher")
    JOBCENTER = "jobcenter", _("Job centre")
    ADULT_SOCIAL = "adult_social", _("Adult social area")
    CASEWORKER = "caseworker", _("Caseworker")
    CHILD_AUTHORITY = "child_authority", _("Child authority front")
    SSP = "ssp", _("SSP")
    POLICE = "police", _("Police")
    OTHER_MUNICIPALITY = "other_municipality", _("Another municipality")
    OTHER = "other", _("Other")
