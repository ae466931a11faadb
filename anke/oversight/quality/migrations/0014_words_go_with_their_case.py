from django.db import migrations, models

from anke.oversight.quality import triggers

TEXT = "SHA-256 of its words as the report was frozen; empty before."


def _unguard(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _guard(apps, schema_editor):
    for statement in triggers.creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _none(apps, schema_editor):
    """The guards name columns that come here: before this migration there are none."""


class Migration(migrations.Migration):
    """Words about a case may go with it, also where they are frozen. The guards come here, with the last
    column they name; a migration that adds another takes them along."""

    dependencies = [("quality", "0013_saved_while_written")]
    operations = [
        migrations.RunPython(_unguard, _none),
        *(
            migrations.AddField(model, "seal", models.CharField(default="", help_text=TEXT, max_length=64))
            for model in ("reasoningcase", "thematiccase")
        ),
        migrations.RunPython(_guard, _unguard),
    ]
