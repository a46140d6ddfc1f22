from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The roof: wakes what stands beside it, the Celery app and the system checks."""

    name = "beredskab.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from beredskab import celery, checks  # noqa: F401
