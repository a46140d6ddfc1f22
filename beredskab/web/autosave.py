"""What an autosave answers: when the draft was saved, for the line under the form."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _

from beredskab.errors import Refused
from beredskab.timelimits import TZ


def saved(at: datetime, *more: str) -> HttpResponse:
    """Say when, as `templates/components/autosave.html` shows it, and what else is to be known."""
    words = _("The draft was saved at %(time)s") % {"time": f"{at.astimezone(TZ):%H.%M}"}
    return _line(". ".join([words, *more]))


def not_saved(refusal: Refused) -> HttpResponse:
    """Say why not, where whoever is typing sees it without being led away."""
    return _line(_("The draft is not saved. %(reason)s") % {"reason": refusal})


def _line(words: str) -> HttpResponse:
    return HttpResponse(escape(words), content_type="text/plain; charset=utf-8")
