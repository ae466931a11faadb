"""What the edge of the site remembers: what its workers count together, and mail that is to be sent."""

from django.db import models


class Kept(models.Model):
    """A row of Django's database cache: attempts counted, codes used. May be emptied at any time."""

    cache_key = models.CharField(max_length=255, primary_key=True, help_text="What is remembered.")
    value = models.TextField(help_text="Its value, as the cache writes it.")
    expires = models.DateTimeField(db_index=True, help_text="When it is forgotten.")

    class Meta:
        db_table = "identity_kept"

    def __str__(self) -> str:
        return self.cache_key


class Mail(models.Model):
    """A message to be sent: written with the act it tells of, sent after it, tried again until it is gone."""

    recipients = models.TextField(help_text="Addresses, with commas between.")
    subject = models.CharField(max_length=255, help_text="The subject line.")
    message = models.BinaryField(help_text="The whole message, as it goes to the mail server (RFC 5322).")
    written_at = models.DateTimeField(help_text="When it was written (UTC).")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it (UTC).")
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often sending was tried.")
    next_try_at = models.DateTimeField(help_text="Not tried again before (UTC).")
    refusal = models.CharField(
        max_length=255, blank=True, help_text="Why the last try failed; empty if none."
    )

    class Meta:
        verbose_name_plural = "mail"
        indexes = [models.Index(fields=["sent_at", "next_try_at"], name="identity_mail_waiting")]

    def __str__(self) -> str:
        return self.subject
