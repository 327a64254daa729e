"""The organisers' rules for material slots, from the form to the company's upload."""

import pytest

from launches.files.slots import DEFAULTS
from launches.models import SlotRule
from launches.queries.slots import slots_of
from tests.factories import ForumFactory, SectionFactory, launch
from tests.factories.call import EntryTypeFactory

pytestmark = pytest.mark.django_db
ADD = "/cms/snippets/launches/slotrule/add/"


def fields(entry, **changes) -> dict:
    return {
        "forum": entry.forum_id,
        "slot": "logo",
        "section": "",
        "entry_type": "",
        "offered": "on",
        "required": "on",
        "most": "2",
        "kinds": ["png", "svg"],
        "least_width": "500",
        "least_height": "0",
        "aspect": "1:1",
        "tolerance": "5",
        "alpha": "on",
        "most_megabytes": "3",
        "most_seconds": "0",
        "most_pages": "0",
        "rights": ["credit", "licence"],
        "help": "Square.",
        "help_zh": "正方形。",
        **changes,
    }


def test_a_rule_from_the_form_takes_the_place_of_the_default(chief):
    entry = launch("draft")
    assert slots_of(entry)["logo"] == DEFAULTS["logo"]
    assert chief.post(ADD, fields(entry)).status_code == 302
    assert slots_of(entry)["logo"].words() == (
        "PNG or SVG, at least 500×1 pixels, 1:1 in shape, on a transparent ground, at most 3 MB"
    )
    wanted = slots_of(entry)["logo"]
    assert (wanted.required, wanted.most, wanted.rights, wanted.help) == (
        True,
        2,
        ("credit", "licence"),
        "Square.",
    )
    assert chief.post(ADD, fields(entry)).status_code == 200  # once only
    assert SlotRule.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": ["mp4"]}, "This place cannot take: MP4."),
        ({"kinds": ["exe"]}, "exe is not one of the available choices"),
        ({"aspect": "wide"}, "A shape is wanted, such as 16:9."),
        ({"aspect": "0:9"}, "A shape is wanted, such as 16:9."),
        ({"most": "0"}, "greater than or equal to 1"),
        ({"tolerance": "nan"}, "Enter a number."),
    ],
)
def test_what_cannot_be_a_rule_is_said(chief, changes, words):
    answer = chief.post(ADD, fields(launch("draft"), **changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert SlotRule.objects.count() == 0


def test_a_section_of_another_forum_is_refused(chief):
    other = SectionFactory(forum=ForumFactory(slug="another"))
    answer = chief.post(ADD, fields(launch("draft"), section=other.pk))
    assert "This belongs to another forum." in answer.content.decode()


def test_the_most_particular_rule_wins_and_a_closed_slot_is_gone():
    entry = launch("draft")
    entry.entry_type = EntryTypeFactory(forum=entry.forum)
    entry.save()
    rule = {"forum": entry.forum, "slot": "logo"}
    SlotRule.objects.create(**rule, most=1)
    SlotRule.objects.create(**rule, section=entry.section, most=2)
    assert slots_of(entry)["logo"].most == 2
    SlotRule.objects.create(**rule, entry_type=entry.entry_type, most=3)
    assert slots_of(entry)["logo"].most == 3
    both = SlotRule.objects.create(
        **rule, entry_type=entry.entry_type, section=entry.section, most=4
    )
    assert slots_of(entry)["logo"].most == 4
    both.offered = False
    both.save()
    assert "logo" not in slots_of(entry)
