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
        from cases import models
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
        trail.follow(models.Concern, fields=["status", "source", "channel", "acute"])
        trail.follow(models.Case, fields=["status", "unit", "holder", "handler", "acute"])
        trail.follow(models.Measure, fields=["kind", "is_acute", "decided_at", "ended_on"])
        trail.follow(models.Examination, fields=["case", "due_at", "concluded_at"])
        period = ["case", "holder", "began_at", "ended_at", "how"]
        trail.follow(models.DutyPeriod, fields=period)
        period = ["case", "number", "opened_at", "closed_at", "closed_by", "reviewed_by"]
        trail.follow(models.CasePeriod, fields=[*period, "outcome"])
        closing = ["case", "outcome", "proposed_by", "answer", "answered_by"]
        trail.follow(models.ClosingProposal, fields=closing)
        trail.follow(models.InfohusHandling, fields=["case", "decision", "decided_by"])
        trail.follow(models.ConcernCase, fields=["concern", "case"])
        trail.follow(models.Assessment, fields=["danger", "act_now", "signed_at", "signed_by"])
        trail.follow(models.Confirmation, fields=["ending", "given_at", "recorded_by"])
        trail.follow(models.Orientation, fields=["ending", "given_at", "recorded_by"])
        trail.follow(models.CaseBlock, fields=["case", "user", "set_by", "lifted_at"])
        trail.follow(models.CaseLink, fields=["first", "second", "kind", "linked_by"])
        trail.follow(
            models.LockLift,
            fields=["person", "lifted_at", "lifted_by", "relocked_at", "relocked_by"],
        )
        trail.follow(models.InterpreterUse, fields=["case", "is_planned", "tie", "made_by"])
        trail.follow(models.PersonContact, fields=["case", "way", "about", "despite", "made_by"])
        trail.follow(models.ChildLine, fields=["case", "answer", "concern", "said_by"])
        trail.follow(models.Partner, fields=["case", "involve", "inform", "basis", "ended_at"])
        trail.follow(models.NoticePostponement, fields=["review_on", "ending", "decided_by"])
        trail.follow(models.SafeContact, fields=["case", "number", "made_by"])
        trail.follow(models.Checklist, fields=["case", "concern", "version"])
        trail.follow(models.Message, fields=["concern", "from_notifier", "read_at", "read_by"])
        trail.follow(models.Tick, fields=["checklist", "step_key", "state", "done_on", "ticked_by"])
        trail.follow(
            models.RiskAssessment,
            fields=["case", "number", "level", "acute", "valid_until", "countersigned_by"],
        )
        trail.follow(models.AdultRouting, fields=["case", "way", "coordinates", "partner"])
        trail.follow(models.ActionPlanNeed, fields=["case", "needed", "judged_by"])
        trail.follow(models.ActionPlanOffer, fields=["case", "reply", "offered_at"])
        trail.follow(models.ActionPlan, fields=["case", "number", "participation", "made_by"])
        trail.follow(models.AdviceOffer, fields=["case", "outcome", "offered_at", "recorded_by"])
        trail.follow(models.AnonymousAdvice, fields=["unit", "way", "acute", "given_at"])
        trail.follow(
            models.AdultTransfer,
            fields=["case", "from_unit", "to_unit", "offered_to", "accepted_at"],
        )
        trail.follow(models.MunicipalityHandOver, fields=["case", "told_at", "accepted_at"])
        trail.follow(models.ConcernJudgement, fields=["concern", "threatened", "act_now"])
        trail.follow(models.AcuteMark, fields=["case", "is_acute", "triggers", "marked_by"])
        trail.follow(models.AcuteCall, fields=["case", "concern", "to", "called_at", "recorded_by"])
        trail.follow(models.PoliceHandover, fields=["case", "concern", "accepted_at"])
        trail.follow(
            models.OutsideAssessment,
            fields=["case", "assessor", "is_acute", "asked_at", "received_at", "recorded_by"],
        )
        trail.follow(models.SafetyPlanNeed, fields=["case", "needed", "judged_by"])
        trail.follow(models.SafetyPlan, fields=["case", "number", "review_on", "made_by"])
        trail.follow(models.Stay, fields=["case", "number", "journey", "permit", "made_by"])
        trail.follow(models.JourneyReport, fields=["case", "to", "reported_at", "recorded_by"])
        trail.follow(models.CheckIn, fields=["case", "kind", "due_at", "missed_at", "outcome"])
        trail.follow(
            models.Judgement,
            fields=["case", "number", "threatened", "act_now", "examination", "countersigned_by"],
        )
        trail.follow(models.Screening, fields=["case", "number", "outcome", "abuse"])
