"""What was found, what is done about it, and whether it helped."""

from django.db import models
from django.db.models import F, Q


class Finding(models.Model):
    """One thing that was seen in one place (observation), good or to be better. It is not changed again."""

    activity = models.CharField(max_length=8, help_text="The activity it comes from: an id of the programme.")
    source = models.CharField(
        max_length=80, help_text='What it was found in: a review, an inquiry … "Q1/2025-09/k13-01/1".'
    )
    office = models.PositiveSmallIntegerField(
        null=True, help_text="The office whose work it is; empty: of no one office."
    )
    employee = models.CharField(
        max_length=64, blank=True, help_text="Whose work it is (initials); empty where it is nobody's own."
    )
    number = models.CharField(max_length=64, blank=True, help_text="The case, where it is about one.")
    theme = models.CharField(max_length=40, help_text="The theme: an id of the programme.")
    good = models.BooleanField(help_text="Whether it was done well; else it could be better.")
    words = models.CharField(max_length=1000, help_text="What was seen, in words.")
    found_on = models.DateField(help_text="The day it was found.")
    found_by = models.CharField(max_length=64, help_text="Who recorded it (initials).")
    found_at = models.DateTimeField(help_text="When it was recorded.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "theme", "good", "number", "employee"], name="finding_once"
            ),
            models.CheckConstraint(condition=~Q(found_by=F("employee")), name="finding_not_of_own_work"),
        ]
        indexes = [models.Index(fields=["office", "found_on"], name="finding_of_office_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.theme}"


class Action(models.Model):
    """What is done about a theme (tiltag), by whom and by when. Only a later measurement closes it."""

    class Kind(models.TextChoices):
        FEEDBACK = "feedback"
        FOCUS_POINT = "focus_point"
        TRAINING = "training"
        PRACTICE_NOTE = "practice_note"
        TEMPLATE_CHANGE = "template_change"

    class Stage(models.TextChoices):
        PLANNED = "planned"
        DONE = "done"
        CLOSED = "closed"

    name = models.CharField(max_length=40, unique=True, help_text='"13/2025/4": office or agency, year.')
    theme = models.CharField(max_length=40, help_text="The theme: an id of the programme.")
    office = models.PositiveSmallIntegerField(null=True, help_text="The office; empty: the whole agency.")
    kind = models.CharField(max_length=16, choices=Kind.choices, help_text="What kind of action it is.")
    employee = models.CharField(
        max_length=64, blank=True, help_text="Whom it is for alone (initials); empty: not for one alone."
    )
    words = models.CharField(max_length=1000, help_text="What is to be done, in words.")
    owner = models.CharField(max_length=64, help_text="Who sees to it (initials).")
    due_on = models.DateField(help_text="The day it is to be carried out by.")
    measure_on = models.DateField(help_text="The day it is to be measured again.")
    first_due_on = models.DateField(help_text="The day it was to be carried out by, as first agreed.")
    first_measure_on = models.DateField(help_text="The day of re-measurement, as first agreed.")
    before_sample = models.PositiveIntegerField(help_text="Cases the start was counted from; 0: not known.")
    before_good = models.PositiveIntegerField(help_text="How many of them were good.")
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="followed_by",
        help_text="The action it comes after, which did not help.",
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    version = models.PositiveIntegerField(default=1, help_text="Counts every change.")
    planned_on = models.DateField(help_text="The day it was agreed.")
    planned_by = models.CharField(max_length=64, help_text="Who agreed it (initials).")
    done_on = models.DateField(null=True, help_text="The day it was carried out; empty before.")
    done_words = models.CharField(max_length=1000, blank=True, help_text="What was done, in words.")
    changed_by = models.CharField(max_length=64, help_text="Who changed it last (initials).")
    changed_at = models.DateTimeField(help_text="When it was changed last.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(measure_on__gt=F("due_on")), name="action_measured_after"),
            models.CheckConstraint(
                condition=Q(stage="planned", done_on__isnull=True)
                | (~Q(stage="planned") & Q(done_on__isnull=False)),
                name="action_done_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(before_good__lte=F("before_sample")), name="action_start_adds"
            ),
        ]
        indexes = [models.Index(fields=["office", "theme"], name="action_of_office_theme")]

    def __str__(self) -> str:
        return self.name


class Remeasured(models.Model):
    """The later measurement that closed an action: of what, and what it showed. It is not changed again."""

    class How(models.TextChoices):
        REVIEW = "review"
        MEASUREMENT = "measurement"
        READING = "reading"

    action = models.OneToOneField(
        Action, models.PROTECT, related_name="measured", help_text="The action it closed."
    )
    how = models.CharField(
        max_length=12, choices=How.choices, help_text="By reviews, the central measurement, or a re-reading."
    )
    source = models.CharField(max_length=80, help_text="What was counted: months of reviews, a year.")
    cases = models.JSONField(help_text="Each case of a re-reading, and whether it was good; else empty.")
    sample = models.PositiveIntegerField(help_text="How many were looked at.")
    good = models.PositiveIntegerField(help_text="How many of them were good.")
    better = models.BooleanField(help_text="Whether it is better; if not, a new action is asked for.")
    words = models.CharField(max_length=1000, help_text="What it shows, in words.")
    on = models.DateField(help_text="The day it was measured.")
    by = models.CharField(max_length=64, help_text="Who recorded it (initials).")

    class Meta:
        verbose_name_plural = "remeasured"
        constraints = [
            models.CheckConstraint(
                condition=Q(sample__gt=0) & Q(good__lte=F("sample")), name="remeasured_has_a_sample"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.good}/{self.sample}"
