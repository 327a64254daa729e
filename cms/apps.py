from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.desk.flow import follow
        from cms.desk.setup import furnish
        from launches.domain.signals import acted

        post_migrate.connect(furnish, sender=self, dispatch_uid="desk.furnish")
        acted.connect(follow, dispatch_uid="desk.follow")
