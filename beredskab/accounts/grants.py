"""Grants on single objects: the door to guardian, which nothing else imports."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import (  # noqa: TID251  this is the door
    GroupObjectPermissionBase,
    UserObjectPermissionBase,
)

from beredskab.accounts.models import Membership, UnitGroup, User
from beredskab.accounts.roles import Role, current_on
from beredskab.audit import trail
from beredskab.municipality.models import Unit
from beredskab.timelimits import TZ


class Grant(models.Model):
    """What each grant tells beside who and what: until when, why, and who gave it."""

    until = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=40)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class UserGrant(Grant, UserObjectPermissionBase):  # type: ignore[django-manager-missing]
    """Base of the grants to a user; the concrete model adds `content_object`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class GroupGrant(Grant, GroupObjectPermissionBase):  # type: ignore[django-manager-missing]
    """Base of the grants to the group of a unit and role."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


def view_permission(model: type[models.Model]) -> Permission:
    """The one permission that grants of a model carry: to see it."""
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(
        content_type=content_type, codename=f"view_{model._meta.model_name}"
    )


def give(
    obj: models.Model,
    to: User | Group,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    until: datetime | None = None,
) -> None:
    """Let a user or group see `obj`; a longer or renewed grant takes the place of the old one.

    `reason` is a short key ("intake", "handler", "shared"); the trail keeps it.
    """
    model, who = _table(obj, to)
    model._default_manager.update_or_create(
        content_object=obj,
        permission=view_permission(type(obj)),
        **who,
        defaults={"until": until, "reason": reason, "given_by": by, "given_at": at},
    )
    trail.record(
        obj,
        "grants.given",
        by=by,
        at=at,
        to=_name(to),
        reason=reason,
        until=until.isoformat() if until else None,
    )


def take(
    obj: models.Model,
    from_: User | Group,
    *,
    by: User | None,
    at: datetime,
    reason: str | None = None,
) -> bool:
    """Take a grant away and tell whether there was one; `reason` narrows to grants of that key."""
    model, who = _table(obj, from_)
    grants = model._default_manager.filter(content_object=obj, **who)
    if reason is not None:
        grants = grants.filter(reason=reason)
    deleted, _per_model = grants.delete()
    if deleted:
        trail.record(obj, "grants.taken", by=by, at=at, to=_name(from_), reason=reason or "")
    return bool(deleted)


def take_all(obj: models.Model, *, by: User | None, at: datetime, reason: str) -> int:
    """Take away every grant on `obj` that was given for `reason`; return how many."""
    taken = 0
    for model in _tables(type(obj)):
        holder = "group" if issubclass(model, GroupGrant) else "user"
        grants = model._default_manager.filter(content_object=obj, reason=reason)
        for grant in grants.select_related(holder):
            taken += take(obj, getattr(grant, holder), by=by, at=at, reason=reason)
    return taken


def user_keys(model: type[models.Model], user: User, at: datetime) -> models.QuerySet[Any]:
    """The keys of the rows of `model` granted to the user herself at `at`."""
    table = _tables(model)[0]
    return _live(table, at).filter(user=user).values("content_object_id")


def group_keys(model: type[models.Model], user: User, at: datetime) -> models.QuerySet[Any]:
    """The keys of the rows of `model` granted to a unit and role that the user holds at `at`.

    Memberships are asked, not Django's group table, so that a role that ends, ends at once.
    """
    table = _tables(model)[1]
    held = Membership.objects.filter(
        current_on(at.astimezone(TZ).date()),
        user_id=user.pk,
        unit_id=models.OuterRef("unit_id"),
        role=models.OuterRef("role"),
    )
    groups = UnitGroup.objects.filter(models.Exists(held)).values("group_id")
    return _live(table, at).filter(group_id__in=groups).values("content_object_id")


def group_of(unit: Unit, role: Role) -> Group:
    """The Django group of a unit and role, made at first need."""
    found = UnitGroup.objects.filter(unit=unit, role=role).select_related("group").first()
    if found is None:
        group, _created = Group.objects.get_or_create(name=f"{unit.slug}:{role.value}")
        found, _created = UnitGroup.objects.get_or_create(
            unit=unit, role=role, defaults={"group": group}
        )
    return found.group


def _live(table: type[models.Model], at: datetime) -> models.QuerySet[Any]:
    in_force = models.Q(until__isnull=True) | models.Q(until__gt=at)
    return table._default_manager.filter(in_force)


def _tables(model: type[models.Model]) -> tuple[type[models.Model], type[models.Model]]:
    """The two grant tables that point at `model`: to users, to groups."""
    related = [relation.related_model for relation in model._meta.related_objects]
    user_table = next(table for table in related if issubclass(table, UserGrant))
    group_table = next(table for table in related if issubclass(table, GroupGrant))
    return user_table, group_table


def _table(obj: models.Model, to: User | Group) -> tuple[type[models.Model], dict[str, Any]]:
    user_table, group_table = _tables(type(obj))
    return (group_table, {"group": to}) if isinstance(to, Group) else (user_table, {"user": to})


def _name(who: User | Group) -> str:
    return f"group:{who.name}" if isinstance(who, Group) else f"user:{who.pk}"
