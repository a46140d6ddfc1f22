"""Two who write at once: what one has typed stays on her page, with what stands there now."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.translation import gettext

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import note_refusal
from cases.forms.versions import ConflictForm
from cases.workflow.versions import Changed


@contextmanager
def conflicts_on(
    form: ConflictForm, request: StaffRequest, values_of: Callable[[Any], Mapping[str, Any]]
) -> Iterator[None]:
    """Put `Changed` on the form with what stands there now; sending it again replaces that.

    `values_of` turns the newest version into initial values of the form. The refusal is written
    down as those that reach the middleware are.
    """
    try:
        yield
    except Changed as refusal:
        form.add_error(None, str(refusal))
        rows = _rows(form, values_of(refusal.newest))
        form.show_conflict(refusal.newest, rows, seen=refusal.seen)
        note_refusal(request, Changed)


def _rows(form: forms.Form, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The other values of what was typed differently."""
    return [
        {
            "label": field.label,
            "value": linebreaksbr(_words(field, values.get(name)), autoescape=True),
        }
        for name, field in form.fields.items()
        if name != ConflictForm.SEEN and form.cleaned_data.get(name) != values.get(name)
    ]


def _words(field: forms.Field, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    shown = [one for one in values if one is not None and one != ""]
    return "\n".join(labels.get(str(one)) or _plain(one) for one in shown)


def _plain(value: Any) -> str:
    """A day and a tick in words, and every other value as it stands."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return date_format(value, "j. F Y") if isinstance(value, date) else str(value)
