"""What is spoken of by a reference."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab import references


class Referenced(models.Model):
    """A row with a random reference, drawn again while it is taken."""

    reference = models.CharField(_("reference"), max_length=8, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        while not self.reference:
            drawn = references.new()
            if not type(self)._default_manager.filter(reference=drawn).exists():
                self.reference = drawn
        super().save(*args, **kwargs)
