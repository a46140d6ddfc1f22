"""What an acute answer opens: whom to call; and the acute question when it opens again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from beredskab.accounts.requests import StaffRequest
from cases import answers as reading
from cases import workflow
from cases.choices import Answer
from cases.forms.concerns import AcuteAgainForm, AcuteCallForm

from . import drafts
from .loading import load_own_concern


@require_http_methods(["GET", "POST"])
def acute(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whom to call, and note that it was done; the concern goes on with or without it."""
    concern = load_own_concern(request, reference)
    if concern.status not in drafts.WRITABLE:
        return redirect(concern)
    posted = request.POST if request.method == "POST" else None
    form = AcuteCallForm(posted, initial={"called_at": timezone.now()})
    if form.is_valid():
        answers = form.answers()
        workflow.save_draft(concern, by=request.user, at=timezone.now(), answers=answers)
        return redirect("concern_step", concern.reference, concern.step)
    return render(request, "cases/concern_acute.html", {"form": form, "concern": concern})


@require_http_methods(["GET", "POST"])
def acute_again(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask again whether it is acute; not knowing counts as acute (R24)."""
    concern = load_own_concern(request, reference)
    if concern.status not in drafts.WRITABLE:
        return redirect(concern)
    pressing = sorted(reading.pressing(concern.answers))
    form = AcuteAgainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = form.cleaned_data["acute"]
        answers = {"acute": answer, "fear_acute": answer, "fear_asked": pressing}
        workflow.save_draft(concern, by=request.user, at=timezone.now(), answers=answers)
        if answer == Answer.NO:
            return redirect("concern_step", concern.reference, concern.step)
        return redirect("concern_acute", concern.reference)
    context = {"form": form, "concern": concern, "pressing": pressing}
    return render(request, "cases/concern_acute_again.html", context)
