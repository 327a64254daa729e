"""The steps of the desk's workflow. Each calls the domain."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from cms.workflow import launch_of
from launches import clock, rules
from launches.domain import review
from launches.models import User


class DeskTask(AbstractGroupApprovalTask):
    """A step of the desk. What Wagtail's buttons do here is done by the domain, or not at all."""

    class Meta:
        abstract = True

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Pass the step, or send the entry back. Refusals of the domain roll both back."""
        launch = launch_of(task_state.workflow_state)
        if action_name == "reject":
            points = [("", kwargs.get("comment", ""))]
            content = task_state.revision.as_object().content()
            review.request_changes(launch, points=points, content=content, by=user, at=clock.now())
        elif action_name == "approve":
            review.start_review(launch, by=user, at=clock.now())
        super().on_action(task_state, user, action_name, **kwargs)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        if not rules.decides(user, obj.specific.launch):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", self.passing, True),
        ]


class EligibilityTask(DeskTask):
    """Does the entry belong here? Asked once: a later edit of words does not ask it again."""

    passing = _("Eligible: pass on")

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        state = super().start(workflow_state, user=user)
        passed = workflow_state.task_states.filter(task=self, status=TaskState.STATUS_APPROVED)
        if passed.exists():
            state.status, state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
            state.save()
        return state


class EditorialTask(DeskTask):
    """Are the words and pictures fit to print?"""

    passing = _("Words are good: pass on")

    class Meta:
        verbose_name = _("editorial check")
        verbose_name_plural = _("editorial checks")


class ReleaseApprovalTask(DeskTask):
    """A second person approves; the finish action freezes the revision."""

    passing = _("Approve for release")

    class Meta:
        verbose_name = _("release approval")
        verbose_name_plural = _("release approvals")
