"""Explanations where their words stand: at the field of a form, and beside a word of a case."""

from collections.abc import Sequence

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from actioncards import knowledge

register = template.Library()


@register.simple_tag
def explanations(field: BoundField) -> SafeString | str:
    """Fold away what the choices of a field mean; nothing where nobody has explained them.

    The field says by its attribute `knowledge` of which kind its choices are.
    """
    kind = getattr(field.field, "knowledge", None)
    if kind is None:
        return ""
    choices = getattr(field.field, "choices", ())
    found = knowledge.of_choices(_known(field.form), kind, choices)
    if not found:
        return ""
    context = {"field_label": field.label, "explained": found}
    return render_to_string("actioncards/_explanations.html", context)


@register.simple_tag
def explained(kind: str, keys: Sequence[str], labels: Sequence[str]) -> list[tuple[str, str]]:
    """Return each label with the address of its explanation, or with nothing when it has none."""
    known = knowledge.known()
    return [
        (label, known[kind, key].get_absolute_url() if (kind, key) in known else "")
        for key, label in zip(keys, labels, strict=True)
    ]


def _known(form: BaseForm) -> knowledge.Known:
    """Read the explanations once for all the fields of a form."""
    if not hasattr(form, "explanations_known"):
        form.explanations_known = knowledge.known()  # type: ignore[attr-defined]
    return form.explanations_known  # type: ignore[attr-defined]
