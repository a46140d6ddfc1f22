"""Lists of the rota and of absences, for those who keep them."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from beredskab.accounts.models import Absence, DutyShift, User


def lines(day: date) -> QuerySet[DutyShift]:
    """The lines of the rota that run on `day` or later."""
    return (
        DutyShift.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))
        .select_related("unit", "user")
        .order_by("unit__name", "kind", "starts", "pk")
    )


def absences(users: QuerySet[User], at: datetime) -> QuerySet[Absence]:
    """The absences of these users that are not over."""
    return (
        Absence.objects.filter(user__in=users, to_at__gt=at)
        .select_related("user", "deputy")
        .order_by("from_at", "pk")
    )
