from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "beredskab.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        pass
