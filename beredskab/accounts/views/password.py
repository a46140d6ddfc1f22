"""`/adgangskode/`: a user changes her own password, and is logged out everywhere else."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from beredskab.accounts import workflow
from beredskab.accounts.forms.password import PasswordForm
from beredskab.accounts.models import User
from beredskab.web.methods import get_or_post


@sensitive_post_parameters()
@get_or_post
def password(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    refused = ratelimit.consume_or_429(request, action="change_password", user=request.user)
    if refused is not None:
        return refused
    form = PasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        new = form.cleaned_data["password"]
        workflow.change_password(request.user, at=timezone.now(), password=new)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed. You are logged out elsewhere."))
        return redirect("overview")
    return render(request, "account/password.html", {"form": form})
