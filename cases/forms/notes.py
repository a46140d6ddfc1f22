"""Form of a note in the journal of a case."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Witnessed
from cases.forms.versions import VersionForm
from cases.models import NoteVersion


class NoteForm(VersionForm):
    """What happened when, seen or told by whom; the theme is what the list shows (LR21)."""

    kind = forms.ChoiceField(
        label=_("What kind of note is it?"),
        choices=NoteVersion.Kind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what kind of note it is")),
    )
    happened_on = DayField(
        label=_("When did it happen?"),
        error_messages=required_message(_("Write the day on which it happened")),
    )
    witnessed = forms.ChoiceField(
        label=_("Seen or told?"),
        choices=Witnessed,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether you saw it or were told")),
    )
    source = forms.CharField(
        label=_("Who is the source?"),
        max_length=200,
        error_messages=required_message(_("Write who the source is")),
    )
    theme = forms.CharField(
        label=_("Short theme"),
        max_length=100,
        error_messages=required_message(_("Write the theme in a few words")),
    )
    text = forms.CharField(
        label=_("Note"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=required_message(_("Write the note")),
    )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day can't be later than today"))
        return day


class MessageForm(PortalForm):
    text = forms.CharField(
        label=_("Your message"),
        help_text=_("Write no more than is needed. It can't be changed or deleted afterwards."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=required_message(_("Write your message")),
    )
