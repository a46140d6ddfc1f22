"""Forms in the design system: own renderer, so that the admin keeps Django's."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise

_CLASSES = {
    "select": "form-select",
    "radioselect": "form-radio",
    "checkboxselectmultiple": "form-checkbox",
    "checkbox": "form-checkbox",
    "fileinput": "form-file",
    "clearablefile": "form-file",
}
_TYPED = (forms.TextInput, forms.Textarea)


class PortalBoundField(forms.BoundField):
    """A field that knows the classes and ids of the design system."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class, and leave the required mark to the server's own messages."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = [_CLASSES.get(self.widget_type, "form-input"), widget.attrs.get("class", "")]
        attrs["class"] = " ".join(filter(None, classes))
        attrs.pop("required", None)
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        if isinstance(widget, _TYPED) and "autocomplete" not in widget.attrs:
            attrs["autocomplete"] = "off"
        if self.character_limit:
            attrs["maxlength"] = False  # count down, and never cut off what is pasted
            described = attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{described} {self.auto_id}-limit-message".strip()
        return attrs

    @property
    def error_target(self) -> str:
        """The id of the element which the error summary leads to."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(frivilligt)"."""
        conditional: frozenset[str] = getattr(self.form, "conditional", frozenset())
        return not (
            self.field.required
            or self.is_hidden
            or self.widget_type == "checkbox"
            or self.name in conditional
        )

    @property
    def shown_when(self) -> str:
        """The answer that makes the question appear, as `static/js/questions.js` reads it."""
        conditions: Mapping[str, str] = getattr(self.form, "shown_when", {})
        return conditions.get(self.name, "")

    @property
    def character_limit(self) -> int | None:
        """The number of characters to count down from, for long texts only."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None


class PortalRenderer(DjangoTemplates):
    """Render forms with `templates/components/forms`, and what is not there with Django's."""

    form_template_name = "form.html"
    field_template_name = "field.html"
    bound_field_class = PortalBoundField

    @cached_property
    def engine(self) -> Any:
        own = Path(settings.BASE_DIR) / "templates" / "components" / "forms"
        django_own = Path(django.forms.__file__).parent / "templates"
        return self.backend(
            {
                "APP_DIRS": False,
                "DIRS": [own, django_own],
                "NAME": "portal-forms",
                "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
            }
        )


class PortalForm(forms.Form):
    """The base of every form in the portal.

    `{{ form }}` renders the fields; base.html puts the error summary of `form` above the heading.
    Each required field has its own message: see `required_message`. Fields that another answer
    makes necessary are named in `conditional`, so that they are not marked as optional.
    """

    default_renderer = PortalRenderer()
    use_required_attribute = False
    conditional: frozenset[str] = frozenset()
    # Which answer makes a question appear: {"reason": "follows=no"}; without script all are there.
    shown_when: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def as_typed(self) -> dict[str, Any]:
        """Return what was typed, right or wrong, as the initial values of the next time."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }


def required_message(text: str | Promise) -> dict[str, Any]:
    """Return the `error_messages` of a required field: say what to write, never that it is missing.

    `CharField(error_messages=required_message(_("Write what you have seen or heard")))`
    """
    return {"required": text}
