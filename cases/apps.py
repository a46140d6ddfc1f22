from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Concerns and cases")

    def ready(self) -> None:
        from beredskab.audit import trail
        from beredskab.deadlines import duedates
        from beredskab.municipality import switches
        from beredskab.notices import texts
        from cases.followed import FOLLOWED
        from cases.notices import TEXTS
        from cases.querysets.cases import barred_from
        from cases.workflow import sight
        from cases.workflow.check_ins import note_missed
        from cases.workflow.infohus import follow_switch

        for kind, text in TEXTS.items():
            texts.register(kind, text)
        duedates.barred_by(barred_from)
        duedates.opened_by(sight.open_to)
        duedates.first(note_missed)
        switches.infohus_followed_by(follow_switch)
        for name, fields in FOLLOWED.items():
            trail.follow(self.get_model(name), fields=fields)
