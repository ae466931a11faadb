"""Follow-up on an office's main areas, and the office's half-yearly report to its deputy director."""

from django.db import models
from django.db.models import Q

from anke.oversight.quality.models.reviews import Review


class AreaFollowUp(models.Model):
    """One look at a part of an office's work. What is completed is not changed again."""

    class Stage(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    name = models.CharField(max_length=40, unique=True, help_text='"Q3/2025H1/13/1".')
    office = models.PositiveSmallIntegerField(help_text="The office whose area it is.")
    period = models.CharField(max_length=6, help_text='The half year it is for: "2025H1".')
    area = models.CharField(max_length=60, help_text="The main area: the id of a law area.")
    theme = models.CharField(max_length=40, help_text="The theme: an id of the programme.")
    focus = models.CharField(max_length=200, blank=True, help_text="What of it is looked at, in words.")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    version = models.PositiveIntegerField(
        help_text="Counts every change: whoever changes says which they saw."
    )
    strengths = models.TextField(max_length=4000, blank=True, help_text="What goes well in the area.")
    improvements = models.TextField(
        max_length=4000, blank=True, help_text="What could be better in the area."
    )
    conclusions = models.TextField(max_length=4000, blank=True, help_text="What the office makes of it.")
    people = models.CharField(max_length=500, blank=True, help_text="Who took part.")
    held_on = models.DateField(null=True, help_text="The day it was completed; empty before.")
    begun_by = models.CharField(max_length=64, help_text="Who began it (initials).")
    begun_on = models.DateField(help_text="The day it was begun.")
    saved_by = models.CharField(max_length=64, help_text="Who changed it last (initials).")
    saved_at = models.DateTimeField(help_text="When it was changed last.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="done") | (Q(held_on__isnull=False) & ~Q(conclusions="") & ~Q(people="")),
                name="area_done_says_what_came_of_it",
            ),
            models.UniqueConstraint(
                fields=["office", "period", "area", "theme", "focus"],
                condition=Q(stage="open"),
                name="area_open_once",
            ),
        ]
        indexes = [models.Index(fields=["office", "period"], name="area_of_office_period")]

    def __str__(self) -> str:
        return self.name


class AreaCase(models.Model):
    """A case of a follow-up: chosen for it, or reused from the monthly follow-up, where it was read."""

    follow_up = models.ForeignKey(
        AreaFollowUp, models.PROTECT, related_name="cases", help_text="The follow-up."
    )
    number = models.CharField(max_length=64, help_text="The case.")
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, help_text="The monthly review it is reused from; empty if chosen."
    )
    strengths = models.CharField(max_length=1000, blank=True, help_text="What is good in it.")
    improvements = models.CharField(max_length=1000, blank=True, help_text="What could be better in it.")
    by = models.CharField(max_length=64, help_text="Who took it in (initials).")
    on = models.DateField(help_text="The day it was taken in.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "number"], name="area_case_once")]

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.number}"


class OfficeReport(models.Model):
    """The report of an office for a half year. Once it has been discussed it is frozen."""

    class Stage(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        DISCUSSED = "discussed"

    name = models.CharField(max_length=40, unique=True, help_text='"Q4/2025H1/13".')
    office = models.PositiveSmallIntegerField(help_text="The office that reports.")
    period = models.CharField(max_length=6, help_text='The half year: "2025H1".')
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    version = models.PositiveIntegerField(
        help_text="Counts every change: whoever changes says which they saw."
    )
    figures = models.JSONField(help_text="What the program counted, as taken last: themes and counts.")
    words = models.JSONField(default=dict, help_text="What people wrote, by the part's id.")
    begun_by = models.CharField(max_length=64, help_text="Who began it (initials).")
    saved_by = models.CharField(max_length=64, help_text="Who changed it last (initials).")
    saved_at = models.DateTimeField(help_text="When it was changed last.")
    submitted_by = models.CharField(max_length=64, blank=True, help_text="Who submitted it; empty before.")
    submitted_on = models.DateField(null=True, help_text="The day it was submitted; empty before.")
    returned_because = models.CharField(
        max_length=500, blank=True, help_text="Why the deputy director sent it back; empty where not."
    )
    discussed_by = models.CharField(max_length=64, blank=True, help_text="The deputy director; empty before.")
    discussed_on = models.DateField(null=True, help_text="The day it was discussed; empty before.")
    people = models.CharField(max_length=500, blank=True, help_text="Who took part in the discussion.")
    minutes = models.TextField(max_length=8000, blank=True, help_text="The minutes of the discussion.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the frozen report.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "period"], name="office_report_once"),
            models.CheckConstraint(
                condition=Q(stage="discussed", discussed_on__isnull=False)
                & ~Q(sha256="")
                & ~Q(minutes="")
                & ~Q(people="")
                | (~Q(stage="discussed") & Q(sha256="")),
                name="office_report_frozen_when_discussed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfficeReportCorrection(models.Model):
    """What a frozen report should have said, and the cause. The report stays as it was."""

    report = models.ForeignKey(
        OfficeReport, models.PROTECT, related_name="corrections", help_text="The report."
    )
    words = models.CharField(max_length=2000, help_text="What it should have said.")
    cause = models.CharField(max_length=500, help_text="Why it did not.")
    by = models.CharField(max_length=64, help_text="Who recorded it (initials).")
    on = models.DateField(help_text="The day it was recorded.")

    def __str__(self) -> str:
        return f"{self.report_id}: {self.on}"
