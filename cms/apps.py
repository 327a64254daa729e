from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.desk.findings import draw_stale
        from cms.desk.flow import follow
        from cms.desk.setup import furnish
        from launches.domain.signals import acted
        from launches.tasks import CHORES, Seldom

        post_migrate.connect(furnish, sender=self, dispatch_uid="desk.furnish")
        acted.connect(follow, dispatch_uid="desk.follow")
        CHORES["findings"] = Seldom(draw_stale, seconds=2).run
        quiet()


def quiet() -> None:
    """Wagtail mails titles to everyone at each step of a workflow. Nothing hidden is mailed."""
    from wagtail.models import TaskState, WorkflowState
    from wagtail.signals import (
        task_submitted,
        workflow_approved,
        workflow_rejected,
        workflow_submitted,
    )

    task_submitted.disconnect(
        sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    for signal, name in (
        (workflow_submitted, "submitted"),
        (workflow_rejected, "rejected"),
        (workflow_approved, "approved"),
    ):
        uid = f"workflow_state_{name}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
