"""Two editors at once: what one has typed stays on her page, with what stands there now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import note_refusal
from beredskab.plan.cleaning import TooMuch
from beredskab.plan.forms.editing import DraftForm
from beredskab.plan.states import WrongState
from beredskab.plan.workflow.writing import Changed, HeadChanged

Found = TypeVar("Found")


@contextmanager
def conflicts_on(form: DraftForm, request: StaffRequest) -> Iterator[None]:
    """Put a refusal on the form, and write it down as those that reach the middleware are."""
    try:
        yield
    except Changed as refusal:
        form.add_error(None, str(refusal))
        form.sees(refusal.section, refusal.section.version)
        note_refusal(request, type(refusal))
    except HeadChanged as refusal:
        form.add_error(None, str(refusal))
        form.sees(refusal.edition, refusal.edition.head_sum)
        note_refusal(request, type(refusal))
    except TooMuch as refusal:
        form.add_error("text", str(refusal))
        note_refusal(request, type(refusal))
    except WrongState as refusal:
        form.add_error(
            None,
            _(
                "The draft can't be changed any more: somebody has sent it, discarded it, or "
                "removed the section. What you wrote is not saved. Copy it from here."
            ),
        )
        note_refusal(request, type(refusal))


def require(found: Found | None) -> Found:
    """Return what is there; raise WrongState for an edition or a section that is gone."""
    if found is None:
        raise WrongState
    return found
