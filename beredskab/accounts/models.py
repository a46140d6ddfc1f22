"""Users, what they are in which unit, who has the duty, who is away."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit


class User(AbstractUser):
    """A person who logs in; deactivated when she leaves, never deleted."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=100, blank=True)
    phone = models.CharField(_("work phone"), max_length=20, blank=True)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [
            # A superuser passes every check of every package, so there is none (S5).
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="user_no_superuser")
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """What a user is in a unit, from a day to a day; one user may be many things."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="memberships"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["unit", "role", "pk"]
        indexes = [models.Index(fields=["unit", "role"], name="membership_unit_role")]
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_known_role"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    def clean(self) -> None:
        """Say where the coordinator belongs (R106); the database holds it."""
        if self.role == Role.COORDINATOR and self.unit_id and self.unit.kind != Unit.Kind.SSP:
            raise ValidationError({"unit": _("The SSP coordinator belongs to a unit of SSP")})


class UnitGroup(models.Model):
    """The Django group of a unit and role: whom a grant to "the intake of the unit" reaches."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    role = models.CharField(max_length=20, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="unit_group")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "role"], name="unit_group_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}"


class DutyShift(models.Model):
    """A line of the rota: who receives for a unit, on which weekdays, from when to when.

    `starts` after `ends` runs past midnight; both equal means around the clock.
    """

    class Kind(models.TextChoices):
        ADVISER = "adviser", _("Duty adviser")
        OFFICER = "officer", _("Duty officer out of hours")

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="shifts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("weekdays (Monday is 0)")
    )
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    from_on = models.DateField(_("first day"), default=timezone.localdate)
    to_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty shift")
        verbose_name_plural = _("duty rota")
        ordering = ["unit", "kind", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["adviser", "officer"]), name="shift_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                name="shift_known_weekdays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.user_id}"


class Absence(models.Model):
    """A time in which a user is away, and who stands in for her."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is away"),
        on_delete=models.PROTECT,
        related_name="absences",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.PROTECT,
        related_name="deputy_for",
    )
    from_at = models.DateTimeField(_("from"))
    to_at = models.DateTimeField(_("to"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-from_at", "pk"]
        indexes = [models.Index(fields=["user", "from_at", "to_at"], name="absence_user_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_at__gt=models.F("from_at")), name="absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("deputy")), name="absence_other_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_at:%Y-%m-%d}"
