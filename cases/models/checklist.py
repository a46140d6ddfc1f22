"""The action card as a checklist: on a case for the authority, on a concern for its reporter."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actioncards.models import CardVersion
from beredskab.encryption import EncryptedTextField
from cases.querysets.work import TickQuerySet


class Checklist(models.Model):
    """A version of a card that a case or a concern is worked through by.

    It stays the version it was; the numbers on it are always those of today.
    """

    case = models.OneToOneField(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="checklist"
    )
    concern = models.OneToOneField(
        "cases.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="checklist"
    )
    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun at"))

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(concern__isnull=True),
                name="checklist_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.concern_id}:{self.version_id}"


class Tick(models.Model):
    """What somebody said of a step; the newest counts, and none is ever changed."""

    class State(models.TextChoices):
        DONE = "done", _("Done")
        WAITING = "waiting", _("Seen, waiting")
        NOT_RELEVANT = "not_relevant", _("Not relevant")
        OPEN = "open", _("Not done yet")

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="ticks")
    step_key = models.SlugField(_("step"), max_length=40)
    state = models.CharField(_("state"), max_length=12, choices=State)
    # The day on which it was done, in the words of who ticks it.
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reason = EncryptedTextField(null=True)
    ticked_at = models.DateTimeField(_("ticked at"))
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = TickQuerySet.as_manager()

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")
        ordering = ["ticked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "waiting", "not_relevant", "open"]),
                name="tick_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_on__isnull=False)
                | (~models.Q(state="done") & models.Q(done_on__isnull=True)),
                name="tick_done_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_relevant") | models.Q(reason__isnull=False),
                name="tick_not_relevant_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist_id}:{self.step_key}"
