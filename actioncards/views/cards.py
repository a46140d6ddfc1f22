"""`/actioncards/` and a card: what to do, and whom to call now. On paper, too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actioncards import permissions, selection
from actioncards.access import readable
from actioncards.forms.choosing import ChoiceForm
from actioncards.models import Card, CardVersion
from actioncards.shown import offers, show
from beredskab import pdf
from beredskab.accounts.audiences import audiences_of
from beredskab.municipality import phones
from beredskab.municipality.models import Municipality

PHONES = {"emergency": phones.EMERGENCY, "police": phones.POLICE}


@readable
@require_safe
def card_list(request: HttpRequest) -> HttpResponse:
    """Ask which card is the right one, and lead to it; one that is certain is opened at once."""
    own = selection.role_of(request.user)
    form = ChoiceForm(request.GET, own=own)
    versions = selection.versions_for(form.chosen_role, form.age_known, own=own)
    if form.is_settled and len(versions) == 1:
        return redirect(versions[0].card)
    context = {"form": form, "offers": offers(versions), **PHONES}
    return render(request, "actioncards/card_list.html", context)


@readable
@require_safe
def card_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the card in force; of one that was withdrawn, only what replaces it."""
    version = CardVersion.objects.of_card(slug).first()
    if version is None:
        return _withdrawn(request, slug)
    return render(request, "actioncards/card_detail.html", _page(request, version))


@readable
@require_safe
def card_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the card as one sheet of A4, with the hours in words: paper knows no now."""
    version = get_object_or_404(CardVersion.objects.of_card(slug))
    now = timezone.now()
    context = {
        "card": show(version, at=now, audiences=audiences_of(request.user)),
        "municipality_name": Municipality.objects.current().name,
        "printed_on": timezone.localdate(now),
        **PHONES,
    }
    response = HttpResponse(
        pdf.render_sheet("pdf/card.html", context), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="actioncard-{slug}.pdf"'
    return response


def _page(request: HttpRequest, version: CardVersion) -> dict[str, Any]:
    now = timezone.now()
    card = show(version, at=now, audiences=audiences_of(request.user))
    outdated = card.outdated(timezone.localdate(now))
    is_editor = permissions.can_edit(request.user)
    return {
        "card": card,
        "now": now,
        "is_outdated": bool(outdated),
        # What is to be done about it is said to those who can.
        "to_check": outdated if is_editor else [],
        "is_editor": is_editor,
        **PHONES,
    }


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(Card.objects.withdrawn(), slug=slug)
    by = card.replaced_by
    versions = CardVersion.objects.of_card(by.slug)[:1] if by else ()
    context = {"replacements": offers(versions), **PHONES}
    return render(request, "actioncards/card_withdrawn.html", context)
