from django.db import migrations

from anke.oversight.quality import triggers


def _guard(apps, schema_editor):
    """All anew: what was there is taken away first."""
    for statements in (triggers.dropping, triggers.creating):
        for statement in statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def _leave(apps, schema_editor):
    """The triggers before this migration are those of the same module: nothing to take back."""


class Migration(migrations.Migration):
    dependencies = [("quality", "0011_focus_points")]
    operations = [migrations.RunPython(_guard, _leave)]
