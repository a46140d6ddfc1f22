"""What an adviser signs and a leader countersigns afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.models.versions import Version


class Countersigned(Version):
    """A version with the leader's name beside the adviser's; nothing waits for it (R61).

    The three columns here are all that the portal may ever change of such a row (see the
    migrations).
    """

    countersigned_at = models.DateTimeField(_("countersigned at"), null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("countersigned by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    countersign_remark = EncryptedTextField(null=True)

    class Meta:
        abstract = True

    @property
    def signed_by_id(self) -> int:
        """Who signed it first: she can't sign it once more."""
        return self.made_by_id

    @property
    def awaits_leader(self) -> bool:
        """Whether only one has signed yet."""
        return self.countersigned_at is None


def countersigned_pair() -> models.Q:
    """The condition that a countersignature has both its moment and its name, or neither."""
    return models.Q(countersigned_at__isnull=True, countersigned_by__isnull=True) | models.Q(
        countersigned_at__isnull=False, countersigned_by__isnull=False
    )
