import django.db.models.deletion
from django.db import migrations, models

from anke.casework.search import triggers


def _create(apps, schema_editor):
    for statement in triggers.creating(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def _drop(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0003_a_next_actor_and_a_clock"),
        ("events", "0002_refuse_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        help_text="The case, by the chain of its events.",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="events.subject",
                    ),
                ),
                (
                    "position",
                    models.IntegerField(help_text="How many events the case had when this row was made."),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        help_text="By which way of making it (gathering.VERSION)."
                    ),
                ),
                (
                    "names",
                    models.TextField(
                        help_text="Words found only as they are written: number, parties, first instance, caseworker."
                    ),
                ),
                (
                    "prose",
                    models.TextField(
                        help_text="Words found in every inflection: case type, claim points, documents."
                    ),
                ),
                (
                    "stems",
                    models.TextField(
                        help_text="The stems of `prose`, where the database knows no Danish (SQLite)."
                    ),
                ),
                (
                    "parts",
                    models.JSONField(
                        default=list,
                        help_text="What may be shown of it, as [what it is, text]; protected names are out.",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="Watermark",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Always 1.", primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.BigIntegerField(default=0, help_text="The last event followed.")),
            ],
        ),
        migrations.RunPython(_create, _drop),
    ]
