"""The only reader of editions.

Every door (site, search, sitemap, API, feeds, files, screens) asks here. Time
opens a launch inside the query: no process has to do anything at the instant,
and no dead process can leak or hide anything.
"""

import json
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from launches.enums import Audience, WireKind
from launches.models import Edition, EditionContacts, EditionFile, SlateMember, WireEntry
from launches.models.edition import CURRENT


def visible_to(audience: Audience, *, at: datetime) -> QuerySet[Edition]:
    """The editions this audience may read at this instant, newest opening first.

    PRESS also sees what is approved and not yet open. STAGE and PUBLIC see the
    same: a screen holds nothing embargoed. A superseded or killed edition is
    seen by nobody.
    """
    editions = Edition.objects.filter(CURRENT)
    if audience == Audience.PRESS:
        return editions
    return editions.filter(opens_at__lte=at)


def versions_visible_to(audience: Audience, *, at: datetime) -> QuerySet[Edition]:
    """Every version that was public and still may be read, of launches open to this audience.

    The current ones, and earlier ones that readers could read before a correction took
    their place. Left out is what never was public (replaced under embargo) and what was taken
    back: a version that stood when the launch was recalled or its slate rolled back.
    """
    current = visible_to(audience, at=at)
    recalls = WireEntry.objects.filter(
        launch=OuterRef("launch"),
        kind=WireKind.KILLED,
        audience=Audience.PUBLIC,
        void=False,
        visible_at__gte=OuterRef("opens_at"),
    )
    undone = SlateMember.objects.filter(edition=OuterRef("pk"), slate__undone_by__isnull=False)
    former = Edition.objects.filter(
        ~Exists(recalls),
        ~Exists(undone),
        killed_at=None,
        opens_at__lte=at,
        superseded_at__gt=F("opens_at"),
        launch__in=current.values("launch"),
    )
    return Edition.objects.filter(Q(pk__in=current.values("pk")) | Q(pk__in=former.values("pk")))


def files_visible_to(audience: Audience, *, at: datetime) -> QuerySet[EditionFile]:
    """The files of those editions; a file is as visible as the edition it belongs to."""
    return EditionFile.objects.filter(edition__in=visible_to(audience, at=at))


def audience_of(scopes: list[str] | tuple[str, ...]) -> Audience:
    """The widest audience a key's scopes give."""
    if "press" in scopes:
        return Audience.PRESS
    return Audience.STAGE if "stage" in scopes else Audience.PUBLIC


def contacts_visible_to(audience: Audience, edition: Edition) -> list[dict[str, str]] | None:
    """Whom accredited press may ask about an edition that the gate let them read.

    None for every other audience: to them there is no such list.
    """
    if audience != Audience.PRESS:
        return None
    kept = EditionContacts.objects.filter(edition=edition).values_list("contacts", flat=True)
    return json.loads(kept[0]) if kept else []
