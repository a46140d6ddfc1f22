"""Which contacts of the directory somebody is shown."""

from typing import Any

from beredskab.accounts import roles
from beredskab.accounts.roles import CASE_READERS, Role
from beredskab.municipality.models import Contact

# Whom services for authorities alone, such as VISO, are shown to (R115); editors keep them current.
_AUTHORITIES = (CASE_READERS - {Role.POLICE}) | {Role.PLAN_EDITOR, Role.ADMINISTRATOR}


def audiences_of(user: Any) -> frozenset[str]:
    """Return the audiences that the user belongs to; a stranger sees what is for everybody."""
    found = {Contact.Audience.PUBLIC}
    if user.is_authenticated and user.is_active:
        found.add(Contact.Audience.STAFF)
    if roles.has_role(user, *_AUTHORITIES):
        found.add(Contact.Audience.AUTHORITY)
    return frozenset(found)
