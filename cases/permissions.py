"""Who may do what. Whether it can be done now is asked of states.py."""

from collections.abc import Callable, Iterable
from typing import Any, ParamSpec

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beredskab.accounts import duty, roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, CASE_READERS, REPORTERS, Role
from beredskab.municipality.models import Municipality
from cases import visibility
from cases.models import Assessment, Case, ClosingProposal, Concern, OutsideAssessment
from cases.models.signatures import Countersigned
from cases.visibility import Part

AUTHORITY = ADVISERS | {Role.DUTY_OFFICER}
_Asked = ParamSpec("_Asked")


def can_report(user: Any) -> bool:
    """Everybody who works with people may log a concern; the duty to notify is personal (R27)."""
    return roles.has_role(user, *REPORTERS)


def can_register(user: Any) -> bool:
    """The authority registers what came by phone, post, mail or web form."""
    return roles.has_role(user, *AUTHORITY)


def can_register_on(user: User, case: Case) -> bool:
    """Register one more notification on a case that there is already."""
    return can_register(user) and can_edit(user, case)


def can_write_concern(user: User, concern: Concern) -> bool:
    """Only who wrote a concern goes on with it; nobody can veto or delete it (R27)."""
    return concern.reporter_id == user.pk


def can_read_cases(user: Any) -> bool:
    """Whether there can be cases for the user at all; which, the gate says."""
    return roles.has_role(user, *CASE_READERS)


def can_see(user: User, case: Case) -> bool:
    """Ask the one gate again, as views, tasks and functions alike must.

    A case that this very object came through the gate with is not asked twice; what a workflow
    locks is read anew, and asked anew.
    """
    if getattr(case, "seen_by", None) == user.pk:
        return True
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def remember_seen(user: Any, case: Case) -> None:
    """Note on a case just read through the gate for whom it was."""
    case.seen_by = user.pk  # type: ignore[attr-defined]


def can_assess(user: User, case: Case) -> bool:
    """An adviser or the duty officer signs the 24-hour assessment (R36)."""
    return roles.has_role(user, *AUTHORITY) and can_see(user, case)


def can_countersign(
    user: User, case: Case, assessment: Assessment | Countersigned | None = None
) -> bool:
    """A leader of the case's unit, and not the one who signed."""
    if assessment is not None and assessment.signed_by_id == user.pk:
        return False
    return _leads(user, case)


def can_answer(user: User, case: Case) -> bool:
    """Confirm receipt and give orientation."""
    return _works_on(user, case, AUTHORITY)


def can_edit(user: User, case: Case) -> bool:
    """Complete persons, categories and tasks; who leads another unit has no part in it."""
    return _works_on(user, case, AUTHORITY)


def can_advise(user: Any) -> bool:
    """Record advice to somebody who stays anonymous, and read what one's own unit advised."""
    return bool(advising_units(user))


def advising_units(user: Any) -> list[int]:
    """The keys of the units for which the user advises."""
    return roles.units_with_role(user, AUTHORITY | {Role.COORDINATOR, Role.LEADER})


def can_join(user: User, case: Case) -> bool:
    """An adviser or a leader joins cases of the same person, where she sees both."""
    return _works_on(user, case, ADVISERS)


def can_talk_with_child(user: User, case: Case) -> bool:
    """Who works on the case talks with the child, and reads what it said."""
    return can_edit(user, case) and Part.CHILD_TALK in visibility.parts(user, case)


def can_complete(user: User, case: Case, owner_id: int | None) -> bool:
    """Whoever may edit the case ticks its tasks off; others their own, where they see it."""
    return can_edit(user, case) or (owner_id == user.pk and can_see(user, case))


def can_take(user: User, case: Case) -> bool:
    """An adviser of the case's unit takes it."""
    return case.unit_id in roles.units_with_role(user, ADVISERS) and can_see(user, case)


def can_assign(user: User, case: Case) -> bool:
    """A leader of the case's unit assigns it, or moves it to another unit."""
    return _leads(user, case)


def can_accept(user: User, case: Case) -> bool:
    """Who was asked to take over answers."""
    return case.offered_to_id == user.pk and can_see(user, case)


def can_correct_receipt(user: User, case: Case) -> bool:
    """The leader sets the received time right."""
    return _leads(user, case)


def can_close_in_error(user: User, case: Case) -> bool:
    """A case registered in error closes with the leader's signature alone (R25)."""
    return _leads(user, case)


def can_lift_lock(user: User, case: Case) -> bool:
    """A leader of the unit alone lifts the contact lock of a person (R39)."""
    return _leads(user, case)


def can_act_acutely(user: User, case: Case) -> bool:
    """Record acute calls and hand-overs; the legal office too where a placement is put to it."""
    return _works_on(user, case, AUTHORITY | {Role.LAWYER})


def can_end_acute(user: User, case: Case) -> bool:
    """An adviser or a leader says that a case is no longer acute."""
    return _works_on(user, case, ADVISERS)


def can_answer_outside(user: User, case: Case, assessor: str) -> bool:
    """Who may edit records what others assessed; the legal office itself what it assessed."""
    own = assessor == OutsideAssessment.Assessor.LEGAL_OFFICE and roles.has_role(user, Role.LAWYER)
    return can_edit(user, case) or (own and can_see(user, case))


def can_read_own_answers(user: Any) -> bool:
    """The legal office reads what it answered itself, whether or not it still sees the case."""
    return roles.has_role(user, Role.LAWYER)


def can_see_address(user: User, case: Case) -> bool:
    """A protected address is for holder, adviser and the leader of the unit alone (LR19)."""
    is_named = user.pk in {case.holder_id, case.handler_id}
    return _leads(user, case) or (is_named and can_see(user, case))


def can_sign_closing(user: User, case: Case, proposal: ClosingProposal | None = None) -> bool:
    """A leader of the case's unit, or who stands in for her; never who proposed it."""
    if proposal is not None and proposal.proposed_by_id == user.pk:
        return False
    return _leads(user, case) or _stands_in_for_leader(user, case)


def can_reopen(user: User, case: Case) -> bool:
    """A leader or an adviser of the case's unit takes a closed case up again."""
    return _leads(user, case) or can_take(user, case)


def can_handle_infohus(user: User, case: Case) -> bool:
    """The SSP coordinator, where she sees the case and the municipality has an Infohus."""
    if not roles.has_role(user, Role.COORDINATOR):
        return False
    return Municipality.objects.current().has_infohus and can_see(user, case)


def can_see_look_ups(user: User, case: Case) -> bool:
    """Who has the duty to act, or leads the unit, sees who looked at the case (LR18)."""
    return case.holder_id == user.pk or _leads(user, case)


def is_leader_for(user: User, case: Case) -> bool:
    """Whether she leads the case's unit, or is a leader who has the duty to act in it."""
    if case.holder_id == user.pk and roles.has_role(user, Role.LEADER):
        return True
    return case.unit_id in roles.units_with_role(user, [Role.LEADER])


def _works_on(user: User, case: Case, held: Iterable[str]) -> bool:
    """Whether she has one of the roles or is a leader for the case, and sees it."""
    may = roles.has_role(user, *held) or is_leader_for(user, case)
    return may and can_see(user, case)


def _leads(user: User, case: Case) -> bool:
    return case.unit_id in roles.units_with_role(user, [Role.LEADER]) and can_see(user, case)


def _stands_in_for_leader(user: User, case: Case) -> bool:
    if not roles.has_role(user, *ADVISERS, Role.LEADER) or not can_see(user, case):
        return False
    now = timezone.now()
    present = duty.stand_ins(now)
    return any(present(leader) == user for leader in duty.leaders_of(case.unit, now))


def _requires(can: Callable[_Asked, bool]) -> Callable[_Asked, None]:
    """Make the function that raises PermissionDenied where `can` says no."""

    def require(*asked: _Asked.args, **named: _Asked.kwargs) -> None:
        if not can(*asked, **named):
            raise PermissionDenied

    return require


require_report = _requires(can_report)
require_register = _requires(can_register)
require_read_cases = _requires(can_read_cases)
require_advise = _requires(can_advise)
require_write_concern = _requires(can_write_concern)
require_register_on = _requires(can_register_on)
require_see = _requires(can_see)
require_assess = _requires(can_assess)
require_countersign = _requires(can_countersign)
require_answer = _requires(can_answer)
require_edit = _requires(can_edit)
require_join = _requires(can_join)
require_talk_with_child = _requires(can_talk_with_child)
require_complete = _requires(can_complete)
require_take = _requires(can_take)
require_assign = _requires(can_assign)
require_accept = _requires(can_accept)
require_correct_receipt = _requires(can_correct_receipt)
require_close_in_error = _requires(can_close_in_error)
require_lift_lock = _requires(can_lift_lock)
require_act_acutely = _requires(can_act_acutely)
require_end_acute = _requires(can_end_acute)
require_answer_outside = _requires(can_answer_outside)
require_read_own_answers = _requires(can_read_own_answers)
require_see_address = _requires(can_see_address)
require_sign_closing = _requires(can_sign_closing)
require_reopen = _requires(can_reopen)
require_handle_infohus = _requires(can_handle_infohus)
