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
