"""A notice tells one user that something waits for her; the row is the truth, mail a hurry."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from beredskab.notices import mailing, texts


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread_for(self, user: object) -> "NoticeQuerySet":
        """What the user has not read: urgent first, then the newest."""
        return self.filter(recipient=user, read_at__isnull=True).order_by("-urgent", "-at", "-pk")

    def folded(self) -> models.QuerySet["Notice", dict[str, object]]:
        """Notices of the same kind and reference as one row, urgent first, then the newest."""
        return (
            self.order_by()
            .values("kind", "reference")
            .annotate(
                ids=ArrayAgg("pk", order_by="pk"),
                paths=ArrayAgg("path", order_by=["-at", "-pk"]),
                is_urgent=BoolOr("urgent"),
                newest_at=Max("at"),
            )
            .order_by("-is_urgent", "-newest_at", "kind", "reference")
        )

    def count_folded(self) -> int:
        """How many rows `folded` gives."""
        return self.order_by().values("kind", "reference").distinct().count()

    def to_mail(self, at: datetime) -> "NoticeQuerySet":
        """What is to be told by mail now, the oldest first."""
        return self.filter(next_mail_at__lte=at).order_by("next_mail_at", "pk")


class Notice(models.Model):
    """One thing that one user is told; it carries a neutral reference, never a person."""

    NO_ADDRESS = mailing.NO_ADDRESS

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
    )
    key = models.CharField(_("key"), max_length=120)
    kind = models.SlugField(_("kind"), max_length=40, db_index=False)
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    path = models.CharField(_("path"), max_length=200, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    # Null when there is nothing more to send: mailed, read before, or given up.
    next_mail_at = models.DateTimeField(_("next mail at"), null=True)
    mail_attempts = models.PositiveSmallIntegerField(_("attempts to mail"), default=0)
    mail_error = models.CharField(_("error when mailing"), max_length=60, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(next_mail_at__isnull=True),
                name="notice_mailed_is_final",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-urgent", "-at"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["next_mail_at"],
                condition=Q(next_mail_at__isnull=False),
                name="notice_to_mail",
            ),
            models.Index(
                fields=["-at"],
                condition=Q(next_mail_at__isnull=True, mailed_at__isnull=True) & ~Q(mail_error=""),
                name="notice_undeliverable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()

    @property
    def text(self) -> str:
        """What the notice says, translated and neutral."""
        return texts.text_of(self.kind)
