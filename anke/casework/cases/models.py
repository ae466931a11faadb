"""The register. A row is a projection of the case's events (`events.apply.CaseState`): written by replay,
compared with it, and never changed by hand."""

from django.db import models
from django.db.models import F, Q

from anke.rules.steps import OPEN, Status

_OPEN = Q(status__in=[str(status) for status in OPEN])
_WAITING = Q(status__in=[str(status) for status in (*OPEN, Status.DECIDED)])  # somebody must still act


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
    extensions = models.JSONField(
        default=list, help_text="Extensions that stand, in order, as [granted on, until]."
    )
    follow_up_on = models.DateField(null=True, help_text="The day a paused case is taken up again.")
    meeting_on = models.DateField(null=True, help_text="The day of the meeting it is put before.")
    procedure = models.CharField(
        max_length=12,
        null=True,
        help_text="How it is decided: office, meeting or principle; empty if not said.",
    )
    appeal = models.JSONField(
        default=list,
        help_text="Days of the first instance's decision and of the complaint, as [what, day].",
    )
    parties = models.JSONField(default=list, help_text="Its parties as [id, kind, protected]; no names.")
    last_party = models.PositiveSmallIntegerField(default=0, help_text="The highest party number ever given.")
    points = models.JSONField(default=list, help_text="Its claim points as [number, outcome or null].")
    links = models.JSONField(default=list, help_text="The numbers of the cases it is linked to.")
    draft = models.JSONField(
        null=True, help_text="A draft submitted or approved, as [who, when, SHA-256, letter]; empty if none."
    )
    restricted = models.BooleanField(
        default=False, help_text="Whether only those named on it, their leaders and the legal unit see it."
    )
    held = models.BooleanField(default=False, help_text="Whether a legal hold keeps it from destruction.")
    pauses = models.JSONField(
        default=list, help_text="Pauses of the clock in order, as [from, to]; to is null while one lasts."
    )
    reopens = models.CharField(max_length=64, null=True, help_text="The number of the case this one reopens.")
    reopened_as = models.JSONField(default=list, help_text="The numbers of the cases that reopened this one.")
    protected = models.BooleanField(
        default=False, help_text="Whether a party's name or address is protected (derived from parties)."
    )
    stage = models.CharField(
        max_length=12, default="done", help_text="How far it has come (rules/next_step.py)."
    )
    due_on = models.DateField(
        null=True,
        help_text="Its deadline or target as it runs now; empty while paused and where there is none.",
    )
    original_due_on = models.DateField(
        null=True, help_text="The same by the rule alone: no pause or extension moves it."
    )
    next_role = models.CharField(
        max_length=30, null=True, help_text="The role that acts next; empty where nothing is left to do."
    )
    next_person = models.CharField(
        max_length=64, null=True, help_text="The initials of the one who acts next; empty where any may."
    )
    clock_on = models.DateField(null=True, help_text="The day by which somebody must act next.")
    clock = models.CharField(
        max_length=10, null=True, help_text="What that day is: deadline, target, follow_up, approval …"
    )
    act_by = models.DateField(
        null=True,
        help_text="The day it must usually move on to be in time: lists are sorted by it (an overdue case: "
        "a century before its deadline).",
    )
    position = models.IntegerField(help_text="How many events the row is made from.")
    head = models.CharField(max_length=64, help_text="The hash of the last of them.")

    class Meta:
        indexes = [
            models.Index(fields=["office", "received_on"], condition=_OPEN, name="case_open_by_office"),
            models.Index(
                fields=["caseworker", "received_on"], condition=_OPEN, name="case_open_by_caseworker"
            ),
            models.Index(fields=["case_type", "received_on"], name="case_by_type"),
            models.Index(fields=["office", "act_by", "number"], condition=_WAITING, name="case_by_risk"),
            models.Index(
                fields=["caseworker", "act_by", "number"], condition=_WAITING, name="case_by_person_risk"
            ),
            models.Index(fields=["act_by", "number"], condition=_WAITING, name="case_all_by_risk"),
            models.Index(
                fields=["office", "act_by", "number"],
                condition=_WAITING & Q(caseworker__isnull=True),
                name="case_unassigned_by_risk",
            ),
            models.Index(fields=["closed_on"], condition=Q(closed_on__isnull=False), name="case_by_closing"),
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
                condition=Q(_WAITING, next_role__isnull=False, clock_on__isnull=False, act_by__isnull=False)
                | Q(~_WAITING, next_role__isnull=True, clock_on__isnull=True, act_by__isnull=True),
                name="case_has_a_next_actor_and_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(status=str(Status.PAUSED)) | Q(follow_up_on__isnull=True),
                name="case_follow_up_while_paused",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(Status.SUBMITTED), str(Status.APPROVED)], draft__isnull=False)
                | ~Q(status__in=[str(Status.SUBMITTED), str(Status.APPROVED)]),
                name="case_approval_has_a_draft",
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


class Party(models.Model):
    """A party of a case by name (part): a projection of the party events, without the personal number.

    The personal number stays sealed in the event; `person_key` is the same for the same person and leads
    nowhere without this installation's master key.
    """

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="people", db_index=False, help_text="The case."
    )  # `party_once` begins with it
    key = models.CharField(max_length=8, help_text='Which party: "P1", "P2" …')
    kind = models.CharField(max_length=16, help_text="appellant, representative, first_instance or other.")
    name = models.CharField(max_length=200, help_text="The party's name; empty where none was given.")
    address = models.CharField(max_length=400, help_text="The party's address; empty where none was given.")
    email = models.CharField(max_length=254, help_text="The party's e-mail; empty where none was given.")
    phone = models.CharField(max_length=40, help_text="The party's telephone; empty where none was given.")
    adjustments = models.CharField(
        max_length=1000, help_text="What the party needs to take part, such as an interpreter."
    )
    protected = models.BooleanField(help_text="Whether the party's name or address is protected.")
    person_key = models.CharField(
        max_length=32, null=True, help_text="Equal for the same person's cases; empty without a number."
    )

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["person_key"], condition=Q(person_key__isnull=False), name="party_by_person")
        ]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class UsualTimes(models.Model):
    """The usual remaining time of cases by type and stage, from those decided in the year before. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    computed_on = models.DateField(help_text="The day it was computed for.")
    days = models.JSONField(help_text='Median days left, as {"cash_benefit/in_hand": 40}.')

    class Meta:
        verbose_name_plural = "usual times"

    def __str__(self) -> str:
        return f"usual times of {self.computed_on}"


class Submission(models.Model):
    """A form that was sent in and done: sent again, it is not done again. Kept for two days."""

    token = models.CharField(max_length=32, primary_key=True, help_text="What the form carried, made for it.")
    number = models.CharField(max_length=64, help_text="The case it led to.")
    position = models.IntegerField(default=0, help_text="How many events that case had then.")
    made_at = models.DateTimeField(db_index=True, help_text="When it was done.")

    def __str__(self) -> str:
        return f"{self.number} {self.position}"


class NumberSeries(models.Model):
    """The last case number of a year, raised inside the act that registers: no number is given twice."""

    year = models.PositiveSmallIntegerField(primary_key=True, help_text="Year of receipt.")
    last = models.PositiveIntegerField(help_text="The last running number given.")

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class SavedView(models.Model):
    """A list somebody keeps by a name: the query string of the worklist's page."""

    owner = models.CharField(max_length=64, help_text="Initials of whoever keeps it.")
    office = models.SmallIntegerField(
        null=True, help_text="The code of the office it is shared with; empty where it is one's own."
    )
    name = models.CharField(max_length=60, help_text="What it is called.")
    query = models.CharField(max_length=2000, help_text="The worklist's query string, as its page has it.")
    made_at = models.DateTimeField(help_text="The moment it was kept.")

    class Meta:
        indexes = [models.Index(fields=["office", "name"], name="saved_view_of_office")]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name


class BulkDone(models.Model):
    """An act done to many cases at once, by the token of its form: sent twice, it is done once."""

    token = models.CharField(max_length=64, unique=True, help_text="The one-time token of the form.")
    who = models.CharField(max_length=64, help_text="Initials of whoever did it.")
    act = models.CharField(max_length=20, help_text="What was done: assign, transfer, pause, resume, extend.")
    cases = models.PositiveIntegerField(help_text="How many cases it was done to.")
    at = models.DateTimeField(help_text="The moment it was done.")

    class Meta:
        verbose_name_plural = "bulk done"

    def __str__(self) -> str:
        return f"{self.act} by {self.who}"
