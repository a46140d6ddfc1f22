"""Path converters; importing this module registers them."""

from django.urls import register_converter

from beredskab import references


class ReferenceConverter:
    """Match a reference in either case; one whose check symbol is wrong is an unknown address."""

    regex = "[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"

    def to_python(self, value: str) -> str:
        if not references.is_valid(value):
            raise ValueError
        return references.normalise(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")
