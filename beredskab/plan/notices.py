"""What the notices of the plan read."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "plan_submitted": _("The preparedness plan waits for your approval"),
    "plan_approved": _("The preparedness plan is approved"),
    "plan_sent_back": _("The preparedness plan is sent back to you"),
    "plan_published": _("A new edition of the preparedness plan is in force"),
    "plan_pdf_failed": _("The PDF of the preparedness plan could not be made"),
    "plan_review_near": _("The preparedness plan is to be revised within a year"),
    "plan_review_overdue": _("The revision of the preparedness plan is overdue"),
}
