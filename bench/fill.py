"""Fills an empty database with released launches: one made by the domain, the rest its copies.

python -m bench.fill 7000
"""

import copy
import json
import os
import sys
from datetime import timedelta

import django
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
WORDS = "A launch that shows what the forum is about, said in a sentence of usual length. " * 2


def main(size: int) -> None:
    django.setup()
    from launches.domain.freeze import dumps
    from launches.models import Edition, Launch, WireEntry
    from launches.models.fields import ALPHABET
    from tests import factories

    def uid(number: int) -> str:
        text = ""
        for _ in range(16):
            number, digit = divmod(number, len(ALPHABET))
            text = ALPHABET[digit] + text
        return text

    with transaction.atomic():
        one = factories.launch("released")
        launch = Launch.objects.get(pk=one.pk)
        edition = Edition.objects.get(launch=launch)
        entry = WireEntry.objects.filter(launch=launch, audience="public").first()
        for start in range(1, size, 5000):
            numbers = range(start, min(start + 5000, size))
            made = Launch.objects.bulk_create(
                [copied(launch, uid=uid(n), slug=f"launch-{n}") for n in numbers]
            )
            editions, entries = [], []
            for number, row in zip(numbers, made, strict=True):
                listing = json.loads(edition.listing)
                listing |= {"id": row.uid, "slug": f"launch-{number}"}
                listing["texts"]["en"]["summary"] = WORDS
                opens = edition.opens_at - timedelta(seconds=number)
                editions.append(
                    copied(
                        edition,
                        launch=row,
                        launch_uid=row.uid,
                        slug=listing["slug"],
                        listing=dumps(listing),
                        opens_at=opens,
                    )
                )
                entries.append(
                    copied(
                        entry,
                        launch=row,
                        launch_uid=row.uid,
                        uid=uid(number),
                        visible_at=opens,
                        edition=None,
                    )
                )
            Edition.objects.bulk_create(editions)
            WireEntry.objects.bulk_create(entries)
        pages(min(size, 7000))


def copied(row, **changes):
    twin = copy.copy(row)
    twin._state = copy.copy(row._state)
    twin._state.adding, twin._state.fields_cache = True, {}
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def pages(count: int) -> None:
    """Plain Wagtail pages for API v2, which reads pages and nothing else."""
    from wagtail.models import Page, Site

    root = Site.objects.get(is_default_site=True).root_page
    base = root.numchild
    twins = [
        Page(
            title=f"Launch {n}",
            slug=f"bench-{n}",
            path=Page._get_path(root.path, root.depth + 1, base + n + 1),
            depth=root.depth + 1,
            url_path=f"{root.url_path}bench-{n}/",
            content_type_id=1,
            live=True,
            locale_id=root.locale_id,
            draft_title=f"Launch {n}",
        )
        for n in range(count)
    ]
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(Page)
    for page in twins:
        page.content_type = kind
    Page.objects.bulk_create(twins, batch_size=500)


if __name__ == "__main__":
    main(int(sys.argv[1]))
