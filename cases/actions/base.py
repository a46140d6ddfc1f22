"""Something that can be done on the page of a case, and where its button stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from beredskab.accounts.models import User
from cases.models import Case, ConcernCase
from cases.states import CaseStatus

OPEN = frozenset(CaseStatus) - {CaseStatus.CLOSED}


def _always(_subject: Any) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """Something to do: its address, who may, in which statuses, and when it fits besides.

    `posts` tells that its button does it at once, without a page in between. `meets` names the
    deadline that it meets. `section` is the part of a tab in which its button stands; without
    one it stands in the menu of the case. `step` is the action of the card's step that it does.
    """

    label: str | Promise
    url_name: str
    allowed: Callable[[User, Case], bool]
    fits: Callable[[Any], bool] = _always
    statuses: frozenset[str] = OPEN
    posts: bool = False
    primary: bool = False
    meets: str = ""
    # Where the page is not one of the case's own: the word of the query that names the case.
    query: str = ""
    section: str = ""
    step: str = ""
    # Red, and always in sight.
    urgent: bool = False

    def is_possible(self, user: User, case: Case, subject: Case | ConcernCase) -> bool:
        """Whether the user may do it, and now."""
        return case.status in self.statuses and self.fits(subject) and self.allowed(user, case)

    def button(self, *arguments: str) -> dict[str, Any]:
        """Its button; the first argument is the reference of the case."""
        if self.query:
            url = reverse(self.url_name, query={self.query: arguments[0]})
        else:
            url = reverse(self.url_name, args=arguments)
        return {
            "label": self.label,
            "url": url,
            "posts": self.posts,
            "primary": self.primary,
            "meets": self.meets,
            "section": self.section,
            "step": self.step,
            "urgent": self.urgent,
        }
