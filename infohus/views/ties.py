"""Personal ties: what a participant declares, what the coordinator is told, the leader's ruling."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from infohus import agenda, permissions, workflow
from infohus.choices import Tie
from infohus.forms.holding import RulingForm, TieForm
from infohus.models import AgendaItem, Participant, TieDeclaration
from infohus.views.loading import load_item, load_known_item


@get_or_post
def tie_own(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Ask a participant of her tie before she reads anything but whom it is about."""
    item = load_known_item(request, reference, position)
    own = _own(request, item)
    form = TieForm(request.POST or None)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        workflow.declare_tie(
            item, participant=own, by=request.user, at=timezone.now(), answer=answer
        )
        return _after(request, item, answer)
    context = {
        "form": form,
        "item": item,
        "persons": agenda.names(item),
        "now": timezone.now(),
    }
    return render(request, "infohus/tie.html", context)


@get_or_post
def tie_for(request: StaffRequest, reference: str, position: int, pk: int) -> HttpResponse:
    """Let the coordinator note what a participant told her."""
    item = load_item(request, reference, position)
    participant = get_object_or_404(Participant, pk=pk, asked__item=item, removed_at__isnull=True)
    form = TieForm(request.POST or None)
    form.fields["answer"].label = _("Has %(name)s a personal tie to any of them?") % {
        "name": participant.name
    }
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        workflow.declare_tie(
            item, participant=participant, by=request.user, at=timezone.now(), answer=answer
        )
        messages.success(request, _("The declaration is noted."))
        still = AgendaItem.objects.visible_to(request.user).filter(pk=item.pk).exists()
        return redirect(item.hold_path if still else "infohus")
    context = {"form": form, "heading": _("Note a declaration"), "back": item.hold_path}
    return render(request, "form.html", context)


@get_or_post
def tie_rule(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Ask the leader of the case's unit whether a participant may take part after all."""
    row = _to_rule(request, reference, pk)
    form = RulingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.rule_on_tie(row, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The ruling is recorded."))
            return redirect(row.item.case)
    context = {
        "form": form,
        "row": row,
        "is_unsure": row.answer == Tie.UNSURE,
        "back": row.item.case.get_absolute_url(),
    }
    return render(request, "infohus/tie_rule.html", context)


def _to_rule(request: StaffRequest, reference: str, pk: int) -> TieDeclaration:
    """A declaration on which this leader may rule; 404 for everybody else, and both logged."""
    rows = TieDeclaration.objects.filter(item__meeting__reference=reference, ruling__isnull=True)
    rows = rows.select_related("item__meeting", "item__case__unit", "participant__user")
    row = rows.exclude(answer=Tie.NONE).filter(pk=pk).first()
    if row is None or not permissions.can_rule(request.user, row, timezone.now()):
        trail.refuse(request.user, "infohus.not_found", reference=reference, request=request)
        raise Http404
    shown = [row.item.case]
    trail.look(request.user, "infohus.viewed", shown=shown, reference=reference, request=request)
    return row


def _own(request: StaffRequest, item: AgendaItem) -> Participant:
    own = Participant.objects.filter(
        asked__item=item, user=request.user, removed_at__isnull=True
    ).first()
    if own is None:
        raise Http404
    return own


def _after(request: StaffRequest, item: AgendaItem, answer: str) -> HttpResponse:
    """The item where it is open to her, else the list; she is told what follows."""
    if answer == Tie.NONE:
        return redirect("infohus_read", item.meeting.reference, item.position)
    told = _("The item is closed to you. The coordinator has been told, and finds a deputy.")
    if answer == Tie.UNSURE:
        told = _("The item is closed to you until the leader has decided.")
    messages.success(request, told)
    return redirect("infohus")
