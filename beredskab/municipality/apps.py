from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "beredskab.municipality"
    label = "municipality"
    verbose_name = _("Municipality")

    def ready(self) -> None:
        from beredskab.audit import trail
        from beredskab.municipality import models

        switches = [
            "saturday_counts",
            "half_holidays_count",
            "show_amber",
            "alert_ladder",
            "clarify_reminder_weekdays",
            "draft_days",
            "unassigned_hours",
            "has_infohus",
            "law_chapter",
        ]
        trail.follow(models.Municipality, fields=["name", *switches])
        trail.follow(models.Unit, fields=["slug", "name", "kind", "phone", "is_active"])
        trail.follow(models.Route, fields=["source", "age", "unit"])
        trail.follow(models.Contact, fields=["slug", "name", "phone", "audience", "is_acute"])
