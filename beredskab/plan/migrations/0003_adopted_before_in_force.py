"""An edition is in force no day before its adoption, and whoever sent it is known."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import TruncDate


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0002_published_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="plan_submitted_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="plan_submitted_before_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=Q(in_force_at__isnull=True) | Q(adopted_on__lte=TruncDate("in_force_at")),
                name="plan_in_force_from_adoption",
            ),
        ),
    ]
