"""Fields for a day and for a moment, typed as numbers, as the design system asks."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab import timelimits


class DayWidget(forms.MultiWidget):
    """Three inputs: day, month, year."""

    template_name = "widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(self.inputs(), attrs)

    def inputs(self) -> dict[str, forms.Widget | type[forms.Widget]]:
        """Return the inputs by the ending of their names."""
        return {part: self.number() for part in ("day", "month", "year")}

    @staticmethod
    def number() -> forms.Widget:
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.Field):
    """A calendar day; cleans to a `date`, or None when optional and left empty."""

    widget = DayWidget
    default_error_messages = {
        "incomplete": _("Write day, month and year"),
        "invalid": _("Write a date that exists, such as 14 4 2026"),
        "year": _("Write the year with four digits"),
    }

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        parts = [(part or "").strip() for part in value[:3]]
        return self.day_of(parts) if any(parts) else None

    def day_of(self, parts: list[str]) -> date:
        """Return the day that three texts name."""
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not all(part.isdecimal() and len(part) < 10 for part in parts):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day, month, year = map(int, parts)
        if len(parts[2]) != 4:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentWidget(DayWidget):
    """Four inputs: day, month, year and time of day."""

    template_name = "widgets/moment.html"

    def inputs(self) -> dict[str, forms.Widget | type[forms.Widget]]:
        return {**super().inputs(), "time": self.number()}

    def decompress(self, value: date | None) -> list[Any]:
        if not isinstance(value, datetime):
            return [*super().decompress(value), None]
        if timezone.is_aware(value):
            value = timezone.localtime(value, timelimits.TZ)
        return [*super().decompress(value), f"{value:%H.%M}"]


class MomentField(DayField):
    """A day and a time of day in Denmark; cleans to an aware `datetime`."""

    widget = MomentWidget
    default_error_messages = {
        "incomplete": _("Write day, month, year and time"),
        "time": _("Write the time as hours and minutes, such as 14.30"),
    }

    def to_python(self, value: Any) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        *parts, clock = [(part or "").strip() for part in value[:4]]
        if not (any(parts) or clock):
            return None
        if not clock:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return timelimits.localise(datetime.combine(self.day_of(parts), self.time_of(clock)))

    def time_of(self, text: str) -> time:
        """Return the time that a text names: 14.30, 14:30, 1430 or 14."""
        match = re.fullmatch(r"(\d{1,2})(?:[.:]?(\d{2}))?", text)
        try:
            if match:
                return time(int(match[1]), int(match[2] or 0))
        except ValueError:
            pass
        raise ValidationError(self.error_messages["time"], code="time")
