"""What happens to a demo launch after its opening: a correction, a recall."""

from datetime import timedelta

import pytest

from launches import clock
from launches.demo import lives, loader, people, reader
from launches.models import Launch


def test_a_correction_and_a_recall_happen_after_the_opening(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    forum_now = clock.now().replace(microsecond=0)
    opened = forum_now - timedelta(minutes=6)
    ends = {
        "corrected": lives.Life("released", opened, forum_now - timedelta(days=20), corrected=True),
        "killed": lives.Life("killed", opened, forum_now - timedelta(days=20)),
    }
    rows = sorted(reader.rows(), key=lambda row: row.company not in people.COMPANIES)[:2]
    made = dict(zip((row.id for row in rows), ends.values(), strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "lives", lambda *_args: made)
        loader.load(limit=2)
    corrected, killed = (Launch.objects.get(product=row.product) for row in rows)
    assert corrected.editions.get(number=2).note == "A figure in the summary was corrected."
    assert opened <= corrected.edited_at <= corrected.approved_at <= clock.now()
    assert opened < killed.editions.get().killed_at < forum_now
