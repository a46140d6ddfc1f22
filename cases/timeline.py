"""What has happened in a case, in words: one for each verb of the trail that belongs there."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from cases import hidden
from cases.choices import Answer, ClosingOutcome
from cases.kinds import TITLES
from cases.models import Case, CaseLink, Confirmation, InfohusHandling, NoteVersion, Tick
from cases.visibility import Part

WORDS: dict[str, str | Promise] = {
    "cases.opened": gettext_lazy("The case was opened"),
    "cases.concern_received": gettext_lazy("A concern was received"),
    "cases.information_added": gettext_lazy("New information was added"),
    "cases.talk_planned": gettext_lazy("A talk to get advice was planned"),
    "cases.consulted": gettext_lazy("The concern was talked over"),
    "cases.found_acute": gettext_lazy("A talk found that it may be acute"),
    "cases.acute_begun": gettext_lazy("The case was marked as acute"),
    "cases.acute_ended": gettext_lazy("The case is no longer acute"),
    "cases.acute_called": gettext_lazy("An acute call was recorded"),
    "cases.police_called": gettext_lazy("The police were called"),
    "cases.police_took_over": gettext_lazy("A hand-over to the police was recorded"),
    "cases.outside_asked": gettext_lazy("Others were asked for a risk assessment"),
    "cases.outside_answered": gettext_lazy("A risk assessment by others was received"),
    "cases.joined": gettext_lazy("The case was joined to another case of the same person"),
    "cases.joined_here": gettext_lazy("The concerns of another case were moved to this case"),
    "cases.linked": gettext_lazy("The case was linked to another case"),
    "cases.leader_consulted": gettext_lazy("The case was talked over with the leader"),
    "cases.adviser_consulted": gettext_lazy("Advice was taken"),
    "cases.note_written": gettext_lazy("A note was written"),
    "cases.note_corrected": gettext_lazy("A note was corrected"),
    "cases.message_from_notifier": gettext_lazy("The notifier wrote a message"),
    "cases.message_to_notifier": gettext_lazy("A message was written to the notifier"),
    "cases.receipt_corrected": gettext_lazy("The received time was corrected"),
    "cases.assessed": gettext_lazy("The 24-hour assessment was signed"),
    "cases.lateness_explained": gettext_lazy("Grounds for the lateness were given"),
    "cases.countersigned": gettext_lazy("The assessment was countersigned"),
    "cases.judged": gettext_lazy("It was judged whether to act at once"),
    "cases.judgement_countersigned": gettext_lazy("The judgement was countersigned"),
    "cases.risk_assessed": gettext_lazy("The risk was assessed"),
    "cases.risk_countersigned": gettext_lazy("The risk assessment was countersigned"),
    "cases.screened": gettext_lazy("The child was screened"),
    "cases.confirmed": gettext_lazy("Receipt was confirmed to the notifier"),
    "cases.oriented": gettext_lazy("The professional was given orientation"),
    "cases.orientation_exempt": gettext_lazy("The orientation was left out"),
    "cases.taken": gettext_lazy("The case was taken"),
    "cases.offered": gettext_lazy("The case was offered to an adviser"),
    "cases.accepted": gettext_lazy("The case was accepted"),
    "cases.declined": gettext_lazy("The case was declined"),
    "cases.offer_returned": gettext_lazy("The offer was not answered in time"),
    "cases.moved": gettext_lazy("The case was moved to another unit"),
    "cases.followed_up": gettext_lazy("What was started is followed up"),
    "cases.person_added": gettext_lazy("A person was added"),
    "cases.person_changed": gettext_lazy("What is known of a person was changed"),
    "cases.categories_set": gettext_lazy("What the case is about was settled"),
    "cases.task_added": gettext_lazy("A task was given"),
    "cases.task_done": gettext_lazy("A task was done"),
    "cases.measure_recorded": gettext_lazy("A measure was recorded"),
    "cases.measure_completed": gettext_lazy("A measure was filled in"),
    "cases.measure_ended": gettext_lazy("A measure ended"),
    "cases.examination_opened": gettext_lazy("The examination (§ 20) began"),
    "cases.examination_concluded": gettext_lazy("The examination (§ 20) was finished"),
    "cases.preliminary_written": gettext_lazy("A preliminary assessment was written"),
    "cases.sibling_assessed": gettext_lazy("Another child of the family was judged"),
    "cases.plan_written": gettext_lazy("A plan of the child was written"),
    "cases.child_talk_planned": gettext_lazy("A talk with the child was planned"),
    "cases.child_talk_cancelled": gettext_lazy("A planned talk with the child was called off"),
    "cases.child_talk_held": gettext_lazy("There was a talk with the child"),
    "cases.child_talk_left_out": gettext_lazy("The talk with the child was left out"),
    "cases.reassessed": gettext_lazy("A new notification was judged with somebody new"),
    "cases.checklist_begun": gettext_lazy("The action card was taken into use as checklist"),
    "cases.step_ticked": gettext_lazy("A step of the checklist was marked"),
    "cases.lock_lifted": gettext_lazy("The contact lock of a person was lifted"),
    "cases.lock_put_back": gettext_lazy("The contact lock of a person was put back"),
    "cases.interpreter_forbidden": gettext_lazy("Somebody interpreted who should not have"),
    "cases.adult_routed": gettext_lazy("It was settled which area helps the citizen"),
    "cases.advice_offered": gettext_lazy("Advice and guidance was offered"),
    "cases.advice_not_safe": gettext_lazy("Advice could not be offered safely"),
    "cases.action_plan_needed": gettext_lazy("An action plan was judged to be needed"),
    "cases.action_plan_not_needed": gettext_lazy("An action plan was judged not to be needed"),
    "cases.action_plan_offered": gettext_lazy("An action plan was offered"),
    "cases.action_plan_declined": gettext_lazy("The citizen declined an action plan"),
    "cases.action_plan_written": gettext_lazy("The action plan was written"),
    "cases.turned_18": gettext_lazy("The person turned 18"),
    "cases.adult_transfer_offered": gettext_lazy("The case was offered to the adult area"),
    "cases.handed_to_adults": gettext_lazy("The adult area took the case over"),
    "cases.municipality_told": gettext_lazy("The case was told to another municipality"),
    "cases.municipality_accepted": gettext_lazy("Another municipality accepted the case"),
    "cases.concern_judged": gettext_lazy("The reporter judged her concern"),
    "cases.safety_plan_needed": gettext_lazy("A safety plan was found to be needed"),
    "cases.safety_plan_not_needed": gettext_lazy("No safety plan was found to be needed"),
    "cases.safety_plan_written": gettext_lazy("The safety plan was written"),
    "cases.stay_written": gettext_lazy("What is known of the journey was written"),
    "cases.journey_reported": gettext_lazy("The journey was reported"),
    "cases.check_in_agreed": gettext_lazy("A moment was agreed on"),
    "cases.check_in_kept": gettext_lazy("An agreed moment was kept"),
    "cases.check_in_moved": gettext_lazy("An agreed moment was moved"),
    "cases.check_in_missed": gettext_lazy("An agreed moment was missed"),
    "cases.person_seen": gettext_lazy("The person was seen"),
    "cases.contact_planned": gettext_lazy("A contact was planned"),
    "cases.contact_recorded": gettext_lazy("A contact was recorded"),
    "cases.contact_despite": gettext_lazy("A contact was recorded that should not have been"),
    "cases.contact_dropped": gettext_lazy("A planned contact was dropped"),
    "cases.silence_recorded": gettext_lazy("A sudden silence was recorded"),
    "cases.child_considered": gettext_lazy("Another child in the family was considered"),
    "cases.partner_judged": gettext_lazy("A partner to involve or inform was judged"),
    "cases.partner_ended": gettext_lazy("A partner takes no part any more"),
    "cases.notice_postponed": gettext_lazy("The notice to a person was postponed"),
    "cases.notice_given": gettext_lazy("A person was told, after it was postponed"),
    "cases.address_protected": gettext_lazy("The protection of an address was set"),
    "cases.safe_contact_written": gettext_lazy("The safe way of contact was written"),
    "cases.closing_proposed": gettext_lazy("It was proposed to close the case"),
    "cases.closing_returned": gettext_lazy("The proposal to close was sent back"),
    "cases.closed": gettext_lazy("The case was closed"),
    "cases.reopened": gettext_lazy("The case was reopened"),
    "cases.infohus_contacted": gettext_lazy("Infohus Kommune was contacted"),
    "cases.infohus_handled": gettext_lazy("The coordinator decided on Infohus"),
    "cases.infohus_called_off": gettext_lazy("A meeting of Infohus on the case was cancelled"),
    "cases.infohus_ended": gettext_lazy("The municipality has no Infohus Kommune any more"),
    "cases.infohus_held": gettext_lazy("The case was discussed in Infohus Kommune"),
    "infohus.decision_referred": gettext_lazy("A decision refers to a recommendation of Infohus"),
    "infohus.psp_noted": gettext_lazy("PSP agreed who is responsible"),
    "cases.closed_in_error": gettext_lazy("The case was closed as registered in error"),
}
# What a step of the checklist may stand for, when the portal knows it to be done.
DOINGS = [
    "cases.taken",
    "cases.accepted",
    "cases.task_done",
    "cases.action_plan_not_needed",
    "cases.action_plan_declined",
    "cases.action_plan_written",
    "cases.police_called",
    "cases.police_took_over",
    "cases.safety_plan_not_needed",
    "cases.safety_plan_written",
    "cases.leader_consulted",
    "cases.adviser_consulted",
    "cases.judged",
    "cases.screened",
    "cases.child_talk_held",
    "cases.child_talk_left_out",
    "cases.child_considered",
    "cases.partner_judged",
]
# Of a concern only what isn't written on its cases as well.
_OF_CONCERN = [
    "cases.consulted",
    "cases.concern_judged",
    "cases.acute_called",
    "cases.police_called",
    "cases.police_took_over",
]
# What the notifier does herself; who she is, not everybody may know (LR13).
_BY_NOTIFIER = {
    "cases.opened",
    "cases.concern_received",
    "cases.information_added",
    "cases.consulted",
    "cases.concern_judged",
    "cases.found_acute",
    "cases.message_from_notifier",
}


def events(
    case: Case,
    concerns: Iterable[int],
    *,
    seen: Collection[Part],
    headings: Mapping[str, str],
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """The newest events of a case and its concerns, as the timeline component wants them.

    `seen` are the parts that the reader sees: what tells of others is left out. `headings` are
    those of the steps of its checklist, by their keys.
    """
    found = trail.events_about(("cases.case", [case.pk]), ("cases.concern", concerns))
    found = found.filter(verb__in=set(WORDS) - hidden.verbs(seen)).exclude(
        subject_type="cases.concern", verb__in=set(WORDS) - set(_OF_CONCERN)
    )
    told = found.exclude(_of_hidden_task(seen))
    return [_item(event, Part.NOTIFIER in seen, headings) for event in told[:limit]]


def _of_hidden_task(seen: Collection[Part]) -> Q:
    """The condition that an event names a task that tells of what the reader doesn't see."""
    named = Q(verb__in=["cases.task_added", "cases.task_done"])
    return named & Q(details__kind__in=sorted(hidden.kinds(seen)))


def doings(case: Case) -> list[AuditEvent]:
    """Who took the case and who did its tasks, newest first."""
    found = trail.events_about(("cases.case", [case.pk]))
    return list(found.filter(verb__in=DOINGS))


def _item(event: AuditEvent, sees_notifier: bool, headings: Mapping[str, str]) -> dict[str, Any]:
    by_notifier = event.verb in _BY_NOTIFIER or event.subject_type == "cases.concern"
    is_hidden = by_notifier and not sees_notifier
    who = event.actor.name if event.actor else _("The system")
    return {
        "title": str(WORDS[event.verb]),
        "at": event.at,
        "who": "" if is_hidden else who,
        "text": _more(event, headings),
    }


def _more(event: AuditEvent, headings: Mapping[str, str]) -> str:
    details = event.details
    if event.verb == "cases.step_ticked":
        state = dict(Tick.State.choices).get(details.get("state"), "")
        return f"{headings.get(details.get('step', ''), '')}: {state}"
    if event.verb == "cases.assessed":
        return _("After the limit") if details.get("late") else _("Within the limit")
    if event.verb == "cases.confirmed":
        return str(dict(Confirmation.Ending.choices).get(details.get("ending"), ""))
    if event.verb in {"cases.task_added", "cases.task_done"}:
        return _(TITLES.get(details.get("kind", ""), ""))
    if event.verb in {"cases.closing_proposed", "cases.closed"}:
        return str(dict(ClosingOutcome.choices).get(details.get("outcome"), ""))
    if event.verb == "cases.infohus_handled":
        decisions = dict(InfohusHandling.Decision.choices)
        return str(decisions.get(details.get("decision"), ""))
    if event.verb in {"cases.consulted", "cases.leader_consulted", "cases.adviser_consulted"}:
        acute = dict(Answer.choices).get(details.get("acute"), "")
        return _("Act at once: %(answer)s") % {"answer": acute}
    if event.verb == "cases.linked":
        return str(dict(CaseLink.Kind.choices).get(details.get("kind"), ""))
    if event.verb in {"cases.note_written", "cases.note_corrected"}:
        return str(dict(NoteVersion.Kind.choices).get(details.get("kind"), ""))
    return str(details.get("concern", ""))
