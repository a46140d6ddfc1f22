"""The case of one exposed person, and who may see it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.grants import GroupGrant, UserGrant
from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit
from cases.choices import Category
from cases.models.referenced import Referenced
from cases.querysets.blocks import CaseBlockQuerySet
from cases.querysets.cases import CaseQuerySet
from cases.querysets.concerns import ConcernCaseQuerySet
from cases.querysets.work import CaseLinkQuerySet
from cases.states import CaseStatus


class Case(Referenced):  # type: ignore[django-manager-missing]
    """A case (sag): all that is done for one exposed person, by whom, until it is closed.

    `holder` has the duty to act (R35) and is never empty; `handler` is the adviser who works on
    it and may be. `offered_to` has been asked to take it over and has not answered yet.
    """

    status = models.CharField(
        _("status"), max_length=15, choices=CaseStatus, default=CaseStatus.RECEIVED
    )
    # How far the work has come; the status follows, once a minor is assessed (workflow.progress).
    reached = models.CharField(
        _("reached"), max_length=15, choices=CaseStatus, default=CaseStatus.RECEIVED
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="cases"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("has the duty to act"),
        on_delete=models.PROTECT,
        related_name="held_cases",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("adviser"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handled_cases",
    )
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("offered to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offered_cases",
    )
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    # When an offer that nobody has answered returns.
    offer_ends_at = models.DateTimeField(_("offered until"), null=True, blank=True)
    exposed = models.OneToOneField(
        "cases.Person",
        verbose_name=_("exposed person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_minor = models.BooleanField(_("under 18 at receipt"))
    acute = models.BooleanField(_("acute"), default=False)
    # Kept by workflow.progress, so that the duty officer's gate reads one table.
    awaits_assessment = models.BooleanField(
        _("a concern waits for its 24-hour assessment"), default=False
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        verbose_name=_("categories"),
        default=list,
    )
    opened_at = models.DateTimeField(_("opened at"))
    # The nearest open deadline, kept by cases.deadlines so that lists read one table.
    next_due_at = models.DateTimeField(_("next deadline"), null=True, blank=True)
    # When an adviser proposed to close it, as long as the leader has not answered.
    closing_proposed_at = models.DateTimeField(_("proposed to be closed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_reason = EncryptedTextField(null=True)
    # The case of the same person that its concerns went to; then it is closed as a duplicate.
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined_from"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["next_due_at", "pk"]
        indexes = [
            models.Index(fields=["unit", "next_due_at", "id"], name="case_unit_due"),
            models.Index(fields=["next_due_at", "id"], name="case_due"),
            models.Index(
                fields=["unit"],
                condition=models.Q(handler__isnull=True) & ~models.Q(status="closed"),
                name="case_unassigned",
            ),
            models.Index(
                fields=["unit"],
                condition=models.Q(awaits_assessment=True)
                | models.Q(acute=True) & ~models.Q(status="closed"),
                name="case_on_duty",
            ),
            models.Index(
                fields=["offer_ends_at"],
                condition=models.Q(offer_ends_at__isnull=False),
                name="case_offered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=CaseStatus.values), name="case_known_status"
            ),
            models.CheckConstraint(
                condition=models.Q(reached__in=CaseStatus.values), name="case_known_reached"
            ),
            models.CheckConstraint(
                condition=models.Q(awaits_assessment=False) | ~models.Q(status="closed"),
                name="case_closed_awaits_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status="closed", closed_at__isnull=False, closed_by__isnull=False
                )
                | ~models.Q(status="closed") & models.Q(closed_at__isnull=True),
                name="case_closed_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    offered_to__isnull=True, offered_at__isnull=True, offer_ends_at__isnull=True
                )
                | models.Q(
                    offered_to__isnull=False, offered_at__isnull=False, offer_ends_at__isnull=False
                ),
                name="case_offered_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(joined_into__isnull=True)
                | models.Q(status="closed") & ~models.Q(joined_into=models.F("pk")),
                name="case_joined_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.reference])


class CaseUserGrant(UserGrant):
    """A user may see the case."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="user_grants")

    class Meta(UserGrant.Meta):
        indexes = [
            models.Index(fields=["user", "content_object"], name="case_user_grant"),
        ]


class CaseGroupGrant(GroupGrant):
    """A unit's role may see the case."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="group_grants")

    class Meta(GroupGrant.Meta):
        indexes = [
            models.Index(fields=["group", "content_object"], name="case_group_grant"),
        ]


class CaseBlock(models.Model):
    """An employee for whom the case does not exist, whatever else she may (adgangsspærring)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="blocks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_blocks"
    )
    reason = EncryptedTextField()
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case"],
                condition=models.Q(lifted_at__isnull=True),
                name="case_block_once",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="case_block_lifted_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.user_id}"


class CaseLink(models.Model):
    """Two cases belong together; it opens neither to those who see only one."""

    class Kind(models.TextChoices):
        SIBLING = "sibling", _("Siblings")
        PARENT = "parent", _("Parent and child")
        SPOUSE = "spouse", _("Spouses")

    first = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_out")
    second = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    linked_at = models.DateTimeField(_("linked at"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="case_link_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="case_link_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}-{self.second_id}"

    def other_than(self, case: Case) -> int:
        """The key of the case at the other end."""
        return self.second_id if self.first_id == case.pk else self.first_id


class ConcernCase(models.Model):
    """A concern about the person of a case; carries one assessment with its own 24 hours."""

    concern = models.ForeignKey("cases.Concern", on_delete=models.PROTECT, related_name="case_ties")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="concern_ties")
    tied_at = models.DateTimeField(_("tied at"))

    objects = ConcernCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern in a case")
        verbose_name_plural = _("concerns in cases")
        ordering = ["tied_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "case"], name="concern_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}:{self.case_id}"

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()

    @property
    def reference(self) -> str:
        """The reference of the case, for trail and deadlines."""
        return self.case.reference
