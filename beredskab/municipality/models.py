"""What differs between municipalities: units, routing, calendar, alert ladder, switches."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    has_infohus = models.BooleanField(_("Has an Infohus Kommune"), default=True)
    law_chapter = models.CharField(
        _("Legal basis printed on confirmations"), max_length=100, default="barnets lov kap. 16"
    )
    confirmation_signature = models.CharField(
        _("Signature of confirmations"), max_length=200, blank=True
    )

    objects = MunicipalityManager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="municipality_is_one"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

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


class RouteManager(models.Manager["Route"]):
    def unit_for(self, source: str, *, is_adult: bool) -> Unit | None:
        """The unit that receives, or None when the municipality has set no route.

        The row of the source outranks the row of every other source.
        """
        age = Route.Age.ADULT if is_adult else Route.Age.UNDER_18
        route = (
            self.filter(age=age, source__in=[source, ""], unit__is_active=True)
            .select_related("unit")
            .order_by("-source", "pk")
            .first()
        )
        return route.unit if route else None


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

    objects = RouteManager()

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
    """Whom to call; the few numbers of `/akut/` until the directory comes."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        STAFF = "staff", _("Staff only")

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name of the function"), max_length=120)
    phone = models.CharField(_("phone"), max_length=20)
    note = models.CharField(_("note"), max_length=200, blank=True)
    audience = models.CharField(_("shown to"), max_length=10, choices=Audience)
    is_acute = models.BooleanField(_("shown on the acute page"), default=False)
    # [[weekday 0-6, "09:00", "15:00"], ...]; empty means always open.
    hours = models.JSONField(_("opening hours"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=["public", "staff"]), name="contact_known_audience"
            )
        ]

    def __str__(self) -> str:
        return self.name
