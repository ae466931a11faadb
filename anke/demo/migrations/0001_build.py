from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Always 1.", primary_key=True, serialize=False
                    ),
                ),
                ("scale", models.FloatField(help_text="Its size: 1 is about 49,000 decisions in 2023.")),
                ("seed", models.BigIntegerField(help_text="The seed of its chance.")),
                ("today", models.DateField(help_text="The last day it knows: its today.")),
                ("events", models.BigIntegerField(help_text="How many events it was built of.")),
                ("head", models.BigIntegerField(help_text="The number of the last event it was built of.")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="demo_one_build")],
            },
        ),
    ]
