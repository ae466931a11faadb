from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "anke.steering.results"
    verbose_name = "Results"

    def ready(self) -> None:
        """The contracts' figures are the ones statistics keeps ready."""
        from anke.steering.results import standing

        standing.announce()
