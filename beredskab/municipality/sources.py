"""Through whom a concern became known; with the age it decides which unit receives (R19)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    SCHOOL = "school", _("School")
    DAYCARE_CLUB = "daycare_club", _("Day care or club")
    EDUCATION = "education", _("Place of education")
    LANGUAGE_SCHOOL = "language_school", _("Language school")
    JOBCENTER = "jobcenter", _("Job centre")
    ADULT_SOCIAL = "adult_social", _("Social area, adults")
    CHILD_AUTHORITY = "child_authority", _("Child authority")
    SSP = "ssp", _("SSP")
    POLICE = "police", _("Police")
    EXPOSED = "exposed", _("The exposed person")
    CITIZEN = "citizen", _("Citizen")
    CITIZEN_ANONYMOUS = "citizen_anonymous", _("Citizen, anonymous")
    OTHER_MUNICIPALITY = "other_municipality", _("Another municipality")
    OTHER = "other", _("Other")
