from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "beredskab.accounts"
    label = "accounts"
    verbose_name = _("Users and rights")

    def ready(self) -> None:
        from beredskab.accounts import models
        from beredskab.audit import trail

        trail.follow(models.User, fields=["is_active"])
        trail.follow(models.Membership, fields=["user", "unit", "role", "from_on", "to_on"])
        trail.follow(
            models.DutyShift,
            fields=["unit", "kind", "user", "weekdays", "starts", "ends", "from_on", "to_on"],
        )
        trail.follow(models.Absence, fields=["user", "deputy", "from_at", "to_at"])
