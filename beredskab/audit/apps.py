from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "beredskab.audit"
    label = "audit"

    def ready(self) -> None:
        from beredskab.audit import log_ins  # noqa: F401  connects its receivers
