"""The talk with the child (børnesamtale): planned, held, or left out with a reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer


class TalkBasis(models.TextChoices):
    """Why the authority may talk with the child; nobody's consent is asked (R34)."""

    WITHOUT_CONSENT = "137_2", _("§ 137(2): without consent and presence of custody holders")
    INVOLVED = "5_3", _("§ 5(3): the child's view before decisions")


class SupporterTie(models.TextChoices):
    """What the child's supporter (bisidder) is to the family."""

    OUTSIDE = "outside", _("From outside family and network")
    RELATIVE = "relative", _("Of the family or its network")
    ACTOR = "actor", _("Exercises control")
    UNKNOWN = "unknown", _("Not known yet")


# Such a supporter may serve others than the child (LR7).
CLOSE_TIES = frozenset({SupporterTie.RELATIVE, SupporterTie.ACTOR})


class TalkWithChild(models.Model):
    """Where, with whom and on which basis; there is no consent to ask for (R34)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="%(class)ss")
    place = EncryptedTextField()
    basis = models.CharField(
        _("basis"), max_length=8, choices=TalkBasis, default=TalkBasis.WITHOUT_CONSENT
    )
    present = models.ManyToManyField("cases.Person", related_name="+")
    # Somebody of the family who is not written down in the case.
    family_present = models.BooleanField(_("others of the family"), default=False)
    others = EncryptedTextField(null=True)
    supporter = EncryptedTextField(null=True)
    supporter_tie = models.CharField(
        _("tie of the supporter"), max_length=8, choices=SupporterTie, blank=True
    )
    supporter_reason = EncryptedTextField(null=True)
    interpreter = models.OneToOneField(
        "cases.InterpreterUse", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def has_close_supporter(self) -> bool:
        """Whether the supporter belongs to those whom the child may need support against."""
        return self.supporter_tie in CLOSE_TIES


class PlannedChildTalk(TalkWithChild):
    """A talk that is to be held; never with somebody present who is locked (R59)."""

    planned_for = models.DateTimeField(_("planned for"))
    planned_at = models.DateTimeField(_("planned at"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("called off at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("planned talk with the child")
        verbose_name_plural = _("planned talks with the child")
        ordering = ["planned_for", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | models.Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="planned_talk_cancelled_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"


class ChildTalk(TalkWithChild):
    """A talk that was held; whoever was there, it is recorded.

    `was_watched` tells that somebody was present with whom nobody may talk about the concern.
    """

    planned = models.OneToOneField(
        PlannedChildTalk, null=True, blank=True, on_delete=models.PROTECT, related_name="held"
    )
    held_at = models.DateTimeField(_("held at"))
    was_watched = models.BooleanField(_("a locked person was present"), default=False)
    supporter_told = models.CharField(
        _("told of the right to a supporter"), max_length=8, choices=Answer
    )
    words = EncryptedTextField()
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("talk with the child")
        verbose_name_plural = _("talks with the child")
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_at__lte=models.F("recorded_at")),
                name="child_talk_held_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"


class ChildTalkLeftOut(models.Model):
    """The talk is left out, which only the child's maturity or the case itself can ask for (R57).

    Where the authority finds abuse, a leader answers for it by name (LR3).
    """

    class Ground(models.TextChoices):
        MATURITY = "maturity", _("The child's maturity speaks decisively against it")
        NATURE = "nature", _("The nature of the case speaks decisively against it")

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="child_talks_left_out"
    )
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    reason = EncryptedTextField()
    other_way = EncryptedTextField()
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("talk with the child left out")
        verbose_name_plural = _("talks with the child left out")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground__in=["maturity", "nature"]),
                name="child_talk_known_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"
