"""The index: one row for each case, made from its newest state. Triggers keep the words findable
(`triggers.py`) and take a row away with the case's key. No personal number is ever part of it."""

from django.db import models


class Entry(models.Model):
    """What can be found of one case."""

    subject = models.OneToOneField(
        "events.Subject",
        models.PROTECT,
        primary_key=True,
        related_name="+",
        help_text="The case, by the chain of its events.",
    )
    position = models.IntegerField(help_text="How many events the case had when this row was made.")
    version = models.PositiveSmallIntegerField(help_text="By which way of making it (gathering.VERSION).")
    names = models.TextField(
        help_text="Words found only as they are written: number, parties, first instance, caseworker."
    )
    prose = models.TextField(help_text="Words found in every inflection: case type, claim points, documents.")
    stems = models.TextField(help_text="The stems of `prose`, where the database knows no Danish (SQLite).")
    parts = models.JSONField(
        default=list, help_text="What may be shown of it, as [what it is, text]; protected names are out."
    )

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"entry of {self.subject_id}"


class Watermark(models.Model):
    """How far the index has followed the events. One row; behind it, every case has been brought in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    seq = models.BigIntegerField(default=0, help_text="The last event followed.")

    def __str__(self) -> str:
        return f"followed to {self.seq}"
