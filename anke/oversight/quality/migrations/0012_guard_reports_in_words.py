from django.db import migrations

from anke.oversight.quality import triggers


def _guard(apps, schema_editor):
    """What was there goes. The guards name columns that come later: migration 0014 makes them."""
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _leave(apps, schema_editor):
    """The triggers before this migration are those of the same module: nothing to take back."""


class Migration(migrations.Migration):
    dependencies = [("quality", "0011_focus_points")]
    operations = [migrations.RunPython(_guard, _leave)]
