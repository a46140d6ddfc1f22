from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InfohusConfig(AppConfig):
    name = "infohus"
    verbose_name = _("Infohus Kommune")

    def ready(self) -> None:
        from beredskab.audit import trail
        from beredskab.notices import texts
        from infohus import models

        member = ["seat", "user", "deputises", "is_secondary", "from_on", "to_on"]
        trail.follow(models.Member, fields=member)
        trail.follow(models.RequiredSeat, fields=["group", "seat"])
        times = ["starts_at", "ends_at", "sight_ends_at", "sequence"]
        trail.follow(models.Meeting, fields=[*times, "convened_at", "cancelled_at"])
        trail.follow(models.AgendaItem, fields=["meeting", "case", "position", "basis"])
        asked = ["meeting", "member", "user", "seat", "stands_in_for", "reply", "removed_at"]
        trail.follow(models.Participant, fields=asked)
        trail.follow(models.ItemParticipant, fields=["item", "participant"])
        trail.follow(models.CalendarFeed, fields=["user", "made_at"])
        texts.register("infohus_declined", _("Somebody does not come to a meeting"))
