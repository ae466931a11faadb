"""Who works here, where, and as what. Rows say how it is; the events say how it came to be."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from anke.rules.roles import Role


class Department(models.Model):
    """A group of offices under one deputy director (afdeling)."""

    code = models.PositiveSmallIntegerField(primary_key=True, help_text="The department's number.")
    title_da = models.CharField(max_length=120, help_text="Its name in Danish.")
    title_en = models.CharField(max_length=120, help_text="Its name in English.")

    def __str__(self) -> str:
        return self.title_da


class Office(models.Model):
    """An office that handles cases (kontor)."""

    code = models.PositiveSmallIntegerField(
        primary_key=True, help_text="The office's number, as events and figures name it."
    )
    title_da = models.CharField(max_length=120, help_text="Its name in Danish.")
    title_en = models.CharField(max_length=120, help_text="Its name in English.")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="offices", help_text="The department it belongs to."
    )
    established_on = models.DateField(help_text="The first day it took cases.")

    def __str__(self) -> str:
        return self.title_da


class OfficeArea(models.Model):
    """A law area an office handles."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="areas", help_text="The office.")
    area = models.CharField(max_length=60, help_text="The law area's id in the content files.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "area"], name="office_handles_area_once")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.area}"


class Staff(models.Model):
    """A person who works here, or looks in on its behalf (medarbejder)."""

    initials = models.CharField(
        max_length=20, unique=True, help_text="Short name, as events and case lists show it."
    )
    name = models.CharField(max_length=120, help_text="The person's name.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="staff",
        help_text="The account the person logs in with; empty for one who does not.",
    )

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.initials


class Appointment(models.Model):
    """A person's role from a day on (ansættelse), one at a time. In force until its end is recorded."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="appointments", help_text="The person.")
    role = models.CharField(
        max_length=30,
        help_text="What the person does (rules/roles.py); it settles what the person may see.",
    )
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        help_text="The office the role is held in; empty for roles outside the offices.",
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        help_text="The department the role is held over; empty for all others.",
    )
    weight = models.DecimalField(
        max_digits=3, decimal_places=2, help_text="Share of full time: 1.00 is full time, 0.50 half."
    )
    valid_from = models.DateField(help_text="First day in the role.")
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day in the role; empty while it is held."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=1), name="appointment_weight_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[str(role) for role in Role]), name="appointment_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(valid_until__isnull=True), name="appointment_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.role}"


class Absence(models.Model):
    """A person is away from a day to a day (fravær). Cancelled by a new act, never deleted."""

    class Kind(models.TextChoices):
        VACATION = "vacation"
        SICK = "sick"
        OTHER = "other"

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="absences", help_text="Who is away.")
    kind = models.CharField(
        max_length=10, choices=Kind.choices, help_text="Why; shown to those who lead the person only."
    )
    first_on = models.DateField(help_text="First day away.")
    last_on = models.DateField(null=True, blank=True, help_text="Last day away; empty while nobody knows.")
    registered_by = models.CharField(max_length=64, help_text="Initials of who registered it.")
    registered_at = models.DateTimeField(help_text="The moment it was registered.")
    cancelled_by = models.CharField(
        max_length=64, blank=True, help_text="Initials of who cancelled it; empty while it holds."
    )
    cancelled_at = models.DateTimeField(
        null=True, blank=True, help_text="The moment it was cancelled; empty while it holds."
    )

    class Meta:
        indexes = [models.Index(fields=["staff", "first_on"], name="absence_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["vacation", "sick", "other"]), name="absence_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} from {self.first_on}"


class Competence(models.Model):
    """A case type a person masters from a day on."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="competences", help_text="Who masters it.")
    case_type = models.CharField(max_length=40, help_text="The case type's id in the content files.")
    valid_from = models.DateField(help_text="First day the person may be given such cases.")
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day of it; empty while the person masters the type."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "case_type"],
                condition=Q(valid_until__isnull=True),
                name="competence_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.case_type}"


class Recusal(models.Model):
    """A person may not handle a case, or any case of a party (inhabilitet)."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="recusals", help_text="Who is recused.")
    number = models.CharField(
        max_length=64, blank=True, help_text="The case, by its number; empty where it is a party."
    )
    party_key = models.CharField(
        max_length=64, blank=True, help_text="The party, by its key; empty where it is one case."
    )
    reason = models.CharField(max_length=500, help_text="Why, as it was declared.")
    registered_by = models.CharField(max_length=64, help_text="Initials of who registered it.")
    registered_at = models.DateTimeField(help_text="The moment it was registered.")
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="The moment it was lifted; empty while it holds."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(number="") & ~Q(party_key="")) | (~Q(number="") & Q(party_key="")),
                name="recusal_from_a_case_or_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} not in {self.number or self.party_key}"


class Reading(models.Model):
    """Somebody read something of a case (opslag). The database refuses to change or delete it."""

    number = models.CharField(max_length=64, help_text="The case read, by its number.")
    who = models.CharField(
        max_length=64, help_text="Who read: initials of a person, or the name of a token or a machine."
    )
    what = models.CharField(
        max_length=20,
        help_text="What was read: page, list, document, search, api, export, cpr, break_glass …",
    )
    at = models.DateTimeField(help_text="The moment it was shown.")
    request = models.CharField(
        max_length=64, blank=True, help_text="The request it belongs to; empty where there was none."
    )

    class Meta:
        indexes = [
            models.Index(fields=["number", "at"], name="reading_of_case"),
            models.Index(fields=["who", "at"], name="reading_by_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.who} read {self.number}"


class Grant(models.Model):
    """A sight of one case given to one person beyond what the role gives. Ended by its end, never deleted."""

    class Kind(models.TextChoices):
        NAMED = "named"
        BREAK_GLASS = "break_glass"
        DRAWN = "drawn"

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="grants", help_text="Who may see the case.")
    number = models.CharField(max_length=64, help_text="The case, by its number.")
    kind = models.CharField(
        max_length=12,
        choices=Kind.choices,
        help_text="named: by somebody's decision; break_glass: taken in an emergency; drawn: for reading.",
    )
    reason = models.CharField(max_length=500, help_text="Why, in the words of the one who gave or took it.")
    granted_by = models.CharField(max_length=64, help_text="Initials of who gave or took it.")
    valid_from = models.DateTimeField(help_text="The first moment it counts.")
    valid_until = models.DateTimeField(
        null=True, blank=True, help_text="The moment it ends; empty while no end is set."
    )

    class Meta:
        indexes = [
            models.Index(fields=["staff", "number"], name="grant_of_person"),
            models.Index(fields=["number"], name="grant_of_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["named", "break_glass", "drawn"]), name="grant_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="break_glass") | Q(valid_until__isnull=False),
                name="grant_broken_glass_ends",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} sees {self.number} ({self.kind})"


class Notice(models.Model):
    """Something a person must be told (underretning): shown until it is seen; an e-mail says it is there."""

    recipient = models.CharField(
        max_length=64, help_text='Initials of who is told; "data_protection" for the data protection contact.'
    )
    kind = models.CharField(max_length=30, help_text="What it is about, such as glass_broken.")
    number = models.CharField(max_length=64, blank=True, help_text="The case it is about, if any.")
    about = models.CharField(max_length=64, help_text="Initials of whose act it is about.")
    reason = models.CharField(max_length=500, blank=True, help_text="The reason that person gave.")
    made_at = models.DateTimeField(help_text="The moment of the act.")
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When the recipient said it was read; empty until then."
    )

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "made_at"], name="notice_of_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.recipient}"
