"""A clock that is a target for many cases together gets a name of its own."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from anke.casework.cases.times import measured_by_target

_KIND = ("case_type", "received_on", "fully_informed")


def name_targets(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    waiting = apps.get_model("cases", "Case").objects.filter(clock="deadline")
    for kind in list(waiting.values(*_KIND, "meeting_decided_on").distinct()):
        met = kind.pop("meeting_decided_on")
        if measured_by_target(*kind.values(), meeting_decided=met is not None):
            waiting.filter(**kind, meeting_decided_on=met).update(clock="target")


def name_deadlines(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("cases", "Case").objects.filter(clock="target").update(clock="deadline")


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_unassigned_by_risk")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="act_by",
            field=models.DateField(
                help_text="The day it must usually move on to be in time: lists are sorted by it "
                "(an overdue case: a century before its deadline).",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="clock",
            field=models.CharField(
                help_text="What that day is: deadline, target, follow_up, approval …",
                max_length=10,
                null=True,
            ),
        ),
        migrations.RunPython(name_targets, name_deadlines),
    ]
