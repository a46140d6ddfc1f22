"""A form that writes the next version of something, and knows which one its reader has seen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message
from cases.models.versions import Version


class ConflictForm(PortalForm):
    """The base of forms whose reader may be overtaken: `seen` is what they began from."""

    SEEN = "seen"

    # Filled by `show_conflict`; the template shows it beside the form.
    conflict: dict[str, Any] | None = None

    def show_conflict(self, newest: Any, rows: Sequence[dict[str, Any]], *, seen: str) -> None:
        """Show who changed what meanwhile; what is sent next counts as having seen it."""
        self.conflict = {"newest": newest, "rows": rows}
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed[self.add_prefix(self.SEEN)] = seen
        self.data = typed


class VersionForm(ConflictForm):
    """The base of such forms: `seen` is the number of the version they began from, 0 for none."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=required_message(_("Open the page anew before you save")),
    )

    def __init__(self, *args: Any, newest: Version | None = None, **kwargs: Any) -> None:
        initial = {self.SEEN: newest.number if newest else 0, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
