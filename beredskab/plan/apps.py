from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "beredskab.plan"
    verbose_name = _("Preparedness plan")

    def ready(self) -> None:
        from beredskab.audit import trail
        from beredskab.notices import texts
        from beredskab.plan import models
        from beredskab.plan.notices import TEXTS

        for kind, text in TEXTS.items():
            texts.register(kind, text)

        trail.follow(
            models.Edition,
            fields=["number", "correction", "status", "approved_by", "adopted_on", "adopted_case"],
        )
        trail.follow(models.Section, fields=["edition", "key", "position", "level", "version"])
        trail.follow(models.PlanPdf, fields=["edition", "sha256", "size"])
        trail.follow(models.Acknowledgement, fields=["edition", "user"])
