"""The request of a page that needs log-in, which is every page but a few."""

from django.http import HttpRequest

from beredskab.accounts.models import User


class StaffRequest(HttpRequest):
    """A request whose user is known: `LoginRequiredMiddleware` lets no other in."""

    user: User
