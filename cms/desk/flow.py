"""Keeps Wagtail's workflow in step with the launch's state.

The state is the truth and the workflow follows it: after each act, and again when
the desk opens the entry, so that a process that died in between leaves nothing stuck.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Revision, TaskState, Workflow, WorkflowPage, WorkflowState

from cms.desk.steps import ReleaseApprovalTask
from launches.enums import UNDER_REVIEW, State
from launches.models import Launch, User


def follow(sender: Any, *, launch_uid: str, verb: str, **kwargs: Any) -> None:
    """Receiver of the domain's signal `acted`, sent after the commit."""
    launch = Launch.objects.filter(uid=launch_uid).select_related("page").first()
    if page := getattr(launch, "page", None):
        in_step(page)


def in_step(page: Any) -> TaskState | None:
    """Start or end the workflow as the state asks; the task in progress, if there is one."""
    launch: Launch = page.launch
    launch.refresh_from_db(fields=["state", "state_by"])
    running = WorkflowState.objects.active().for_instance(page).first()
    with transaction.atomic():
        if launch.state in UNDER_REVIEW:
            if running and running.status == WorkflowState.STATUS_IN_PROGRESS:
                return running.current_task_state
            if running:
                running.cancel(user=launch.state_by)
            return _start(page)
        if running and launch.state == State.CHANGES_REQUESTED:
            _send_back(running, launch.state_by)
        elif running:
            running.cancel(user=launch.state_by)
    return None


def carry_on(page: Any, revision: Revision) -> None:
    """A revision was saved under review: the step in progress is about it from now on.

    A step that stands after the editorial check falls back to it, for the words
    that it passed are no longer these.
    """
    states = TaskState.objects.filter(
        workflow_state__in=WorkflowState.objects.active().for_instance(page),
        status=TaskState.STATUS_IN_PROGRESS,
    )
    for task_state in states.select_related("task"):
        if isinstance(task_state.task.specific, ReleaseApprovalTask):
            task_state.cancel()
        else:
            task_state.revision = revision
            task_state.save(update_fields=["revision"])


def _start(page: Any) -> TaskState | None:
    """Nobody is named as the one who asked: Wagtail would mail them the title."""
    workflow = _workflow_of(page)
    return workflow.start(page, None).current_task_state if workflow else None


def _workflow_of(page: Any) -> Workflow | None:
    """As `page.get_workflow()`, which asks level by level: the nearest active one above."""
    nearest = WorkflowPage.objects.filter(
        page__in=page.get_ancestors(inclusive=True), workflow__active=True
    )
    found = nearest.select_related("workflow").order_by("-page__depth").first()
    return found.workflow if found else None


def _send_back(running: WorkflowState, user: User | None) -> None:
    task_state = running.current_task_state
    if task_state.status == TaskState.STATUS_IN_PROGRESS:
        task_state.reject(user=user)
