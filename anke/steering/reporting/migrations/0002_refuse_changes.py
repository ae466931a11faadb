from django.db import migrations

from anke.steering.reporting import triggers


def _create(apps, schema_editor):
    for statement in triggers.creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _drop(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_reports")]
    operations = [migrations.RunPython(_create, _drop)]
