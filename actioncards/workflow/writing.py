"""Write in the draft of a card. Who saves last must have seen what was saved before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from actioncards import permissions, states
from actioncards.choices import Part
from actioncards.models import CardStep, CardVersion, StepContact
from actioncards.states import WrongState
from actioncards.workflow.telling import record
from beredskab import anchors
from beredskab.accounts.models import User
from beredskab.errors import Refused
from beredskab.municipality.models import Contact
from beredskab.timelimits import TZ

KEY_LENGTH = 40


class Changed(Refused):
    """Somebody saved since this user read; `version` is as it stands now."""

    def __init__(self, version: CardVersion) -> None:
        self.version = version
        writer = version.edited_by
        super().__init__(
            _("The card was changed by %(name)s at %(time)s. What you wrote is not saved.")
            % {
                "name": writer.name if writer else _("the content pack"),
                "time": f"{timezone.localtime(version.edited_at, TZ):%H.%M}",
            }
        )


@transaction.atomic
def change_text(
    version: CardVersion,
    *,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    title: str,
    summary: str,
    must_not: Sequence[str],
    acute_when: str,
    changes: str = "",
) -> CardVersion:
    """Change what stands around the steps. Raises Changed if it was saved after `seen`."""
    version = _open(version, by=by, seen=seen)
    version.title, version.summary = title, summary
    version.must_not, version.acute_when = list(must_not), acute_when
    version.changes = changes
    version.save(update_fields=["title", "summary", "must_not", "acute_when", "changes"])
    _written(version, "text_changed", by=by, at=at)
    return version


@transaction.atomic
def add_step(
    version: CardVersion,
    *,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    contacts: Iterable[Contact] = (),
    **fields: Any,
) -> CardStep:
    """Add a step as the last of its part; its key is made from the heading and stays."""
    version = _open(version, by=by, seen=seen)
    part = fields["part"]
    step = CardStep.objects.create(
        version=version,
        key=_free_key(version, fields["heading"]),
        position=_after_last(version, part),
        **fields,
    )
    _set_contacts(step, contacts)
    _written(version, "step_added", by=by, at=at, step=step)
    return step


@transaction.atomic
def change_step(
    step: CardStep,
    *,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    contacts: Iterable[Contact] = (),
    **fields: Any,
) -> CardStep:
    """Change a step; in another part it comes last. Raises Changed if it was saved after `seen`."""
    version = _open(step.version, by=by, seen=seen)
    step = _still_there(version, step)
    if fields["part"] != step.part:
        step.position = _after_last(version, fields["part"])
    for field, value in fields.items():
        setattr(step, field, value)
    step.save(update_fields=["position", *fields])
    _set_contacts(step, contacts)
    _written(version, "step_changed", by=by, at=at, step=step)
    return step


@transaction.atomic
def move_step(step: CardStep, *, by: User, at: datetime, up: bool) -> None:
    """Change places with the step before or after it in the same part, if there is one."""
    version = _open(step.version, by=by)
    step = _still_there(version, step)
    steps = list(version.steps.filter(part=step.part))
    here = steps.index(step)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(steps):
        return
    steps[here], steps[there] = steps[there], steps[here]
    for position, one in enumerate(steps, start=1):
        one.position = position
    CardStep.objects.bulk_update(steps, ["position"])
    _written(version, "step_moved", by=by, at=at, step=step)


@transaction.atomic
def remove_step(
    step: CardStep, *, by: User, at: datetime, seen: datetime | None = None
) -> CardVersion:
    """Take a step off the draft. Raises Changed if anything was saved after `seen`."""
    version = _open(step.version, by=by, seen=seen)
    step = _still_there(version, step)
    _written(version, "step_removed", by=by, at=at, step=step)
    step.delete()
    return version


def _open(version: CardVersion, *, by: User, seen: datetime | None = None) -> CardVersion:
    """Lock a draft to write in it."""
    locked = CardVersion.objects.lock(version)
    permissions.require_edit(by)
    if locked is None:
        raise WrongState
    states.require_draft(locked.status)
    if seen is not None and locked.edited_at != seen:
        raise Changed(locked)
    return locked


def _written(
    version: CardVersion, verb: str, *, by: User, at: datetime, step: CardStep | None = None
) -> None:
    version.edited_by, version.edited_at = by, at
    version.save(update_fields=["edited_by", "edited_at"])
    named = {"step": step.key, "heading": step.heading} if step else {}
    record(version, verb, by=by, at=at, **named)


def _still_there(version: CardVersion, step: CardStep) -> CardStep:
    found = version.steps.filter(pk=step.pk).first()
    if found is None:
        raise WrongState
    return found


def _after_last(version: CardVersion, part: str) -> int:
    found = version.steps.filter(part=Part(part)).aggregate(last=Max("position"))
    return (found["last"] or 0) + 1


def _free_key(version: CardVersion, heading: str) -> str:
    name = anchors.plain(heading, longest=KEY_LENGTH, otherwise="trin")
    return anchors.free(name, version.steps.values_list("key", flat=True))


def _set_contacts(step: CardStep, contacts: Iterable[Contact]) -> None:
    """Tie these contacts to the step; who stood there keeps the place, new ones come last."""
    wanted = [contact.pk for contact in contacts]
    step.contact_ties.exclude(contact__in=wanted).delete()
    kept = {tie.contact_id: tie.position for tie in step.contact_ties.all()}
    last = max(kept.values(), default=-1)
    new = [pk for pk in wanted if pk not in kept]
    StepContact.objects.bulk_create(
        StepContact(step=step, contact_id=pk, position=position)
        for position, pk in enumerate(new, start=last + 1)
    )
