"""Runs of the distribution, and what each found for each case. They are kept: they are the explanation."""

from django.db import models
from django.db.models import Q


class Run(models.Model):
    """A distribution, or the handing over of a person's cases: tried, perhaps applied, perhaps undone."""

    class Kind(models.TextChoices):
        WAITING = "waiting"
        HANDOVER = "handover"

    class Status(models.TextChoices):
        DRY_RUN = "dry_run"
        APPLIED = "applied"
        UNDONE = "undone"

    kind = models.CharField(
        max_length=10,
        choices=Kind.choices,
        help_text="waiting: the unassigned cases; handover: all cases of a person.",
    )
    office = models.SmallIntegerField(help_text="The code of the office whose cases they are.")
    person = models.CharField(
        max_length=64, blank=True, help_text="Initials of whose cases are handed over; empty for the waiting."
    )
    leaves = models.BooleanField(
        default=False, help_text="Whether the person's role ends when the handing over is applied."
    )
    receiver = models.CharField(
        max_length=64,
        blank=True,
        help_text="Initials of the one chosen to take them over; empty where the rule chooses.",
    )
    seed = models.PositiveBigIntegerField(help_text="The seed of the lots that decide between equals.")
    as_of = models.DateField(help_text="The day the distribution is for.")
    levers = models.CharField(max_length=16, help_text="The fingerprint of the levers it was run with.")
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of everything it was given, in canonical form."
    )
    inputs = models.JSONField(
        help_text="Everything it was given – cases, people, levers, day, seed – so that it can be replayed."
    )
    status = models.CharField(max_length=10, choices=Status.choices, help_text="Tried, applied or undone.")
    effects = models.JSONField(help_text="The office now, as proposed and with other levers, as compared.")
    made_by = models.CharField(max_length=64, help_text="Initials of who tried it.")
    made_at = models.DateTimeField(help_text="The moment it was tried.")
    applied_by = models.CharField(max_length=64, blank=True, help_text="Initials of who applied it.")
    applied_at = models.DateTimeField(null=True, help_text="The moment it was applied; empty until then.")
    undone_by = models.CharField(max_length=64, blank=True, help_text="Initials of who undid it.")
    undone_at = models.DateTimeField(null=True, help_text="The moment it was undone; empty until then.")

    class Meta:
        indexes = [models.Index(fields=["office", "-made_at"], name="run_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="dry_run", applied_at__isnull=True, undone_at__isnull=True)
                | Q(status="applied", applied_at__isnull=False, undone_at__isnull=True)
                | Q(status="undone", applied_at__isnull=False, undone_at__isnull=False),
                name="run_status_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind="waiting", person="") | (Q(kind="handover") & ~Q(person="")),
                name="run_handover_names_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} ({self.kind}, office {self.office})"


class Proposal(models.Model):
    """What a run found for one case, and the whole reason."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals", help_text="The run.")
    number = models.CharField(max_length=64, help_text="The case, by its number.")
    rank = models.PositiveIntegerField(help_text="The case's place in the order, from 1.")
    position = models.IntegerField(help_text="How many events the case had then.")
    before_office = models.SmallIntegerField(null=True, help_text="The office that had the case.")
    before_caseworker = models.CharField(
        max_length=64, null=True, help_text="Initials of who had it; empty where nobody had."
    )
    office = models.SmallIntegerField(
        null=True, help_text="The office it is to be in; empty where none is found."
    )
    caseworker = models.CharField(
        max_length=64, null=True, help_text="Initials of who is to have it; empty where nobody is found."
    )
    points = models.IntegerField(help_text="The points of the one who is to have it.")
    parts = models.JSONField(help_text="The points one by one, as [what for, points].")
    others = models.JSONField(help_text="Everybody else, as [initials, why not, points or null].")
    left = models.CharField(
        max_length=20, blank=True, help_text="Why nobody is found; empty where somebody is."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="proposal_once_a_case"),
            models.CheckConstraint(
                condition=Q(caseworker__isnull=False, left="") | (Q(caseworker__isnull=True) & ~Q(left="")),
                name="proposal_finds_somebody_or_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.caseworker or self.left}"
