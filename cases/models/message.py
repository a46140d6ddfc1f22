"""What notifier and adviser write to each other, so that nobody does it by mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.querysets.concerns import MessageQuerySet


class Message(models.Model):
    """A message about a sent concern, between its notifier and the authority; never changed.

    Only who has read it first is noted afterwards.
    """

    concern = models.ForeignKey("cases.Concern", on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_notifier = models.BooleanField(_("from the notifier"))
    text = EncryptedTextField()
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(read_at__isnull=True, read_by__isnull=True)
                | models.Q(read_at__isnull=False, read_by__isnull=False),
                name="message_read_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}:{self.pk}"
