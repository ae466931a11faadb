from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "anke.oversight.quality"
    label = "quality"

    def ready(self) -> None:
        """Words about a case go with the case."""
        from anke.casework.retention.commands import follow_destruction
        from anke.oversight.quality.forgetting import forget_case

        follow_destruction(forget_case)
