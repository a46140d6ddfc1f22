"""What a form of the registers answers: it is saved, or it is shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _


def saved(request: HttpRequest, url_name: str) -> HttpResponse:
    messages.success(request, _("The change is saved."))
    return redirect(url_name)


def form_page(request: HttpRequest, form: object, heading: str, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse(back)}
    return render(request, "form.html", context)
