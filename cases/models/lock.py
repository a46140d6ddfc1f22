"""The contact lock of a person, lifted and put back (R39)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class LockLift(models.Model):
    """A leader allowed that a person is spoken with about the concern; until it is put back.

    The lock itself has no row: `cases.locks` says who is locked. What was lifted stays.
    """

    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="lock_lifts")
    grounds = EncryptedTextField()
    lifted_at = models.DateTimeField(_("lifted at"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    relocked_at = models.DateTimeField(_("put back at"), null=True, blank=True)
    relocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    relock_reason = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("lifted contact lock")
        verbose_name_plural = _("lifted contact locks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(relocked_at__isnull=True),
                name="lock_lifted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    relocked_at__isnull=True,
                    relocked_by__isnull=True,
                    relock_reason__isnull=True,
                )
                | models.Q(
                    relocked_at__isnull=False,
                    relocked_by__isnull=False,
                    relock_reason__isnull=False,
                ),
                name="lock_put_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.pk}"
