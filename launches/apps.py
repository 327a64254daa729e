from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LaunchesConfig(AppConfig):
    name = "launches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from launches import guards
        from launches.domain import finding
        from launches.tasks import opened
        from launches.webhooks.queueing import on_opened

        finding.keep_in_step()
        post_migrate.connect(guards.after_migrate, sender=self)
        opened.connect(on_opened, dispatch_uid="webhooks")
