from django.db import migrations, models
from django.db.models import F, Q

from anke.oversight.quality import triggers


def _unguard(apps, schema_editor):
    for statement in triggers.dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _guard(apps, schema_editor):
    """The guards name columns that come later: migration 0014 makes them."""


def _begun_once(apps, schema_editor):
    """Follow-ups that were begun twice by a double click are told apart by their names."""
    seen = set()
    for row in apps.get_model("quality", "AreaFollowUp").objects.filter(stage="open").order_by("pk"):
        key = row.office, row.period, row.area, row.theme, row.focus
        if key in seen:
            row.focus = f"{row.focus[:150]} ({row.name})".strip()
            row.save(update_fields=["focus"])
        seen.add(key)


def _saved_by_readers(apps, schema_editor):
    cases = apps.get_model("quality", "ReasoningCase").objects
    cases.exclude(read_by="").update(saved_by=F("read_by"))


def _nothing(apps, schema_editor):
    """What was told apart, and who saved, goes with its column or stays as it is."""


def _saved(model, who):
    return [
        migrations.AddField(model, "saved_by", models.CharField(default="", help_text=who, max_length=64)),
        migrations.AddField(
            model,
            "saved_at",
            models.DateTimeField(
                help_text=f"When {'it was' if model == 'reasoningcase' else 'they were'} saved last.",
                null=True,
            ),
        ),
    ]


class Migration(migrations.Migration):
    """SQLite makes a table anew to add a column, and loses its triggers: they go first, and come back in 0014."""

    dependencies = [("quality", "0012_guard_reports_in_words")]
    operations = [
        migrations.RunPython(_unguard, _guard),
        migrations.AddField(
            "reasoning",
            "version",
            models.PositiveIntegerField(default=0, help_text="How often those words were saved."),
        ),
        *_saved("reasoning", "Who saved them last (initials)."),
        migrations.AddField(
            "reasoningcase",
            "draft",
            models.JSONField(
                help_text="What is filled in before the case is read: answers and words; else empty.",
                null=True,
            ),
        ),
        *_saved("reasoningcase", "Who saved it last (initials)."),
        migrations.RunPython(_begun_once, _nothing),
        migrations.RunPython(_saved_by_readers, _nothing),
        migrations.AddConstraint(
            "areafollowup",
            models.UniqueConstraint(
                condition=Q(stage="open"),
                fields=("office", "period", "area", "theme", "focus"),
                name="area_open_once",
            ),
        ),
        migrations.RunPython(_guard, _unguard),
    ]
