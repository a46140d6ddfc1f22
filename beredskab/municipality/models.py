"""What differs between municipalities: units, routing, calendar, alert ladder, switches."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.municipality import written
from beredskab.municipality.districts import PoliceDistrict
from beredskab.municipality.querysets import ContactQuerySet, RouteQuerySet
from beredskab.municipality.services import Service, Topic
from beredskab.timelimits import Calendar

DEFAULT_LADDER: dict[str, list[dict[str, Any]]] = {
    "assessment": [
        {"after_hours": 0, "to": ["owner", "duty"]},
        {"after_hours": 12, "to": ["owner", "duty"]},
        {"after_hours": 20, "to": ["owner", "duty"]},
        {"after_hours": 22, "to": ["leader"]},
        {"at": "breach", "to": ["leader", "owner"]},
        {"repeat_hours": 24, "to": ["leader"]},
    ],
    "weekdays": [
        {"at": "amber", "to": ["owner"]},
        {"weekdays_before": 1, "to": ["owner"]},
        {"at": "breach", "to": ["leader", "owner"]},
        {"repeat_hours": 24, "to": ["leader"]},
    ],
}


def default_ladder() -> dict[str, list[dict[str, Any]]]:
    """The ladder of R36, as long as the municipality has set no other."""
    return DEFAULT_LADDER


class MunicipalityManager(models.Manager["Municipality"]):
    def current(self) -> "Municipality":
        """The one municipality of this installation; defaults until it is set up."""
        return self.first() or Municipality(name="")


class Municipality(models.Model):
    """The municipality itself and its switches; there is exactly one row."""

    name = models.CharField(_("name"), max_length=100)
    pack = models.SlugField(_("content pack"), blank=True, editable=False)
    saturday_counts = models.BooleanField(
        _("Saturday counts as a weekday"),
        default=False,
        help_text=_("The limit of 6 weekdays. The amber date always counts Saturday."),
    )
    half_holidays_count = models.BooleanField(
        _("5 June, 24 and 31 December count as weekdays"), default=True
    )
    show_amber = models.BooleanField(_("Show an amber date that counts Saturday too"), default=True)
    alert_ladder = models.JSONField(_("alert ladder"), default=default_ladder)
    clarify_reminder_weekdays = models.PositiveSmallIntegerField(
        _("Weekdays until a concern being clarified is asked after"), default=2
    )
    draft_days = models.PositiveSmallIntegerField(_("Days that a draft is kept"), default=14)
    unassigned_hours = models.PositiveSmallIntegerField(
        _("Hours until a concern that nobody has taken is marked"), default=4
    )
    youth_plan_from_age = models.PositiveSmallIntegerField(
        _("Age from which a youth plan is suggested"), default=16
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("Hours until an unanswered offer of a case returns"), default=24
    )
    offer_hours_acute = models.PositiveSmallIntegerField(
        _("Hours until an unanswered offer of an acute case returns"), default=1
    )
    has_infohus = models.BooleanField(_("Has an Infohus Kommune"), default=True)
    confirm_weekdays = models.PositiveSmallIntegerField(
        _("Weekdays until a talk is to be confirmed by who was missing"), default=3
    )
    police_district = models.CharField(
        _("police district"), max_length=20, choices=PoliceDistrict, blank=True
    )
    cards_public = models.BooleanField(_("Action cards can be read without log-in"), default=False)
    law_chapter = models.CharField(
        _("Legal basis printed on confirmations"), max_length=100, default="barnets lov kap. 16"
    )
    confirmation_signature = models.CharField(
        _("Signature of confirmations"), max_length=200, blank=True
    )
    # Of a function, never of a person; the law asks for both.
    accessibility_contact = models.CharField(
        _("Whom to write to on accessibility"), max_length=written.LONGEST, blank=True
    )
    accessibility_phone = models.CharField(
        _("Whom to call on accessibility"), max_length=20, blank=True
    )

    objects = MunicipalityManager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="municipality_is_one"),
            models.CheckConstraint(
                condition=models.Q(police_district="")
                | models.Q(police_district__in=PoliceDistrict.values),
                name="municipality_known_district",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def accessibility_link(self) -> str:
        """Where a link to whom is written to on accessibility leads."""
        return written.link(self.accessibility_contact) if self.accessibility_contact else ""

    @property
    def calendar(self) -> Calendar:
        """How weekdays are counted here."""
        return Calendar(
            saturday_counts=self.saturday_counts, half_holidays_count=self.half_holidays_count
        )


class Unit(models.Model):
    """A part of the municipality that reports, receives or handles concerns."""

    class Kind(models.TextChoices):
        CHILD = "child", _("Child authority")
        ADULT = "adult", _("Adult authority")
        JOB = "job", _("Job centre")
        SSP = "ssp", _("SSP")
        SCHOOL = "school", _("School, day care or club")
        OTHER = "other", _("Other")

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["child", "adult", "job", "ssp", "school", "other"]),
                name="unit_known_kind",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Route(models.Model):
    """Which unit receives a concern from a source about somebody of an age (R19, R32, R80)."""

    class Age(models.TextChoices):
        UNDER_18 = "under_18", _("Under 18")
        ADULT = "adult", _("18 or older")

    source = models.CharField(
        _("source"), max_length=30, blank=True, help_text=_("Empty means every other source.")
    )
    age = models.CharField(_("age"), max_length=10, choices=Age)
    unit = models.ForeignKey(Unit, verbose_name=_("receiving unit"), on_delete=models.PROTECT)

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["age", "source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "age"], name="route_once"),
            models.CheckConstraint(
                condition=models.Q(age__in=["under_18", "adult"]), name="route_known_age"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source or '*'} · {self.get_age_display()}"


class Contact(models.Model):
    """Whom to call: a function or a service of the directory, never a person.

    The slug never changes: action cards and packs name a contact by it. There is no field for an
    address, on purpose: that of a shelter is never stored (R114).
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        STAFF = "staff", _("Staff only")
        AUTHORITY = "authority", _("Authorities only")

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name of the function"), max_length=120)
    service = models.CharField(_("service"), max_length=20, choices=Service, default=Service.OTHER)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    # Empty as long as the municipality has not written it: listed, but nowhere to be called.
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    second_phone = models.CharField(_("second phone"), max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    topics = ArrayField(
        models.CharField(max_length=20, choices=Topic),
        verbose_name=_("topics"),
        default=list,
        blank=True,
    )
    audience = models.CharField(_("shown to"), max_length=10, choices=Audience)
    anonymous_advice = models.BooleanField(_("gives advice without names"), default=False)
    from_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    to_age = models.PositiveSmallIntegerField(_("to age, inclusive"), null=True, blank=True)
    is_acute = models.BooleanField(_("shown on the acute page"), default=False)
    # [[weekday 0-6, "09:00", "15:00"], ...]; without any, they are unknown unless always open.
    hours = models.JSONField(_("opening hours"), default=list, blank=True)
    always_open = models.BooleanField(_("open day and night"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    retired_at = models.DateTimeField(_("taken out of use"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=["public", "staff", "authority"]),
                name="contact_known_audience",
            ),
            models.CheckConstraint(
                condition=models.Q(service__in=Service.values),
                name="contact_known_service",
            ),
            models.CheckConstraint(
                condition=models.Q(from_age__isnull=True)
                | models.Q(to_age__isnull=True)
                | models.Q(from_age__lte=models.F("to_age")),
                name="contact_ages_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(is_acute=False) | ~models.Q(phone=""),
                name="contact_acute_has_phone",
            ),
            models.CheckConstraint(
                condition=models.Q(always_open=False) | models.Q(hours=[]),
                name="contact_always_open_without_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(topics__contained_by=Topic.values), name="contact_known_topics"
            ),
            # VISO advises authorities, and is shown to nobody else (R115).
            models.CheckConstraint(
                condition=~models.Q(service="viso") | models.Q(audience="authority"),
                name="contact_viso_for_authorities",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contact", args=[self.slug])

    @property
    def phones(self) -> list[str]:
        """The numbers, the first one first."""
        return [number for number in (self.phone, self.second_phone) if number]

    def fits(self, age: int | None) -> bool:
        """Tell whether it is for somebody of this age; who is of unknown age fits no limit."""
        if self.from_age is None and self.to_age is None:
            return True
        return age is not None and (self.from_age or 0) <= age <= (self.to_age or age)
