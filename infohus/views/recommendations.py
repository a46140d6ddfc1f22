"""A recommendation as its authority reads and answers it (R94)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import wording
from infohus import decisions, permissions, workflow
from infohus.choices import Basis
from infohus.forms.recommendations import AnswerForm
from infohus.models import Recommendation
from infohus.views.loading import load_recommendation


@get_or_post
def recommendation_page(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Show one recommendation, and ask who is responsible for the answer."""
    row, now = load_recommendation(request, reference, pk), timezone.now()
    may_answer = row.is_open and permissions.can_answer(request.user, row, now)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, answer=row.answer)
    if posted is not None and form.is_valid():
        with refusals_on(form, request):
            workflow.answer_recommendation(row, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The answer is noted."))
            return redirect(_after(request, row))
    context = {
        "row": row,
        "who": _who(request, row, now),
        "form": form if may_answer else None,
        "decisions": decisions.of(row, request.user),
        "may_refer": permissions.can_refer(request.user, row, now),
        "replies": row.replies.select_related("replied_by").order_by("pk"),
        "is_late": row.is_late(local_day(now)),
        "now": now,
        "is_reader": not permissions.can_convene(request.user),
    }
    return render(request, "infohus/recommendation.html", context)


def _who(request: StaffRequest, row: Recommendation, now: datetime) -> str:
    """Name and roles; of an anonymised item nobody at the table reads who it is."""
    is_own = Recommendation.objects.own(request.user, now).filter(pk=row.pk).exists()
    if is_own and row.item.basis == Basis.ANONYMISED:
        return wording.person_words(row.person, local_day(row.item.meeting.starts_at))
    return wording.person_in_case(row.person)


def _after(request: StaffRequest, row: Recommendation) -> str:
    """The recommendation, or the list for who sees it no more once it is done."""
    known = Recommendation.objects.visible_to(request.user).filter(pk=row.pk)
    return row.get_absolute_url() if known.exists() else "infohus"
