"""Which partners are to be involved or informed (R43)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class PartnerBasis(models.TextChoices):
    """On what the authority may share; the reporter is never asked."""

    CONSENT = "consent", _("Consent of the exposed person or of who can give it")
    NECESSARY = "necessary", _("Necessary for the other authority (§ 28, Forvaltningsloven)")
    PREVENTION = "prevention", _("Prevention with police, SSP or PSP (§ 115, Retsplejeloven)")
    NOTIFICATION = "notification", _("Notification (§§ 133-135, Barnets Lov)")
    ANONYMOUS = "anonymous", _("Anonymous: nothing is shared that tells who it is")
    OTHER = "other", _("Other basis, written in the reason")


class Partner(models.Model):
    """A function or unit that the authority involves or informs, why, and on which basis.

    `name` is a function or unit, never a person of the case. It ends; it is never changed.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="partners")
    name = EncryptedTextField()
    involve = models.BooleanField(_("is involved"), default=False)
    inform = models.BooleanField(_("is informed"), default=False)
    basis = models.CharField(_("legal basis"), max_length=12, choices=PartnerBasis)
    reason = EncryptedTextField()
    judged_at = models.DateTimeField(_("judged at"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judged by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["ended_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(involve=True) | models.Q(inform=True),
                name="partner_involved_or_informed",
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=PartnerBasis.values), name="partner_known_basis"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="partner_ended_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"
