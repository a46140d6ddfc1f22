"""Who always sits at the table, and who must."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Unit
from infohus.choices import Group, Seat


class MemberQuerySet(models.QuerySet["Member"]):
    def on(self, day: date) -> Self:
        """Who is a member on that day."""
        until = Q(to_on__isnull=True) | Q(to_on__gte=day)
        return self.filter(until, from_on__lte=day)

    def coming(self, day: date) -> Self:
        """Who is a member on that day, or will be."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))

    def for_list(self) -> Self:
        """With the users and units that a list names, those of a seat beside each other."""
        return self.select_related("user", "unit", "deputises__user").order_by(
            "seat", "is_secondary", "from_on", "pk"
        )


class Member(models.Model):
    """A standing member of Infohus Kommune, or the deputy of one (R83).

    Somebody without a log-in has a name and an address for invitations here; whoever has one goes
    by her user. SSP has two consultants, of whom one may be secondary.
    """

    seat = models.CharField(_("speaks for"), max_length=20, choices=Seat)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="infohus_seats",
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    deputises = models.ForeignKey(
        "self",
        verbose_name=_("deputy for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    is_secondary = models.BooleanField(_("secondary consultant"), default=False)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("last day"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing member")
        verbose_name_plural = _("standing members")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(seat__in=Seat.values), name="member_known_seat"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="", email="")
                | Q(user__isnull=True) & ~Q(name="") & ~Q(email=""),
                name="member_user_or_name",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")),
                name="member_from_before_to",
            ),
            models.CheckConstraint(
                condition=Q(is_secondary=False) | Q(seat=Seat.SSP),
                name="member_secondary_of_ssp",
            ),
            models.CheckConstraint(
                condition=Q(deputises__isnull=True) | ~Q(deputises=models.F("pk")),
                name="member_deputy_of_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.user)

    @property
    def address(self) -> str:
        """Where invitations go."""
        return self.user.email if self.user else self.email


class RequiredSeat(models.Model):
    """A seat that must be taken before an item on somebody of the group can be concluded (R86)."""

    group = models.CharField(_("for"), max_length=10, choices=Group)
    seat = models.CharField(_("must be there"), max_length=20, choices=Seat)

    class Meta:
        verbose_name = _("required seat")
        verbose_name_plural = _("required seats")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=Group.values, seat__in=Seat.values),
                name="required_seat_known",
            ),
            models.UniqueConstraint(fields=["group", "seat"], name="required_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.seat}"
