"""Two editors at once: what one has typed stays on her page, with what stands there now."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from actioncards.forms.editing import DraftForm
from actioncards.states import WrongState
from actioncards.workflow.writing import Changed
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import note_refusal
from beredskab.errors import NeedsReason

Found = TypeVar("Found")


@contextmanager
def conflicts_on(form: DraftForm, request: StaffRequest) -> Iterator[None]:
    """Put a refusal on the form, and write it down as those that reach the middleware are."""
    try:
        yield
    except Changed as refusal:
        form.add_error(None, str(refusal))
        form.sees(refusal.version)
        note_refusal(request, type(refusal))
    except NeedsReason as refusal:
        form.add_error(refusal.field, str(refusal))
        note_refusal(request, type(refusal))
    except WrongState as refusal:
        form.add_error(
            None,
            _(
                "The draft can't be changed any more: somebody has sent it, discarded it, or "
                "removed the step. What you wrote is not saved. Copy it from here."
            ),
        )
        note_refusal(request, type(refusal))


def require(found: Found | None) -> Found:
    """Return what is there; raise WrongState for a draft or a step that is gone."""
    if found is None:
        raise WrongState
    return found


def rows_of(form: forms.Form, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of a form with other values than those typed, for the list of facts."""
    return [
        {"label": field.label, "value": linebreaksbr(_words(field, values[name]))}
        for name, field in form.fields.items()
        if values.get(name) and not isinstance(field.widget, forms.HiddenInput)
    ]


def _words(field: forms.Field, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return "\n".join(labels.get(str(one), str(one)) for one in values)
