"""The only way in to a contact from an address."""

from django.http import Http404

from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.requests import StaffRequest
from beredskab.directory import permissions
from beredskab.municipality import directory
from beredskab.municipality.models import Contact


def load_contact(request: StaffRequest, slug: str) -> Contact:
    """Find a contact that the user is shown; 404 for others.

    Who is out of use exists for editors alone.
    """
    contact = directory.find(slug, audiences=audiences_of(request.user))
    if contact is None or (contact.retired_at and not permissions.can_edit(request.user)):
        raise Http404
    return contact
