"""The questions about an interpreter, for every form of a talk or a contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.interpreter import InterpreterTie


class InterpreterFields(forms.Form):
    """Mix in before the form's own base; `clean_interpreter` makes one answer of its fields.

    In `cleaned_data` the fields become `interpreter`: what `interpreters.plan_interpreter` and
    `record_interpreter` take, or None where nobody interprets. A refusal belongs on
    `interpreter_tie`.
    """

    interpreter_tie = forms.ChoiceField(
        label=_("Interpreter: what is she to the family?"),
        help_text=_("Never somebody from the family, its network or the local area."),
        choices=[("", _("No interpreter")), *InterpreterTie.choices],
        required=False,
    )
    interpreter_name = forms.CharField(
        label=_("Who interprets?"),
        help_text=_("Name or number of the interpreter, and the agency."),
        max_length=200,
        required=False,
    )
    interpreter_language = forms.CharField(label=_("Language"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return clean_interpreter(self, cleaned)


def clean_interpreter(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Make one answer of the fields; a name without an answer to the tie asks for it."""
    given = {part: cleaned.pop(f"interpreter_{part}", "") for part in ("tie", "name", "language")}
    if not given["tie"] and (given["name"] or given["language"]):
        form.add_error("interpreter_tie", _("Choose what the interpreter is to the family"))
    return {**cleaned, "interpreter": given if given["tie"] else None}
