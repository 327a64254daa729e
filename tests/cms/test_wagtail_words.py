"""What Wagtail says on the pages we show is said in Chinese, by its catalogue or by ours."""

from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override

from cms.catalogue import catalogue

ROOT = Path(wagtail.__file__).parent
PARTS = ["", "admin", "users", "snippets"]
# Where Wagtail speaks and nobody of ours hears it.
UNHEARD = (
    "api/", "contrib/", "models/api.py", "views/api_tokens.py", "wagtailusers/api_tokens/",
    "notifications/",  # its mails are switched off (cms.apps)
    "schedule_publishing_panel.html", "action_menu/publish.html",  # no second clock
    "whats_new_in_wagtail_version", "upgrade_notification", "home/site_summary",
    "home/user_objects",
    "reports/", "views/reports/", "workflows/", "views/workflows.py", "userbar.py",
    "models/workflows.py", "models/i18n.py", "models/media.py", "models/sites.py",
    "wagtail_hooks.py",
)  # fmt: skip
SCHEDULES = ("schedule", "Schedul", "revoke", "Revoke")


def said(path: Path) -> dict[object, Message]:
    with path.open("rb") as file:
        return {(one.id, one.context): one for one in read_po(file) if one.id}


def whole(one: Message | None) -> bool:
    if one is None or one.fuzzy:
        return False
    return all(one.string) if isinstance(one.string, tuple) else bool(one.string)


def is_heard(one: Message) -> bool:
    words = one.id[0] if isinstance(one.id, tuple) else one.id
    places = [place for place, _line in one.locations]
    return not any(word in words for word in SCHEDULES) and not all(
        any(part in place for part in UNHEARD) for place in places
    )


@pytest.mark.parametrize("part", PARTS)
def test_what_wagtail_leaves_out_is_in_our_catalogue(part):
    folder = ROOT / part / "locale"
    theirs = said(folder / "zh_Hans/LC_MESSAGES/django.po")
    ours = {(one.id, one.context): one for one in catalogue() if one.id}
    heard = {key for key, one in said(folder / "en/LC_MESSAGES/django.po").items() if is_heard(one)}
    assert len(heard) > 10
    lacking = [key for key in heard if not whole(theirs.get(key)) and not whole(ours.get(key))]
    assert lacking == []


def test_our_words_are_the_ones_that_are_shown():
    with override("zh-hans"):
        assert gettext("Home") == "首页"
        assert ngettext("Referenced %(count)s time", "Referenced %(count)s times", 2) == (
            "被引用 %(count)s 次"
        )
