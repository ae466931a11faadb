"""The app behind logging in; listens for what allauth and Django tell of a log-in."""

from django.apps import AppConfig


class Identity(AppConfig):
    name = "anke.site.identity"
    label = "identity"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from anke.site.identity import sessions

        user_logged_in.connect(sessions.begin)
