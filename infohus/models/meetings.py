"""A meeting of Infohus Kommune: when, where, and which cases are taken up."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.deadlines.models import Deadline
from beredskab.encryption import EncryptedTextField
from cases.models import Case, Person
from cases.models.referenced import Referenced
from infohus.choices import Basis
from infohus.querysets import AgendaItemQuerySet, MeetingQuerySet


class Meeting(Referenced):
    """A meeting on one or several cases; a draft until its invitations are sent (R79, R89).

    `sequence` counts the invitations, so that calendars know which is the newest.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    # When the participants lose sight of what was shown to them (R84).
    sight_ends_at = models.DateTimeField(_("is shown until"))
    sequence = models.PositiveIntegerField(_("number of the invitation"), default=0)
    # A talk that was held at once, by phone, with whoever was there (R86).
    is_urgent = models.BooleanField(_("urgent talk"), default=False)
    begun_at = models.DateTimeField(_("begun at"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    convened_at = models.DateTimeField(_("convened at"), null=True, blank=True)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = EncryptedTextField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="meeting_starts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(sight_ends_at__gte=F("ends_at")), name="meeting_sight_outlasts_it"
            ),
            models.CheckConstraint(
                condition=Q(convened_at__isnull=True, convened_by__isnull=True)
                | Q(convened_at__isnull=False, convened_by__isnull=False),
                name="meeting_convened_pair",
            ),
            models.CheckConstraint(
                condition=Q(
                    cancelled_at__isnull=True,
                    cancelled_by__isnull=True,
                    cancel_reason__isnull=True,
                )
                | Q(
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                    cancel_reason__isnull=False,
                ),
                name="meeting_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("infohus_meeting", args=[self.reference])

    @property
    def is_draft(self) -> bool:
        return self.convened_at is None and self.cancelled_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it was convened and its participants see nothing of it any more."""
        return self.convened_at is not None and self.sight_ends_at <= at


class AgendaItem(models.Model):
    """A case on the agenda: who is discussed, on which basis, and why these participants (R85).

    `brief` is what the participants read of the case; in an anonymised item it is all they read.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("position"))
    persons = models.ManyToManyField(
        Person, through="infohus.DiscussedPerson", related_name="agenda_items"
    )
    brief = EncryptedTextField(null=True)
    judgement = EncryptedTextField(null=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, blank=True)
    purpose = EncryptedTextField(null=True)
    # Read no more, and dropped with the next release: see NeedToKnow.
    necessity = EncryptedTextField(null=True)
    # Its recommendations are handed on, though somebody who must be there has yet to confirm.
    provisional_at = models.DateTimeField(_("provisional since"), null=True, blank=True)
    provisional_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What is owed until the missing seat has confirmed.
    confirming = models.OneToOneField(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The version of the minutes that the participants are asked to agree to.
    minutes_number = models.PositiveSmallIntegerField(_("version of the minutes"), null=True)
    minutes_asked_at = models.DateTimeField(_("agreement asked for at"), null=True, blank=True)
    minutes_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="agenda_item_once"),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_item_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(basis="") | Q(basis__in=Basis.values), name="agenda_item_known_basis"
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.SECTION_115) | Q(purpose__isnull=False),
                name="agenda_item_basis_with_purpose",
            ),
            models.CheckConstraint(
                condition=Q(provisional_at__isnull=True, provisional_by__isnull=True)
                | Q(provisional_at__isnull=False, provisional_by__isnull=False),
                name="agenda_item_provisional_pair",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True, concluded_by__isnull=True)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False),
                name="agenda_item_concluded_pair",
            ),
            models.CheckConstraint(
                condition=Q(
                    minutes_number__isnull=True,
                    minutes_asked_at__isnull=True,
                    minutes_asked_by__isnull=True,
                )
                | Q(
                    minutes_number__isnull=False,
                    minutes_asked_at__isnull=False,
                    minutes_asked_by__isnull=False,
                ),
                name="agenda_item_minutes_asked_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.position}"

    def address(self, name: str, *more: int | str) -> str:
        """A page of the item."""
        return reverse(name, args=[self.meeting.reference, self.position, *more])

    @property
    def hold_path(self) -> str:
        """Where the coordinator holds it."""
        return self.address("infohus_hold")

    @property
    def minutes_path(self) -> str:
        """Where a participant agrees to its minutes."""
        return self.address("infohus_minutes")

    @property
    def is_concluded(self) -> bool:
        return self.concluded_at is not None

    @property
    def is_handed_on(self) -> bool:
        """Whether its recommendations have left the meeting, final or provisional."""
        return self.concluded_at is not None or self.provisional_at is not None

    @property
    def is_provisional(self) -> bool:
        """Whether it waits for somebody who must be there to confirm."""
        return self.provisional_at is not None and self.concluded_at is None


class DiscussedPerson(models.Model):
    """A person of the case whom an item is about (R96)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="discussed")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("discussed person")
        verbose_name_plural = _("discussed persons")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="discussed_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person_id}"
