"""A new notification on a child with measures is judged with somebody new to the case (LR6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class Reassessment(models.Model):
    """What the two came to; `with_user` had not written in the case before."""

    tie = models.OneToOneField(
        "cases.ConcernCase", on_delete=models.PROTECT, related_name="reassessment"
    )
    with_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    conclusion = EncryptedTextField()
    made_at = models.DateTimeField(_("judged at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("re-assessment")
        verbose_name_plural = _("re-assessments")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.tie_id}"
