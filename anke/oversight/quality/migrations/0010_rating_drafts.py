from django.db import migrations, models

from anke.oversight.quality import triggers

TEXT = "What is filled in and not yet given as a rating: answers, comment; else empty."


def _unguard(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _guard(apps, schema_editor):
    """The guards name columns that come later: migration 0014 makes them."""


class Migration(migrations.Migration):
    """SQLite makes a table anew to add a column, and loses its triggers: they go first, and come back in 0014."""

    dependencies = [("quality", "0009_refuse_changes")]
    operations = [
        migrations.RunPython(_unguard, _guard),
        migrations.AddField("rating", "draft", models.JSONField(help_text=TEXT, null=True)),
        migrations.AddField(
            "rating",
            "saved_by",
            models.CharField(default="", help_text="Who saved it last (initials).", max_length=64),
        ),
        migrations.AddField(
            "rating", "saved_at", models.DateTimeField(help_text="When it was saved last.", null=True)
        ),
        migrations.RunPython(_guard, _unguard),
    ]
