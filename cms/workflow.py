"""How the desk's workflow ends: it freezes the reviewed revision and publishes nothing.

Wagtail imports this module while it builds its own models, so it names them only
for the type checker. The steps are in cms.desk.steps.
"""

from typing import TYPE_CHECKING

from launches import clock
from launches.domain import release
from launches.models import Launch, User

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def launch_of(workflow_state: "WorkflowState") -> Launch:
    """The launch whose page the workflow runs on."""
    return workflow_state.content_object.specific.launch


def finish(workflow_state: "WorkflowState", user: User | None = None) -> None:
    """Freeze the revision that was reviewed. Called within the last task's transaction.

    Raises what release.approve raises (Stale for a newer revision, FourEyes,
    BadInstant), which leaves the workflow where it was.
    """
    from cms.translating.drafting import content_to_release

    task_state = workflow_state.current_task_state
    page = task_state.revision.as_object()
    release.approve(
        launch_of(workflow_state),
        revision=task_state.revision_id,
        content=content_to_release(page),
        by=user,
        at=clock.now(),
        note=task_state.comment,
    )
