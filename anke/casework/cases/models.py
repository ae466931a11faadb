"""The register. A row is a projection of the case's events (`events.apply.CaseState`): written by replay,
compared with it, and never changed by hand."""

from django.db import models
from django.db.models import F, Q

from anke.rules.steps import OPEN, Status

_OPEN = Q(status__in=[str(status) for status in OPEN])


class Case(models.Model):
    """An appeal, a notification or another matter from its receipt on (sag)."""

    subject = models.OneToOneField(
        "events.Subject",
        models.PROTECT,
        primary_key=True,
        related_name="+",
        help_text="The chain of events this row is made from.",
    )
    number = models.CharField(
        max_length=64, unique=True, help_text='The case\'s id everywhere: "2025-000123".'
    )
    status = models.CharField(max_length=12, help_text="Where the case stands (rules/steps.py).")
    case_type = models.CharField(max_length=40, help_text="The case type's id in the content files.")
    authority = models.IntegerField(help_text="The first instance's code in the content files.")
    office = models.SmallIntegerField(null=True, help_text="The code of the office that has it.")
    caseworker = models.CharField(
        max_length=64, null=True, help_text="The initials of the person who has it; empty while nobody has."
    )
    received_on = models.DateField(help_text="The day it was received.")
    fully_informed = models.BooleanField(
        null=True, help_text="Whether it was fully informed at receipt; empty while nobody has assessed it."
    )
    first_instance_error = models.BooleanField(
        null=True,
        help_text="Whether the first instance made an error in forwarding it; empty if not assessed.",
    )
    meeting_decided_on = models.DateField(
        null=True, help_text="The day it was decided whether the notification is to be treated at a meeting."
    )
    decided_on = models.DateField(null=True, help_text="The day it was decided.")
    closed_on = models.DateField(
        null=True, help_text="The day it was decided or withdrawn: pending no longer."
    )
    dispatched_on = models.DateField(null=True, help_text="The day the decision was sent.")
    outcome = models.CharField(max_length=40, null=True, help_text="The outcome's id in the content files.")
    deadline_until = models.DateField(null=True, help_text="The day its deadline was last extended to.")
    pauses = models.JSONField(
        default=list, help_text="Pauses of the clock in order, as [from, to]; to is null while one lasts."
    )
    reopens = models.CharField(max_length=64, null=True, help_text="The number of the case this one reopens.")
    reopened_as = models.JSONField(default=list, help_text="The numbers of the cases that reopened this one.")
    position = models.IntegerField(help_text="How many events the row is made from.")
    head = models.CharField(max_length=64, help_text="The hash of the last of them.")

    class Meta:
        indexes = [
            models.Index(fields=["office", "received_on"], condition=_OPEN, name="case_open_by_office"),
            models.Index(
                fields=["caseworker", "received_on"], condition=_OPEN, name="case_open_by_caseworker"
            ),
            models.Index(fields=["case_type", "received_on"], name="case_by_type"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[str(status) for status in Status]), name="case_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(_OPEN, closed_on__isnull=True, outcome__isnull=True)
                | Q(~_OPEN, closed_on__isnull=False, outcome__isnull=False),
                name="case_closed_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="case_closed_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on")),
                name="case_decided_after_receipt",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class NumberSeries(models.Model):
    """The last case number of a year, raised inside the act that registers: no number is given twice."""

    year = models.PositiveSmallIntegerField(primary_key=True, help_text="Year of receipt.")
    last = models.PositiveIntegerField(help_text="The last running number given.")

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
