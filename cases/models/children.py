"""What is said of each other child in the family (R41, R76)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.querysets.contacts import ChildLineQuerySet


class ChildLine(models.Model):
    """Whether there is a concern of its own about another child; the newest counts.

    None is ever changed. Without a person it says that no other children are known.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, there is a concern about this child too")
        NO = "no", _("No concern about this child")
        UNKNOWN = "unknown", _("Don't know yet")
        NONE = "none", _("No other children are known")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="child_lines")
    person = models.ForeignKey(
        "cases.Person", null=True, on_delete=models.PROTECT, related_name="child_lines"
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    grounds = EncryptedTextField()
    # The concern that a yes made.
    concern = models.ForeignKey(
        "cases.Concern", null=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ChildLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line about another child")
        verbose_name_plural = _("lines about other children")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="none", person__isnull=True)
                | models.Q(answer__in=["yes", "no", "unknown"], person__isnull=False),
                name="child_line_about_a_child",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="yes", concern__isnull=False)
                | ~models.Q(answer="yes") & models.Q(concern__isnull=True),
                name="child_line_yes_has_concern",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.person_id}:{self.answer}"
