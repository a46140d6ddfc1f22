"""Who may see a case, and why: counted for the page, listed for its access tab."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role, current_on
from beredskab.timelimits import local_day

if TYPE_CHECKING:
    from cases.models import Case, CaseGroupGrant, CaseUserGrant


def counted(at: datetime) -> Subquery:
    """The number of employees who may see the case of the query around it, as one expression."""
    pk, unit = OuterRef(OuterRef("pk")), OuterRef(OuterRef("unit_id"))
    membership = "group__unit_group__unit__memberships"
    today = local_day(at)
    groups = _live("CaseGroupGrant", at).filter(
        Q(**{f"{membership}__to_on__isnull": True}) | Q(**{f"{membership}__to_on__gte": today}),
        **{
            "content_object": pk,
            f"{membership}__role": F("group__unit_group__role"),
            f"{membership}__from_on__lte": today,
        },
    )
    leaders = Membership.objects.filter(current_on(today), role=Role.LEADER, unit_id=unit)
    blocks = apps.get_model("cases", "CaseBlock")._default_manager
    readers = User.objects.filter(
        Q(pk__in=_live("CaseUserGrant", at).filter(content_object=pk).values("user_id"))
        | Q(pk__in=groups.values(f"{membership}__user_id"))
        | Q(pk__in=leaders.values("user_id")),
        is_active=True,
    ).exclude(pk__in=blocks.standing().filter(case_id=pk).values("user_id"))
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(readers.order_by().annotate(number=number).values("number"))


def user_grants(case: "Case", at: datetime) -> "QuerySet[CaseUserGrant]":
    """The grants to single users that count at `at`, without who is blocked or gone."""
    found = _live("CaseUserGrant", at).filter(content_object=case, user__is_active=True)
    found = found.exclude(user_id__in=case.blocks.standing().values("user_id"))
    return found.select_related("user", "given_by").order_by("given_at", "pk")


def group_grants(case: "Case", at: datetime) -> "QuerySet[CaseGroupGrant]":
    """The grants to a role in a unit that count at `at`."""
    found = _live("CaseGroupGrant", at).filter(content_object=case)
    return found.select_related("group__unit_group__unit", "given_by").order_by("given_at", "pk")


def _live(model: str, at: datetime) -> "QuerySet[Any]":
    grants = apps.get_model("cases", model)._default_manager
    return grants.filter(Q(until__isnull=True) | Q(until__gt=at))
