from django.db import migrations

from anke.oversight.quality import triggers


def _create(apps, schema_editor):
    """The guards name columns that come later: migration 0014 makes them."""


def _drop(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("quality", "0008_thematics_and_reasonings")]
    operations = [migrations.RunPython(_create, _drop)]
