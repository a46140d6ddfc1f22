"""The expected "no": refusals whose message the user may read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):  # noqa: N818  the house says Refused
    """Say no to what the user asked; nothing is changed.

    Subclasses stand beside the function that raises them and may set `message` on the class.
    """

    status = 409
    message: str | Promise = _("This cannot be done now.")

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NeedsReason(Refused):
    """Warn: the same call goes through when the argument `field` says why."""

    message: str | Promise = _("Give a reason, and try again.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "reason") -> None:
        self.field = field
        super().__init__(message)
