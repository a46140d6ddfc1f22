"""Advice and guidance to adults: in a case, or to somebody who stays anonymous."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit
from cases.choices import Category
from cases.querysets.adults import AnonymousAdviceQuerySet


class AdviceOffer(models.Model):
    """That a person of a case was offered advice, or why that was not safe (R74, R121)."""

    class Outcome(models.TextChoices):
        GIVEN = "given", _("Offered, and given")
        DECLINED = "declined", _("Offered, and declined")
        NOT_SAFE = "not_safe", _("Could not be offered safely")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="advice_offers")
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="advice_offers"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    # What was advised, and which help was recommended to this very person.
    advised = EncryptedTextField(null=True)
    reason = EncryptedTextField(null=True)
    offered_at = models.DateTimeField(_("offered at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("offer of advice")
        verbose_name_plural = _("offers of advice")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["given", "declined", "not_safe"]),
                name="advice_offer_known_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="not_safe", reason__isnull=False)
                | ~models.Q(outcome="not_safe"),
                name="advice_offer_not_safe_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_at__lte=models.F("recorded_at")),
                name="advice_offered_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.person_id}"


class AnonymousAdvice(models.Model):
    """Advice to an adult who gave no name (R104): no person, no case, nothing that leads to one."""

    class Way(models.TextChoices):
        PHONE = "phone", _("Phone")
        IN_PERSON = "in_person", _("In person")
        OPEN = "open", _("Open advice without appointment")
        OTHER = "other", _("Other")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    way = models.CharField(_("by which way"), max_length=10, choices=Way)
    topics = ArrayField(
        models.CharField(max_length=20, choices=Category), verbose_name=_("topics"), default=list
    )
    advised = EncryptedTextField()
    acute = models.BooleanField(_("acute"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = AnonymousAdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("anonymous advice")
        verbose_name_plural = _("anonymous advice")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["unit", "-given_at", "-id"], name="anonymous_advice_unit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["phone", "in_person", "open", "other"]),
                name="anonymous_advice_known_way",
            ),
            models.CheckConstraint(
                condition=models.Q(topics__contained_by=Category.values),
                name="anonymous_advice_known_topics",
            ),
            models.CheckConstraint(
                condition=models.Q(given_at__lte=models.F("recorded_at")),
                name="anonymous_advice_given_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.pk}"
