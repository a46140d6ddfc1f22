"""What is never changed, only written anew (LR23)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """A version of something in a case; who corrects it, writes the next one.

    The concrete model adds what it is a version of, such as `case`, makes that and `number` unique,
    so that of two who write at once only one succeeds, and asks by a VersionQuerySet.
    """

    number = models.PositiveSmallIntegerField(_("version"))
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True
