"""Documents, letters and the log of what was sent. Whatever tells of a person is sealed with the case key."""

from django.db import models
from django.db.models import Q

from anke.rules.letter_steps import Channel, LetterStatus


class Letter(models.Model):
    """A letter from its first draft to the day it is sent; unchangeable from then on."""

    subject = models.ForeignKey(
        "events.Subject", models.PROTECT, related_name="+", help_text="The case it belongs to."
    )
    number = models.PositiveSmallIntegerField(help_text="Its number within the case: 1, 2, 3 …")
    template = models.CharField(max_length=40, help_text="The template's id in the content files.")
    shape_from = models.DateField(help_text="From which day the version of the template counts it uses.")
    language = models.CharField(max_length=2, help_text="da or en.")
    recipient = models.CharField(max_length=8, help_text='The party it goes to: "P1".')
    outcome = models.CharField(
        max_length=40, null=True, help_text="The outcome it tells; empty for a letter that tells none."
    )
    status = models.CharField(max_length=10, help_text="draft, submitted, approved or sent.")
    version = models.PositiveIntegerField(help_text="Rises by one each time the text is saved.")
    sealed = models.BinaryField(help_text="The text: title and parts as JSON, sealed with the case's key.")
    saved_by = models.CharField(max_length=64, help_text="Who saved it last (initials).")
    saved_at = models.DateTimeField(help_text="When it was saved last.")
    authors = models.JSONField(help_text="Everybody who has saved or submitted it (initials).")
    sha256 = models.CharField(
        max_length=64, null=True, help_text="SHA-256 of the final text that was submitted; empty for a draft."
    )
    submitted_by = models.CharField(max_length=64, null=True, help_text="Who submitted it (initials).")
    approved_by = models.CharField(max_length=64, null=True, help_text="Who approved it (initials).")
    returned = models.BinaryField(
        null=True, help_text="Why it was last returned, sealed; empty if it never was or is submitted again."
    )
    begun_at = models.DateTimeField(help_text="When it was begun.")
    dispatched_on = models.DateField(null=True, help_text="The day it was sent.")

    class Meta:
        ordering = ["subject", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="letter_once"),
            models.CheckConstraint(
                condition=Q(status__in=[str(one) for one in LetterStatus]), name="letter_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status=str(LetterStatus.DRAFT)) | Q(sha256__isnull=False),
                name="letter_past_draft_is_pinned",
            ),
            models.CheckConstraint(
                condition=Q(status=str(LetterStatus.SENT), dispatched_on__isnull=False)
                | Q(~Q(status=str(LetterStatus.SENT)), dispatched_on__isnull=True),
                name="letter_sent_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.number} of {self.subject_id}"


class Document(models.Model):
    """One version of a document of a case. Written once; triggers in the database hold to it."""

    subject = models.ForeignKey(
        "events.Subject", models.PROTECT, related_name="+", help_text="The case it belongs to."
    )
    number = models.PositiveIntegerField(help_text="Its number within the case: 1, 2, 3 …")
    version = models.PositiveIntegerField(help_text="1 for the first; a changed document is a new version.")
    kind = models.CharField(max_length=40, help_text="What it is in the case: an id of the content files.")
    sealed = models.BinaryField(help_text="Its title and the name it came with, as JSON, sealed.")
    media = models.CharField(max_length=10, help_text="What file it is: pdf, docx, png …")
    size = models.PositiveBigIntegerField(help_text="Bytes of the file as it came in.")
    pages = models.PositiveIntegerField(null=True, help_text="Pages of a PDF; empty for others.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the file as it came in.")
    address = models.CharField(max_length=64, help_text="SHA-256 of the sealed file: where it lies.")
    added_on = models.DateField(help_text="The day it came in or was made.")
    added_at = models.DateTimeField(help_text="When it was added.")
    added_by = models.CharField(max_length=64, help_text="Who added it (initials).")
    letter = models.ForeignKey(
        Letter,
        models.PROTECT,
        null=True,
        related_name="documents",
        help_text="The letter it is the final form of; empty for what came in.",
    )
    dispatched_on = models.DateField(null=True, help_text="The day it was sent; unchangeable from then on.")

    class Meta:
        ordering = ["subject", "number", "version"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number", "version"], name="document_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1, number__gte=1), name="document_counts_from_1"),
        ]
        indexes = [models.Index(fields=["address"], name="document_by_address")]

    def __str__(self) -> str:
        return f"document {self.number} of {self.subject_id}, version {self.version}"


class DocumentText(models.Model):
    """A document's words, for searching; made when it came in."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="words", help_text="The document."
    )
    sealed = models.BinaryField(help_text="Its text, compressed, sealed with the case's key.")


class Dispatch(models.Model):
    """The dispatch log (afsendelseslog): one row for each letter sent, and how far it has come."""

    letter = models.OneToOneField(
        Letter, models.PROTECT, related_name="dispatch", help_text="The letter that was sent."
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", help_text="The very document that was sent."
    )
    channel = models.CharField(max_length=12, help_text="digital_post or letter.")
    digital_id = models.UUIDField(unique=True, help_text="The message's number, chosen before it is sent.")
    sealed = models.BinaryField(help_text="The whole text and its recipient as they were, as JSON, sealed.")
    sent_on = models.DateField(help_text="The day of the act.")
    sent_at = models.DateTimeField(help_text="The moment of the act.")
    sent_by = models.CharField(max_length=64, help_text="Who sent it (initials).")
    handed_over_at = models.DateTimeField(
        null=True, help_text="When the post took it; empty while it waits or has failed."
    )
    delivered_at = models.DateTimeField(
        null=True, help_text="When the post's receipt says it arrived; empty for paper."
    )
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often it was tried.")
    trouble = models.CharField(max_length=300, help_text="Why the last try failed; empty where none did.")
    notice = models.CharField(max_length=10, help_text="The notice by e-mail: none, waiting, sent or failed.")
    notice_tries = models.PositiveSmallIntegerField(default=0, help_text="How often the notice was tried.")
    notice_trouble = models.CharField(
        max_length=300, help_text="Why the notice's last try failed; empty where none did."
    )

    class Meta:
        verbose_name_plural = "dispatches"
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=[str(one) for one in Channel]), name="dispatch_channel_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["sent_at"], condition=Q(handed_over_at__isnull=True), name="dispatch_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"dispatch {self.digital_id}"
