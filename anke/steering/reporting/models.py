"""Reports to the ministry: how far each has come, what people wrote, what was frozen, what changed since.

`Frozen`, `FrozenFile`, `Revision` and `RevisionNote` are written once; triggers in the database hold to it
(triggers.py). A report's course is told by its events too (subject `report`, named plan/period).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from anke.rules.report_steps import FROZEN, Stage


class Report(models.Model):
    """A report of a plan for a period, from the day somebody began it (afrapportering)."""

    plan = models.CharField(max_length=8, help_text='The results plan: "2025".')
    period = models.CharField(max_length=8, help_text='A quarter ("2025Q3") or the whole year ("2025").')
    stage = models.CharField(max_length=12, help_text="How far it has come: rules/report_steps.py.")
    version = models.PositiveIntegerField(help_text="Rises by one with each act on it.")
    authors = models.JSONField(help_text="Everybody who wrote on it or submitted it (initials).")
    begun_by = models.CharField(max_length=64, help_text="Who began it (initials).")
    begun_at = models.DateTimeField(help_text="When it was begun.")
    submitted_by = models.CharField(max_length=64, null=True, help_text="Who submitted it for review.")
    submitted_at = models.DateTimeField(null=True, help_text="When it was submitted.")
    reviewed_by = models.CharField(max_length=64, null=True, help_text="Who reviewed it (initials).")
    reviewed_at = models.DateTimeField(null=True, help_text="When it was reviewed.")
    approved_by = models.CharField(max_length=64, null=True, help_text="Who approved it (initials).")
    approved_at = models.DateTimeField(null=True, help_text="When it was approved.")
    returned_by = models.CharField(max_length=64, null=True, help_text="Who returned it last (initials).")
    returned_why = models.TextField(default="", help_text="Why it was last returned; empty once submitted.")
    handed_over_by = models.CharField(max_length=64, null=True, help_text="Who handed it over (initials).")
    handed_over_on = models.DateField(null=True, help_text="The day it was handed over.")
    received_by = models.CharField(
        max_length=64, null=True, help_text="Who confirmed or registered its receipt (initials)."
    )
    received_on = models.DateField(null=True, help_text="The day it was received.")
    receipt = models.CharField(
        max_length=200, default="", help_text="The receipt's reference, where it was registered."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "period"], name="report_once"),
            models.CheckConstraint(
                condition=Q(stage__in=[str(one) for one in Stage]), name="report_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | Q(approved_by__isnull=True)
                | ~Q(reviewed_by=F("approved_by")),
                name="report_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[str(one) for one in FROZEN])
                | Q(reviewed_by__isnull=False, approved_by__isnull=False),
                name="report_frozen_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.plan}/{self.period}"


class Explanation(models.Model):
    """Why a goal stands as it does, in the steering unit's words; as it was saved last."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="explanations", help_text="The report it belongs to."
    )
    goal = models.CharField(max_length=12, help_text='The goal it explains: "1.2".')
    words = models.TextField(help_text="The explanation; empty where it was taken away again.")
    version = models.PositiveIntegerField(help_text="Rises by one each time it is saved.")
    saved_by = models.CharField(max_length=64, help_text="Who saved it last (initials).")
    saved_at = models.DateTimeField(help_text="When it was saved last.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "goal"], name="explanation_once")]

    def __str__(self) -> str:
        return f"explanation of {self.goal}"


class Deviation(models.Model):
    """A material deviation the director must report (væsentlig afvigelse)."""

    class Area(models.TextChoices):
        CASE_PROCESSING = "case_processing"
        BUDGET = "budget"
        STRATEGY = "strategy"

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="deviations", help_text="The report it belongs to."
    )
    number = models.PositiveSmallIntegerField(help_text="Its number within the report: 1, 2, 3 …")
    area = models.CharField(max_length=16, choices=Area, help_text="What deviates.")
    words = models.TextField(help_text="What deviates, why, and what is done.")
    noted_by = models.CharField(max_length=64, help_text="Who noted it (initials).")
    noted_on = models.DateField(help_text="The day it was noted.")
    withdrawn = models.BooleanField(default=False, help_text="Whether it was withdrawn again.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="deviation_once")]

    def __str__(self) -> str:
        return f"deviation {self.number}"


class Frozen(models.Model):
    """What was frozen, under one hash. Written once."""

    report = models.OneToOneField(
        Report, models.PROTECT, related_name="frozen", help_text="The report that was frozen."
    )
    manifest = models.TextField(help_text="All of it as canonical JSON: what the fingerprint is of.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of `manifest`.")
    known_at = models.DateTimeField(help_text="What its figures knew: all recorded up to this moment.")
    watermark = models.BigIntegerField(help_text="The last event its figures knew.")
    frozen_on = models.DateField(help_text="The day it was frozen.")
    frozen_by = models.CharField(max_length=64, help_text="Who froze it (initials).")
    frozen_at = models.DateTimeField(help_text="The moment it was frozen.")
    reason = models.TextField(help_text="Why it was frozen although incomplete; empty where it was not.")

    class Meta:
        verbose_name_plural = "frozen"

    def __str__(self) -> str:
        return f"frozen {self.fingerprint[:12]}"


class FrozenFile(models.Model):
    """One form of a frozen report, byte for byte. Written once."""

    frozen = models.ForeignKey(
        Frozen, models.PROTECT, related_name="files", help_text="What it is a form of."
    )
    lang = models.CharField(max_length=2, help_text="da or en.")
    form = models.CharField(max_length=12, help_text="text, json, html, pdf, xlsx, docx, stratml.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    raw = models.BinaryField(help_text="The bytes.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["frozen", "lang", "form"], name="frozen_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.lang})"


class Revision(models.Model):
    """A figure of a frozen report that has become another since. Written once; never changes the report."""

    class Kind(models.TextChoices):
        ROUTINE = "routine"  # late registrations, a preliminary figure that became final
        CORRECTION = "correction"  # something recorded was wrong
        DEFINITION = "definition"  # the figure is counted in another way

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="revisions", help_text="The frozen report."
    )
    number = models.PositiveIntegerField(help_text="Its number within the report: 1, 2, 3 …")
    figure = models.CharField(max_length=60, help_text='Which figure: "1.2.a", or a board\'s.')
    goal = models.CharField(max_length=12, help_text="The goal it belongs to.")
    kind = models.CharField(max_length=12, choices=Kind, help_text="What kind of change it is.")
    old = models.JSONField(help_text="The figure as it was last known: value, cases, digest, definition …")
    new = models.JSONField(help_text="The figure as it is known now, in the same shape.")
    causes = models.JSONField(help_text="What was recorded since about those cases: kind of event, count.")
    goal_before = models.JSONField(help_text="The goal as it was last known: status, weight, what it counts.")
    goal_after = models.JSONField(help_text="The goal as it is known now, in the same shape.")
    score_before = models.JSONField(help_text="The score as it was last known: lowest and highest, per cent.")
    score_after = models.JSONField(help_text="The score with this goal as it is known now.")
    watermark = models.BigIntegerField(help_text="The last event known when it was found.")
    found_on = models.DateField(help_text="The day it was found.")
    found_at = models.DateTimeField(help_text="When it was found.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.figure}"


class RevisionNote(models.Model):
    """What the steering unit says about a revision. Written once; a second remark is a second row."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="notes", help_text="The revision it is about."
    )
    words = models.TextField(help_text="The remark.")
    written_by = models.CharField(max_length=64, help_text="Who wrote it (initials).")
    written_at = models.DateTimeField(help_text="When it was written.")

    def __str__(self) -> str:
        return f"remark on {self.revision_id}"


class Reminder(models.Model):
    """A reminder that went out: never twice for the same report and the same number of days."""

    plan = models.CharField(max_length=8, help_text="The results plan.")
    period = models.CharField(max_length=8, help_text="The report's period.")
    days_before = models.SmallIntegerField(help_text="How many days before the due date; −1: overdue.")
    sent_at = models.DateTimeField(help_text="When it was given to the mail.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "period", "days_before"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"reminder of {self.plan}/{self.period}"
