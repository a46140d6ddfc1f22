from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_ITEM = ["meeting", "case", "position", "basis", "provisional_at", "concluded_at"]


class InfohusConfig(AppConfig):
    name = "infohus"
    verbose_name = _("Infohus Kommune")

    def ready(self) -> None:
        from beredskab.audit import trail
        from beredskab.notices import texts
        from infohus import models
        from infohus.notices import TEXTS

        for kind, text in TEXTS.items():
            texts.register(kind, text)
        member = ["seat", "user", "deputises", "is_secondary", "from_on", "to_on"]
        trail.follow(models.Member, fields=member)
        trail.follow(models.RequiredSeat, fields=["group", "seat"])
        times = ["starts_at", "ends_at", "sight_ends_at", "sequence"]
        trail.follow(models.Meeting, fields=[*times, "convened_at", "cancelled_at"])
        trail.follow(models.AgendaItem, fields=_ITEM)
        asked = ["meeting", "member", "user", "seat", "stands_in_for", "reply", "removed_at"]
        trail.follow(models.Participant, fields=asked)
        trail.follow(models.ItemParticipant, fields=["item", "participant"])
        trail.follow(models.NeedToKnow, fields=["item", "participant", "noted_by"])
        attendance = ["item", "participant", "seat", "how", "struck_at"]
        trail.follow(models.Attendance, fields=attendance)
        trail.follow(models.TieDeclaration, fields=["item", "participant", "answer"])
        trail.follow(models.TieRuling, fields=["declaration", "may_take_part", "ruled_by"])
        trail.follow(models.ItemText, fields=["item", "section", "number", "level", "made_by"])
        trail.follow(models.MinutesAnswer, fields=["version", "participant", "agrees"])
        advice = ["item", "outcome", "seat", "unit", "due_on", "measure", "level", "answer"]
        trail.follow(models.Recommendation, fields=[*advice, "withdrawn_at"])
        trail.follow(models.RecommendationReply, fields=["recommendation", "answer"])
        decision = ["recommendation", "measure", "decided_on", "follows"]
        trail.follow(models.DecisionReference, fields=decision)
        trail.follow(models.Substitute, fields=["user", "from_on", "to_on", "appointed_by"])
        trail.follow(models.NetworkNote, fields=["kind", "happened_on"])
        trail.follow(models.PspNote, fields=["case", "agreed_on", "seat", "unit"])
        trail.follow(models.CalendarFeed, fields=["user", "made_at"])
