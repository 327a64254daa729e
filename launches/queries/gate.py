"""The only reader of editions.

Every door (site, search, sitemap, API, feeds, files, screens) asks here. Time
opens a launch inside the query: no process has to do anything at the instant,
and no dead process can leak or hide anything.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from launches.enums import Audience, WireKind
from launches.models import (
    Edition,
    EditionContacts,
    EditionFile,
    EditionText,
    SlateMember,
    WireEntry,
)
from launches.models.cut import EditionQuerySet
from launches.models.edition import READABLE


@dataclass(frozen=True)
class Reader:
    """Who reads, and how much of it: an audience, cut down to some themes and languages.

    An empty cut does not cut. A key carries one (launches.queries.keys).
    """

    audience: Audience
    themes: Sequence[str] = ()
    languages: Sequence[str] = ()

    @property
    def reads_embargo(self) -> bool:
        return self.audience == Audience.PRESS


Who = Audience | Reader


def reader(who: Who) -> Reader:
    """A whole audience as a reader without cuts."""
    return who if isinstance(who, Reader) else Reader(who)


def visible_to(who: Who, *, at: datetime) -> EditionQuerySet:
    """The editions this reader may read at this instant, newest opening first.

    PRESS also sees what is approved and not yet open. STAGE and PUBLIC see the
    same: a screen holds nothing embargoed. Of each launch one edition stands at an instant;
    a prepared correction, a superseded or a killed edition is seen by nobody. For a reader of
    some languages the rows come with the words of these alone, and an edition that has none of
    them is not there. Files whose rights have ended are in no text, whoever reads.
    """
    found = reader(who)
    editions = cut_for(found, Edition.objects.filter(standing(at)).as_of(at))
    return editions if found.reads_embargo else editions.filter(opens_at__lte=at)


def versions_visible_to(who: Who, *, at: datetime) -> EditionQuerySet:
    """Every version that was public and still may be read, of launches open to this reader.

    The current ones, and earlier ones that readers could read before a correction took
    their place. Left out is what never was public (replaced under embargo, or prepared for a
    slate that did not open) and what was taken back: a version that stood when the launch was
    recalled or its slate rolled back.
    """
    current = visible_to(who, at=at)
    recalls = WireEntry.objects.filter(
        launch=OuterRef("launch"),
        kind=WireKind.KILLED,
        audience=Audience.PUBLIC,
        void=False,
        visible_at__gte=OuterRef("opens_at"),
    )
    undone = SlateMember.objects.filter(edition=OuterRef("pk"), slate__undone_by__isnull=False)
    ended = Edition.objects.annotate(replaced_at=Coalesce("stands_until", "superseded_at"))
    former = ended.filter(
        ~Exists(recalls),
        ~Exists(undone),
        killed_at=None,
        opens_at__lte=at,
        stands_from__lte=at,
        replaced_at__gt=F("opens_at"),
        launch__in=current.values("launch"),
    )
    either = Q(pk__in=current.values("pk")) | Q(pk__in=former.values("pk"))
    return cut_for(reader(who), Edition.objects.filter(either).as_of(at))


def standing(at: datetime) -> Q:
    """The version of each launch that is the one at this instant."""
    lasting = Q(stands_until__isnull=True) | Q(stands_until__gt=at)
    return READABLE & lasting & Q(stands_from__lte=at)


def cut_for(found: Reader, editions: EditionQuerySet) -> EditionQuerySet:
    """Of these editions, those of the reader's themes and languages, in its languages."""
    if found.themes:
        editions = editions.filter(theme__in=found.themes)
    if found.languages:
        editions = editions.filter(_spoken(found, edition="pk")).in_languages(found.languages)
    return editions


def cut_wire_for(found: Reader, entries: QuerySet[WireEntry]) -> QuerySet[WireEntry]:
    """Of these facts, those about editions of the reader's themes and languages."""
    if found.themes:
        entries = entries.filter(edition__theme__in=found.themes)
    if found.languages:
        entries = entries.filter(_spoken(found, edition="edition"))
    return entries


def _spoken(found: Reader, *, edition: str) -> Exists:
    texts = EditionText.objects.filter(edition=OuterRef(edition), language__in=found.languages)
    return Exists(texts)


def files_visible_to(who: Who, *, at: datetime) -> QuerySet[EditionFile]:
    """The files of those editions, as visible as they, and only while their rights last."""
    held = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    return EditionFile.objects.filter(held, edition__in=visible_to(who, at=at).values("pk"))


def contacts_visible_to(who: Who, edition: Edition) -> list[dict[str, str]] | None:
    """Whom accredited press may ask about an edition that the gate let them read.

    None for every other audience: to them there is no such list.
    """
    if not reader(who).reads_embargo:
        return None
    kept = EditionContacts.objects.filter(edition=edition).values_list("contacts", flat=True)
    return json.loads(kept[0]) if kept else []
