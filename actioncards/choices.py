"""The enumerations of action cards and of the explanations beside them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardRole(TextChoices):
    """Who acts on the card (R8)."""

    PROFESSIONAL = "professional", _("Professional")
    AUTHORITY = "authority", _("Authority")


class CardAge(TextChoices):
    """How old the exposed person is (R8): 18 from the birthday."""

    UNDER_18 = "under_18", _("Under 18")
    ADULT = "adult", _("Turned 18")


class Part(TextChoices):
    """Where on the card a step stands."""

    STEPS = "steps", _("What to do")
    ACUTE = "acute", _("When it is acute")


class Action(TextChoices):
    """What the portal itself knows to be done; such a step is ticked by what was done."""

    ASSESS = "assess", _("24-hour assessment")
    NOTIFY = "notify", _("Notify, or log the concern")
    ANSWER = "answer", _("Answer the notifier")
    HAND_OVER = "hand_over", _("Handed over to an adviser")
    TALK_LEADER = "talk_leader", _("Talk with the nearest leader")
    TALK_ADVISER = "talk_adviser", _("Advice from an adviser")
    SIBLINGS = "siblings", _("Other children in the family")
    SAFETY_PLAN = "safety_plan", _("Safety plan")
    CHILD_TALK = "child_talk", _("Talk with the child")
    SCREENING = "screening", _("Screening under § 18")
    PARTNERS = "partners", _("Partners to involve or inform")
    POLICE = "police", _("Contact the police")
    JUDGE_THREAT = "judge_threat", _("Judge whether there is an imminent threat")
    ACTION_PLAN = "action_plan", _("Action plan (§ 12 a)")
    THREAT = "threat", _("Imminent threat, judged with the leader")


class Knowledge(TextChoices):
    """What an explanation explains; the keys are those of the choices in the forms."""

    CATEGORY = "category", _("Categories")
    FORM = "form", _("Forms of control")
    SIGN = "sign", _("Signs")
    MARRIAGE_SIGN = "marriage_sign", _("Signs of forced marriage")
    ABROAD_SIGN = "abroad_sign", _("Signs of an involuntary stay abroad")
    PREVENTION = "prevention", _("Levels of prevention")
