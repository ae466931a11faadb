from django.apps import AppConfig


class ExternalConfig(AppConfig):
    name = "anke.steering.external"
    verbose_name = "Figures from outside"
