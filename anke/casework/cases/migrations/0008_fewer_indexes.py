"""Indexes nothing asks for, which every registration had to write all the same.

PostgreSQL gets from Django, beside each unique text, an index for searches by a beginning (LIKE). Nobody looks
for a form's token or a case's number that way: `search` has tables of its own.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("cases_submission", "cases_case")


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) "
            "AND indexdef LIKE '%%varchar_pattern_ops%%'",
            [list(TABLES)],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_targets_apart")]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="party",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                help_text="The case.",
                on_delete=models.deletion.CASCADE,
                related_name="people",
                to="cases.case",
            ),
        ),
    ]
