"""Thematic follow-ups: who recommended which, what was decided, the cases chosen, the offices' replies."""

from django.db import models
from django.db.models import Q


class Thematic(models.Model):
    """One thematic follow-up, from the recommendation to the joint memo, which is never changed."""

    class Stage(models.TextChoices):
        RECOMMENDED = "recommended"
        REFUSED = "refused"
        APPROVED = "approved"
        OPENED = "opened"
        PRESENTED = "presented"

    name = models.CharField(max_length=20, unique=True, help_text='"Q6/2025/1".')
    year = models.PositiveSmallIntegerField(help_text="The year it is for.")
    topic = models.CharField(max_length=200, help_text="The theme.")
    question = models.TextField(max_length=2000, help_text="What is to be found out, and why.")
    stage = models.CharField(max_length=12, choices=Stage.choices, help_text="How far it has come.")
    recommended_by = models.CharField(max_length=64, help_text="Who recommended it for the group (initials).")
    recommended_on = models.DateField(help_text="The day it was recommended.")
    decided_by = models.CharField(max_length=64, blank=True, help_text="Who decided; empty before.")
    decided_on = models.DateField(null=True, help_text="The day it was decided; empty before.")
    decided_because = models.CharField(max_length=500, blank=True, help_text="The reason of the decision.")
    outside = models.BooleanField(null=True, help_text="Whether outside help is used; empty: not considered.")
    outside_because = models.CharField(max_length=500, blank=True, help_text="Why, or why not.")
    opening = models.TextField(max_length=8000, blank=True, help_text="The opening memo; empty without one.")
    no_opening = models.CharField(max_length=500, blank=True, help_text="Why there is no opening memo.")
    opened_on = models.DateField(null=True, help_text="The day the board was given it; empty before.")
    reply_by = models.DateField(null=True, help_text="The day the offices are to have replied; empty before.")
    memo = models.TextField(max_length=8000, blank=True, help_text="What the joint memo finds.")
    proposals = models.TextField(max_length=8000, blank=True, help_text="What it proposes for future work.")
    report = models.JSONField(null=True, help_text="The joint memo as frozen; empty before.")
    presented_by = models.CharField(max_length=64, blank=True, help_text="Who presented it; empty before.")
    presented_on = models.DateField(null=True, help_text="The day the board was given it; empty before.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the memo; empty before.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="presented") & ~Q(sha256="") | (~Q(stage="presented") & Q(sha256="")),
                name="thematic_presented_has_a_hash",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ThematicMember(models.Model):
    """Somebody of the working group."""

    thematic = models.ForeignKey(
        Thematic, models.PROTECT, related_name="members", help_text="The thematic follow-up."
    )
    who = models.CharField(max_length=64, help_text="Initials.")
    role = models.CharField(max_length=24, help_text="The role held when it was recommended.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thematic", "who"], name="thematic_member_once")]

    def __str__(self) -> str:
        return self.who


class ThematicCase(models.Model):
    """A case chosen on purpose; it stands for itself alone."""

    class Kind(models.TextChoices):
        GOOD = "good"
        BAD = "bad"
        PLAIN = "plain"

    thematic = models.ForeignKey(
        Thematic, models.PROTECT, related_name="cases", help_text="The thematic follow-up."
    )
    number = models.CharField(max_length=64, help_text="The case.")
    office = models.PositiveSmallIntegerField(help_text="The office that decided it.")
    why = models.CharField(max_length=300, help_text="Why it was chosen.")
    kind = models.CharField(
        max_length=5, choices=Kind.choices, help_text="A good or bad example, or neither."
    )
    words = models.CharField(max_length=2000, help_text="What it shows.")
    seal = models.CharField(
        max_length=64, default="", help_text="SHA-256 of its words as the report was frozen; empty before."
    )
    by = models.CharField(max_length=64, help_text="Who read it (initials).")
    on = models.DateField(help_text="The day it was read.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thematic", "number"], name="thematic_case_once")]

    def __str__(self) -> str:
        return self.number


class ThematicOffice(models.Model):
    """An office the theme concerns, and what it replied."""

    thematic = models.ForeignKey(
        Thematic, models.PROTECT, related_name="offices", help_text="The thematic follow-up."
    )
    office = models.PositiveSmallIntegerField(help_text="The office.")
    reply = models.TextField(max_length=4000, blank=True, help_text="What it replied; empty before.")
    by = models.CharField(max_length=64, blank=True, help_text="Who replied (initials); empty before.")
    on = models.DateField(null=True, help_text="The day of the reply; empty before.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thematic", "office"], name="thematic_office_once")]

    def __str__(self) -> str:
        return str(self.office)
