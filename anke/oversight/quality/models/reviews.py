"""The monthly follow-up of each employee: one review is one case of one employee, read by one reviewer."""

from django.db import models
from django.db.models import Q


class Review(models.Model):
    """From the case that was picked to the employee's reply. What is submitted is not changed again."""

    class Stage(models.TextChoices):
        OPEN = "open"
        SUBMITTED = "submitted"
        TOLD = "told"
        DROPPED = "dropped"

    name = models.CharField(max_length=80, unique=True, help_text='"Q1/2025-09/k13-01/1".')
    month = models.CharField(max_length=7, help_text='The month it is for: "2025-09".')
    employee = models.CharField(max_length=64, help_text="Whose work is read (initials).")
    office = models.PositiveSmallIntegerField(help_text="The employee's office when it was begun.")
    number = models.CharField(max_length=64, help_text="The case that is read.")
    reviewer = models.CharField(max_length=64, help_text="Who reads (initials).")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    version = models.PositiveIntegerField(
        help_text="Counts every change: whoever changes says which they saw."
    )
    answers = models.JSONField(default=dict, help_text="The answer to each question of the programme, by id.")
    strengths = models.CharField(max_length=2000, blank=True, help_text="What was done well, in words.")
    improvements = models.CharField(max_length=2000, blank=True, help_text="What could be better, in words.")
    saved_by = models.CharField(max_length=64, help_text="Who changed it last (initials).")
    saved_at = models.DateTimeField(help_text="When it was changed last.")
    submitted_on = models.DateField(null=True, help_text="The day it was completed; empty before.")
    told_on = models.DateField(null=True, help_text="The day feedback was given; empty before.")
    told_how = models.CharField(max_length=10, blank=True, help_text="How: talk or writing.")
    reply = models.CharField(max_length=2000, blank=True, help_text="What the employee replied.")
    replied_on = models.DateField(null=True, help_text="The day of the reply; empty where there is none.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "employee"], condition=Q(stage="open"), name="review_one_open_a_month"
            ),
            models.CheckConstraint(
                condition=~Q(reviewer=models.F("employee")), name="review_not_of_own_work"
            ),
        ]
        indexes = [models.Index(fields=["office", "month"], name="review_of_office_month")]

    def __str__(self) -> str:
        return self.name


class NamedReviewer(models.Model):
    """Who follows up on an employee instead of the head of the office."""

    employee = models.CharField(max_length=64, unique=True, help_text="Whose work is read (initials).")
    who = models.CharField(max_length=64, help_text="Who reads it (initials).")
    named_by = models.CharField(max_length=64, help_text="The head who named them (initials).")
    named_on = models.DateField(help_text="The day they were named.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(who=models.F("employee")), name="reviewer_is_another")
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.who}"
