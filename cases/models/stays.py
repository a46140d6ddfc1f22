"""Stays abroad: what is known of one, and what was reported of it."""

from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.timelimits import Months, local_day, localise
from cases.choices import Answer, Permit
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet

MONTHS = (6, 12)


class Stay(Version):
    """What is known of a stay abroad, feared, planned or begun; unknown is said so (R21, R22).

    `departure_on` and `return_on` are empty where nobody knows the day. `journey` says whether it
    may be a re-education journey, or another stay against the person's will. `is_off` is a
    journey that comes to nothing: then no day runs any more.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="stays")
    journey = models.CharField(_("against her will"), max_length=8, choices=Answer)
    departure_on = models.DateField(_("departure"), null=True, blank=True)
    return_on = models.DateField(_("expected return"), null=True, blank=True)
    came_back_on = models.DateField(_("came back"), null=True, blank=True)
    is_off = models.BooleanField(_("comes to nothing"), default=False)
    country = EncryptedTextField()
    permit = models.CharField(_("basis of residence"), max_length=10, choices=Permit)
    permit_words = EncryptedTextField(null=True)
    passport = EncryptedTextField()
    remarks = EncryptedTextField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay abroad")
        verbose_name_plural = _("stays abroad")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="stay_number_once"),
            models.CheckConstraint(
                condition=models.Q(journey__in=Answer.values, permit__in=Permit.values),
                name="stay_known_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(return_on__isnull=True)
                | models.Q(departure_on__isnull=True)
                | models.Q(return_on__gte=models.F("departure_on")),
                name="stay_returns_after_departure",
            ),
            models.CheckConstraint(
                condition=models.Q(came_back_on__isnull=True) | models.Q(is_off=False),
                name="stay_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"

    @property
    def is_over(self) -> bool:
        """Whether the person is back, or is not going."""
        return self.is_off or self.came_back_on is not None

    @property
    def is_suspected(self) -> bool:
        """Whether it may be against her will; not knowing counts as it."""
        return self.journey != Answer.NO and not self.is_off

    @property
    def permit_days(self) -> dict[int, date]:
        """The days, by months since departure, after which a permit may lapse (LR14)."""
        if self.departure_on is None:
            return {}
        noon = localise(datetime.combine(self.departure_on, time(12)))
        return {count: local_day(Months(count).due(noon).at) for count in MONTHS}

    @property
    def counting_months(self) -> tuple[int, ...]:
        """Which of them count for this basis of residence; unknown means the shortest."""
        if self.permit == Permit.DANISH:
            return ()
        return (12,) if self.permit == Permit.PERMANENT else MONTHS


class JourneyReport(models.Model):
    """That suspicion or knowledge of a child's journey was passed on (LR15)."""

    class To(models.TextChoices):
        IMMIGRATION_SERVICE = "us", _("Danish Immigration Service")
        SIRI = "siri", _("SIRI")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="journey_reports")
    to = models.CharField(_("reported to"), max_length=4, choices=To)
    reported_at = models.DateTimeField(_("reported at"))
    how = EncryptedTextField()
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("report of a journey")
        verbose_name_plural = _("reports of journeys")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to__in=["us", "siri"]), name="journey_report_known_to"
            ),
            models.CheckConstraint(
                condition=models.Q(reported_at__lte=models.F("recorded_at")),
                name="journey_report_before_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.to}"
