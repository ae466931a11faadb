from django.db import migrations

from anke.oversight.quality import triggers


def _create(apps, schema_editor):
    for statement in triggers.creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _drop(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("quality", "0008_thematics_and_reasonings")]
    operations = [migrations.RunPython(_create, _drop)]
