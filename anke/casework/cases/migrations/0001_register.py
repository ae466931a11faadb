import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0002_refuse_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Year of receipt.", primary_key=True, serialize=False
                    ),
                ),
                ("last", models.PositiveIntegerField(help_text="The last running number given.")),
            ],
            options={
                "verbose_name_plural": "number series",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        help_text="The chain of events this row is made from.",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="events.subject",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text='The case\'s id everywhere: "2025-000123".', max_length=64, unique=True
                    ),
                ),
                (
                    "status",
                    models.CharField(help_text="Where the case stands (rules/steps.py).", max_length=12),
                ),
                (
                    "case_type",
                    models.CharField(help_text="The case type's id in the content files.", max_length=40),
                ),
                (
                    "authority",
                    models.IntegerField(help_text="The first instance's code in the content files."),
                ),
                (
                    "office",
                    models.SmallIntegerField(help_text="The code of the office that has it.", null=True),
                ),
                (
                    "caseworker",
                    models.CharField(
                        help_text="The initials of the person who has it; empty while nobody has.",
                        max_length=64,
                        null=True,
                    ),
                ),
                ("received_on", models.DateField(help_text="The day it was received.")),
                (
                    "fully_informed",
                    models.BooleanField(
                        help_text="Whether it was fully informed at receipt; empty while nobody has assessed it.",
                        null=True,
                    ),
                ),
                (
                    "first_instance_error",
                    models.BooleanField(
                        help_text="Whether the first instance made an error in forwarding it; empty if not assessed.",
                        null=True,
                    ),
                ),
                (
                    "meeting_decided_on",
                    models.DateField(
                        help_text="The day it was decided whether the notification is to be treated at a meeting.",
                        null=True,
                    ),
                ),
                ("decided_on", models.DateField(help_text="The day it was decided.", null=True)),
                (
                    "closed_on",
                    models.DateField(
                        help_text="The day it was decided or withdrawn: pending no longer.", null=True
                    ),
                ),
                ("dispatched_on", models.DateField(help_text="The day the decision was sent.", null=True)),
                (
                    "outcome",
                    models.CharField(
                        help_text="The outcome's id in the content files.", max_length=40, null=True
                    ),
                ),
                (
                    "deadline_until",
                    models.DateField(help_text="The day its deadline was last extended to.", null=True),
                ),
                (
                    "pauses",
                    models.JSONField(
                        default=list,
                        help_text="Pauses of the clock in order, as [from, to]; to is null while one lasts.",
                    ),
                ),
                (
                    "reopens",
                    models.CharField(
                        help_text="The number of the case this one reopens.", max_length=64, null=True
                    ),
                ),
                (
                    "reopened_as",
                    models.JSONField(
                        default=list, help_text="The numbers of the cases that reopened this one."
                    ),
                ),
                ("position", models.IntegerField(help_text="How many events the row is made from.")),
                ("head", models.CharField(help_text="The hash of the last of them.", max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["registered", "paused"])),
                        fields=["office", "received_on"],
                        name="case_open_by_office",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["registered", "paused"])),
                        fields=["caseworker", "received_on"],
                        name="case_open_by_caseworker",
                    ),
                    models.Index(fields=["case_type", "received_on"], name="case_by_type"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["registered", "paused", "decided", "dispatched", "withdrawn"])
                        ),
                        name="case_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status__in", ["registered", "paused"])),
                                ("closed_on__isnull", True),
                                ("outcome__isnull", True),
                            ),
                            models.Q(
                                models.Q(("status__in", ["registered", "paused"]), _negated=True),
                                ("closed_on__isnull", False),
                                ("outcome__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("closed_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="case_closed_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on__isnull", True),
                            ("decided_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="case_decided_after_receipt",
                    ),
                ],
            },
        ),
    ]
