from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "anke.steering.statistics"
    verbose_name = "Statistics"
