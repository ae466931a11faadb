from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("distribution", "0001_runs_and_proposals")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="inputs",
            field=models.JSONField(
                default=dict,
                help_text="Everything it was given – cases, people, levers, day, seed – so that it can be replayed.",
            ),
            preserve_default=False,
        )
    ]
