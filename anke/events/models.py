"""The store of events: rows that are only ever added. Triggers in the database refuse anything else."""

from typing import ClassVar

from django.db import models


class Ledger(models.Model):
    """One row, and the one lock: whoever writes events holds it, so commit order is the order of `seq`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    seq = models.BigIntegerField(default=0, help_text="The last event's number.")
    subjects = models.BigIntegerField(default=0, help_text="The last subject's number.")
    recorded_at = models.DateTimeField(
        null=True, help_text="When the last event was recorded; never goes back."
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="events_one_ledger")]

    def __str__(self) -> str:
        return f"{self.seq} events"


class Subject(models.Model):
    """What something happens to, and the head of its chain."""

    id = models.BigAutoField(primary_key=True, help_text="Numbered without gaps in order of birth.")
    kind = models.CharField(max_length=16, help_text="case, goal, board, office or staff.")
    name = models.CharField(max_length=64, help_text="What people call it: a case's id, an office's code.")
    position = models.IntegerField(default=0, help_text="How many events it has.")
    head = models.CharField(max_length=64, help_text="The hash of its last event.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "name"], name="events_subject_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Event(models.Model):
    """Something that happened. Never changed, never deleted."""

    seq = models.BigAutoField(primary_key=True, help_text="The order of all events, without gaps.")
    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="events",
        help_text="What it happened to.",
    )
    position = models.IntegerField(help_text="1 for the subject's first event, and so on without gaps.")
    kind = models.CharField(max_length=40, help_text="A word of the vocabulary (vocabulary.py).")
    happened_on = models.DateField(help_text="The local day it happened.")
    recorded_at = models.DateTimeField(
        help_text="When it was recorded (UTC); never earlier than the event before."
    )
    actor = models.CharField(max_length=64, help_text="Who recorded it.")
    data = models.TextField(help_text="Its data as canonical JSON; personal values are encrypted.")
    previous = models.CharField(max_length=64, help_text="The hash of the subject's event before this one.")
    hash = models.CharField(
        max_length=64, help_text="SHA-256 over this event and `previous` (rules/chain.py)."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "position"], name="events_no_fork"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class PersonalKey(models.Model):
    """The key of one subject's personal data, wrapped by the master key. Deleting it forgets the data."""

    subject = models.OneToOneField(
        Subject, on_delete=models.PROTECT, primary_key=True, help_text="Whose personal data it opens."
    )
    wrapped = models.BinaryField(help_text="The key, encrypted with the key derived from the master key.")
    master = models.CharField(
        max_length=16, help_text="Which master key wraps it (a fingerprint, no secret)."
    )

    def __str__(self) -> str:
        return f"key of {self.subject_id}"
