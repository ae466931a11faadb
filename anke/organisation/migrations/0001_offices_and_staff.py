import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "code",
                    models.PositiveSmallIntegerField(
                        help_text="The department's number.", primary_key=True, serialize=False
                    ),
                ),
                ("title_da", models.CharField(help_text="Its name in Danish.", max_length=120)),
                ("title_en", models.CharField(help_text="Its name in English.", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "code",
                    models.PositiveSmallIntegerField(
                        help_text="The office's number, as events and figures name it.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("title_da", models.CharField(help_text="Its name in Danish.", max_length=120)),
                ("title_en", models.CharField(help_text="Its name in English.", max_length=120)),
                ("established_on", models.DateField(help_text="The first day it took cases.")),
                (
                    "department",
                    models.ForeignKey(
                        help_text="The department it belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="organisation.department",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "initials",
                    models.CharField(
                        help_text="Short name, as events and case lists show it.", max_length=20, unique=True
                    ),
                ),
                ("name", models.CharField(help_text="The person's name.", max_length=120)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="The account the person logs in with; empty for one who does not.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="staff",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "staff",
            },
        ),
        migrations.CreateModel(
            name="OfficeArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.CharField(help_text="The law area's id in the content files.", max_length=60),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="The office.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="organisation.office",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "area"), name="office_handles_area_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        help_text="What the person does (rules/roles.py); it settles what the person may see.",
                        max_length=30,
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Share of full time: 1.00 is full time, 0.50 half.",
                        max_digits=3,
                    ),
                ),
                ("valid_from", models.DateField(help_text="First day in the role.")),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, help_text="Last day in the role; empty while it is held.", null=True
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="The department the role is held over; empty for all others.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.department",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        help_text="The office the role is held in; empty for roles outside the offices.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.office",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        help_text="The person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.staff",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 1)),
                        name="appointment_weight_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="appointment_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "caseworker",
                                    "head_of_office",
                                    "deputy_director",
                                    "director",
                                    "legal_unit",
                                    "steering_unit",
                                    "quality_reader",
                                    "board_secretary",
                                    "supervision_officer",
                                    "system_administrator",
                                    "ministry",
                                ],
                            )
                        ),
                        name="appointment_role_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("staff",),
                        name="appointment_one_at_a_time",
                    ),
                ],
            },
        ),
    ]
