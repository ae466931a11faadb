"""What has been done of the yearly wheel."""

from django.db import models


class Done(models.Model):
    """An activity that was done, or lapsed with a reason, for one unit and period."""

    activity = models.CharField(max_length=8, help_text="The activity: an id of the programme.")
    period = models.CharField(max_length=8, help_text='"2024-03", "2024H1" or "2024".')
    unit = models.CharField(
        max_length=64, help_text="Initials of an employee, the code of an office, or agency."
    )
    on = models.DateField(help_text="The day it was done, or lapsed.")
    by = models.CharField(max_length=64, help_text="Who recorded it (initials).")
    excused = models.CharField(max_length=500, help_text="Why it lapsed; empty where it was done.")

    class Meta:
        verbose_name_plural = "done"
        constraints = [
            models.UniqueConstraint(fields=["activity", "period", "unit"], name="activity_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.period} {self.unit}"
