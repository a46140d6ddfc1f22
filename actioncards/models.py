"""Action cards with their versions, and the short explanations beside the forms."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action, CardAge, CardRole, Knowledge, Part
from actioncards.querysets import (
    CardQuerySet,
    CardVersionQuerySet,
    ExplanationQuerySet,
    StepContactManager,
)
from actioncards.states import IN_WORK, VersionStatus
from beredskab.municipality.models import Contact

_DONE = ["published", "superseded", "withdrawn"]


class Card(models.Model):
    """An action card: what one role does when somebody of one age may be exposed (R8).

    What it says stands in its versions; a withdrawn card tells which one replaces it.
    """

    slug = models.SlugField(_("short name"), unique=True)
    role = models.CharField(_("role"), max_length=12, choices=CardRole)
    age = models.CharField(_("age"), max_length=10, choices=CardAge)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("action card")
        verbose_name_plural = _("action cards")
        # Under 18 before adults: who is in doubt reads the first one.
        ordering = ["-age", "-role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "age"],
                condition=Q(withdrawn_at__isnull=True),
                name="card_one_for_role_and_age",
            ),
            models.CheckConstraint(condition=Q(role__in=CardRole.values), name="card_known_role"),
            models.CheckConstraint(condition=Q(age__in=CardAge.values), name="card_known_age"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="card_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True)
                | (Q(withdrawn_at__isnull=False) & ~Q(replaced_by=F("pk"))),
                name="card_replaced_when_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("card_detail", args=[self.slug])


class CardVersion(models.Model):
    """What a card says; from publication on it stays as it is, since cases stand on it."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    status = models.CharField(
        _("status"), max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("when to use the card"), max_length=300)
    must_not = ArrayField(models.CharField(max_length=200), verbose_name=_("you must not"))
    acute_when = models.CharField(_("when it is acute"), max_length=300)
    # What is new, in the editor's words; empty for the first version.
    changes = models.CharField(_("what is new"), max_length=300, blank=True)
    from_pack = models.BooleanField(_("from a content pack"), default=False)
    edited_at = models.DateTimeField(_("last written at"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remark = models.CharField(_("remark of who sent it back"), max_length=300, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("in force from"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    objects = CardVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a card")
        verbose_name_plural = _("versions of cards")
        ordering = ["card", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="card_version_once"),
            models.UniqueConstraint(
                fields=["card"], condition=Q(status="published"), name="card_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["card"],
                condition=Q(status__in=sorted(IN_WORK)),
                name="card_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(status__in=VersionStatus.values), name="card_version_known_status"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="card_version_approved_pair",
            ),
            # A pack is approved by who loads it; everything else by a second person.
            models.CheckConstraint(
                condition=~Q(status__in=["approved", *_DONE])
                | Q(approved_at__isnull=False)
                | Q(from_pack=True),
                name="card_version_approved_before_in_force",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("edited_by")),
                name="card_version_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_DONE, published_at__isnull=False)
                | (~Q(status__in=_DONE) & Q(published_at__isnull=True)),
                name="card_version_published_when_in_force",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["superseded", "withdrawn"], ended_at__isnull=False)
                | (~Q(status__in=["superseded", "withdrawn"]) & Q(ended_at__isnull=True)),
                name="card_version_ended_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}:{self.number}"


class CardStep(models.Model):
    """One thing to do on a card. Ticks on a case name it by its key, which never changes."""

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(_("short name"), max_length=40)
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.STEPS)
    position = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("what to do"), max_length=100)
    text = models.TextField(_("how"), max_length=1000, blank=True)
    action = models.CharField(_("done in the portal"), max_length=16, choices=Action, blank=True)
    law = models.CharField(_("legal basis"), max_length=120, blank=True)
    contacts = models.ManyToManyField(Contact, through="StepContact", related_name="+")

    class Meta:
        verbose_name = _("step of a card")
        verbose_name_plural = _("steps of cards")
        ordering = ["version", "-part", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="card_step_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="card_step_known_part"),
            models.CheckConstraint(
                condition=Q(action__in=["", *Action.values]), name="card_step_known_action"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.key}"


class StepContact(models.Model):
    """Whom to call at a step: a reference into the directory, never a number of its own."""

    step = models.ForeignKey(CardStep, on_delete=models.CASCADE, related_name="contact_ties")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="step_ties")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = StepContactManager()

    class Meta:
        verbose_name = _("contact of a step")
        verbose_name_plural = _("contacts of steps")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "contact"], name="card_step_contact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}:{self.contact_id}"


class Explanation(models.Model):
    """What a word of the forms means, such as a category or a sign, in a few plain sentences."""

    kind = models.CharField(_("kind"), max_length=16, choices=Knowledge)
    # The value of the choice in the forms that it explains.
    key = models.SlugField(_("short name"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2000)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    edited_at = models.DateTimeField(_("last written at"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="explanation_once"),
            models.CheckConstraint(
                condition=Q(kind__in=Knowledge.values), name="explanation_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    def get_absolute_url(self) -> str:
        return f"{reverse('knowledge')}#{self.kind}-{self.key}"
