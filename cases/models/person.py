"""The persons of a case."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedDateField, EncryptedTextField
from beredskab.timelimits import age_on
from cases import choices


class Person(models.Model):
    """A person, or an unnamed group, as one case knows them.

    The age comes from the date of birth, or from stated years with the date of the statement;
    unknown is under 18.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="persons")
    is_group = models.BooleanField(_("a group"), default=False)
    name = EncryptedTextField(null=True)
    name_words = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    cpr = EncryptedTextField(null=True)
    cpr_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    born_on = EncryptedDateField(_("date of birth"), null=True)
    stated_age = models.PositiveSmallIntegerField(_("stated age"), null=True, blank=True)
    stated_on = models.DateField(_("age stated on"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=choices.Gender, blank=True)
    address = EncryptedTextField(null=True)
    safe_contact = EncryptedTextField(null=True)
    # The newest version of SafeContact, kept here for the pages; `safe_contact` is its other words.
    safe_phone = EncryptedTextField(null=True)
    safe_hours = EncryptedTextField(null=True)
    safe_word = EncryptedTextField(null=True)
    safe_never = EncryptedTextField(null=True)
    address_protection = models.CharField(
        _("protection of the address"),
        max_length=8,
        choices=choices.AddressProtection,
        blank=True,
    )
    protected_until = models.DateField(_("protected until"), null=True, blank=True)
    protection_task = models.OneToOneField(
        "deadlines.Deadline", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remarks = EncryptedTextField(null=True)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stated_age__isnull=True, stated_on__isnull=True)
                | models.Q(stated_age__isnull=False, stated_on__isnull=False),
                name="person_stated_age_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(cpr__isnull=True, cpr_hash="")
                | models.Q(cpr__isnull=False) & ~models.Q(cpr_hash=""),
                name="person_cpr_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(address_protection="name", protected_until__isnull=False)
                | models.Q(address_protection__in=["", "special"], protected_until__isnull=True),
                name="person_protected_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"

    def age(self, on: date) -> int | None:
        """Age in whole years on a day; None when nothing is known."""
        if self.born_on:
            return age_on(self.born_on, on)
        if self.stated_age is not None and self.stated_on:
            return self.stated_age + age_on(self.stated_on, on)
        return None

    def is_minor(self, on: date) -> bool:
        """Under 18 on that day; unknown is under 18, and the 18th birthday is not."""
        age = self.age(on)
        return age is None or age < 18

    @property
    def masked_cpr(self) -> str:
        """The CPR number without its last four digits (LR20)."""
        return f"{self.cpr[:6]}-••••" if self.cpr else ""


class PersonInRole(models.Model):
    """What a person is in the case, and what she is to the exposed person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=16, choices=choices.PersonRole)
    relation = models.CharField(_("relation"), max_length=16, choices=choices.Relation, blank=True)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of persons")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="person_role_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=choices.PersonRole.values), name="person_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}"
