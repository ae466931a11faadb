import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0002_refuse_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Its number within the case: 1, 2, 3 …")),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="1 for the first; a changed document is a new version."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="What it is in the case: an id of the content files.", max_length=40
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(help_text="Its title and the name it came with, as JSON, sealed."),
                ),
                ("media", models.CharField(help_text="What file it is: pdf, docx, png …", max_length=10)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes of the file as it came in.")),
                (
                    "pages",
                    models.PositiveIntegerField(help_text="Pages of a PDF; empty for others.", null=True),
                ),
                ("sha256", models.CharField(help_text="SHA-256 of the file as it came in.", max_length=64)),
                (
                    "address",
                    models.CharField(help_text="SHA-256 of the sealed file: where it lies.", max_length=64),
                ),
                ("added_on", models.DateField(help_text="The day it came in or was made.")),
                ("added_at", models.DateTimeField(help_text="When it was added.")),
                ("added_by", models.CharField(help_text="Who added it (initials).", max_length=64)),
                (
                    "dispatched_on",
                    models.DateField(help_text="The day it was sent; unchangeable from then on.", null=True),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        help_text="The case it belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["subject", "number", "version"],
            },
        ),
        migrations.CreateModel(
            name="DocumentText",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        help_text="The document.",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="letters.document",
                    ),
                ),
                ("sealed", models.BinaryField(help_text="Its text, compressed, sealed with the case's key.")),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="Its number within the case: 1, 2, 3 …"),
                ),
                (
                    "template",
                    models.CharField(help_text="The template's id in the content files.", max_length=40),
                ),
                (
                    "shape_from",
                    models.DateField(help_text="From which day the version of the template counts it uses."),
                ),
                ("language", models.CharField(help_text="da or en.", max_length=2)),
                ("recipient", models.CharField(help_text='The party it goes to: "P1".', max_length=8)),
                (
                    "outcome",
                    models.CharField(
                        help_text="The outcome it tells; empty for a letter that tells none.",
                        max_length=40,
                        null=True,
                    ),
                ),
                ("status", models.CharField(help_text="draft, submitted, approved or sent.", max_length=10)),
                (
                    "version",
                    models.PositiveIntegerField(help_text="Rises by one each time the text is saved."),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="The text: title and parts as JSON, sealed with the case's key."
                    ),
                ),
                ("saved_by", models.CharField(help_text="Who saved it last (initials).", max_length=64)),
                ("saved_at", models.DateTimeField(help_text="When it was saved last.")),
                (
                    "authors",
                    models.JSONField(help_text="Everybody who has saved or submitted it (initials)."),
                ),
                (
                    "sha256",
                    models.CharField(
                        help_text="SHA-256 of the final text that was submitted; empty for a draft.",
                        max_length=64,
                        null=True,
                    ),
                ),
                (
                    "submitted_by",
                    models.CharField(help_text="Who submitted it (initials).", max_length=64, null=True),
                ),
                (
                    "approved_by",
                    models.CharField(help_text="Who approved it (initials).", max_length=64, null=True),
                ),
                (
                    "returned",
                    models.BinaryField(
                        help_text="Why it was last returned, sealed; empty if it never was or is submitted again.",
                        null=True,
                    ),
                ),
                ("begun_at", models.DateTimeField(help_text="When it was begun.")),
                ("dispatched_on", models.DateField(help_text="The day it was sent.", null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        help_text="The case it belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["subject", "number"],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="letter",
            field=models.ForeignKey(
                help_text="The letter it is the final form of; empty for what came in.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="letters.letter",
            ),
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(help_text="digital_post or letter.", max_length=12)),
                (
                    "digital_id",
                    models.UUIDField(
                        help_text="The message's number, chosen before it is sent.", unique=True
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="The whole text and its recipient as they were, as JSON, sealed."
                    ),
                ),
                ("sent_on", models.DateField(help_text="The day of the act.")),
                ("sent_at", models.DateTimeField(help_text="The moment of the act.")),
                ("sent_by", models.CharField(help_text="Who sent it (initials).", max_length=64)),
                (
                    "handed_over_at",
                    models.DateTimeField(
                        help_text="When the post took it; empty while it waits or has failed.", null=True
                    ),
                ),
                (
                    "delivered_at",
                    models.DateTimeField(
                        help_text="When the post's receipt says it arrived; empty for paper.", null=True
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="How often it was tried.")),
                (
                    "trouble",
                    models.CharField(
                        help_text="Why the last try failed; empty where none did.", max_length=300
                    ),
                ),
                (
                    "notice",
                    models.CharField(
                        help_text="The notice by e-mail: none, waiting, sent or failed.", max_length=10
                    ),
                ),
                (
                    "notice_tries",
                    models.PositiveSmallIntegerField(default=0, help_text="How often the notice was tried."),
                ),
                (
                    "notice_trouble",
                    models.CharField(
                        help_text="Why the notice's last try failed; empty where none did.", max_length=300
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        help_text="The very document that was sent.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="letters.document",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        help_text="The letter that was sent.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatch",
                        to="letters.letter",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dispatches",
            },
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("subject", "number"), name="letter_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "submitted", "approved", "sent"])),
                name="letter_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "draft"), ("sha256__isnull", False), _connector="OR"),
                name="letter_past_draft_is_pinned",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dispatched_on__isnull", False), ("status", "sent")),
                    models.Q(models.Q(("status", "sent"), _negated=True), ("dispatched_on__isnull", True)),
                    _connector="OR",
                ),
                name="letter_sent_has_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["address"], name="document_by_address"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("subject", "number", "version"), name="document_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("version__gte", 1)), name="document_counts_from_1"
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("handed_over_at__isnull", True)),
                fields=["sent_at"],
                name="dispatch_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["digital_post", "letter"])),
                name="dispatch_channel_is_known",
            ),
        ),
    ]
