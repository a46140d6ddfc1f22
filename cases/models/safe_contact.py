"""The safe way of contact to the exposed person, version by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet


class SafeContact(Version):
    """How the exposed person can be reached without danger; the newest stands on the person."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="safe_contacts")
    phone = EncryptedTextField(null=True)
    hours = EncryptedTextField(null=True)
    code_word = EncryptedTextField(null=True)
    never = EncryptedTextField(null=True)
    other = EncryptedTextField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("safe contact")
        verbose_name_plural = _("safe contacts")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="safe_contact_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"
