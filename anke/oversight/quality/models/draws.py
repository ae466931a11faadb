"""A draw of cases: who promised what, the frozen frame, what was kept out of it, what was drawn."""

from django.db import models
from django.db.models import Q


class Draw(models.Model):
    """One draw (udtræk), from its plan to the cases. What is frozen or drawn is never changed."""

    class Stage(models.TextChoices):
        PLANNED = "planned"
        FROZEN = "frozen"
        DRAWN = "drawn"
        ABANDONED = "abandoned"

    name = models.CharField(max_length=40, unique=True, help_text='"Q5A/2024"; a second try "Q5A/2024/2".')
    activity = models.CharField(max_length=8, help_text="The activity it is for: an id of the programme.")
    year = models.PositiveSmallIntegerField(help_text="The year it is for.")
    first = models.DateField(help_text="First day of decisions that can be drawn.")
    last = models.DateField(help_text="Last day of decisions that can be drawn.")
    stage = models.CharField(max_length=10, choices=Stage.choices, help_text="How far it has come.")
    rules = models.JSONField(help_text="The programme's rules of the draw as they were when it was planned.")
    frame_sha256 = models.CharField(max_length=64, help_text="SHA-256 of the frozen frame; empty before.")
    frozen_at = models.DateTimeField(null=True, help_text="When the frame was frozen.")
    frozen_by = models.CharField(max_length=64, help_text="Who froze it (initials); empty before.")
    seed = models.CharField(max_length=64, help_text="The seed; empty until both contributions are known.")
    drawn_at = models.DateTimeField(null=True, help_text="When the cases were drawn.")
    planned_by = models.CharField(max_length=64, help_text="Who planned it (initials).")
    planned_at = models.DateTimeField(help_text="When it was planned.")
    reason = models.CharField(max_length=500, help_text="Why it was abandoned; empty where it was not.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "year"], condition=~Q(stage="abandoned"), name="draw_once_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(stage="drawn") | (~Q(seed="") & ~Q(frame_sha256="")), name="draw_has_a_proof"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What one of two people gives to the seed: promised by its hash, revealed after the freeze."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="contributions", help_text="The draw.")
    place = models.PositiveSmallIntegerField(help_text="1 or 2: in the order they were promised.")
    who = models.CharField(max_length=64, help_text="Who promised it (initials).")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the words, as promised.")
    words = models.CharField(max_length=200, help_text="The words; empty until they are revealed.")
    promised_at = models.DateTimeField(help_text="When it was promised.")
    revealed_at = models.DateTimeField(null=True, help_text="When the words were revealed.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="contribution_place_once"),
            models.UniqueConstraint(fields=["draw", "who"], name="contribution_person_once"),
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="contribution_one_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.who}"


class Frame(models.Model):
    """The cases of one office that could be drawn, as frozen."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="frames", help_text="The draw.")
    office = models.PositiveSmallIntegerField(help_text="The office's code.")
    numbers = models.TextField(help_text="The case numbers, sorted, one a line.")
    cases = models.PositiveIntegerField(help_text="How many they are.")
    unknown = models.PositiveIntegerField(
        default=0, help_text="Of them: how many whose recipient is not known to be private."
    )
    wanted = models.PositiveIntegerField(help_text="How many were to be drawn.")
    read_by = models.PositiveSmallIntegerField(
        null=True, help_text="The office whose management reads them too; empty where none does."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "office"], name="frame_office_once")]

    def __str__(self) -> str:
        return f"{self.draw_id}: office {self.office}"


class Excluded(models.Model):
    """A case that was kept out of the frame, and why."""

    class Reason(models.TextChoices):
        KIND = "kind"  # no appeal: a board's, or supervision
        NOT_PRIVATE = "not_private"
        DRAWN = "drawn"
        OWN = "own"
        RECUSED = "recused"
        RESTRICTED = "restricted"
        DESTROYED = "destroyed"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="excluded", help_text="The draw.")
    office = models.PositiveSmallIntegerField(help_text="The office's code.")
    number = models.CharField(max_length=64, help_text="The case.")
    reason = models.CharField(max_length=12, choices=Reason.choices, help_text="Why it was kept out.")
    who = models.CharField(max_length=64, help_text="Whose own case, or who is recused; else empty.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


class Drawn(models.Model):
    """A drawn case, or one in reserve. `out_because` and `stands_for` say how the reserve was used."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn", help_text="The draw.")
    office = models.PositiveSmallIntegerField(help_text="The office's code.")
    place = models.PositiveIntegerField(help_text="1 for the lowest ticket of the office, and so on.")
    number = models.CharField(max_length=64, help_text="The case.")
    reserve = models.BooleanField(help_text="Whether it waits in reserve, or came from there.")
    stands_for = models.CharField(
        max_length=64, help_text="The case it came in for; empty where it came in for none."
    )
    out_because = models.CharField(max_length=500, help_text="Why it went out; empty while it has not.")
    out_at = models.DateTimeField(null=True, help_text="When it went out.")

    class Meta:
        indexes = [models.Index(fields=["number"], name="drawn_by_number")]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="drawn_once"),
            models.UniqueConstraint(fields=["draw", "office", "place"], name="drawn_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.number}"
