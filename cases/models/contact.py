"""What is planned and what has happened between the authority and persons of a case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.querysets.contacts import PersonContactQuerySet


class ContactWay(models.TextChoices):
    IN_PERSON = "in_person", _("Meeting")
    HOME_VISIT = "home_visit", _("Visit at home")
    PHONE = "phone", _("Phone")
    INTERPRETER_CALL = "interpreter", _("Call with an interpreter")
    THROUGH_OTHER = "other", _("Through somebody else")
    LETTER = "letter", _("Letter")
    SMS = "sms", _("Text message")
    MAIL = "mail", _("Mail")
    DIGITAL_POST = "digital_post", _("Digital Post")


# What leaves something that others in the home can read (R40).
WRITTEN = frozenset({ContactWay.LETTER, ContactWay.SMS, ContactWay.MAIL, ContactWay.DIGITAL_POST})


class ContactAbout(models.TextChoices):
    CONCERN = "concern", _("The concern")
    OTHER = "other", _("Another matter")
    ADVICE = "advice", _("Advice to the person about her own situation")


# What the contact lock keeps from persons who are locked.
UNDER_LOCK = frozenset({ContactAbout.CONCERN, ContactAbout.ADVICE})


class Initiative(models.TextChoices):
    US = "us", _("We contacted the person")
    THEM = "them", _("The person contacted us")
    OTHER = "other", _("Somebody else did, or it is not known")


class PersonContact(models.Model):
    """A contact with a person of the case, or with the family in general where `person` is empty.

    It is planned, then held or dropped; or it is written down when it has happened. A silence is
    one too: that nobody has heard of the person since a day.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Contact")
        SILENCE = "silence", _("Silence")

    class Despite(models.TextChoices):
        """What should have kept it from happening."""

        LOCK = "lock", _("Despite the contact lock")
        WRITING = "writing", _("In writing, though never in writing")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(
        "cases.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CONTACT)
    way = models.CharField(_("way"), max_length=12, choices=ContactWay, blank=True)
    about = models.CharField(_("about"), max_length=8, choices=ContactAbout, blank=True)
    initiative = models.CharField(_("initiative"), max_length=8, choices=Initiative, blank=True)
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True)
    purpose = EncryptedTextField(null=True)
    # Of a silence: since when.
    happened_at = models.DateTimeField(_("happened at"), null=True, blank=True)
    text = EncryptedTextField(null=True)
    despite = models.CharField(_("despite"), max_length=8, choices=Despite, blank=True)
    interpreter = models.OneToOneField(
        "cases.InterpreterUse",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contact",
    )
    task = models.OneToOneField(
        "deadlines.Deadline", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drop_reason = EncryptedTextField(null=True)

    objects = PersonContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "-made_at"], name="contact_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned_for__isnull=False) | models.Q(happened_at__isnull=False),
                name="contact_planned_or_happened",
            ),
            models.CheckConstraint(
                condition=models.Q(happened_at__isnull=True, recorded_at__isnull=True)
                | models.Q(happened_at__isnull=False, recorded_at__isnull=False),
                name="contact_recorded_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | models.Q(
                    dropped_at__isnull=False, dropped_by__isnull=False, happened_at__isnull=True
                ),
                name="contact_dropped_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(despite="") | models.Q(happened_at__isnull=False),
                name="contact_despite_only_happens",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="silence", way="", about="", planned_for__isnull=True)
                | models.Q(kind="contact") & ~models.Q(way="") & ~models.Q(about=""),
                name="contact_silence_has_no_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Planned, and neither held nor dropped."""
        return self.happened_at is None and self.dropped_at is None

    @property
    def is_silence(self) -> bool:
        return self.kind == self.Kind.SILENCE
