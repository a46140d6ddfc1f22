"""`/admin/`: registers only, for administrators; no case is ever registered here.

Django's `is_staff` and `is_superuser` mean nothing: the role administrator opens the site. Each
change leaves its entry in the trail instead of in the admin's own log.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import permissions, workflow
from beredskab.accounts.models import Absence, DutyShift, Membership, User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.municipality.models import Route, Unit


class RegisterSite(AdminSite):
    """The site of the registers, open to administrators by role."""

    site_header = _("Users and registers")
    site_title = _("Users and registers")
    index_title = _("Registers")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return permissions.can_administer(request.user)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send strangers to the portal's own log-in; who is logged in may not be here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the portal's own page, which leaves its entry in the trail."""
        return redirect("password")


site = RegisterSite(name="admin")


if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline


class RegisterAdmin(_ModelAdmin):
    """A register that administrators may see and change; nothing is deleted by default."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.can_administer(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can_administer(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can_administer(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can_administer(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def construct_change_message(  # type: ignore[override]
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[str]:
        """Keep which fields were changed, never their values."""
        return sorted(form.changed_data)

    def log_addition(self, request: Any, obj: Any, message: Any) -> None:  # type: ignore[override]
        _record(request, obj, "registers.added", fields=message)

    def log_change(self, request: Any, obj: Any, message: Any) -> None:  # type: ignore[override]
        _record(request, obj, "registers.changed", fields=message)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        raise Http404  # The history is the trail.


def _record(request: HttpRequest, obj: models.Model, verb: str, **details: Any) -> None:
    by = permissions.require_administer(request.user)
    trail.record(obj, verb, by=by, at=timezone.now(), **details)


class MembershipFormSet(forms.BaseInlineFormSet):
    """The memberships of a user; the last administrator stays one."""

    def clean(self) -> None:
        super().clean()
        today = timezone.localdate()
        if not self.instance.pk or not workflow.is_last_administrator(self.instance, today):
            return
        rows = [form.cleaned_data for form in self.forms if form.is_valid()]
        if not any(_administers(row, today) for row in rows):
            raise ValidationError(_("The last administrator must stay one."), code="last")


def _administers(row: dict[str, Any], today: Any) -> bool:
    ends = row.get("to_on")
    return row.get("role") == Role.ADMINISTRATOR and (ends is None or ends >= today)


class MembershipInline(_TabularInline):
    """What the user is in which unit; it is ended by a day, never deleted."""

    model = Membership
    formset = MembershipFormSet
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.can_administer(request.user)

    has_add_permission = has_change_permission = has_view_permission


class UserForm(UserChangeForm):
    """The fields of the page; the password is a link to the page that sets it."""

    def clean_is_active(self) -> bool:
        active: bool = self.cleaned_data["is_active"]
        if not active and workflow.is_last_administrator(self.instance, timezone.localdate()):
            raise ValidationError(_("The last administrator must stay one."), code="last")
        return active


class NewUserForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "name")


@admin.register(User, site=site)
class UserAdmin(RegisterAdmin, DjangoUserAdmin):
    """Users are deactivated, never deleted; their rights are their memberships."""

    form = UserForm
    add_form = NewUserForm
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "title", "phone", "email")}),
        (_("Log-in"), {"fields": ("is_active", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "password1", "password2")}),)
    readonly_fields = ("last_login",)
    list_display = ("name", "username", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role", "memberships__unit")
    search_fields = ("name", "username")
    ordering = ("name", "pk")
    filter_horizontal = ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        given = [(row, "accounts.membership_given") for row in formset.new_objects]
        changed = [(row, "accounts.membership_changed") for row, _ in formset.changed_objects]
        for membership, verb in given + changed:
            _record(request, membership, verb, **_membership(membership))

    def user_change_password(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        """Set a password, in one transaction with its entry in the trail."""
        with transaction.atomic():
            return super().user_change_password(request, *args, **kw)


def _membership(membership: Membership) -> dict[str, Any]:
    return {
        "user": membership.user_id,
        "unit": membership.unit.slug,
        "role": membership.role,
        "from_on": membership.from_on.isoformat(),
        "to_on": membership.to_on.isoformat() if membership.to_on else None,
    }


class UnitForm(forms.ModelForm[Unit]):
    """The fields of a unit; the one of the coordinator stays SSP."""

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind != Unit.Kind.SSP and self.instance.pk and workflow.has_coordinator(self.instance):
            raise ValidationError(_("The SSP coordinator belongs to it, so it is SSP"), code="ssp")
        return kind


@admin.register(Unit, site=site)
class UnitAdmin(RegisterAdmin):
    form = UnitForm
    list_display = ("name", "slug", "kind", "phone", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "slug")


@admin.register(Route, site=site)
class RouteAdmin(RegisterAdmin):
    list_display = ("age", "source", "unit")


@admin.register(DutyShift, site=site)
class DutyShiftAdmin(RegisterAdmin):
    list_display = ("unit", "kind", "user", "weekdays", "starts", "ends", "from_on", "to_on")
    list_filter = ("unit", "kind")


@admin.register(Absence, site=site)
class AbsenceAdmin(RegisterAdmin):
    list_display = ("user", "deputy", "from_at", "to_at")
