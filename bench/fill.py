"""Fills an empty database with released launches: one made by the domain, the rest its copies.

python -m bench.fill 7000 [texts]

With `texts` each copy has its English text too, which ninjs is made of.
The copies carry the names of the demo forum's launches, in turn; what is copied is
checked by nothing, so this is for measuring only.
"""

import copy
import csv
import os
import sys
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

import django
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
NAMES = Path(__file__).parent.parent / "launches/demo/data/launches.csv"
WORDS = "A launch that shows what the forum is about, said in a sentence of usual length. " * 2
BATCH = 5000
PAGES = 7000


def main(size: int, *, texts: bool = False) -> None:
    django.setup()
    from launches.models import Edition, Launch
    from tests import factories

    with transaction.atomic():
        launch = Launch.objects.get(pk=factories.launch("released").pk)
        edition = Edition.objects.get(launch=launch)
        numbered = enumerate(islice(names(), size - 1), start=1)
        while batch := list(islice(numbered, BATCH)):
            copies(launch, edition, batch, texts=texts)
        pages(min(size, PAGES))


def names():
    with NAMES.open(newline="") as file:
        yield from cycle([(row["product"], row["company"]) for row in csv.DictReader(file)])


def copies(launch, edition, batch: list, *, texts: bool) -> None:
    """Launches, editions and their public facts for numbered (product, company) pairs."""
    from launches.models import Edition, EditionText, Launch, WireEntry

    entry = WireEntry.objects.get(launch=launch, audience="public")
    made = Launch.objects.bulk_create(
        [
            copied(launch, uid=uid(n), slug=f"launch-{n}", product=product)
            for n, (product, _company) in batch
        ]
    )
    editions = Edition.objects.bulk_create(
        [renamed(edition, row, n, *pair) for (n, pair), row in zip(batch, made, strict=True)]
    )
    if texts:
        english = EditionText.objects.get(edition=edition, language="en")
        EditionText.objects.bulk_create([copied(english, edition=row) for row in editions])
    WireEntry.objects.bulk_create(
        [
            copied(
                entry,
                launch=row.launch,
                launch_uid=row.launch_uid,
                uid=row.uid,
                visible_at=row.opens_at,
                opens_at=row.opens_at,
                edition=row,
                handled_at=row.opens_at,
            )
            for row in editions
        ]
    )


def renamed(edition, launch, number: int, product: str, company: str):
    """A copy of the edition for this launch, with names and words of its own."""
    from launches.compact import dumps

    def words(text: str) -> str:
        for old, new in (
            (edition.launch_uid, launch.uid),
            (edition.slug, launch.slug),
            (edition.product, product),
            (edition.company, company),
            ("A summary in two sentences.", WORDS),
        ):
            text = text.replace(old, dumps(new)[1:-1])
        return text

    return copied(
        edition,
        launch=launch,
        launch_uid=launch.uid,
        uid=launch.uid,
        slug=launch.slug,
        product=product,
        company=company,
        listing=words(edition.listing),
        document=words(edition.document),
        words=f"{product}\n{company}\n{WORDS}".lower(),
        opens_at=edition.opens_at - timedelta(seconds=number),
    )


def copied(row, **changes):
    twin = copy.copy(row)
    twin._state = copy.copy(row._state)
    twin._state.adding, twin._state.fields_cache = True, {}
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def uid(number: int) -> str:
    from launches.models.fields import ALPHABET

    text = ""
    for _ in range(16):
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


def pages(count: int) -> None:
    """Plain Wagtail pages for API v2, which reads pages and nothing else."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page, Site

    root = Site.objects.get(is_default_site=True).root_page
    kind = ContentType.objects.get_for_model(Page)
    twins = [
        Page(
            title=f"{product}, {company}",
            draft_title=product,
            slug=f"bench-{n}",
            path=Page._get_path(root.path, root.depth + 1, root.numchild + n + 1),
            depth=root.depth + 1,
            url_path=f"{root.url_path}bench-{n}/",
            content_type=kind,
            live=True,
            locale_id=root.locale_id,
        )
        for n, (product, company) in enumerate(islice(names(), count))
    ]
    Page.objects.bulk_create(twins, batch_size=500)


if __name__ == "__main__":
    main(int(sys.argv[1]), texts="texts" in sys.argv[2:])
