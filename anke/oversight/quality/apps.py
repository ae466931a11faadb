from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "anke.oversight.quality"
    label = "quality"
