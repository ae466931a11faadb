"""Inquiries after a decision, each handled by the fixed procedure of its kind."""

from django.db import models
from django.db.models import Q


class Inquiry(models.Model):
    """One inquiry (henvendelse) in one case. It is not closed before management has decided, the learning was
    drawn or found to be none, and measures in similar cases were considered."""

    class Stage(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    name = models.CharField(max_length=40, unique=True, help_text='"Q2.1/2025/3".')
    kind = models.CharField(max_length=8, help_text="Which of the four kinds: an id of the programme.")
    number = models.CharField(max_length=64, help_text="The case it is about.")
    office = models.PositiveSmallIntegerField(help_text="The office the case lay in when it came.")
    about = models.CharField(max_length=1000, help_text="What is asked, in words.")
    received_on = models.DateField(help_text="The day it came.")
    due_on = models.DateField(help_text="The day it is to be answered by.")
    first_due_on = models.DateField(help_text="The day it was to be answered by, as first set.")
    handler = models.CharField(max_length=64, help_text="Who handles it (initials).")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="Whether it is closed.")
    version = models.PositiveIntegerField(default=1, help_text="Counts every change.")
    managed_by = models.CharField(max_length=64, blank=True, help_text="Who decided as management.")
    learnt = models.BooleanField(null=True, help_text="Whether something is learnt; empty: not considered.")
    learning = models.CharField(max_length=1000, blank=True, help_text="What is learnt, or why nothing is.")
    measures = models.BooleanField(
        null=True, help_text="Whether something is done in similar cases; empty: not considered."
    )
    similar = models.CharField(max_length=1000, blank=True, help_text="What is done there, or why nothing.")
    registered_by = models.CharField(max_length=64, help_text="Who registered it (initials).")
    closed_on = models.DateField(null=True, help_text="The day it was closed; empty before.")
    changed_by = models.CharField(max_length=64, help_text="Who changed it last (initials).")
    changed_at = models.DateTimeField(help_text="When it was changed last.")

    class Meta:
        verbose_name_plural = "inquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="open", closed_on__isnull=True)
                | (
                    Q(learnt__isnull=False, measures__isnull=False, closed_on__isnull=False)
                    & ~Q(managed_by="")
                    & ~Q(learning="")
                    & ~Q(similar="")
                ),
                name="inquiry_closed_when_considered",
            )
        ]
        indexes = [models.Index(fields=["office", "stage"], name="inquiry_of_office")]

    def __str__(self) -> str:
        return self.name


class StepTaken(models.Model):
    """A step of the procedure that was taken: by whom, when, and what came of it."""

    inquiry = models.ForeignKey(
        Inquiry, models.PROTECT, related_name="steps", help_text="The inquiry it belongs to."
    )
    step = models.CharField(max_length=40, help_text="The step: an id of the procedure.")
    words = models.CharField(max_length=1000, help_text="What came of it, in words.")
    by = models.CharField(max_length=64, help_text="Who took it (initials).")
    on = models.DateField(help_text="The day it was taken.")

    class Meta:
        verbose_name_plural = "steps taken"
        constraints = [models.UniqueConstraint(fields=["inquiry", "step"], name="inquiry_step_once")]

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.step}"
