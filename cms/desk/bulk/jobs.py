"""The worker's part of an act on many. It may be begun again at any time."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from cms.desk.bulk.acts import ACTS
from cms.desk.views import forum_zone
from launches import clock
from launches.domain import bulk
from launches.enums import BulkAct, BulkState
from launches.errors import UnveilError
from launches.models import BulkJob, Launch


@task(priority=-10)
def run_bulk(uid: str) -> None:
    """Do to each entry what the person asked for, in their language and the forum's zone."""
    job = BulkJob.objects.select_related("by").get(uid=uid)
    if job.state == BulkState.DONE:
        return
    language = job.by.language if job.by and job.by.language else "en"
    with override(language), timezone.override(forum_zone()):
        _run(job)


def _run(job: BulkJob) -> None:
    many = ACTS[BulkAct(job.act)]
    form = many.form(job.params)

    def do(launch: Launch) -> None:
        if job.by is None or not form.is_valid():
            raise UnveilError(_("What was chosen for this act is no longer there."))
        many.do(launch, form.cleaned_data, job.by, clock.now())

    bulk.run(job, do)
