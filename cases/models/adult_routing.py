"""Where in the municipality an adult gets help: asked again whenever it changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit
from cases.choices import Answer


class AdultRouting(models.Model):
    """Which area knows an adult, and who helps then (R70-R73); the newest counts.

    The duty to act stays with one adviser of the adult area. `partner` is the jobcenter that
    helps beside it, where the portal knows one; `coordinates` says which of the two coordinates.
    """

    class Way(models.TextChoices):
        ADULT_AREA = "adult_area", _("The specialised adult area")
        COOPERATION = "cooperation", _("Cooperation between the adult area and the jobcenter")
        JOBCENTER = "jobcenter", _("The jobcenter helps")
        UNCLEAR = "unclear", _("The adult area, until it is clear who knows the citizen")

    class Area(models.TextChoices):
        ADULT_AREA = "adult_area", _("The specialised adult area")
        JOBCENTER = "jobcenter", _("The jobcenter")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="adult_routings")
    at_jobcenter = models.CharField(_("has a case at the jobcenter"), max_length=8, choices=Answer)
    in_adult_area = models.CharField(_("known in the adult area"), max_length=8, choices=Answer)
    way = models.CharField(_("who helps"), max_length=12, choices=Way)
    coordinates = models.CharField(_("coordinates"), max_length=12, choices=Area)
    partner = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grounds = EncryptedTextField(null=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("routing of an adult")
        verbose_name_plural = _("routings of adults")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(at_jobcenter__in=Answer.values, in_adult_area__in=Answer.values),
                name="adult_routing_known_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=["adult_area", "cooperation", "jobcenter", "unclear"]),
                name="adult_routing_known_way",
            ),
            # R71: without a case at the jobcenter it is always the adult area.
            models.CheckConstraint(
                condition=~models.Q(at_jobcenter="no") | models.Q(way="adult_area"),
                name="adult_routing_none_at_jobcenter",
            ),
            # R72: who is known to both, is helped by both.
            models.CheckConstraint(
                condition=~models.Q(at_jobcenter="yes", in_adult_area="yes")
                | models.Q(way="cooperation"),
                name="adult_routing_known_to_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.way}"

    @property
    def has_jobcenter(self) -> bool:
        """Whether the jobcenter takes part."""
        return self.way in {self.Way.COOPERATION, self.Way.JOBCENTER}
