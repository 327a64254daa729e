"""The companies that have something to read, as their newest readable editions present them.

Nothing here is read from a company's own row: what it changed since, and companies whose
launches are all hidden, are not to be seen.
"""

import json
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from launches.models import Edition
from launches.queries import sight
from launches.queries.gate import Who, visible_to
from launches.queries.search import MOST_WORDS, with_words


def presented_to(audience: Who, *, at: datetime) -> QuerySet[Edition]:
    """For each company the edition that was frozen last of those this audience may read."""
    editions = visible_to(audience, at=at).exclude(company_uid="")
    same = editions.filter(company_uid=OuterRef("company_uid"))
    newer = Q(made_at__gt=OuterRef("made_at"))
    newer |= Q(made_at=OuterRef("made_at"), pk__gt=OuterRef("pk"))
    return editions.filter(~Exists(same.filter(newer))).order_by("company_uid")


def named_like(editions: QuerySet[Edition], words: str) -> QuerySet[Edition]:
    """Of these, the companies with every one of the words in a name of theirs."""
    editions = with_words(editions, words)
    for word in words.split()[:MOST_WORDS]:
        editions = editions.filter(Q(company__icontains=word) | Q(company_native__icontains=word))
    return editions


def company(edition: Edition, text: str) -> dict[str, Any]:
    """The company in a stored text of the edition, with its address and its launches."""
    sight.saw(edition)
    uid = edition.company_uid
    return {
        "id": uid,
        "href": f"/api/v1/companies/{uid}/",
        "launches": f"/api/v1/launches/?company={uid}",
        **json.loads(text)["company"],
    }
