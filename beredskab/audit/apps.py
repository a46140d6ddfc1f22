from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "beredskab.audit"
    label = "audit"
