from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InfohusConfig(AppConfig):
    name = "infohus"
    verbose_name = _("Infohus Kommune")

    def ready(self) -> None:
        from beredskab.audit import trail
        from infohus import models

        member = ["seat", "user", "deputises", "is_secondary", "from_on", "to_on"]
        trail.follow(models.Member, fields=member)
        trail.follow(models.RequiredSeat, fields=["group", "seat"])
