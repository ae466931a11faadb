from django.db import migrations

from anke.casework.letters import triggers


def _create(apps, schema_editor):
    for statement in triggers.creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)  # as it is: its % is no place to fill


def _drop(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)  # as it is: its % is no place to fill


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_documents_and_letters")]
    operations = [migrations.RunPython(_create, _drop)]
