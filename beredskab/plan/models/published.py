"""What hangs on an edition in force: its PDF, and who has read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.plan.models.editions import Edition


class PlanPdf(models.Model):
    """The PDF of an edition, made once and served as it is."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("PDF of the plan")
        verbose_name_plural = _("PDFs of the plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0), name="plan_pdf_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition_id)


class Acknowledgement(models.Model):
    """Somebody of the staff says that she has read an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["edition", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="plan_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.user_id}"
