"""Boxes to tick whose words are explained right at the field."""

from typing import Any

from django import forms

from actioncards.choices import Knowledge


class ExplainedChoiceField(forms.MultipleChoiceField):
    """Boxes to tick; `components/forms/field.html` shows what their choices mean."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.knowledge = knowledge
