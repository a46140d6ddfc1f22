"""The box for the text of a section: an editor where there is script, else the HTML itself."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media

# The preset of `settings.DJANGO_PROSE_EDITOR_PRESETS`: static/js/plan-editor.js.
PRESET = "plan"
# What its buttons are called; the keys are the editor's own names of them.
WORDS = {
    "toolbar": _("Formatting"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "link": _("Link: mark the words first"),
    "unlink": _("Remove the link"),
    "table": _("Insert a table"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:toggleHeaderCell": _("Make the cell a heading, or not"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
}


class ProseWidget(ProseEditorWidget):
    """The editor of the package with our preset and our style sheet."""

    @property
    def media(self) -> forms.Media:
        own = Media(css={"all": ["django_prose_editor/editor.css", "css/plan-editor.css"]})
        return super().media + own


def prose_field() -> forms.CharField:
    """The text of a section; cleaned when it is saved."""
    return forms.CharField(
        label=_("Text"),
        help_text=_("Press Escape and then Tab to leave the field."),
        widget=ProseWidget(
            preset=PRESET, config={"words": WORDS}, attrs={"rows": 20, "class": "input-width-xl"}
        ),
        required=False,
    )
