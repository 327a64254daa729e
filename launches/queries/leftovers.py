"""Files that an entry no longer uses: replaced or taken off, and shown to nobody else."""

import json
from collections.abc import Iterable

from launches.content import Content
from launches.enums import FileState, ProposalState
from launches.models import EditionFile, Launch, Material


def leftovers(launch: Launch, content: Content) -> list[Material]:
    """The newest first, in five queries. `content` is what the latest revision says.

    What waits in an open proposal is in use. What was handed in, shown to a signer or
    frozen in an edition is held for ever: a receipt and a signature are worth what they
    show. Earlier drafts hold nothing; every file was in one, so nothing could ever be
    discarded.
    """
    rows = Material.objects.filter(launch=launch, state=FileState.READY)
    rows = rows.exclude(pk__in=[row.material for row in content.materials])
    held = _held(launch)
    first = launch.receipts.filter(document="").order_by("at").last()  # of before they told files
    return [
        row
        for row in rows.prefetch_related("renditions").order_by("-pk")
        if row.uid not in held and not (first and row.uploaded_at <= first.at)
    ]


def _held(launch: Launch) -> set[str]:
    """The uids of every file that somebody outside the company has been shown, or may accept."""
    texts = [
        *launch.receipts.exclude(document="").values_list("document", flat=True),
        *launch.sign_offs.values_list("document", flat=True),
    ]
    frozen = EditionFile.objects.filter(edition__launch=launch)
    waiting = launch.proposals.filter(state=ProposalState.OPEN).values_list("put", flat=True)
    proposed = {uid for uids in waiting for uid in uids}
    return {*_named(texts), *frozen.values_list("material_uid", flat=True), *proposed}


def _named(texts: Iterable[str]) -> set[str]:
    return {row["file"]["uid"] for text in texts for row in json.loads(text)["materials"]}
