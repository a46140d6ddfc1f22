"""Who is asked to a meeting, to which items of it, and what they answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from infohus.choices import Seat
from infohus.models.meetings import AgendaItem, Meeting
from infohus.models.members import Member
from infohus.querysets import InvitationQuerySet, ItemParticipantQuerySet


class Participant(models.Model):
    """Somebody who is asked to a meeting: a standing member, or a guest (R84).

    Name, address and seat are those of the day she was asked; the register may change.
    """

    class Reply(models.TextChoices):
        ACCEPTED = "accepted", _("Comes")
        DECLINED = "declined", _("Does not come")
        DEPUTY = "deputy", _("Sends a deputy")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="infohus_meetings",
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    seat = models.CharField(_("speaks for"), max_length=20, choices=Seat)
    # Read no more, and dropped with the next release: see NeedToKnow.
    reason = EncryptedTextField(null=True)
    stands_in_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="stand_ins"
    )
    asked_at = models.DateTimeField(_("asked at"))
    reply = models.CharField(_("answer"), max_length=10, choices=Reply, blank=True)
    replied_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("taken off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "meeting"], name="participant_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__in=Seat.values), name="participant_known_seat"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="participant_can_be_asked"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True)
                | Q(reply__in=["accepted", "declined", "deputy"], replied_at__isnull=False),
                name="participant_answered_pair",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(removed_at__isnull=True),
                name="participant_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=Q(removed_at__isnull=True, user__isnull=True),
                name="participant_address_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where invitations go."""
        return self.user.email if self.user else self.email

    @property
    def may_come(self) -> bool:
        """Whether she is still asked and has not said no."""
        return self.removed_at is None and self.reply in {"", self.Reply.ACCEPTED}

    @property
    def is_reachable(self) -> bool:
        """Whether there is an address, of somebody who has not left."""
        return bool(self.address) and (self.user is None or self.user.is_active)

    @property
    def is_guest(self) -> bool:
        return self.member_id is None


class ItemParticipant(models.Model):
    """That a participant is asked to an item of the meeting."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="asked")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="asked")

    objects = ItemParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of an item")
        verbose_name_plural = _("participants of items")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "participant"], name="item_participant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.participant_id}"


class NeedToKnow(models.Model):
    """Why a participant must know of an item: a guest, or one of another authority (R85, R90).

    Only added to, and kept when she is taken off; the newest counts. Only the item of a draft takes
    its own along when it is dropped. A trigger lets no guest be asked without one.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="needs")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="needs")
    reason = EncryptedTextField()
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("need to know")
        verbose_name_plural = _("needs to know")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.participant_id}"


class Invitation(models.Model):
    """A mail with a calendar entry to be sent to one participant; its row is the truth.

    It carries its own times, so that what is sent is what was decided then.
    """

    class Method(models.TextChoices):
        REQUEST = "REQUEST", _("Invitation")
        CANCEL = "CANCEL", _("Cancellation")

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="invitations"
    )
    method = models.CharField(_("method"), max_length=10, choices=Method)
    sequence = models.PositiveIntegerField(_("number of the invitation"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    made_at = models.DateTimeField(_("made at"))
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    # Null when there is nothing more to send: mailed, overtaken, or given up.
    next_mail_at = models.DateTimeField(_("next mail at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=60, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_mail_at"],
                condition=Q(next_mail_at__isnull=False),
                name="invitation_to_mail",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=["REQUEST", "CANCEL"]), name="invitation_known_method"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.method} {self.sequence}"
