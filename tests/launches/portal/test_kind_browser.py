"""Another type of entry in the editor, and whose turn it is among uploads; in a real browser."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from launches.enums import Slot
from launches.models import Launch, SlotRule
from tests.factories import MemberFactory
from tests.factories.call import EntryTypeFactory, QuestionFactory
from tests.factories.page import entry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TURNS = """async address => {
  const { Turn } = await import(address);
  const order = [], turns = Array.from({ length: 5 }, () => new Turn());
  turns.forEach((turn, number) => turn.take().then(() => order.push(number)));
  const settled = () => new Promise(resolve => setTimeout(resolve, 20));
  await settled(); const first = order.join();
  turns[1].give(); turns[1].give(); await settled();  // paused, and said twice
  const second = order.join();
  turns[0].give(); await settled(); turns[2].give(); await turns[1].take(); order.push(1);
  const third = order.join();
  // All three places are taken. One waits, gives up, and asks twice: it costs one place.
  const late = new Turn(), last = new Turn();
  late.take(); late.give(); late.take(); late.take(); last.take();
  last.give();  // ended before its turn came
  turns[3].give(); await late.take(); late.give(); turns[4].give(); turns[1].give();
  const again = Array.from({ length: 4 }, () => new Turn()), fourth = [];
  again.forEach((turn, number) => turn.take().then(() => fourth.push(number)));
  await settled();
  return [first, second, third, fourth.join()];
}"""


@pytest.fixture
def launch() -> Launch:
    """Of the type on stage; an exhibit is asked something else and has no place for slides."""
    launch = entry(owner=MemberFactory()).launch
    stage, exhibit = EntryTypeFactory(slug="on-stage"), EntryTypeFactory(slug="exhibit")
    QuestionFactory(forum=launch.forum, key="all", name="For all?")
    QuestionFactory(forum=launch.forum, key="booth", name="Which booth?", entry_type=exhibit)
    rule = {"forum": launch.forum, "entry_type": exhibit, "offered": False}
    SlotRule.objects.create(slot=Slot.STAGE_SLIDE, **rule)
    Launch.objects.filter(pk=launch.pk).update(entry_type=stage)
    return launch


def at_the_editor(launch, live_server, browse):
    client = Client()
    client.force_login(launch.created_by)
    page = browse(viewport={"width": 1280, "height": 900}).new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/portal/launches/{launch.uid}/")
    expect(page.locator("[data-save-state]")).to_be_visible()
    return page


def test_the_page_asks_what_the_new_type_asks_and_keeps_every_word(launch, live_server, browse):
    page = at_the_editor(launch, live_server, browse)
    page.fill('[name="answers.all"]', "Mine")
    page.fill('[name="texts.en.tagline"]', "A line of mine")
    expect(page.locator('[name="answers.booth"]')).to_have_count(0)
    expect(page.locator('[data-place="stage_slide"]')).to_have_count(1)
    page.select_option("[name=entry_type]", "exhibit")
    expect(page.locator('[name="answers.booth"]')).to_be_visible()
    expect(page.locator('[data-place="stage_slide"]')).to_have_count(0)
    expect(page.locator('[data-place="hero"] [data-material]')).to_have_count(1)
    expect(page.locator('[name="answers.all"]')).to_have_value("Mine")
    expect(page.locator('[name="texts.en.tagline"]')).to_have_value("A line of mine")
    page.fill('[name="answers.booth"]', "B 12")
    expect(page.locator("[data-save-words]")).to_have_text(re.compile("Saved"))
    page.select_option("[name=entry_type]", "on-stage")
    expect(page.locator('[name="answers.booth"]')).to_have_count(0)
    expect(page.locator('[data-place="stage_slide"] input[type=file]')).to_have_count(1)
    expect(page.locator('[name="answers.all"]')).to_have_value("Mine")
    address = f"{live_server.url}/static/js/portal/turns.js"
    assert page.evaluate(TURNS, address) == ["0,1,2", "0,1,2,3", "0,1,2,3,4,1", "0,1,2"]
