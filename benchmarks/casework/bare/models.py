"""A case and its events, as anybody would begin."""

from django.db import models


class Case(models.Model):
    number = models.CharField(max_length=64, unique=True, help_text="What people call it.")
    status = models.CharField(max_length=12, help_text="Where it stands.")
    case_type = models.CharField(max_length=40, help_text="What it is about.")
    authority = models.IntegerField(help_text="The first instance.")
    office = models.SmallIntegerField(help_text="Who has it.")
    received_on = models.DateField(help_text="The day it was received.")
    due_on = models.DateField(help_text="The day it is due.")

    class Meta:
        indexes = [models.Index(fields=["office", "due_on"], name="bare_by_office")]

    def __str__(self) -> str:
        return self.number


class Event(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="events", help_text="What it happened to.")
    kind = models.CharField(max_length=40, help_text="What happened.")
    happened_on = models.DateField(help_text="When.")
    recorded_at = models.DateTimeField(help_text="When it was written down.")
    actor = models.CharField(max_length=64, help_text="By whom.")
    data = models.JSONField(default=dict, help_text="What is told of it.")

    def __str__(self) -> str:
        return self.kind
