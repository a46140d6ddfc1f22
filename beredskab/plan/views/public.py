"""`/plan/`: the plan as everybody reads it, without log-in, cookie or third party."""

from collections.abc import Callable
from datetime import date
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.municipality.models import Municipality
from beredskab.plan import contacts, permissions, rendering, search
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.views.loading import in_force, load_published
from beredskab.search import asking

P = ParamSpec("P")
NEWEST = 20  # editions in the feed
ASSESSED_ON = date(2026, 11, 29)  # when what the accessibility statement says was last judged


def public(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a view to everybody, for reading alone."""
    return login_not_required(require_safe(view))


@public
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan in force with the numbers of today; without one, the numbers alone."""
    edition = in_force()
    if edition is None:
        return render(request, "plan/none.html", contacts.block(timezone.now()))
    # In the archive it stands once more; search engines are to know one of the two.
    return render(request, "plan/plan.html", {**_page(request, edition), "may_index": True})


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
    return _pdf(edition)


@public
def plan_edition_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the PDF of an edition, as it was made."""
    return _pdf(load_published(name))


@public
def plan_search(request: HttpRequest) -> HttpResponse:
    """Show the sections that hold what was asked for; it is written down nowhere."""
    asked = asking.read(request)
    edition = in_force()
    found = None
    if edition and asked.is_answerable:
        found = search.find(asked.query, rendering.published(edition.sections.all()))
    context = {
        **asked.context,
        "edition": edition,
        "found": found,
        **contacts.block(timezone.now()),
    }
    return render(request, "plan/search.html", context)


@public
def plan_accessibility(request: HttpRequest) -> HttpResponse:
    """Show how accessible the portal is, what is not, and whom to tell what is wrong."""
    context = {
        "municipality": Municipality.objects.current(),
        "site": settings.SITE_URL,
        "assessed_on": ASSESSED_ON,
    }
    return render(request, "plan/accessibility.html", context)


@public
def plan_safe_use(request: HttpRequest) -> HttpResponse:
    """Show how to read the plan without leaving traces."""
    return render(request, "plan/safe_use.html")


@public
def plan_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest editions as an Atom feed; what is no XML is left out of it."""
    address = f"{settings.SITE_URL}{reverse('plan')}"
    feed = Atom1Feed(
        title=_("Editions of the plan"),
        link=address,
        description="",
        language="da",
        feed_url=f"{settings.SITE_URL}{reverse('plan_feed')}",
        author_name=_printable(Municipality.objects.current().name),
    )
    for edition in Edition.objects.published()[:NEWEST]:
        feed.add_item(
            title=_printable(f"{_('Edition %(name)s') % {'name': edition.name}}: {edition.title}"),
            link=f"{settings.SITE_URL}{edition.get_absolute_url()}",
            description=_printable(edition.changes or edition.title),
            pubdate=edition.in_force_at,
            updateddate=edition.in_force_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve the addresses that search engines may know."""
    context = {"edition": in_force(), "site": settings.SITE_URL}
    return render(request, "plan/sitemap.xml", context, content_type="application/xml")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


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
        **contacts.block(timezone.now()),
    }


def _pdf(edition: Edition) -> HttpResponse:
    """Serve it as a file; as every answer it is kept in no store, where it would tell who read."""
    pdf = PlanPdf.objects.get(edition=edition)
    response = HttpResponse(bytes(pdf.content), content_type="application/pdf")
    name = f"beredskabsplan-{edition.name}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
