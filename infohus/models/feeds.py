"""The calendar that a user's own calendar fetches from the portal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from infohus.querysets import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """That a user follows her meetings in her own calendar, by an address that is its own key.

    Only a hash of the key is kept; the address is shown once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="calendar_feed",
    )
    token_hash = models.CharField(_("hash of the key"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user_id)
