"""That somebody is not told yet of what is kept of her (LR17)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class NoticePostponement(models.Model):
    """A decision to postpone the notice of data protection law to a person, until it is reviewed.

    A new decision ends the former one; so does it that the person was told, outside the portal.
    """

    class Ending(models.TextChoices):
        RENEWED = "renewed", _("Postponed anew")
        GIVEN = "given", _("The person was told")

    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="postponements"
    )
    reason = EncryptedTextField()
    review_on = models.DateField(_("review on"))
    task = models.OneToOneField(
        "deadlines.Deadline", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ending = models.CharField(_("ending"), max_length=8, choices=Ending, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("postponed notice")
        verbose_name_plural = _("postponed notices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at__isnull=True),
                name="postponement_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ending="", ended_at__isnull=True, ended_by__isnull=True)
                | ~models.Q(ending="") & models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="postponement_ended_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.pk}"
