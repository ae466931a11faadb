"""Destruction lists as they were frozen and how far each has come; which cases lie in a verified archive.

A list's course is told by its events too (subject `destruction`); these rows are what the acts hold and lock.
Nothing here names a person who is a party.
"""

from django.db import models
from django.db.models import F, Q


class DestructionList(models.Model):
    """A list of cases to destroy (sletteliste), frozen when it was made."""

    class Stage(models.TextChoices):
        LISTED = "listed"
        APPROVED_ONCE = "approved_once"
        APPROVED = "approved"
        DONE = "done"
        DROPPED = "dropped"

    number = models.CharField(
        max_length=16, unique=True, help_text='"2031-1": the year and a running number.'
    )
    made_on = models.DateField(help_text="The day for which the rules of keeping were asked.")
    made_by = models.CharField(max_length=64, help_text="Who made it (initials).")
    made_at = models.DateTimeField(help_text="When it was made.")
    frozen = models.TextField(help_text="The whole list as canonical JSON: what the SHA-256 is of.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of `frozen`: what was approved.")
    stage = models.CharField(max_length=16, choices=Stage, help_text="How far it has come.")
    first_by = models.CharField(max_length=64, null=True, help_text="Who approved it first (initials).")
    first_at = models.DateTimeField(null=True, help_text="When it was approved first.")
    second_by = models.CharField(max_length=64, null=True, help_text="Who else approved it (initials).")
    second_at = models.DateTimeField(null=True, help_text="When it was approved a second time.")
    done_by = models.CharField(max_length=64, null=True, help_text="Who had it carried out (initials).")
    done_at = models.DateTimeField(null=True, help_text="When the last of its cases was seen to.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | Q(second_by__isnull=True) | ~Q(first_by=F("second_by")),
                name="destruction_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["approved", "done"])
                | Q(first_by__isnull=False, second_by__isnull=False),
                name="destruction_approved_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"destruction list {self.number}"


class ListedCase(models.Model):
    """A case on a destruction list, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DESTROYED = "destroyed"
        KEPT = "kept"

    list = models.ForeignKey(
        DestructionList, models.PROTECT, related_name="cases", help_text="The list it is on."
    )
    place = models.PositiveIntegerField(help_text="Its place on the list: 1, 2, 3 …")
    number = models.CharField(max_length=64, help_text="The case's number.")
    state = models.CharField(
        max_length=10, choices=State, default=State.WAITING, help_text="What became of it."
    )
    why_da = models.CharField(max_length=400, default="", help_text="Why it was kept, in Danish.")
    why_en = models.CharField(max_length=400, default="", help_text="Why it was kept, in English.")
    done_at = models.DateTimeField(null=True, help_text="When it was destroyed or kept.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="destruction_case_once"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(state="waiting"), name="destruction_case_on_one_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of list {self.list_id}"


class Archived(models.Model):
    """A case written to the archive folder; counted as archived once it has been verified."""

    number = models.CharField(max_length=64, unique=True, help_text="The case's number.")
    position = models.IntegerField(help_text="How many events the case had when it was written.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the manifest.")
    files = models.PositiveIntegerField(help_text="How many files the manifest names.")
    made_at = models.DateTimeField(help_text="When it was written.")
    made_by = models.CharField(max_length=64, help_text="Who had it written (initials).")
    verified_at = models.DateTimeField(
        null=True, help_text="When every file was read again and found to be as the manifest says."
    )

    class Meta:
        verbose_name_plural = "archived"

    def __str__(self) -> str:
        return f"archive of {self.number}"
