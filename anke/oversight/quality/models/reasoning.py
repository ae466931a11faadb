"""The good reasoning: the cases of an office in a half year, what the legal unit found, and where it went."""

from django.db import models
from django.db.models import Q


class Reasoning(models.Model):
    """One office's part of a half year. Its report is never changed."""

    class Stage(models.TextChoices):
        READING = "reading"
        REPORTED = "reported"
        HANDED = "handed"
        PRESENTED = "presented"

    name = models.CharField(max_length=40, unique=True, help_text='"Q7/2025H1/13".')
    period = models.CharField(max_length=6, help_text='The half year: "2025H1".')
    office = models.PositiveSmallIntegerField(help_text="The office whose reasons are read.")
    draw = models.CharField(max_length=40, help_text="The draw its cases come from.")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    words = models.JSONField(default=dict, help_text="What the report says, by the part's id.")
    version = models.PositiveIntegerField(default=0, help_text="How often those words were saved.")
    saved_by = models.CharField(max_length=64, default="", help_text="Who saved them last (initials).")
    saved_at = models.DateTimeField(null=True, help_text="When they were saved last.")
    report = models.JSONField(null=True, help_text="The report as frozen; empty before.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the report; empty before.")
    reported_by = models.CharField(max_length=64, blank=True, help_text="Who wrote it; empty before.")
    reported_on = models.DateField(null=True, help_text="The day it was written; empty before.")
    handed_to = models.CharField(max_length=64, blank=True, help_text="Whom it was handed to; empty before.")
    handed_on = models.DateField(null=True, help_text="The day it was handed over; empty before.")
    presented_by = models.CharField(max_length=64, blank=True, help_text="Who presented it; empty before.")
    presented_on = models.DateField(null=True, help_text="The day of the managers' meeting; empty before.")
    meeting = models.CharField(max_length=2000, blank=True, help_text="What was said at the meeting.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "office"], name="reasoning_of_office_once"),
            models.CheckConstraint(
                condition=Q(stage="reading", sha256="") | (~Q(stage="reading") & ~Q(sha256="")),
                name="reasoning_reported_has_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReasoningCase(models.Model):
    """A case that was drawn, and how its reasons were read."""

    reasoning = models.ForeignKey(
        Reasoning, models.PROTECT, related_name="cases", help_text="The office's part."
    )
    number = models.CharField(max_length=64, help_text="The case.")
    place = models.PositiveSmallIntegerField(help_text="Its place in the draw.")
    version = models.PositiveIntegerField(default=0, help_text="How often it was saved.")
    answers = models.JSONField(default=dict, help_text="The answer to each question, by id; empty before.")
    strengths = models.CharField(max_length=2000, blank=True, help_text="A good example in it, in words.")
    improvements = models.CharField(max_length=2000, blank=True, help_text="A less good one, in words.")
    draft = models.JSONField(
        null=True, help_text="What is filled in before the case is read: answers and words; else empty."
    )
    saved_by = models.CharField(max_length=64, default="", help_text="Who saved it last (initials).")
    saved_at = models.DateTimeField(null=True, help_text="When it was saved last.")
    seal = models.CharField(
        max_length=64, default="", help_text="SHA-256 of its words as the report was frozen; empty before."
    )
    read_by = models.CharField(max_length=64, blank=True, help_text="Who read it (initials); empty before.")
    read_on = models.DateField(null=True, help_text="The day it was read; empty before.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reasoning", "number"], name="reasoning_case_once")]

    def __str__(self) -> str:
        return self.number
