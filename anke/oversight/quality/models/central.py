"""The central measurement of a year: who reads which case, what they found, what was agreed, the report."""

from django.db import models
from django.db.models import Q


class Measurement(models.Model):
    """The measurement of one year (central kvalitetsmåling). Its report is never changed."""

    class Stage(models.TextChoices):
        OPEN = "open"
        REPORTED = "reported"
        APPROVED = "approved"

    year = models.PositiveSmallIntegerField(unique=True, help_text="The year whose decisions are measured.")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    opened_by = models.CharField(max_length=64, help_text="Who began it (initials).")
    opened_at = models.DateTimeField(help_text="When it was begun.")
    report = models.JSONField(null=True, help_text="The report's figures as frozen; empty before.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the report; empty before.")
    needs = models.CharField(max_length=2000, help_text="What the report says is needed across offices.")
    reported_by = models.CharField(max_length=64, help_text="Who wrote the report; empty before.")
    reported_on = models.DateField(null=True, help_text="The day it was written.")
    approved_by = models.CharField(max_length=64, help_text="Who approved it; empty before.")
    approved_on = models.DateField(null=True, help_text="The day it was approved.")
    met_with = models.CharField(max_length=500, help_text="Who took part in the follow-up; empty before.")
    follow_up = models.CharField(max_length=2000, help_text="What came of the qualitative follow-up.")
    followed_up_on = models.DateField(null=True, help_text="The day of the qualitative follow-up.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="open", sha256="") | (~Q(stage="open") & ~Q(sha256="")),
                name="measurement_reported_has_a_hash",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def counted(self) -> "models.QuerySet[Rating]":
        """The readings of the cases that are in the measurement now; those that went out are kept beside."""
        return self.ratings.filter(out_because="")


class Rating(models.Model):
    """One side's reading of one case. `answers` is empty until it is rated."""

    measurement = models.ForeignKey(
        Measurement, models.PROTECT, related_name="ratings", help_text="The measurement."
    )
    part = models.CharField(max_length=1, help_text="A or B.")
    number = models.CharField(max_length=64, help_text="The case.")
    office = models.PositiveSmallIntegerField(help_text="The office whose decision it is.")
    side = models.CharField(max_length=6, help_text="own, other (another office's management) or reader.")
    by_office = models.PositiveSmallIntegerField(
        null=True, help_text="The office whose management rates it; empty in part B."
    )
    by_person = models.CharField(max_length=64, help_text="The quality reader; empty in part A.")
    answers = models.JSONField(null=True, help_text='What was found, as {"correct": "yes"}.')
    comment = models.CharField(max_length=2000, help_text="What the reviewer adds, good or bad.")
    rated_by = models.CharField(max_length=64, help_text="Who rated it (initials); empty before.")
    rated_at = models.DateTimeField(null=True, help_text="When it was rated.")
    version = models.PositiveIntegerField(default=0, help_text="How often it was saved.")
    draft = models.JSONField(
        null=True, help_text="What is filled in and not yet given as a rating: answers, comment; else empty."
    )
    saved_by = models.CharField(max_length=64, default="", help_text="Who saved it last (initials).")
    saved_at = models.DateTimeField(null=True, help_text="When it was saved last.")
    out_because = models.CharField(
        max_length=500, default="", help_text="Why the case went out of the draw; empty while it counts."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measurement", "part", "number", "side"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(answers__isnull=True, rated_by="") | ~Q(rated_by=""), name="rating_has_a_rater"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number} {self.side}"


class Settled(models.Model):
    """What the two sides agreed on where they had disagreed."""

    measurement = models.ForeignKey(
        Measurement, models.PROTECT, related_name="settled", help_text="The measurement."
    )
    number = models.CharField(max_length=64, help_text="The case.")
    criterion = models.CharField(max_length=40, help_text="The criterion's id.")
    answer = models.CharField(max_length=40, help_text="The answer they agreed on.")
    reason = models.CharField(max_length=500, help_text="Why.")
    by = models.CharField(max_length=64, help_text="Who recorded it (initials).")
    at = models.DateTimeField(help_text="When it was recorded.")

    class Meta:
        verbose_name_plural = "settled"
        constraints = [
            models.UniqueConstraint(fields=["measurement", "number", "criterion"], name="settled_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.criterion}"


class Correction(models.Model):
    """What a rating should have been, found after the report. The report stays as it was."""

    measurement = models.ForeignKey(
        Measurement, models.PROTECT, related_name="corrections", help_text="The measurement."
    )
    part = models.CharField(max_length=1, help_text="A or B.")
    number = models.CharField(max_length=64, help_text="The case.")
    criterion = models.CharField(max_length=40, help_text="The criterion's id.")
    before = models.CharField(max_length=40, help_text="The answer the report counts.")
    answer = models.CharField(max_length=40, help_text="The answer it should have counted.")
    reason = models.CharField(max_length=500, help_text="The cause.")
    by = models.CharField(max_length=64, help_text="Who recorded it (initials).")
    on = models.DateField(help_text="The day it was recorded.")

    def __str__(self) -> str:
        return f"{self.number} {self.criterion}"


class FocusPoint(models.Model):
    """What an office sets itself after the report (fokuspunkt): an action, and the measurement it came of."""

    measurement = models.ForeignKey(
        Measurement, models.PROTECT, related_name="focus_points", help_text="The measurement."
    )
    office = models.PositiveSmallIntegerField(help_text="The office whose focus point it is.")
    action = models.OneToOneField(
        "quality.Action", models.PROTECT, related_name="focus_of", help_text="The action that follows it up."
    )

    def __str__(self) -> str:
        return f"{self.measurement_id}: office {self.office}"
