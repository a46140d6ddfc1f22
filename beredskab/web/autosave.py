"""What an autosave answers: when the draft was saved, for the line under the form."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from beredskab.timelimits import TZ


def saved(at: datetime) -> HttpResponse:
    """Say when, as `templates/components/autosave.html` shows it."""
    words = _("The draft was saved at %(time)s") % {"time": f"{at.astimezone(TZ):%H.%M}"}
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
