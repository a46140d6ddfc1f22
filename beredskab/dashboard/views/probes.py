"""`/healthz`: this process is up. `/readyz`: so is all that the portal stands on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from beredskab.dashboard import readiness


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer at once, without database or broker: for balancers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything works, else 503; name what fails, and no addresses."""
    parts = readiness.parts(timezone.now())
    ready = all(parts.values())
    response = JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
    # Whoever asks learns it; Django would write an error each time, above all while starting.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
