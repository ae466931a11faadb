"""Proposals of figures from outside, and the files that show them. Both are what the events say: each row can
be made again from them (`projection.py`)."""

from django.db import models
from django.db.models import F, Q


class Proposal(models.Model):
    """Figures somebody has reported for one thing a plan asks for, and what became of them."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    number = models.CharField(
        max_length=16, unique=True, help_text='"2025-0001": the year and a running number.'
    )
    plan = models.CharField(max_length=8, help_text="The plan that asks for it, by its year.")
    ask = models.CharField(max_length=40, help_text="What is asked for: a form's id, or a subgoal's.")
    period = models.CharField(max_length=24, help_text='The period it is about: "2025", "2024Q4..2025Q3".')
    parts = models.JSONField(help_text='What was told, as texts by name: {"own:2025Q1": "12.1"}.')
    preliminary = models.BooleanField(help_text="Whether a final figure will follow.")
    source = models.CharField(max_length=200, help_text="Where the figures come from, in words.")
    note = models.CharField(max_length=500, default="", help_text="What the proposer adds; may be empty.")
    confirmed = models.BooleanField(default=False, help_text="Whether what is unusual was said to be right.")
    replaces = models.CharField(
        max_length=16, default="", help_text="The returned proposal it corrects; empty for none."
    )
    file = models.CharField(
        max_length=64, default="", help_text="SHA-256 of the file it was imported from; empty where typed."
    )
    file_name = models.CharField(max_length=120, default="", help_text="What that file was called.")
    status = models.CharField(max_length=10, choices=Status, help_text="Where it stands.")
    proposed_by = models.CharField(max_length=64, help_text="Who proposed it (initials).")
    proposed_at = models.DateTimeField(help_text="When it was proposed.")
    settled_by = models.CharField(
        max_length=64, default="", help_text="Who approved, returned or withdrew it (initials)."
    )
    settled_at = models.DateTimeField(null=True, help_text="When that was.")
    reason = models.CharField(max_length=500, default="", help_text="Why it was returned.")
    recorded = models.JSONField(
        default=dict, help_text='The events it led to, by what they answer: {"2.1.1/figure": 4711}.'
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="approved") | ~Q(settled_by=F("proposed_by")),
                name="proposal_approved_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "ask", "period"], name="proposal_by_ask"),
            models.Index(fields=["file"], condition=~Q(file=""), name="proposal_by_file"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}"


class Evidence(models.Model):
    """A file that shows a proposal's figures. It lies sealed in ANKE_HOME/evidence."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="evidence", help_text="The proposal it belongs to."
    )
    number = models.PositiveSmallIntegerField(help_text="Its number within the proposal: 1, 2, 3 …")
    name = models.CharField(max_length=120, help_text="The name it came with, made harmless.")
    media = models.CharField(max_length=10, help_text="What file it is: pdf, xlsx, png …")
    size = models.PositiveBigIntegerField(help_text="Bytes of the file as it came in.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the file as it came in.")
    address = models.CharField(max_length=64, help_text="SHA-256 of the sealed file: where it lies.")
    added_by = models.CharField(max_length=64, help_text="Who attached it (initials).")
    added_at = models.DateTimeField(help_text="When it was attached.")

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="evidence_number_once"),
            models.UniqueConstraint(fields=["proposal", "sha256"], name="evidence_file_once"),
        ]

    def __str__(self) -> str:
        return f"file {self.number} of {self.proposal_id}"
