"""Who interpreted, and what she is to the family."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class InterpreterTie(models.TextChoices):
    """What the interpreter is to the family; the first three are never to interpret."""

    FAMILY = "family", _("Of the family")
    NETWORK = "network", _("Of the family's network")
    LOCAL = "local", _("From the local area")
    NONE = "none", _("None: from outside family, network and local area")
    UNKNOWN = "unknown", _("Not known yet")


# Never an interpreter from here: what is said would reach the family.
FORBIDDEN_TIES = frozenset({InterpreterTie.FAMILY, InterpreterTie.NETWORK, InterpreterTie.LOCAL})


class InterpreterUse(models.Model):
    """An interpreter who is planned for a talk or a contact, or who interpreted there.

    The talk or contact has the reference to it. `is_planned` tells that it was written down
    beforehand; of what has happened every tie can be recorded.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="interpreters")
    is_planned = models.BooleanField(_("planned"), default=False)
    name = EncryptedTextField(null=True)
    language = EncryptedTextField(null=True)
    tie = models.CharField(_("tie to the family"), max_length=8, choices=InterpreterTie)
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("use of an interpreter")
        verbose_name_plural = _("uses of interpreters")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tie__in=InterpreterTie.values), name="interpreter_known_tie"
            ),
            models.CheckConstraint(
                condition=models.Q(is_planned=False)
                | ~models.Q(tie__in=["family", "network", "local"]),
                name="interpreter_planned_from_outside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"

    @property
    def is_forbidden(self) -> bool:
        """Whether somebody interpreted who never should have."""
        return self.tie in FORBIDDEN_TIES
