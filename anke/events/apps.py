from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "anke.events"
    verbose_name = "Events"
