import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.test import override_settings

import beredskab
import cases
from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message


class Form(PortalForm):
    conditional = frozenset({"other"})

    who = forms.ChoiceField(
        label="Hvem",
        choices=[("a", "A")],
        widget=forms.RadioSelect,
        error_messages=required_message("Vælg hvem"),
    )
    words = forms.CharField(
        label="Ord",
        max_length=20,
        widget=forms.Textarea,
        error_messages=required_message("Skriv ord"),
    )
    born = DayField(label="Født", error_messages=required_message("Skriv fødselsdato"))
    note = forms.CharField(label="Note", required=False, help_text="<i>fx</i>")
    other = forms.CharField(label="Andet", required=False)


def _all_forms(base=PortalForm):
    for form in base.__subclasses__():
        yield form
        yield from _all_forms(form)


def _import_all(package):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if "forms" in module.name or module.name.endswith((".login", ".gallery")):
            importlib.import_module(module.name)


def test_every_required_field_has_a_message_of_its_own():
    for package in (beredskab, cases):
        _import_all(package)
    default = forms.Field.default_error_messages["required"]
    bare = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in _all_forms()
        for name, field in form.base_fields.items()
        if field.required and field.error_messages["required"] == default
    ]
    assert not bare


def test_errors_are_tied_to_their_fields():
    html = str(Form({}))
    assert 'aria-describedby="id_who_error"' in html
    assert html.count("form-error-message") == 3
    assert "Skriv ord" in html
    assert "required" not in html


def test_the_error_summary_leads_to_the_first_input_of_a_group():
    form = Form({})
    assert form["who"].error_target == "id_who_0"
    assert form["born"].error_target == "id_born_0"
    assert form["words"].error_target == "id_words"


@override_settings(LANGUAGE_CODE="en")
def test_only_what_is_always_optional_says_so():
    form = Form()
    assert form["note"].is_optional
    assert not form["other"].is_optional
    assert not form["who"].is_optional


def test_help_text_is_escaped():
    assert "&lt;i&gt;fx&lt;/i&gt;" in str(Form())


def test_long_texts_are_counted_and_never_cut_off():
    html = str(Form())
    assert 'data-maxlength="20"' in html
    assert " maxlength=" not in html


def test_what_is_typed_is_not_kept_by_the_browser():
    assert str(Form()["note"]).count('autocomplete="off"') == 1


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        (("14", "4", "2026"), date(2026, 4, 14)),
        ((" 01 ", "02", "2008"), date(2008, 2, 1)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read(parts, result):
    assert DayField(required=False).clean(list(parts)) == result


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "2", "2026"), "invalid"),
        (("x", "2", "2026"), "invalid"),
        (("1" * 5000, "2", "2026"), "invalid"),
        (("1", "", "2026"), "incomplete"),
        (("1", "2", "26"), "year"),
        (("", "", ""), "required"),
    ],
)
def test_a_day_is_refused(parts, code):
    with pytest.raises(forms.ValidationError) as caught:
        DayField().clean(list(parts))
    assert caught.value.code == code


@pytest.mark.parametrize("clock", ["14.30", "14:30", "1430"])
def test_a_moment_is_danish_time(clock):
    cleaned = MomentField().clean(["1", "4", "2026", clock])
    assert cleaned == datetime(2026, 4, 1, 12, 30, tzinfo=UTC)


def test_the_ambiguous_hour_is_the_earlier_instant():
    cleaned = MomentField().clean(["25", "10", "2026", "2.30"])
    assert cleaned == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "code"), [("25.00", "time"), ("9.60", "time"), ("nu", "time"), ("", "incomplete")]
)
def test_a_moment_is_refused(clock, code):
    with pytest.raises(forms.ValidationError) as caught:
        MomentField().clean(["1", "4", "2026", clock])
    assert caught.value.code == code


def test_a_moment_is_shown_as_it_is_typed():
    value = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)
    assert MomentField().widget.decompress(value) == [1, 4, 2026, "14.30"]
