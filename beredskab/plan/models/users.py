"""Who did something to the plan; nobody where the system or a content pack did."""

from django.conf import settings
from django.db import models


def by_user(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **options,  # type: ignore[arg-type]
    )
