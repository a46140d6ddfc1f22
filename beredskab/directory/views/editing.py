"""Keeping the directory: add, change, check, take out of use and into use again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.directory import permissions, workflow
from beredskab.directory.forms.contact import ContactForm
from beredskab.directory.views.loading import load_contact
from beredskab.web.methods import get_or_post


@get_or_post
def contact_add(request: StaffRequest) -> HttpResponse:
    by = permissions.require_edit(request.user)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        contact = workflow.add(by=by, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The contact is added."))
        return redirect(contact)
    return _form_page(request, form, heading=_("Add contact"), back=reverse("directory"))


@get_or_post
def contact_change(request: StaffRequest, slug: str) -> HttpResponse:
    contact = load_contact(request, slug)
    by = permissions.require_edit(request.user)
    form = ContactForm(request.POST or None, contact=contact)
    if form.is_valid():
        workflow.change(contact, by=by, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The change is saved."))
        return redirect(contact)
    heading = _("Edit %(name)s") % {"name": contact.name}
    return _form_page(request, form, heading=heading, back=contact.get_absolute_url())


@require_POST
def contact_confirm(request: StaffRequest, slug: str) -> HttpResponse:
    """Say that the numbers were checked today."""
    contact = load_contact(request, slug)
    by = permissions.require_edit(request.user)
    workflow.confirm(contact, by=by, at=timezone.now())
    messages.success(request, _("The contact is checked today."))
    return redirect(contact)


@get_or_post
def contact_retire(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask before a number disappears from the directory, the cards and the acute page."""
    contact = load_contact(request, slug)
    by = permissions.require_edit(request.user)
    if request.method == "POST":
        workflow.retire(contact, by=by, at=timezone.now())
        messages.success(request, _("The contact is out of use."))
        return redirect("directory")
    return render(request, "directory/contact_retire.html", {"contact": contact})


@require_POST
def contact_resume(request: StaffRequest, slug: str) -> HttpResponse:
    contact = load_contact(request, slug)
    by = permissions.require_edit(request.user)
    workflow.resume(contact, by=by, at=timezone.now())
    messages.success(request, _("The contact is in use again."))
    return redirect(contact)


def _form_page(request: StaffRequest, form: Any, *, heading: str, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "directory/contact_form.html", context)
