"""Forms of what is written of an item, and of what participants say to the minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import required_message
from cases.forms.adults import text_field
from cases.forms.versions import VersionForm
from cases.risk_levels import Level
from infohus.choices import Section

LONG = 12000
LABELS = {
    Section.MAPPING: _("What is known of the situation?"),
    Section.ASSESSMENT: _("What does the group assess?"),
    Section.MINUTES: _("What was said, in short?"),
}
HINTS = {
    Section.MAPPING: _("Who, what, since when, and what has been tried. Only what is needed."),
    Section.ASSESSMENT: _("The concern as a whole, seen across the authorities at the table."),
    Section.MINUTES: _("What the participants are to agree to. No decisions: Infohus takes none."),
}


class TextForm(VersionForm):
    """A section of an item; the assessment asks for a level besides."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=LONG,
        error_messages=required_message(_("Write what was said")),
    )
    level = forms.ChoiceField(
        label=_("How serious is it?"),
        choices=Level,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose the level")),
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = LABELS[section]
        self.fields["text"].help_text = HINTS[section]
        if section != Section.ASSESSMENT:
            del self.fields["level"]


class AgreeForm(VersionForm):
    """A participant agrees to the minutes that she has read, or says what is to be changed."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree to the minutes?"),
        choices=[("yes", _("Yes")), ("no", _("No, something is to be changed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether you agree")),
    )
    remark = text_field(_("What is to be changed?"), rows=3)
    conditional = frozenset({"remark"})
    shown_when = {"remark": "agrees=no"}
