"""Forms of who writes the plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.plan import rendering
from beredskab.plan.forms.prose import prose_field
from beredskab.plan.models import Edition, Section, SectionDraft, Theme
from beredskab.web.forms import PortalForm, required_message

_WIDE = {"class": "input-width-xl"}
# Signs that no page and no paper can show.
SHOWN = RegexValidator(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]",
    _("Erase the signs that can't be shown, and write them anew"),
    inverse_match=True,
)
TITLE = 120
HEAD = ("title", "themes", "changes")


def _heading() -> forms.CharField:
    return forms.CharField(
        label=_("Heading"),
        max_length=TITLE,
        validators=[SHOWN],
        widget=forms.TextInput(attrs=_WIDE),
        error_messages=required_message(_("Write the heading of the section")),
    )


class VersionField(forms.CharField):
    """The number of a version of a text; hidden."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> int:
        return version_in(value)


class DraftForm(PortalForm):
    """A form about a draft; after a conflict `standing` is the section or the edition as it is."""

    standing: Any = None

    def sees(self, standing: Section | Edition, seen: int | str) -> None:
        """Let what is typed be saved over what stands there, now that the user has been told."""
        self.standing = standing
        if self.is_bound:
            assert isinstance(self.data, QueryDict)
            self.data = self.data.copy()
            self.data["seen"] = str(seen)
        self.initial["seen"] = seen


class HeadForm(DraftForm):
    """What an edition is called, what it is about, and what is new in it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title of the plan"),
        max_length=160,
        validators=[SHOWN],
        widget=forms.TextInput(attrs=_WIDE),
        error_messages=required_message(_("Write the title of the plan")),
    )
    themes = forms.MultipleChoiceField(
        label=_("What is the plan about?"),
        choices=Theme,
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose what the plan is about")),
    )
    changes = forms.CharField(
        label=_("What is new in this edition?"),
        help_text=_("Readers see it in the list of editions."),
        max_length=500,
        validators=[SHOWN],
        widget=forms.Textarea(attrs={"rows": 3, **_WIDE}),
        required=False,
    )
    # A draft can be saved without it, but not be sent.
    conditional = frozenset({"changes"})

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        """Begin with what the edition says; it may be gone by now."""
        initial = {name: getattr(edition, name, None) for name in HEAD}
        initial["seen"] = edition.head_sum if edition else ""
        super().__init__(*args, initial=initial, **kwargs)
        if edition is not None and edition.is_correction:
            self.fields["themes"].disabled = True  # what the council adopted
        elif edition is not None and edition.number == 1:
            del self.fields["changes"]


class SectionForm(DraftForm):
    """The heading and the text of a section."""

    seen = VersionField()
    title = _heading()
    text = prose_field()
    conditional = frozenset({"text"})


class NewSectionForm(DraftForm):
    """A section to add: its heading, and after which other."""

    title = _heading()
    after = forms.ChoiceField(label=_("Where?"), required=False)
    conditional = frozenset({"after"})

    def __init__(self, *args: Any, rows: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = {row.key: row for row in rows}
        numbers = rendering.numbers(row.level for row in rows)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Last, as a chapter"))] + [
            (
                row.key,
                gettext("After %(number)s %(title)s") % {"number": number, "title": row.title},
            )
            for row, number in zip(rows, numbers, strict=True)
        ]

    def clean_after(self) -> Section | None:
        return self._rows.get(self.cleaned_data["after"])


class TakeBackForm(DraftForm):
    """Which version of a section is to be its text again."""

    seen = VersionField()
    number = VersionField()


def text_of(section: Section, draft: SectionDraft | None) -> dict[str, Any]:
    """What the form of a section begins with: what one has typed and not saved, if anything."""
    if draft is not None:
        return {"title": draft.title, "text": draft.text, "seen": draft.seen}
    return {"title": section.title, "text": section.text, "seen": section.version}


def version_in(value: Any) -> int:
    """The number of a version that somebody sent; 0, which no text has, for anything else."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
