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
            "youth_plan_from_age",
            "offer_hours",
            "offer_hours_acute",
            "has_infohus",
            "confirm_weekdays",
            "police_district",
            "cards_public",
            "law_chapter",
            "accessibility_contact",
            "accessibility_phone",
        ]
        trail.follow(models.Municipality, fields=["name", *switches])
        trail.follow(models.Unit, fields=["slug", "name", "kind", "phone", "is_active"])
        trail.follow(models.Route, fields=["source", "age", "unit"])
        contact = ["slug", "name", "phone", "second_phone", "audience", "is_acute", "service"]
        trail.follow(models.Contact, fields=[*contact, "checked_on", "retired_at"])
