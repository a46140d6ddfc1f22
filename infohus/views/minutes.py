"""An item as a participant reads it, and the minutes that she agrees to; their PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab import pdf
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.municipality.models import Municipality
from beredskab.web.methods import get_or_post
from cases.views.conflicts import conflicts_on
from infohus import agenda, table, workflow
from infohus.choices import Section
from infohus.forms.records import AgreeForm
from infohus.models import AgendaItem, ItemText, Participant
from infohus.views.loading import load_item, load_known_item, load_minutes


@require_safe
def item_read(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Show a participant her item; until she has declared her ties it only asks for that."""
    item = load_known_item(request, reference, position)
    now = timezone.now()
    if not AgendaItem.objects.read_by(request.user, now).filter(pk=item.pk).exists():
        return redirect("infohus_tie", reference, position)
    context = {"item": item, "row": {"item": item, **agenda.part(item)}, "now": now}
    to_agree = AgendaItem.objects.to_agree(request.user, now)
    context["is_to_agree"] = to_agree.filter(pk=item.pk).exists()
    return render(request, "infohus/read.html", context)


@get_or_post
def minutes_own(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Show who was there the minutes, and ask whether she agrees."""
    item = load_minutes(request, reference, position)
    own = Participant.objects.filter(
        user=request.user, attendances__item=item, attendances__struck_at__isnull=True
    ).first()
    if own is None:
        raise Http404
    asked = _asked_about(item)
    form = AgreeForm(request.POST or None, newest=asked)
    if form.is_valid() and _answer(request, item, own, form):
        messages.success(request, _("Your answer to the minutes is noted."))
        return redirect("infohus")
    minutes = form.conflict["newest"] if form.conflict else asked
    context = {"form": form, "item": item, "minutes": minutes, "now": timezone.now()}
    return render(request, "infohus/minutes.html", context)


@get_or_post
def minutes_for(request: StaffRequest, reference: str, position: int, pk: int) -> HttpResponse:
    """Let the coordinator note what somebody without a log-in says to the minutes."""
    item = load_item(request, reference, position)
    row = item.attendances.filter(pk=pk, struck_at__isnull=True).first()
    if row is None or row.participant is None:
        raise Http404
    asked = _asked_about(item)
    form = AgreeForm(request.POST or None, newest=asked)
    form.fields["agrees"].label = _("Does %(name)s agree to the minutes?") % {"name": row.name}
    if form.is_valid() and _answer(request, item, row.participant, form):
        messages.success(request, _("The answer to the minutes is noted."))
        return redirect(f"{item.hold_path}#referat")
    minutes = form.conflict["newest"] if form.conflict else asked
    context = {
        "form": form,
        "heading": _("Note an answer to the minutes"),
        "note": _("The answer is to version %(number)d.") % {"number": minutes.number},
        "back": item.hold_path,
    }
    return render(request, "form.html", context)


@require_POST
def minutes_ask(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Ask who was there to agree to the newest minutes."""
    item = load_item(request, reference, position)
    workflow.ask_to_agree(item, by=request.user, at=timezone.now())
    messages.success(request, _("The participants are asked to agree to the minutes."))
    return redirect(f"{item.hold_path}#referat")


@require_safe
def minutes_pdf(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Give the coordinator the item as a PDF, with her name on it."""
    item = load_item(request, reference, position)
    document = pdf.render("pdf/minutes.html", _document(request, item))
    name = f"moede-{reference}-{position}.pdf"
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _asked_about(item: AgendaItem) -> ItemText:
    """The version of the minutes that the participants are asked to agree to."""
    versions = item.texts.filter(section=Section.MINUTES)
    return get_object_or_404(versions, number=item.minutes_number)


def _answer(
    request: StaffRequest, item: AgendaItem, participant: Participant, form: AgreeForm
) -> bool:
    """Note the answer; of minutes that are newer than those she read, tell on the form."""
    with (
        refusals_on(form, request),
        # Nobody else's answer stands in place of hers.
        conflicts_on(form, request, lambda _newest: form.cleaned_data),
    ):
        workflow.answer_minutes(
            item, participant=participant, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    return form.is_valid()


def _document(request: StaffRequest, item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item,
        "reader": request.user,
        "now": timezone.now(),
        "municipality_name": Municipality.objects.current().name,
        **table.of(item),
    }
