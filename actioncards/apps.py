from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActioncardsConfig(AppConfig):
    name = "actioncards"
    verbose_name = _("Action cards")

    def ready(self) -> None:
        from actioncards import links, models
        from actioncards.notices import TEXTS
        from beredskab.audit import trail
        from beredskab.notices import texts
        from beredskab.plan import placeholders

        for kind, text in TEXTS.items():
            texts.register(kind, text)

        trail.follow(models.Card, fields=["slug", "role", "age", "withdrawn_at", "replaced_by"])
        trail.follow(models.CardVersion, fields=["card", "number", "status", "approved_by"])
        trail.follow(models.CardStep, fields=["version", "key", "part", "action", "heading"])
        trail.follow(models.StepContact, fields=["step", "contact", "position"])
        trail.follow(models.Explanation, fields=["kind", "key", "title"])
        placeholders.register("kort", links.of_cards)
