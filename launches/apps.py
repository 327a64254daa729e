from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "launches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from launches.domain import finding

        finding.keep_in_step()
