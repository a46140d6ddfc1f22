"""`/plan/`: the plan as everybody reads it, without log-in, cookie or third party."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beredskab.municipality import phones
from beredskab.plan import contacts, permissions, rendering, search
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.views.loading import in_force, load_published

P = ParamSpec("P")


def public(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a view to everybody, for reading alone."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(opened))


@public
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan in force with the numbers of today; without one, the numbers alone."""
    edition = in_force()
    if edition is None:
        return render(request, "plan/none.html", _beside(request))
    return render(request, "plan/plan.html", _page(request, edition))


@public
def plan_archive(request: HttpRequest) -> HttpResponse:
    """Show which edition was in force when."""
    context = {"editions": Edition.objects.published().select_related("pdf").defer("pdf__content")}
    return render(request, "plan/archive.html", context)


@public
def plan_edition(request: HttpRequest, name: str) -> HttpResponse:
    """Show an edition as it was in force."""
    edition = load_published(name)
    return render(request, "plan/plan.html", _page(request, edition))


@public
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """Serve the PDF of the plan in force."""
    edition = in_force()
    if edition is None:
        raise Http404
    return _pdf(request, edition)


@public
def plan_edition_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the PDF of an edition, as it was made."""
    return _pdf(request, load_published(name))


@public
def plan_search(request: HttpRequest) -> HttpResponse:
    """Show the sections that hold what was asked for; it is written down nowhere."""
    asked = request.GET.get("q", "")
    query = " ".join(asked[: search.LONGEST + 1].replace("\0", " ").split())
    too_long = len(asked.strip()) > search.LONGEST
    edition = in_force()
    found = None
    if edition and query and not too_long:
        found = search.find(query, rendering.published(edition.sections.all()))
    context = {
        "edition": edition,
        "query": query[: search.LONGEST],
        "too_long": too_long,
        "has_errors": too_long,
        "longest": search.LONGEST,
        "found": found,
        **_beside(request),
    }
    return render(request, "plan/search.html", context)


@public
def plan_accessibility(request: HttpRequest) -> HttpResponse:
    """Show how accessible the public pages are, and whom to tell what is wrong."""
    return render(request, "plan/accessibility.html")


@public
def plan_safe_use(request: HttpRequest) -> HttpResponse:
    """Show how to read the plan without leaving traces."""
    return render(request, "plan/safe_use.html")


@public
def plan_feed(request: HttpRequest) -> HttpResponse:
    """Serve the editions as an Atom feed."""
    editions = list(Edition.objects.published()[:20])
    for edition in editions:
        # What else may be typed is no XML.
        edition.title, edition.changes = _printable(edition.title), _printable(edition.changes)
    context = {"editions": editions, "site": settings.SITE_URL}
    return render(request, "plan/feed.xml", context, content_type="application/atom+xml")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve the addresses that search engines may know."""
    context = {"edition": in_force(), "site": settings.SITE_URL}
    return render(request, "plan/sitemap.xml", context, content_type="application/xml")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _beside(request: HttpRequest) -> dict[str, object]:
    """The block of live numbers."""
    now = timezone.now()
    return {
        "lines": contacts.lines(now),
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
        "now": now,
        "is_public": True,
    }


def _page(request: HttpRequest, edition: Edition) -> dict[str, object]:
    sections = rendering.published(edition.sections.all())
    pdf = PlanPdf.objects.defer("content").get(edition=edition)
    user = request.user
    return {
        "edition": edition,
        "is_current": edition.ended_at is None,
        "sections": sections,
        "chapters": rendering.chapters(sections),
        "pdf": pdf,
        "may_acknowledge": user.is_authenticated and permissions.can_acknowledge(user),
        "acknowledged": user.is_authenticated
        and not Edition.objects.in_force().unread_by(user).exists(),
        "may_oversee": permissions.can_oversee(user),
        **_beside(request),
    }


def _pdf(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Serve it as a file; a browser that has it is not sent it again."""
    pdf = PlanPdf.objects.defer("content").get(edition=edition)
    headers = {"ETag": f'"{pdf.sha256}"', "Cache-Control": "private, max-age=300"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    name = f"beredskabsplan-{edition.name}.pdf"
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    return HttpResponse(bytes(pdf.content), content_type="application/pdf", headers=headers)
