"""What the demonstration knows of itself."""

from typing import ClassVar

from django.db import models


class Build(models.Model):
    """The synthetic authority in this database; the row is written together with its events."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    scale = models.FloatField(help_text="Its size: 1 is about 49,000 decisions in 2023.")
    seed = models.BigIntegerField(help_text="The seed of its chance.")
    today = models.DateField(help_text="The last day it knows: its today.")
    events = models.BigIntegerField(help_text="How many events it was built of.")
    head = models.BigIntegerField(help_text="The number of the last event it was built of.")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="demo_one_build")]

    def __str__(self) -> str:
        return f"synthetic authority, scale {self.scale:g}, seed {self.seed}"
