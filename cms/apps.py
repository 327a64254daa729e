from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate, pre_delete


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.call import auditing  # noqa: F401 -- registers its hooks
        from cms.desk import forgetting
        from cms.desk.findings import draw_stale
        from cms.desk.flow import follow
        from cms.desk.judging.applying import apply_due
        from cms.desk.setup import furnish
        from cms.site import opening
        from launches.domain.signals import acted, erased, rolled_back
        from launches.models import User
        from launches.queries import preflight
        from launches.tasks import CHORES, Seldom

        post_migrate.connect(furnish, sender=self, dispatch_uid="desk.furnish")
        acted.connect(follow, dispatch_uid="desk.follow")
        CHORES["decisions"] = Seldom(apply_due, seconds=5).run
        CHORES["findings"] = Seldom(draw_stale, seconds=2).run
        CHORES["pages"] = opening.publish_opened
        preflight.LOOKS.append(opening.problems)
        rolled_back.connect(opening.take_back, dispatch_uid="site.take_back")
        erased.connect(forgetting.forget, dispatch_uid="desk.forget")
        pre_delete.connect(forgetting.keep_an_owner, sender=User, dispatch_uid="desk.keep_owner")
        m2m_changed.connect(
            forgetting.note_roles, sender=User.groups.through, dispatch_uid="desk.note_roles"
        )
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
