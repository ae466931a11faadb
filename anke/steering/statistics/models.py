"""What the statistics keep in the database: which files hold the events, up to which event, and sums by
month.
"""

from typing import ClassVar

from django.db import models


class Watermark(models.Model):
    """How far the events have come into the statistics. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    seq = models.BigIntegerField(default=0, help_text="The last event that files and sums hold.")
    series = models.CharField(max_length=32, help_text="Drawn when the row was made: which database this is.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="statistics_one_watermark")
        ]

    def __str__(self) -> str:
        return f"event {self.seq}"


class EventFile(models.Model):
    """The manifest: a Parquet file of events. What is not in it does not exist, whatever lies in the
    folder.
    """

    path = models.CharField(max_length=80, unique=True, help_text="Relative to the folder of all events.")
    first_seq = models.BigIntegerField(
        unique=True, help_text="Holds the events of cases from this number on …"
    )
    last_seq = models.BigIntegerField(help_text="… to this one.")
    rows = models.IntegerField(help_text="How many events it holds.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of its bytes.")

    def __str__(self) -> str:
        return self.path


class StandardMeasure(models.Model):
    """A measure whose sums by month are kept up to date with every export."""

    key = models.CharField(
        max_length=12, primary_key=True, help_text="The definition's version; see sums.py."
    )
    name = models.CharField(max_length=120, help_text="The measure's id, for people.")

    def __str__(self) -> str:
        return self.name


class MonthlySum(models.Model):
    """What a standard measure counted in one month; of a stock, the change since the end of the month
    before.
    """

    measure = models.ForeignKey(
        StandardMeasure, on_delete=models.CASCADE, db_index=False, help_text="What is counted."
    )
    month = models.SmallIntegerField(help_text="Months since 1970-01.")
    cases = models.BigIntegerField(help_text="The denominator.")
    part = models.BigIntegerField(help_text="The numerator; days in all for a mean.")
    digest = models.CharField(max_length=32, help_text="The cases' numbers added up modulo 2**128, in hex.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "month"], name="statistics_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.month}"
