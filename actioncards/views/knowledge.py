"""`/actioncards/viden/`: what the words of the forms mean, and where an editor writes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actioncards import knowledge as explanations
from actioncards import permissions, workflow
from actioncards.access import readable
from actioncards.forms.knowledge import ExplanationForm
from actioncards.models import Explanation
from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post


@readable
@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    context = {
        "sections": explanations.sections(),
        "may_edit": permissions.can_edit(request.user),
    }
    return render(request, "actioncards/knowledge.html", context)


@get_or_post
def knowledge_edit(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Change an explanation; who was overtaken sees both texts, and saves again or not."""
    permissions.require_edit(request.user)
    written = Explanation.objects.select_related("edited_by")
    explanation = get_object_or_404(written, kind=kind, key=key)
    form = ExplanationForm(request.POST or None, initial=_initial(explanation))
    overtaken = None
    if form.is_valid():
        try:
            workflow.change_explanation(
                explanation, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The explanation is saved."))
            return redirect(explanation)
        except workflow.HoldsContact as refusal:
            form.add_error(refusal.field, str(refusal))
        except workflow.ExplanationChanged as refusal:
            overtaken, explanation = refusal, refusal.explanation
            typed = {name: form.cleaned_data[name] for name in ("title", "text")}
            form = ExplanationForm(initial=_initial(explanation) | typed)
    context = {
        "form": form,
        "explanation": explanation,
        "overtaken": overtaken,
        "now": timezone.now(),
    }
    return render(request, "actioncards/knowledge_edit.html", context)


def _initial(explanation: Explanation) -> dict[str, Any]:
    return {
        "title": explanation.title,
        "text": explanation.text,
        "seen": explanation.edited_at.isoformat(),
    }
