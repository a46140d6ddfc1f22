"""What a pack last wrote, so that a later load never overwrites what the municipality changed."""

from django.db import models


class LoadedRow(models.Model):
    """The values that a pack gave a row; `key` is the kind and the short name of the row."""

    key = models.CharField(max_length=120, unique=True)
    values = models.JSONField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
