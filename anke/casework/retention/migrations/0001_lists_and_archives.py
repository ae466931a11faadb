import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Archived",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(help_text="The case's number.", max_length=64, unique=True)),
                (
                    "position",
                    models.IntegerField(help_text="How many events the case had when it was written."),
                ),
                ("sha256", models.CharField(help_text="SHA-256 of the manifest.", max_length=64)),
                ("files", models.PositiveIntegerField(help_text="How many files the manifest names.")),
                ("made_at", models.DateTimeField(help_text="When it was written.")),
                ("made_by", models.CharField(help_text="Who had it written (initials).", max_length=64)),
                (
                    "verified_at",
                    models.DateTimeField(
                        help_text="When every file was read again and found to be as the manifest says.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "archived",
            },
        ),
        migrations.CreateModel(
            name="DestructionList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text='"2031-1": the year and a running number.', max_length=16, unique=True
                    ),
                ),
                ("made_on", models.DateField(help_text="The day for which the rules of keeping were asked.")),
                ("made_by", models.CharField(help_text="Who made it (initials).", max_length=64)),
                ("made_at", models.DateTimeField(help_text="When it was made.")),
                (
                    "frozen",
                    models.TextField(help_text="The whole list as canonical JSON: what the SHA-256 is of."),
                ),
                (
                    "sha256",
                    models.CharField(help_text="SHA-256 of `frozen`: what was approved.", max_length=64),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("listed", "Listed"),
                            ("approved_once", "Approved Once"),
                            ("approved", "Approved"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        help_text="How far it has come.",
                        max_length=16,
                    ),
                ),
                (
                    "first_by",
                    models.CharField(help_text="Who approved it first (initials).", max_length=64, null=True),
                ),
                ("first_at", models.DateTimeField(help_text="When it was approved first.", null=True)),
                (
                    "second_by",
                    models.CharField(help_text="Who else approved it (initials).", max_length=64, null=True),
                ),
                (
                    "second_at",
                    models.DateTimeField(help_text="When it was approved a second time.", null=True),
                ),
                (
                    "done_by",
                    models.CharField(
                        help_text="Who had it carried out (initials).", max_length=64, null=True
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(help_text="When the last of its cases was seen to.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_by__isnull", True),
                            ("second_by__isnull", True),
                            models.Q(("first_by", models.F("second_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="destruction_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["approved", "done"]), _negated=True),
                            models.Q(("first_by__isnull", False), ("second_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="destruction_approved_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="Its place on the list: 1, 2, 3 …")),
                ("number", models.CharField(help_text="The case's number.", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("destroyed", "Destroyed"), ("kept", "Kept")],
                        default="waiting",
                        help_text="What became of it.",
                        max_length=10,
                    ),
                ),
                (
                    "why_da",
                    models.CharField(default="", help_text="Why it was kept, in Danish.", max_length=400),
                ),
                (
                    "why_en",
                    models.CharField(default="", help_text="Why it was kept, in English.", max_length=400),
                ),
                ("done_at", models.DateTimeField(help_text="When it was destroyed or kept.", null=True)),
                (
                    "list",
                    models.ForeignKey(
                        help_text="The list it is on.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="retention.destructionlist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("list", "number"), name="destruction_case_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("number",),
                        name="destruction_case_on_one_list",
                    ),
                ],
            },
        ),
    ]
