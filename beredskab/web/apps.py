from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "beredskab.web"
    label = "web"

    def ready(self) -> None:
        from . import converters  # noqa: F401  registers the path converters
