"""An expected "no" is written down, and put where the user can mend it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import HttpRequest

from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused


@contextmanager
def refusals_on(
    form: forms.Form, request: HttpRequest, fields: Mapping[Any, str] | None = None
) -> Iterator[None]:
    """Turn what a field can mend into its error, and let every other refusal rise.

    A missing reason names its own field; `fields` says where the others belong. The refusal is
    written down as those are that reach the middleware.
    """
    fields = fields or {}
    mendable: tuple[type[Refused], ...] = (NeedsReason, *fields)
    try:
        yield
    except mendable as refusal:
        own = refusal.field if isinstance(refusal, NeedsReason) else fields[type(refusal)]
        form.add_error(own if own in form.fields else None, str(refusal))
        note_refusal(request, type(refusal))


def note_refusal(request: HttpRequest, refusal: type[Refused]) -> None:
    """Write down what was refused, under the reference of the page."""
    name = refusal.__name__
    trail.refuse(request.user, "refused", reference=named(request), request=request, reason=name)


def named(request: HttpRequest) -> str:
    """The reference in the address of the page, if it is about one."""
    match = request.resolver_match
    return match.kwargs.get("reference", "") if match else ""
