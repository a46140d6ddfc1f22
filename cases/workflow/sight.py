"""Who is called to a case for a while: she worked on it at night, or an alert of it reaches her.

The one rule of alerts: whoever is alerted about a case can open it. Who doesn't see it anyway is
let in as one who works on it at night is; whom no grant opens a case to, is not alerted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, time
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from beredskab.accounts import duty, grants, roles
from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import CASE_READERS, current_on
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day, localise
from cases import deadlines, kinds
from cases.models import Case, Concern, ConcernCase

# By then whoever works by day has come, and can be told what happened.
SIGHT_ENDS = time(12)
# These are given to a leader, never to who has the duty to act.
_OF_LEADERS = kinds.COUNTERSIGNATURES | {kinds.SIGN_CLOSING}
Pairs = set[tuple[int, int]]
_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def kept(verb: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
    """Make the verb keep the sight of a duty officer who uses it, whatever she did with it.

    Its first argument is the case or something of it; else `case` names it.
    """

    @wraps(verb)
    def call(*asked: _Asked.args, **named: _Asked.kwargs) -> _Made:
        made = verb(*asked, **named)
        case = _case_of(named.get("case") or asked[0])
        if case is not None:
            keep(case, by=cast(User, named["by"]), at=cast(datetime, named["at"]))
        return made

    return call


def keep(case: Case, *, by: User, at: datetime) -> None:
    """Let a duty officer go on seeing a case that she works on, after it is judged or she is off.

    Until noon of the next weekday, or until somebody takes the case over, whatever comes first.
    Runs inside the caller's transaction; nothing happens for those who see it anyway.
    """
    units = duty.units_on_duty(by, at)
    if not units or not Case.objects.filter(pk=case.pk, unit__in=units).exists():
        return
    if not grants.user_keys(Case, by, at).filter(content_object=case).exists():
        _give(case, by, by=by, at=at)


def call_in(case: Case, user: User, *, at: datetime) -> bool:
    """Let somebody see a case of which she is alerted, for as long; False where nothing can.

    Runs inside the caller's transaction; nothing happens for those who see it anyway.
    """
    if sees(case, user, at=at):
        return True
    barred = case.blocks.standing().of(user).exists()
    if barred or not roles.has_role(user, *CASE_READERS):
        return False
    _give(case, user, by=None, at=at)
    return True


def end(case: Case, reason: str, *, by: User, at: datetime) -> None:
    """Take the sight of a locked case that was given for a reason, with what is owed for it."""
    if grants.take_all(case, by=by, at=at, reason=reason):
        pass_on_owed(case, at=at)


def pass_on_owed(case: Case, *, at: datetime) -> None:
    """Give what is owed by who doesn't see a locked case any more, to its adviser or holder."""
    owed = Deadline.objects.filter(deadlines.about(case)).open().exclude(owner=case.holder_id)
    for deadline in owed.filter(owner__isnull=False).select_related("owner"):
        assert deadline.owner is not None
        if deadline.kind not in _OF_LEADERS and not sees(case, deadline.owner, at=at):
            duedates.give(deadline, owner=case.handler or case.holder)


def sees(case: Case, user: User, *, at: datetime) -> bool:
    """Whether she may open the case at `at`."""
    return Case.objects.visible_to(user, at=at).filter(pk=case.pk).exists()


def open_to(content_type_id: int, pairs: Pairs, *, at: datetime, let_in: bool) -> Pairs:
    """Tell who can open what an alert leads to, of pairs of subject and user.

    With `let_in` whoever reads cases is let in. Subjects that are not of cases pass.
    """
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model not in {Case, ConcernCase, Concern}:
        return pairs
    cases = _cases_of(model, {subject for subject, _user in pairs})
    users = _users({user for _subject, user in pairs}, at)
    opened = _written(pairs) if model is Concern else set()
    for user in users:
        subjects = {subject for subject, key in pairs if key == user.pk}
        seen = _seen(user, [case for subject in subjects for case in cases[subject]], at)
        for subject in subjects:
            found = seen.intersection(case.pk for case in cases[subject])
            if not found and let_in and cases[subject] and (subject, user.pk) not in opened:
                found = {case.pk for case in cases[subject][:1] if call_in(case, user, at=at)}
            if found:
                opened.add((subject, user.pk))
    return opened


def _case_of(subject: object) -> Case | None:
    """The case that something belongs to; none of what a reporter does with her own concern."""
    if isinstance(subject, Case):
        return subject
    found = getattr(subject, "case", None) or getattr(getattr(subject, "tie", None), "case", None)
    return found if isinstance(found, Case) else None


def _cases_of(model: type, subjects: Collection[int]) -> dict[int, list[Case]]:
    """The cases that a subject leads to, open ones first."""
    found: dict[int, list[Case]] = defaultdict(list)
    if model is Case:
        return found | {case.pk: [case] for case in Case.objects.filter(pk__in=subjects)}
    field = "pk" if model is ConcernCase else "concern_id"
    ties = ConcernCase.objects.filter(**{f"{field}__in": subjects}).select_related("case")
    for tie in sorted(ties, key=lambda tie: (tie.case.closed_at is not None, tie.pk)):
        found[getattr(tie, field)].append(tie.case)
    return found


def _users(keys: Iterable[int], at: datetime) -> list[User]:
    """The users with what they hold on the day of `at`, as `roles` asks for it."""
    current = Membership.objects.filter(current_on(local_day(at))).select_related("unit")
    held = Prefetch("memberships", queryset=current, to_attr="_current_memberships")
    return list(User.objects.filter(pk__in=list(keys)).prefetch_related(held).order_by("pk"))


def _written(pairs: Pairs) -> Pairs:
    """Who wrote a concern herself opens it without any case."""
    rows = Concern.objects.filter(pk__in={subject for subject, _user in pairs})
    return pairs & set(rows.values_list("pk", "reporter_id"))


def _seen(user: User, cases: Collection[Case], at: datetime) -> set[int]:
    keys = [case.pk for case in cases]
    return set(
        Case.objects.visible_to(user, at=at).filter(pk__in=keys).values_list("pk", flat=True)
    )


def _give(case: Case, user: User, *, by: User | None, at: datetime) -> None:
    day = deadlines.next_weekday(at)
    until = localise(datetime.combine(day, SIGHT_ENDS))
    grants.give(case, user, by=by, at=at, reason="duty", until=until)
